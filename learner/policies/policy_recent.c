#include "learner/policies/policy.h"
#include "learner/policies/replay.h"

static const struct llz_parameter parameters[] = {
    { "windows", LLZ_REPLAY_RECENT_SLOTS, 1, 1024, 1, "of the past that are kept" },
    LLZ_PARAMETER_STEP,
    { NULL, 0, 0, 0, 0, NULL },
};

const struct llz_policy llz_policy_recent = { .name = "recent",
                                              .holds = LLZ_HOLD_EXAMPLES,
                                              .parameters = parameters,
                                              .choose = llz_policy_plain,
                                              .replay = LLZ_REPLAY_RECENT };
