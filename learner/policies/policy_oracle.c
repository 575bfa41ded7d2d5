/* oracle: what a window teaches counts as far as it helps with what comes next, which only an encoder knows. */
#include "learner/policies/oracle.h"
#include "learner/policies/policy.h"

static const struct llz_parameter parameters[] = {
    [LLZ_ORACLE_AHEAD] = { "windows", LLZ_ORACLE_WINDOWS, 1, LLZ_ORACLE_WINDOWS, 1,
                           "how many windows it looks ahead" },
    [LLZ_ORACLE_HARMFUL] = { "harmful", 500, 1, 1000, 1000,
                             "weight of an example that makes what follows dearer" },
    { NULL, 0, 0, 0, 0, NULL },
};

const struct llz_policy llz_policy_oracle = { .name = "oracle",
                                              .holds = LLZ_HOLD_EXAMPLES,
                                              .parameters = parameters,
                                              .choose = llz_policy_plain,
                                              .foresees = true };
