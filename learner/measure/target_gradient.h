/* target_gradient.h - the gradient of a window's mean loss, kept: what the contributions of other windows are
 * measured against. Dense layers and embedding rows; direct n-gram logits learn at once, by a rule of their
 * own, and are no part of it. */
#ifndef LLZ_TARGET_GRADIENT_H
#define LLZ_TARGET_GRADIENT_H

#include "model/network/lm.h"

struct llz_target {
    llz_real *dense[LLZ_LAYERS]; /* [K + 1][N], biases last; NULL: the layer is absent */
    llz_real *de;                /* [T][E] what each use of an embedding row passes back to it */
    uint32_t *row;               /* [T][contexts] rows in use */
};

void llz_target_lay(struct llz_target *g, struct llz_arena *a, const struct llz_lm *m);

/* From a full window; scales w->dlogits. scratch: llz_grads_init was called. */
void llz_target_take(struct llz_target *g, const struct llz_lm *m, struct llz_window *w,
                     struct llz_grads *scratch);

/* de [E] = what the gradient says of the rows row [contexts]: for each one the sum over its uses in the
 * target's window, 0 where there is none. */
void llz_target_rows(const struct llz_target *g, const struct llz_lm *m, const uint32_t *row, llz_real *de);

/* Inner product of two gradients over all their parameters. scratch: [E]. */
double llz_target_product(const struct llz_target *a, const struct llz_target *b, const struct llz_lm *m,
                          llz_real *scratch);

#endif
