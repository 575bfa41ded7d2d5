/* dual.c - products, norms and activations with their tangents, forward and back. Sums go in the order of the source. */
#include "learner/lab/transformer/dual.h"

#include <math.h>

#define EPSILON ((llz_real)1e-5) /* of a mean square */

void llz_dual_product(const struct llz_kernels *k, struct llz_dual y, struct llz_dual x, struct llz_dual w,
                      size_t rows, size_t m, size_t n)
{
    k->gemm(y.v, n, x.v, m, w.v, n, rows, n, m, false);
    if (!y.t)
        return;
    k->gemm(y.t, n, x.t, m, w.v, n, rows, n, m, false);
    k->gemm(y.t, n, x.v, m, w.t, n, rows, n, m, true);
}

/* The outer products of all rows, summed: with tangents the product rule gives two sums, and the plain one, which only
 * the plain gradient needs, is not formed. xt is used twice, since two transposed copies would leave the nearer cache. */
void llz_dual_product_weights(const struct llz_kernels *k, llz_real *sum, struct llz_dual x, struct llz_dual dy,
                              size_t rows, size_t m, size_t n, llz_real *xt)
{
    k->transpose(xt, rows, x.v, m, rows, m);
    if (!dy.t) {
        k->gemm(sum, n, xt, rows, dy.v, n, m, n, rows, true);
        return;
    }
    k->gemm(sum, n, xt, rows, dy.t, n, m, n, rows, true);
    k->transpose(xt, rows, x.t, m, rows, m);
    k->gemm(sum, n, xt, rows, dy.v, n, m, n, rows, true);
}

/* ---- Norm ---- */

static llz_real mean_product(const llz_real *a, const llz_real *b, size_t n)
{
    llz_real sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum / (llz_real)n;
}

/* The factor of a row, 1 / root, by the double root: which is rounded correctly everywhere. */
static llz_real factor_of(const llz_real *x, size_t n)
{
    return (llz_real)(1 / sqrt((double)(mean_product(x, x, n) + EPSILON)));
}

/* How it changes: -s^3 mean(x x'). */
static llz_real factor_tangent(struct llz_dual x, llz_real s, size_t n)
{
    return -s * s * s * mean_product(x.v, x.t, n);
}

/* y = s x with s = 1 / root of the mean square (Zhang, Sennrich 2019, arXiv 1910.07467, without a gain): the width of a
 * row is the only number that it depends on, so there is nothing in it to be learned, paid for or differentiated by. */
void llz_dual_norm(struct llz_dual y, struct llz_dual x, size_t rows, size_t n)
{
    for (size_t r = 0; r < rows; r++) {
        const struct llz_dual row = llz_dual_at(x, r * n), to = llz_dual_at(y, r * n);
        const llz_real s = factor_of(row.v, n), change = x.t ? factor_tangent(row, s, n) : 0;

        for (size_t i = 0; i < n; i++)
            to.v[i] = s * row.v[i];
        for (size_t i = 0; x.t && i < n; i++)
            to.t[i] = s * row.t[i] + change * row.v[i];
    }
}

/* dx = s dy - s^3 e x, e = mean(dy x). */
static void norm_row_back(struct llz_dual dx, struct llz_dual dy, struct llz_dual x, size_t n)
{
    const llz_real s = factor_of(x.v, n), cube = s * s * s, e = mean_product(dy.v, x.v, n);

    for (size_t i = 0; i < n; i++)
        dx.v[i] += s * dy.v[i] - cube * e * x.v[i];
    if (dx.t) {
        const llz_real change = factor_tangent(x, s, n);
        const llz_real e_change = mean_product(dy.t, x.v, n) + mean_product(dy.v, x.t, n);
        const llz_real by_x = 3 * s * s * change * e + cube * e_change;

        for (size_t i = 0; i < n; i++)
            dx.t[i] += change * dy.v[i] + s * dy.t[i] - by_x * x.v[i] - cube * e * x.t[i];
    }
}

void llz_dual_norm_back(struct llz_dual dx, struct llz_dual dy, struct llz_dual x, size_t rows, size_t n)
{
    for (size_t r = 0; r < rows; r++)
        norm_row_back(llz_dual_at(dx, r * n), llz_dual_at(dy, r * n), llz_dual_at(x, r * n), n);
}

/* ---- Activation ---- */

/* With s the sigmoid: y' = s + u s (1 - s), y'' = s (1 - s) (2 + u (1 - 2 s)). */
static llz_real slope(llz_real u, llz_real s)
{
    return s + u * s * (1 - s);
}

static llz_real curvature(llz_real u, llz_real s)
{
    return s * (1 - s) * (2 + u * (1 - 2 * s));
}

void llz_dual_silu(const struct llz_kernels *k, struct llz_dual y, struct llz_dual u, llz_real *sigmoid,
                   size_t n)
{
    k->sigmoid(sigmoid, u.v, n);
    for (size_t i = 0; i < n; i++)
        y.v[i] = u.v[i] * sigmoid[i];
    for (size_t i = 0; y.t && i < n; i++)
        y.t[i] = slope(u.v[i], sigmoid[i]) * u.t[i];
}

void llz_dual_silu_back(struct llz_dual du, struct llz_dual dy, struct llz_dual u, const llz_real *sigmoid,
                        size_t n)
{
    for (size_t i = 0; du.t && i < n; i++)
        du.t[i] = slope(u.v[i], sigmoid[i]) * dy.t[i] + curvature(u.v[i], sigmoid[i]) * u.t[i] * dy.v[i];
    for (size_t i = 0; i < n; i++)
        du.v[i] = slope(u.v[i], sigmoid[i]) * dy.v[i];
}

void llz_dual_add(struct llz_dual y, struct llz_dual x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        y.v[i] += x.v[i];
    for (size_t i = 0; y.t && i < n; i++)
        y.t[i] += x.t[i];
}
