/* dense.c - a dense layer: float weights that learn, and copies of them in bf16 that predict.
 *
 * A prediction reads every weight once, so half as many bytes are nearly twice the speed, and rounding
 * them costs nothing measurable (45,816 to 45,801 bytes, tests/bench/LOG.md). With a delay there are two
 * copies: one predicts while the thread beside it publishes the next one. */
#include "model/network/dense.h"

#include <string.h>

void llz_dense_lay(struct llz_dense *d, struct llz_arena *a, size_t K, size_t N, int views)
{
    d->K = K;
    d->N = N;
    d->w = llz_arena_take(a, (K + 1) * N, sizeof *d->w);
    for (int v = 0; v < views; v++) {
        d->packed[v] = llz_arena_take(a, K * N, sizeof *d->packed[v]);
        d->bias[v] = llz_arena_take(a, N, sizeof *d->bias[v]);
    }
    if (views == 1) {
        d->packed[1] = d->packed[0];
        d->bias[1] = d->bias[0];
    }
}

void llz_dense_forward(const struct llz_dense *d, const struct llz_kernels *k, int v, const llz_real *x,
                       llz_real *y)
{
    memcpy(y, d->bias[v], d->N * sizeof *y);
    k->matvec_bf16(y, d->packed[v], x, d->K, d->N);
}

void llz_dense_backward(const struct llz_dense *d, const struct llz_kernels *k, size_t T, const llz_real *dyt,
                        size_t n0, size_t n, llz_real *dxt)
{
    k->gemm(dxt, T, d->w + n0, d->N, dyt, T, d->K, T, n, true);
}

void llz_dense_gradient(const struct llz_dense *d, const struct llz_kernels *k, size_t T, const llz_real *xt,
                        const llz_real *dy, size_t k0, size_t rows, llz_real *g)
{
    k->gemm(g, d->N, xt + k0 * T, T, dy, d->N, rows, d->N, T, false);
}

void llz_dense_bias_gradient(const struct llz_dense *d, const struct llz_kernels *k, size_t T,
                             const llz_real *ones, const llz_real *dy, llz_real *g)
{
    k->gemm(g, d->N, ones, T, dy, d->N, 1, d->N, T, false);
}

/* In ranges of rows, as training finishes them. The biases stand after the last row, and are not rounded. */
void llz_dense_publish(struct llz_dense *d, const struct llz_kernels *k, int v, size_t k0, size_t k1)
{
    const size_t last = k1 < d->K ? k1 : d->K;
    if (k0 < last)
        k->bf16_pack(d->packed[v], d->w, d->K, d->N, k0, last);
    if (k1 > d->K)
        memcpy(d->bias[v], d->w + d->K * d->N, d->N * sizeof *d->w);
}
