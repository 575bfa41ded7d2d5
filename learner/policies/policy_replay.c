/* policy_replay.c - after each window one from anywhere in the past is learned again, with a sixteenth of
 * the step, so that what was learned long ago is not forgotten. */
#include "learner/policies/policy.h"
#include "learner/policies/replay.h"

static const struct llz_parameter parameters[] = {
    { "windows", LLZ_REPLAY_PAST_SLOTS, 1, 4096, 1, "how many past windows are kept" },
    LLZ_PARAMETER_STEP,
    { NULL, 0, 0, 0, 0, NULL },
};

const struct llz_policy llz_policy_replay = { .name = "replay",
                                              .holds = LLZ_HOLD_OLD,
                                              .parameters = parameters,
                                              .choose = llz_policy_plain,
                                              .replay = LLZ_REPLAY_PAST };
