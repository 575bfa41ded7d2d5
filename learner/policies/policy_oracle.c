/* oracle: what a window teaches counts as far as it helps with what comes next, which only an encoder knows. */
#include "learner/policies/oracle.h"
#include "learner/policies/policy.h"

static const struct llz_parameter parameters[] = { { "windows", LLZ_ORACLE_WINDOWS },
                                                   { "harmful", (double)LLZ_ORACLE_HARMFUL },
                                                   { NULL, 0 } };

const struct llz_policy llz_policy_oracle = { .name = "oracle",
                                              .holds = LLZ_HOLD_EXAMPLES,
                                              .parameters = parameters,
                                              .choose = llz_policy_plain,
                                              .foresees = true };
