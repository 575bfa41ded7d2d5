/* statistics.h - how sure a difference between two ways of learning is: a paired block bootstrap. Pure
 * functions. */
#ifndef LLZ_CLI_COMPARE_STATISTICS_H
#define LLZ_CLI_COMPARE_STATISTICS_H

#include <stddef.h>

/* What the same pieces of one file cost under two ways of learning, in bytes of archive. */
struct pairs {
    const double *ours, *theirs;
    size_t n;
};

/* Of a ratio; 0.95 of the resamples lie between the two. */
struct interval {
    double low, high;
    int known; /* 0: too few pieces to say */
};

/* Geometric mean over the files of (sum of ours / sum of theirs). */
double statistics_ratio(const struct pairs *files, size_t count);

/* Its interval. Each file's pieces are resampled by themselves (strata), the two costs of a piece together. The
 * same costs give the same interval, always. */
struct interval statistics_interval(const struct pairs *files, size_t count);

#endif
