/* example_rank.c - order within a window: how many examples score less, and how alike two orders
 * are (Spearman's correlation). */
#include "learner/policies/example_rank.h"

#include <math.h>

/* Of equal scores the earlier one comes first, so that there is one order on every machine. Windows are
 * short: counting takes less than sorting would. */
size_t llz_rank(const llz_real *score, size_t n, size_t i)
{
    size_t before = 0;
    for (size_t j = 0; j < n; j++)
        before += score[j] < score[i] || (score[j] == score[i] && j < i);
    return before;
}

/* Twice the ranks that equal scores share, less their common mean n: a sum of 0 over all. */
static void centred_ranks(const llz_real *score, size_t n, double *rank)
{
    for (size_t i = 0; i < n; i++) {
        size_t below = 0, equal = 0;
        for (size_t j = 0; j < n; j++) {
            below += score[j] < score[i];
            equal += score[j] == score[i];
        }
        rank[i] = (double)(2 * below + equal) - (double)n;
    }
}

double llz_rank_correlation(const llz_real *a, const llz_real *b, size_t n)
{
    double x[LLZ_WINDOW_MAX], y[LLZ_WINDOW_MAX], xy = 0, xx = 0, yy = 0;
    centred_ranks(a, n, x);
    centred_ranks(b, n, y);
    for (size_t i = 0; i < n; i++) {
        xy += x[i] * y[i];
        xx += x[i] * x[i];
        yy += y[i] * y[i];
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : 0;
}
