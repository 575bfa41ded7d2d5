/* linear_fit.h - how well a linear prediction from near samples does, once its weights are known.
 *
 * For the encoder only. Doubles in a fixed order, no libm: every machine finds the same. */
#ifndef LLZ_LINEAR_FIT_H
#define LLZ_LINEAR_FIT_H

#include <stdbool.h>

#include "codec/kinds/samples/sample_reading.h"

/* From which samples to predict. Distances are in samples, 0: there is none. */
struct llz_fit {
    size_t row;   /* distance to the row above */
    size_t plane; /* distance to the same place in the plane before */
    size_t start; /* samples that precede the first one predicted, at least */
    size_t each;  /* samples looked at in each of LLZ_CHUNKS places; 0: a few */
    bool steps;   /* no weights: the sample before in the same channel is the prediction */
    bool apart;   /* whether residuals of each channel are counted by themselves: fair where there are many */
    bool shared;  /* all channels with the same weights */
    bool longer;  /* without rows: whether more earlier samples are used, as sound needs them */
};

/* What is left to code of the n bytes, in 1/65536 bits a byte; UINT64_MAX if there are too few of them. The
 * samples that are looked at depend on n, start and the reach of row and plane alone. */
uint64_t llz_fit_bits(const uint8_t *p, size_t n, const struct llz_reading *r, const struct llz_fit *fit);

/* How many samples precede the first one predicted. */
size_t llz_fit_reach(const struct llz_reading *r, const struct llz_fit *fit);

#endif
