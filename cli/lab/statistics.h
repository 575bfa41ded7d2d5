/* statistics.h - how sure a difference between two ways of learning is: a paired block bootstrap, and what many
 * comparisons at once cost. Pure functions. */
#ifndef LLZ_STATISTICS_H
#define LLZ_STATISTICS_H

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

/* A comparison as it leaves the program. Where interval.known is 0, p, holm and comparisons mean nothing. */
struct estimate {
    double ratio; /* geometric mean over the files of (sum of ours / sum of theirs) */
    struct interval interval;
    double p;           /* two-sided, of a ratio this far from 1 where there is no difference */
    double holm;        /* p corrected for all comparisons of its family, by statistics_correct() */
    size_t comparisons; /* number of comparisons in its family */
};

#define STATISTICS_CLEAR 0.05 /* a corrected p below it is clear */

/* Each file's pieces are resampled by themselves (strata), the two costs of a piece together. With eight files
 * or more of which one has too few pieces for that, whole files are resampled. The same costs give the same
 * estimate, always. */
struct estimate statistics_estimate(const struct pairs *files, size_t count);

#define STATISTICS_FILES_MIN 5 /* with fewer files nothing is said about others like them */

/* Of other files like these: files are drawn, and the pieces of each that was drawn, from which comes the interval,
 * widened as few files ask for (Hesterberg 2015, expanded percentiles); p is Student's t of the files' logarithms.
 * Unknown with fewer than STATISTICS_FILES_MIN files. */
struct estimate statistics_over_files(const struct pairs *files, size_t count);

/* The interval of one file's ratio alone, by fewer resamples: for a band along a curve. */
struct interval statistics_band(const struct pairs *file);

/* Holm's correction (1979) of the p of n known estimates, which become one family. Their order changes. */
void statistics_correct(struct estimate **family, size_t n);

/* Known, and clear after correction. */
int statistics_clear(const struct estimate *e);

/* Standard deviation of a sample (n - 1); 0 for n < 2. */
double statistics_deviation(const double *values, size_t n);

/* Student's t: the probability of a value at least as far from 0 as t. */
double statistics_student(double t, size_t freedom);

#endif
