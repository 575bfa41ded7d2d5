/* ols.h - an adaptive linear predictor: least squares over an exponentially fading past, solved anew every few
 * samples.
 *
 * The normal equations are kept as running means; a Cholesky factorisation in double precision, every sum in
 * the order that ols.c writes, gives the weights. Of libm only sqrt, so the bits are the same everywhere. */
#ifndef LLZ_OLS_H
#define LLZ_OLS_H

#include <stdint.h>

#define LLZ_OLS_MAX 32 /* taps */

struct llz_ols {
    double a[LLZ_OLS_MAX][LLZ_OLS_MAX]; /* mean of x x^T, lower triangle */
    double b[LLZ_OLS_MAX];              /* mean of x y */
    double w[LLZ_OLS_MAX];              /* weights in use */
    double x[LLZ_OLS_MAX];              /* taps of the last prediction, zero from n to the next multiple of 4 */
    double fade;                        /* share of the newest sample in the means */
    double ridge;                       /* added to the diagonal, in squared sample units */
    uint32_t n;                         /* taps, 1..LLZ_OLS_MAX */
    uint32_t every;                     /* samples from one solution to the next */
    uint32_t wait;                      /* samples until the next */
    uint32_t seen;                      /* samples learned, at most 4096 */
};

void llz_ols_init(struct llz_ols *o, uint32_t n, double fade, double ridge, uint32_t every);

/* What o->x[0..n), set by the caller, predicts. */
double llz_ols_predict(const struct llz_ols *o);

/* The sample that o->x had to predict came out as y. */
void llz_ols_learn(struct llz_ols *o, double y);

#endif
