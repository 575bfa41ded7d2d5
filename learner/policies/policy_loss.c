/* loss: only the half of a window that cost most is learned from (selective backpropagation; Jiang et al. 2019,
 * arXiv 1910.00762, in its simplest form). */
#include "learner/policies/example_rank.h"
#include "learner/policies/policy.h"

#define PARTS 2 /* of a window, of which one is learned from */

static void choose(struct llz_policy_state *s, const struct llz_policy_view *view,
                   struct llz_policy_choice *choice)
{
    const size_t T = view->window;
    (void)s;
    llz_policy_neutral(view, choice);
    for (size_t t = 0; t < T; t++)
        choice->weight[t] = llz_rank(view->loss, T, t) < T - T / PARTS ? 0 : 1;
}

static const struct llz_parameter parameters[] = { { "share", 1.0 / PARTS }, { NULL, 0 } };

const struct llz_policy llz_policy_loss = {
    .name = "loss", .holds = LLZ_HOLD_EXAMPLES, .parameters = parameters, .choose = choose
};
