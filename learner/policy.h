/* policy.h - a learning policy: how much each example and each group of parameters counts.
 *
 * Learning follows theta(t+1) = theta(t) - eta(t) sum_n gamma_n(t) grad l(x_n, theta(t)) (Gu et al. 2024,
 * "Towards Optimal Learning of Language Models", arXiv 2402.17759, eq. 1). A policy chooses gamma within a
 * window and a factor on eta for each group. It sees only what encoder and decoder both know: a window that has
 * been coded. */
#ifndef LLZ_POLICY_H
#define LLZ_POLICY_H

#include <stddef.h>
#include <stdint.h>

#include "model/lm.h"

/* Groups of parameters with a step size of their own: the dense layers (enum llz_layer) and two kinds of table.
 */
enum { LLZ_GROUP_ROWS = LLZ_LAYERS, LLZ_GROUP_NGRAM, LLZ_GROUPS };

/* What a policy may look at. Losses are of the model that coded the window, which had not learned from it. */
struct llz_policy_view {
    uint64_t position; /* bytes of the member before this window */
    size_t window;     /* T */
    size_t contexts;
    const llz_real *loss;    /* [T] nats */
    const llz_real *dlogits; /* [T][256] gradients of the loss by the logits */
    const uint32_t *row;     /* [T][contexts] embedding rows in use */
};

/* What it decides. */
struct llz_policy_choice {
    llz_real *weight;          /* [T] gamma, 1 is neutral; 0: not learned from */
    llz_real step[LLZ_GROUPS]; /* factors on the scheduled step sizes, 1 is neutral; that of LLZ_GROUP_NGRAM
                                  takes effect from the next window on, since these logits learn at once */
};

struct llz_policy {
    const char *name;
    void (*choose)(const struct llz_policy_view *view, struct llz_policy_choice *choice);
};

extern const struct llz_policy llz_policy_uniform;

/* By the number that stands in archives; NULL behind the last. */
const struct llz_policy *llz_policy_get(int i);

#endif
