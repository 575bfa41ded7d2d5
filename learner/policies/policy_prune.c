/* prune-...: a quarter of each window is dropped, that with the least or with the most informative examples, by
 * the scores of Paul et al. 2021 ("Deep Learning on a Data Diet", arXiv 2107.07075): EL2N, the norm of
 * probability minus one-hot (section 2.2), and GraNd, the norm of the gradient (section 2.1), here that of the
 * output layer, which is the norm of its output gradient times that of its inputs. */
#include "learner/policies/example_rank.h"
#include "learner/policies/policy.h"

static const struct llz_parameter parameters[] = {
    { "share", 250, 0, 1000, 1000, "share of a window's bytes that is left out" },
    { NULL, 0, 0, 0, 0, NULL },
};

static llz_real square_norm(const llz_real *x, size_t n)
{
    llz_real sum = 0;
    for (size_t j = 0; j < n; j++)
        sum += x[j] * x[j];
    return sum;
}

static void drop(const struct llz_policy_view *view, struct llz_policy_choice *choice, bool gradient, bool most)
{
    llz_real score[LLZ_WINDOW_MAX]; /* squared: the order is the same */
    const size_t T = view->window, dropped = T * (size_t)view->values->units[0] / 1000;
    llz_policy_neutral(view, choice);
    for (size_t t = 0; t < T; t++) {
        score[t] = square_norm(view->dlogits + t * LLZ_SYMBOLS, LLZ_SYMBOLS);
        if (gradient)
            score[t] *= square_norm(view->inputs + t * view->stride, view->inputs_n);
    }
    for (size_t t = 0; t < T; t++) {
        const size_t rank = llz_rank(score, T, t);
        choice->weight[t] = (most ? rank >= T - dropped : rank < dropped) ? 0 : 1;
    }
}

#define PRUNE(id, label, gradient, most)                                                                       \
    static void choose_##id(struct llz_policy_state *s, const struct llz_policy_view *view,                    \
                            struct llz_policy_choice *choice)                                                  \
    {                                                                                                          \
        (void)s;                                                                                               \
        drop(view, choice, gradient, most);                                                                    \
    }                                                                                                          \
    const struct llz_policy llz_policy_prune_##id = {                                                          \
        .name = label, .holds = LLZ_HOLD_EXAMPLES, .parameters = parameters, .choose = choose_##id             \
    }

PRUNE(el2n_least, "prune-el2n-least", false, false);
PRUNE(el2n_most, "prune-el2n-most", false, true);
PRUNE(grand_least, "prune-grand-least", true, false);
PRUNE(grand_most, "prune-grand-most", true, true);
