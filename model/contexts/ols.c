/* ols.c - least squares over a fading past, solved by Cholesky's factors every few samples.
 *
 * The normal equations are kept up to date with every sample, which costs n^2 / 2 products; solving them
 * costs n^3 / 6, so it is done once in `every` samples. The sums are in double: with float, matrices of
 * neighbouring pixels, which are nearly singular, would not factor. */
#include "model/contexts/ols.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Two lanes: what SSE2 and NEON have, so a sum's order needs no wider machine. */
typedef double v2 __attribute__((vector_size(16)));

static v2 load(const double *p)
{
    v2 v;
    memcpy(&v, p, sizeof v);
    return v;
}

static void store(double *p, v2 v)
{
    memcpy(p, &v, sizeof v);
}

/* Four partial sums, k modulo 4, joined pairwise; n is rounded up to a
 * multiple of 4, where one side holds zeros. */
static double dot(const double *x, const double *y, uint32_t n)
{
    v2 s = { 0, 0 };
    v2 t = { 0, 0 };
    for (uint32_t k = 0; k < n; k += 4) {
        s += load(x + k) * load(y + k);
        t += load(x + k + 2) * load(y + k + 2);
    }
    s += t;
    return s[0] + s[1];
}

void llz_ols_init(struct llz_ols *o, uint32_t n, double fade, double ridge, uint32_t every)
{
    memset(o, 0, sizeof *o);
    o->n = n < LLZ_OLS_MAX ? n : LLZ_OLS_MAX;
    o->fade = fade;
    o->ridge = ridge;
    o->every = every;
    o->wait = every;
    o->w[0] = 1; /* as good a start as any: the first tap is the nearest neighbour */
}

double llz_ols_predict(const struct llz_ols *o)
{
    return dot(o->x, o->w, o->n);
}

/* Rows of L in A = L L^T, 1 / L[i][i] beside them. False where A is not positive definite. */
static bool factor(const struct llz_ols *o, double l[LLZ_OLS_MAX][LLZ_OLS_MAX], double *inverse)
{
    for (uint32_t i = 0; i < o->n; i++) {
        memset(l[i], 0, sizeof l[i]);
        for (uint32_t j = 0; j < i; j++)
            l[i][j] = (o->a[i][j] - dot(l[i], l[j], j)) * inverse[j];
        double pivot = o->a[i][i] + o->ridge - dot(l[i], l[i], i);
        /* Written so that a pivot that is not a number is refused too. The old weights stay then, as after
         * any failure here. */
        if (!(pivot > 1e-9))
            return false;
        l[i][i] = sqrt(pivot);
        inverse[i] = 1 / l[i][i];
    }
    return true;
}

static void solve(struct llz_ols *o)
{
    double l[LLZ_OLS_MAX][LLZ_OLS_MAX];
    double inverse[LLZ_OLS_MAX];
    double z[LLZ_OLS_MAX] = { 0 };
    if (!factor(o, l, inverse))
        return;
    for (uint32_t i = 0; i < o->n; i++)
        z[i] = (o->b[i] - dot(l[i], z, i)) * inverse[i];
    for (uint32_t i = o->n; i-- > 0;) {
        z[i] *= inverse[i];
        for (uint32_t k = 0; k < i; k++)
            z[k] -= l[i][k] * z[i];
    }
    memcpy(o->w, z, sizeof z);
}

void llz_ols_learn(struct llz_ols *o, double y)
{
    /* A plain mean at first, so that the zeros of the start do not count as samples. */
    double share = 1.0 / (o->seen + 1);
    if (share < o->fade)
        share = o->fade;
    if (o->seen < 4096)
        o->seen++;
    const double keep = 1 - share;
    for (uint32_t i = 0; i < o->n; i++) {
        const double xi = o->x[i] * share;
        const v2 scale = { xi, xi };
        const v2 old = { keep, keep };
        /* Only the lower half is kept, in pairs: the one element above the diagonal that a pair may touch
         * is never read. */
        for (uint32_t k = 0; k <= i; k += 2)
            store(o->a[i] + k, load(o->a[i] + k) * old + load(o->x + k) * scale);
        o->b[i] = o->b[i] * keep + y * xi;
    }
    if (--o->wait == 0) {
        o->wait = o->every;
        solve(o);
    }
}
