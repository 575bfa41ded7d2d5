/* recent: behind each new window, one of the last few is learned again. */
#include "learner/policy.h"

const struct llz_policy llz_policy_recent = { .name = "recent",
                                              .choose = llz_policy_plain,
                                              .replay = LLZ_REPLAY_RECENT };
