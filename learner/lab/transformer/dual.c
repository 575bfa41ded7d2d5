/* dual.c - products, norms and activations with their tangents, forward and back. Sums go in the order of the source. */
#include "learner/lab/transformer/dual.h"

#include <math.h>

#include "learner/lab/transformer/lanes.h"

#define EPSILON ((llz_real)1e-5) /* of a mean square */

void llz_dual_product(const struct llz_kernels *k, struct llz_dual y, struct llz_dual x, struct llz_dual w,
                      size_t rows, size_t m, size_t n, bool add)
{
    k->gemm(y.v, n, x.v, m, w.v, n, rows, n, m, add);
    if (!y.t)
        return;
    k->gemm(y.t, n, x.t, m, w.v, n, rows, n, m, add);
    k->gemm(y.t, n, x.v, m, w.t, n, rows, n, m, true);
}

/* The outer products of all rows, summed: with tangents the product rule gives two sums, and the plain one, which only
 * the plain gradient needs, is not formed. */
void llz_dual_product_weights(const struct llz_kernels *k, llz_real *sum, struct llz_dual x, struct llz_dual dy,
                              size_t rows, size_t m, size_t n)
{
    k->gemm_turned(sum, n, x.v, m, dy.t ? dy.t : dy.v, n, m, n, rows, true);
    if (dy.t)
        k->gemm_turned(sum, n, x.t, m, dy.v, n, m, n, rows, true);
}

/* ---- Norm ---- */

/* The factor of a row, 1 / root of its mean square, by the double root: which is rounded correctly everywhere. */
static llz_real factor_of(const struct llz_kernels *k, const llz_real *x, size_t n)
{
    return (llz_real)(1 / sqrt((double)(k->dot(x, x, n) / (llz_real)n + EPSILON)));
}

/* How it changes: -s^3 mean(x x'). */
static llz_real factor_tangent(const struct llz_kernels *k, struct llz_dual x, llz_real s, size_t n)
{
    return -s * s * s * (k->dot(x.v, x.t, n) / (llz_real)n);
}

static void norm_row(const struct llz_kernels *k, struct llz_dual y, struct llz_dual x, size_t n)
{
    const llz_real s = factor_of(k, x.v, n), change = x.t ? factor_tangent(k, x, s, n) : 0;

    for (size_t i = 0; i < n; i += LLZ_LANES)
        llz_lanes_put(y.v + i, s * llz_lanes_at(x.v + i));
    for (size_t i = 0; x.t && i < n; i += LLZ_LANES)
        llz_lanes_put(y.t + i, s * llz_lanes_at(x.t + i) + change * llz_lanes_at(x.v + i));
}

/* y = s x with s = 1 / root of the mean square (Zhang, Sennrich 2019, arXiv 1910.07467, without a gain): the width of a
 * row is the only number that it depends on, so there is nothing in it to be learned, paid for or differentiated by. */
void llz_dual_norm(const struct llz_kernels *k, struct llz_dual y, struct llz_dual x, size_t rows, size_t n)
{
    for (size_t r = 0; r < rows; r++)
        norm_row(k, llz_dual_at(y, r * n), llz_dual_at(x, r * n), n);
}

/* dx = s dy - s^3 e x, e = mean(dy x). */
static void norm_row_back(const struct llz_kernels *k, struct llz_dual dx, struct llz_dual dy,
                          struct llz_dual x, size_t n)
{
    const llz_real s = factor_of(k, x.v, n), cube = s * s * s, e = k->dot(dy.v, x.v, n) / (llz_real)n;
    const llz_real by = cube * e;

    for (size_t i = 0; i < n; i += LLZ_LANES)
        llz_lanes_put(dx.v + i,
                      llz_lanes_at(dx.v + i) + (s * llz_lanes_at(dy.v + i) - by * llz_lanes_at(x.v + i)));
    if (dx.t) {
        const llz_real change = factor_tangent(k, x, s, n);
        const llz_real e_change = (k->dot(dy.t, x.v, n) + k->dot(dy.v, x.t, n)) / (llz_real)n;
        const llz_real by_x = 3 * s * s * change * e + cube * e_change;

        for (size_t i = 0; i < n; i += LLZ_LANES)
            llz_lanes_put(dx.t + i, llz_lanes_at(dx.t + i) +
                                        (change * llz_lanes_at(dy.v + i) + s * llz_lanes_at(dy.t + i) -
                                         by_x * llz_lanes_at(x.v + i) - by * llz_lanes_at(x.t + i)));
    }
}

void llz_dual_norm_back(const struct llz_kernels *k, struct llz_dual dx, struct llz_dual dy, struct llz_dual x,
                        size_t rows, size_t n)
{
    for (size_t r = 0; r < rows; r++)
        norm_row_back(k, llz_dual_at(dx, r * n), llz_dual_at(dy, r * n), llz_dual_at(x, r * n), n);
}

/* ---- Activation ---- */

/* With s the sigmoid: y' = s + u s (1 - s), y'' = s (1 - s) (2 + u (1 - 2 s)). */
static llz_lanes slope(llz_lanes u, llz_lanes s)
{
    return s + u * s * (1 - s);
}

static llz_lanes curvature(llz_lanes u, llz_lanes s)
{
    return s * (1 - s) * (2 + u * (1 - 2 * s));
}

void llz_dual_silu(const struct llz_kernels *k, struct llz_dual y, struct llz_dual u, llz_real *sigmoid,
                   size_t n)
{
    k->sigmoid(sigmoid, u.v, n);
    for (size_t i = 0; i < n; i += LLZ_LANES) {
        const llz_lanes v = llz_lanes_at(u.v + i), s = llz_lanes_at(sigmoid + i);

        llz_lanes_put(y.v + i, v * s);
        if (y.t)
            llz_lanes_put(y.t + i, slope(v, s) * llz_lanes_at(u.t + i));
    }
}

void llz_dual_silu_back(struct llz_dual du, struct llz_dual dy, struct llz_dual u, const llz_real *sigmoid,
                        size_t n)
{
    for (size_t i = 0; i < n; i += LLZ_LANES) {
        const llz_lanes v = llz_lanes_at(u.v + i), s = llz_lanes_at(sigmoid + i), by_v = slope(v, s),
                        d = llz_lanes_at(dy.v + i);

        if (du.t)
            llz_lanes_put(du.t + i,
                          by_v * llz_lanes_at(dy.t + i) + curvature(v, s) * llz_lanes_at(u.t + i) * d);
        llz_lanes_put(du.v + i, by_v * d);
    }
}

static void add(llz_real *y, const llz_real *x, size_t n)
{
    for (size_t i = 0; i < n; i += LLZ_LANES)
        llz_lanes_put(y + i, llz_lanes_at(y + i) + llz_lanes_at(x + i));
}

void llz_dual_add(struct llz_dual y, struct llz_dual x, size_t n)
{
    add(y.v, x.v, n);
    if (y.t)
        add(y.t, x.t, n);
}
