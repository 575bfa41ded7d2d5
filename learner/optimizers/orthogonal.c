/* orthogonal.c - Newton-Schulz iteration for the orthogonal factor of a matrix, with the coefficients of Keller
 * Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks": X = a X + (b A + c A A) X with
 * A = X X^T. A singular value s becomes a s + b s^3 + c s^5, and so from [0.002, 1] gets into [0.68, 1.21] in
 * five steps: they are chosen for their speed near 0 and do not converge to 1. */
#include "learner/optimizers/orthogonal.h"

#include <math.h>
#include <string.h>

#define STEPS 5
#define NS_A ((llz_real)3.4445)
#define NS_B ((llz_real)-4.775)
#define NS_C ((llz_real)2.0315)
#define NORM_EPS ((llz_real)1e-7)

static size_t padded(size_t n)
{
    return (n + 15) / 16 * 16;
}

void llz_orthogonal_need(struct llz_orthogonal_size *s, size_t K, size_t N)
{
    const size_t S = padded(K < N ? K : N), L = padded(K < N ? N : K);
    s->wide = S * L > s->wide ? S * L : s->wide;
    s->square = S * S > s->square ? S * S : s->square;
}

void llz_orthogonal_lay(struct llz_orthogonal *o, struct llz_arena *a, const struct llz_orthogonal_size *s)
{
    o->x = llz_arena_take(a, s->wide, sizeof *o->x);
    o->xt = llz_arena_take(a, s->wide, sizeof *o->xt);
    o->y = llz_arena_take(a, s->wide, sizeof *o->y);
    o->a = llz_arena_take(a, s->square, sizeof *o->a);
    o->b = llz_arena_take(a, s->square, sizeof *o->b);
}

/* Products of the shorter side cost the least: x is u, or its transpose if that is wider, and zeros. */
static void load(struct llz_orthogonal *o, const struct llz_kernels *k, const llz_real *u, size_t K, size_t N)
{
    if (K < N) {
        memcpy(o->x, u, K * N * sizeof *u);
        memset(o->x + K * N, 0, (padded(K) - K) * N * sizeof *u);
    } else {
        memset(o->x, 0, N * padded(K) * sizeof *u);
        k->transpose(o->x, padded(K), u, N, K, N);
    }
}

/* Into o->y; x [S][L]. */
static void step(struct llz_orthogonal *o, const struct llz_kernels *k, size_t S, size_t L)
{
    k->transpose(o->xt, S, o->x, L, S, L);
    k->gemm(o->a, S, o->x, L, o->xt, S, S, S, L, false);
    k->gemm(o->b, S, o->a, S, o->a, S, S, S, S, false);
    for (size_t i = 0; i < S * S; i++)
        o->b[i] = NS_B * o->a[i] + NS_C * o->b[i];
    for (size_t i = 0; i < S * L; i++)
        o->y[i] = NS_A * o->x[i];
    k->gemm(o->y, L, o->b, S, o->x, L, S, L, S, true);
}

void llz_orthogonalize(struct llz_orthogonal *o, const struct llz_kernels *k, llz_real *u, size_t K, size_t N)
{
    const size_t S = padded(K < N ? K : N), L = padded(K < N ? N : K);
    /* No singular value exceeds the root of the sum of squares. */
    const llz_real scale = 1 / ((llz_real)sqrtf((float)k->dot(u, u, K * N)) + NORM_EPS);
    for (size_t i = 0; i < K * N; i++)
        u[i] = u[i] * scale;
    load(o, k, u, K, N);
    for (int i = 0; i < STEPS; i++) {
        step(o, k, S, L);
        llz_real *const y = o->y;
        o->y = o->x;
        o->x = y;
    }
    if (K < N)
        memcpy(u, o->x, K * N * sizeof *u);
    else
        k->transpose(u, N, o->x, L, N, K);
}
