/* contribution.h - what each byte of a window contributes to a target: the inner product of the gradient of its
 * loss with the target's gradient, CT_t = <G, grad l_t> (Gu et al. 2024, arXiv 2402.17759, theorem 3.1), at the
 * same parameters. A step that weighs the byte by gamma lowers the target's loss by step * gamma * CT_t, to
 * first order.
 *
 * Three forms, from the exact one to the cheapest. No gradient of a single byte is ever formed.
 *
 *  full    CT_t = d/de l_t(theta + e G) at e = 0: one forward pass of tangents through the whole network gives
 *          all t at once (forward-mode differentiation; Pearlmutter 1994, "Fast exact multiplication by the
 *          Hessian", section 2, the operator R). Cells at the window's start are constants, as in
 *          llz_lm_backward.
 *  output  of the output layer alone: dlogits_t . (a_t Go + bo), one product.
 *  rows    of the embedding tables alone, and by uses of rows rather than by bytes: what the window passes back
 *          to the rows of step t, times the target's gradient of the same rows. No product at all. */
#ifndef LLZ_CONTRIBUTION_H
#define LLZ_CONTRIBUTION_H

#include "learner/measure/target_gradient.h"

struct llz_tangents {
    llz_real *a;      /* [T][A] of the activations */
    llz_real *gates;  /* [T][largest width] */
    llz_real *logits; /* [T][256] */
    llz_real *c;      /* [H] of the cells */
};

void llz_tangents_lay(struct llz_tangents *d, struct llz_arena *a, const struct llz_shape *s);

/* w is full and its dlogits unscaled; out [T]. */
void llz_contribution_full(const struct llz_lm *m, const struct llz_window *w, const struct llz_target *g,
                           struct llz_tangents *scratch, llz_real *out);
void llz_contribution_output(const struct llz_lm *m, const struct llz_window *w, const struct llz_target *g,
                             struct llz_tangents *scratch, llz_real *out);
/* de [T][E]: llz_lm_backward's of w, every weight 1. */
void llz_contribution_rows(const struct llz_lm *m, const struct llz_window *w, const llz_real *de,
                           const struct llz_target *g, struct llz_tangents *scratch, llz_real *out);

#endif
