/* example_rank.h - the order of a window's examples by a score. */
#ifndef LLZ_EXAMPLE_RANK_H
#define LLZ_EXAMPLE_RANK_H

#include <stddef.h>

#include "model/arithmetic/real.h"
#include "model/network/shape.h"

/* How many of score [n] come before score[i] in ascending order; equal ones
 * come in the order of their places. */
size_t llz_rank(const llz_real *score, size_t n, size_t i);

/* Spearman's rank correlation of a and b [n], n at most LLZ_WINDOW_MAX: the correlation of their ranks, equal
 * ones sharing the mean of theirs (Kendall, "Rank Correlation Methods", chapter 3). 0 where all of a or all of
 * b are equal. For measurements only: it is summed in double. */
double llz_rank_correlation(const llz_real *a, const llz_real *b, size_t n);

#endif
