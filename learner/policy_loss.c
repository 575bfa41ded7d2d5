/* loss: only the half of a window that cost most is learned from (selective backpropagation; Jiang et al. 2019,
 * arXiv 1910.00762, in its simplest form). */
#include "learner/policy.h"
#include "learner/rank.h"

static void choose(struct llz_policy_state *s, const struct llz_policy_view *view,
                   struct llz_policy_choice *choice)
{
    const size_t T = view->window;
    (void)s;
    llz_policy_neutral(view, choice);
    for (size_t t = 0; t < T; t++)
        choice->weight[t] = llz_rank(view->loss, T, t) < T / 2 ? 0 : 1;
}

const struct llz_policy llz_policy_loss = { .name = "loss", .choose = choose };
