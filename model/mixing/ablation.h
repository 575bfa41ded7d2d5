/* ablation.h - what the probability of the next bit would have been, had some of the mixer's
 * inputs said nothing: their logits 0, weights, weight sets and adaptive maps as they are.
 * Nothing of this changes the predictor. */
#ifndef LLZ_ABLATION_H
#define LLZ_ABLATION_H

#include <stdbool.h>

#include "model/mixing/predictor.h"

struct llz_ablation {
    struct llz_arena memory;
    float *x;                       /* [inputs of the mixer] */
    float *second;                  /* as the predictor's */
    float *p;                       /* their sigmoids */
    float nothing;                  /* the logit of who says nothing */
    unsigned part[LLZ_EXPERTS_MAX]; /* LLZ_PART_* of each context of the byte at hand */
};

/* For this predictor, laid out. False: no memory. llz_ablation_free() in both cases. */
bool llz_ablation_begin(struct llz_ablation *s, const struct llz_predictor *m);
void llz_ablation_free(struct llz_ablation *s); /* a zeroed one is allowed */

/* Between llz_predictor_begin and the first bit: finds out what each context belongs to. */
void llz_ablation_byte(struct llz_ablation *s, const struct llz_predictor *m);
/* Between llz_predictor_bit and llz_predictor_update: P(next bit = 1) without the inputs of these parts.
 * Without none it is what llz_predictor_bit returned. */
float llz_ablation_bit(struct llz_ablation *s, const struct llz_predictor *m, unsigned parts);

#endif
