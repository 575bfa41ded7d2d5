/* curves.h - how a variant learned along the files. */
#ifndef LLZ_FINDINGS_CURVES_H
#define LLZ_FINDINGS_CURVES_H

#include "cli/compare/findings/findings.h"

/* By how much the archive of the beginning of a file is larger than the reference's, in percent, and its interval. */
struct along {
    double bytes; /* of content so far */
    double difference, low, high;
    int known; /* whether there is an interval */
};

/* Up to the end of step number step of steps, steps being no more than there are pieces. */
struct along along_at(const struct analysis *a, int input, int level, int variant, size_t step, size_t steps);

/* Bits for each byte in steps of the file; *low and *high are those of the seed with the fewest and with the most. */
struct stretch {
    double bytes, bits, low, high;
};
struct stretch stretch_at(const struct analysis *a, int input, int level, int variant, size_t step,
                          size_t steps);

/* A table, with quarters of the files; of a page charts, too. */
void curves_print(const struct findings *f);

#endif
