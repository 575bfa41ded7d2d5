/* uniform: every example counts the same, every group takes its scheduled step. */
#include "learner/policies/policy.h"

void llz_policy_neutral(const struct llz_policy_view *view, struct llz_policy_choice *choice)
{
    for (size_t t = 0; t < view->window; t++)
        choice->weight[t] = 1;
    for (int i = 0; i < LLZ_GROUPS; i++)
        choice->step[i] = 1;
    choice->idle = false;
}

void llz_policy_plain(struct llz_policy_state *s, const struct llz_policy_view *view,
                      struct llz_policy_choice *choice)
{
    (void)s;
    llz_policy_neutral(view, choice);
}

const struct llz_policy llz_policy_uniform = { .name = "uniform", .choose = llz_policy_plain };
