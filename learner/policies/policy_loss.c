/* loss: only the half of a window that cost most is learned from (selective backpropagation; Jiang et al. 2019,
 * arXiv 1910.00762, in its simplest form). */
#include "learner/policies/example_rank.h"
#include "learner/policies/policy.h"

static const struct llz_parameter parameters[] = {
    { "share", 500, 1, 1000, 1000, "share of a window's bytes, the dearest, that is learned from" },
    { NULL, 0, 0, 0, 0, NULL },
};

static void choose(struct llz_policy_state *s, const struct llz_policy_view *view,
                   struct llz_policy_choice *choice)
{
    const size_t T = view->window, learned = T * (size_t)view->values->units[0] / 1000;
    (void)s;
    llz_policy_neutral(view, choice);
    for (size_t t = 0; t < T; t++)
        choice->weight[t] = llz_rank(view->loss, T, t) < T - learned ? 0 : 1;
}

const struct llz_policy llz_policy_loss = {
    .name = "loss", .holds = LLZ_HOLD_EXAMPLES, .parameters = parameters, .choose = choose
};
