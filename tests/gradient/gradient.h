/* gradient.h - compares a gradient with finite differences; included by gradient_*.c, built in double
 * precision.
 *
 * A directional derivative sees every component at once: a direction that is random in all of them misses a
 * wrong one with probability zero, where checking component by component would cost a forward pass each. */
#ifndef LLZ_GRADIENT_H
#define LLZ_GRADIENT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/arithmetic/real.h"

#define GRADIENT_STEP 1e-4  /* length of the step; the error of a central difference falls with its square */
#define GRADIENT_ERROR 1e-6 /* what a right gradient stays below; a wrong sign gives 2 */
enum { GRADIENT_DIRECTIONS = 5 };

/* Uniform in [-1, 1); a generator of its own, so that each test is the same on every machine. */
static inline double uniform(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 33) / (double)(1U << 30) - 1;
}

static inline void fill_uniform(llz_real *x, size_t n, double bound, uint64_t *state)
{
    for (size_t i = 0; i < n; i++)
        x[i] = uniform(state) * bound;
}

/* Aligned and zeroed; the caller frees it. */
static inline llz_real *reals(size_t n)
{
    const size_t bytes = (n * sizeof(llz_real) + 63) / 64 * 64;
    llz_real *x = aligned_alloc(64, bytes);
    assert_non_null(x);
    memset(x, 0, bytes);
    return x;
}

static inline double inner(const llz_real *a, const llz_real *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* A loss as a function of whatever x points to; context tells it the rest. */
typedef double loss_function(void *context);

/* Error of g as the gradient by x [n] along the direction u, which comes back with length 1: relative to the derivative
 * there, or to what is usual in directions drawn by lot, the length of g over the root of n, where that is more: one that
 * happens to stand square to g would show how differences are rounded, and no more. */
static inline double error_along(llz_real *u, loss_function *loss, void *context, llz_real *x,
                                 const llz_real *g, size_t n)
{
    const double length = sqrt(inner(u, u, n));
    llz_real *before = reals(n);
    double side[2];
    memcpy(before, x, n * sizeof *x);
    for (size_t i = 0; i < n; i++)
        u[i] /= length;
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < n; i++)
            x[i] = before[i] + (s ? -GRADIENT_STEP : GRADIENT_STEP) * u[i];
        side[s] = loss(context);
    }
    memcpy(x, before, n * sizeof *x);
    free(before);
    const double numeric = (side[0] - side[1]) / (2 * GRADIENT_STEP), claimed = inner(g, u, n);
    const double scale = fmax(fmax(fabs(numeric), fabs(claimed)), sqrt(inner(g, g, n) / (double)n));
    return scale > 0 ? fabs(numeric - claimed) / scale : 0;
}

/* The largest error along some random directions and along g itself, where the loss falls
 * fastest; infinite when g is zero, since that says nothing. The caller's loss is computed
 * once more in the end, over the old x. */
static inline double gradient_error(loss_function *loss, void *context, llz_real *x, const llz_real *g,
                                    size_t n)
{
    uint64_t state = n;
    double worst = inner(g, g, n) > 0 ? 0 : (double)INFINITY;
    llz_real *u = reals(n);
    for (int i = 0; i <= GRADIENT_DIRECTIONS && worst < 1; i++) {
        fill_uniform(u, n, 1, &state);
        if (i == GRADIENT_DIRECTIONS)
            memcpy(u, g, n * sizeof *u);
        worst = fmax(worst, error_along(u, loss, context, x, g, n));
    }
    free(u);
    loss(context);
    return worst;
}

/* With LLZ_VERBOSE set, says how exact the gradient is. */
static inline void check_gradient(const char *name, loss_function *loss, void *context, llz_real *x,
                                  const llz_real *g, size_t n)
{
    const double error = gradient_error(loss, context, x, g, n);
    if (getenv("LLZ_VERBOSE") || error >= GRADIENT_ERROR)
        print_message("%-32s %.1e\n", name, error);
    assert_true(error < GRADIENT_ERROR);
}

#endif
