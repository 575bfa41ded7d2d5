#include "model/network/recurrent.h"

#include <string.h>

void llz_recurrent_forward(const struct llz_kernels *k, size_t H, llz_real *g, llz_real *c, llz_real *h)
{
    const size_t S = llz_gate_stride(H);
    const llz_real *z = g, *o = g + S, *n = g + 2 * S;
    k->sigmoid(g, g, 2 * S);
    k->tanh(g + 2 * S, g + 2 * S, (S + 15) / 16 * 16); /* the row is that long */
    for (size_t j = 0; j < H; j++) {
        c[j] = n[j] + z[j] * (c[j] - n[j]);
        h[j] = o[j] * c[j];
    }
}

/* One step of the backward pass: dc enters with what later steps passed back and leaves for the step before. */
static void backward_step(size_t H, const llz_real *restrict g, const llz_real *restrict before,
                          const llz_real *restrict dh, llz_real *restrict dg, llz_real *restrict dc)
{
    const size_t S = llz_gate_stride(H);
    for (size_t j = 0; j < H; j++) {
        const llz_real z = g[j], o = g[S + j], n = g[2 * S + j];
        const llz_real gap = before[j] - n;
        const llz_real c = n + z * gap;
        const llz_real d = dc[j] + dh[j] * o;
        dg[S + j] = dh[j] * c * (o * (1 - o));
        dg[j] = d * gap * (z * (1 - z));
        dg[2 * S + j] = d * (1 - z) * (1 - n * n);
        dc[j] = d * z;
    }
}

void llz_recurrent_backward(size_t H, size_t T, const llz_real *g, const llz_real *before, const llz_real *dh,
                            llz_real *dg, llz_real *dc)
{
    const size_t N = llz_gate_width(H);
    memset(dc, 0, H * sizeof *dc);
    memset(dg, 0, T * N * sizeof *dg);
    for (size_t t = T; t-- > 0;)
        backward_step(H, g + t * N, before + t * H, dh + t * H, dg + t * N, dc);
}
