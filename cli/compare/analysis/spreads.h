/* spreads.h - how far figures depend on the seed, which resampling pieces of files does not say. */
#ifndef LLZ_SPREADS_H
#define LLZ_SPREADS_H

#include "cli/compare/analysis/analysis.h"

/* Which bytes are compared with which: a range of count files, beginning with input. */
struct contrast {
    int input, count, level, range;
    int ours, theirs; /* variants */
};

/* The probability of a difference at least as large where there is none, from how it differs between seeds
 * (Student's t of paired logarithms); 0 with one seed, which says nothing about others. */
double spreads_probability(const struct analysis *a, const struct contrast *contrast);

/* Fills the spreads of all cells, whose other figures are known. 0 with one seed. */
void spreads_fill(struct analysis *a);

#endif
