/* dense.h - a linear layer y = x W + b.
 *
 * The master weights are floats and belong to whoever learns. The forward step reads a bf16 copy of W and a
 * float copy of b (a "view"); there are two views, so that one can be read while the other is being written. */
#ifndef LLZ_DENSE_H
#define LLZ_DENSE_H

#include <stddef.h>

#include "model/arithmetic/kernels.h"
#include "model/memory/arena.h"

struct llz_dense {
    size_t K, N;         /* inputs; outputs, a multiple of 32 */
    llz_real *w;         /* [K + 1][N]; row K is the bias */
    llz_half *packed[2]; /* views of rows 0..K-1 */
    llz_real *bias[2];   /* views of row K */
};

/* Floats of w, biases included; 0 of a layer that is absent. */
static inline size_t llz_dense_floats(const struct llz_dense *d)
{
    return d->K ? (d->K + 1) * d->N : 0;
}

/* views: 1 or 2; with 1 both views are the same memory. */
void llz_dense_lay(struct llz_dense *d, struct llz_arena *a, size_t K, size_t N, int views);

/* y [N] = x [K] W + b through view v. */
void llz_dense_forward(const struct llz_dense *d, const struct llz_kernels *k, int v, const llz_real *x,
                       llz_real *y);

/* dxt [K][T] += W dyt, from the output gradients dyt [N][T]; one chain over n, so dyt may also come in pieces:
 * rows n0 .. n0 + n - 1 of it, n0 ascending. */
void llz_dense_backward(const struct llz_dense *d, const struct llz_kernels *k, size_t T, const llz_real *dyt,
                        size_t n0, size_t n, llz_real *dxt);

/* g [rows][N] = gradient of weight rows k0 .. k0 + rows - 1 from inputs xt
 * [K][T] and output gradients dy [T][N]. */
void llz_dense_gradient(const struct llz_dense *d, const struct llz_kernels *k, size_t T, const llz_real *xt,
                        const llz_real *dy, size_t k0, size_t rows, llz_real *g);
/* g [N] = gradient of the bias; ones: [T] ones. */
void llz_dense_bias_gradient(const struct llz_dense *d, const struct llz_kernels *k, size_t T,
                             const llz_real *ones, const llz_real *dy, llz_real *g);

/* Copies weight rows k0 .. k1 - 1 (row K: the bias) into view v. */
void llz_dense_publish(struct llz_dense *d, const struct llz_kernels *k, int v, size_t k0, size_t k1);

#endif
