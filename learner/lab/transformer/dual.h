/* dual.h - numbers with how they change along a direction of the parameters (forward mode), through which the backward pass
 * is run too: forward over reverse.
 *
 * With parameters theta and a direction v, tangents of losses are v . grad l_n, all contributions at once, and the tangent of
 * the weighted gradient is its Hessian's product with v (Pearlmutter 1994). Each operation is a pair of functions: one
 * forward, one back; both carry tangents where there are any. d in a name: derivative of the weighted loss by it. */
#ifndef LLZ_LAB_DUAL_H
#define LLZ_LAB_DUAL_H

#include "model/arithmetic/kernels.h"

struct llz_dual {
    llz_real *v; /* value */
    llz_real *t; /* tangent; NULL: none is carried */
};

/* y [rows][n] = x [rows][m] w [m][n]; add: += */
void llz_dual_product(const struct llz_kernels *k, struct llz_dual y, struct llz_dual x, struct llz_dual w,
                      size_t rows, size_t m, size_t n, bool add);
/* sum [m][n] += x' dy, or with tangents how that changes. */
void llz_dual_product_weights(const struct llz_kernels *k, llz_real *sum, struct llz_dual x, struct llz_dual dy,
                              size_t rows, size_t m, size_t n);

/* y = x / root of the mean square of each row [n]. */
void llz_dual_norm(const struct llz_kernels *k, struct llz_dual y, struct llz_dual x, size_t rows, size_t n);
/* dx += */
void llz_dual_norm_back(const struct llz_kernels *k, struct llz_dual dx, struct llz_dual dy, struct llz_dual x,
                        size_t rows, size_t n);

/* y = u sigmoid(u) over n numbers; sigmoid [n] is kept for the way back, on which du may be dy. */
void llz_dual_silu(const struct llz_kernels *k, struct llz_dual y, struct llz_dual u, llz_real *sigmoid,
                   size_t n);
void llz_dual_silu_back(struct llz_dual du, struct llz_dual dy, struct llz_dual u, const llz_real *sigmoid,
                        size_t n);

/* y += x over n numbers. */
void llz_dual_add(struct llz_dual y, struct llz_dual x, size_t n);

static inline struct llz_dual llz_dual_at(struct llz_dual x, size_t i)
{
    return (struct llz_dual){ x.v + i, x.t ? x.t + i : NULL };
}

#endif
