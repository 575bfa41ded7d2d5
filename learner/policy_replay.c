/* replay: behind each new window, an old one is learned again, any of the past with the same chance. */
#include "learner/policy.h"

const struct llz_policy llz_policy_replay = { .name = "replay",
                                              .choose = llz_policy_plain,
                                              .replay = LLZ_REPLAY_PAST };
