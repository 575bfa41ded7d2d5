/* policy_recent.c - after each window one of the last 16 is learned again, with a sixteenth of the step.
 *
 * A control for `replay`: is it old data that help, or only more steps? It costs more bytes than it saves
 * on most files. */
#include "learner/policies/policy.h"
#include "learner/policies/replay.h"

static const struct llz_parameter parameters[] = {
    { "windows", LLZ_REPLAY_RECENT_SLOTS, 1, 1024, 1, "how many past windows are kept" },
    LLZ_PARAMETER_STEP,
    { NULL, 0, 0, 0, 0, NULL },
};

const struct llz_policy llz_policy_recent = { .name = "recent",
                                              .holds = LLZ_HOLD_EXAMPLES,
                                              .parameters = parameters,
                                              .choose = llz_policy_plain,
                                              .replay = LLZ_REPLAY_RECENT };
