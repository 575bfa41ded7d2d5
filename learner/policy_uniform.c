/* uniform: every example counts the same, every group takes its scheduled step. */
#include "learner/policy.h"

static void choose(const struct llz_policy_view *view, struct llz_policy_choice *choice)
{
    for (size_t t = 0; t < view->window; t++)
        choice->weight[t] = 1;
    for (int i = 0; i < LLZ_GROUPS; i++)
        choice->step[i] = 1;
}

const struct llz_policy llz_policy_uniform = { "uniform", choose };
