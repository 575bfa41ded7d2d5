/* predictor.h - the probability of the next bit from everything that the model knows.
 *
 *      experts (experts.h) and language model (lm.h) -> logits x -> mixer, two layers -> adaptive maps -> P(1) */
#ifndef LLZ_PREDICTOR_H
#define LLZ_PREDICTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "model/experts/expected_value.h"
#include "model/experts/experts.h"
#include "model/experts/pairs.h"
#include "model/mixing/apm.h"
#include "model/mixing/mixer.h"
#include "model/mixing/selectors.h"
#include "model/parts.h"

#define LLZ_APMS 6
#define LLZ_PAIRS_ALWAYS 2 /* whatever the data are */
#define LLZ_EXTRA_INPUTS                                                                                       \
    16 /* beside those of contexts: matches, language model, bias, pairs, expected samples */

/* Places among them; a bias is the first. Samples have fewer pairs, in favour of what they are expected to be. */
enum {
    LLZ_INPUT_LM = 1,
    LLZ_INPUT_PAIRS = 2,
    LLZ_INPUT_MATCH = LLZ_INPUT_PAIRS + LLZ_PAIRS_ALWAYS,
    LLZ_INPUT_EXPECTED = LLZ_INPUT_MATCH + 2 * LLZ_MATCHES,
    LLZ_INPUT_MORE_PAIRS = LLZ_INPUT_EXPECTED
};
_Static_assert(LLZ_INPUT_MORE_PAIRS + LLZ_PAIRS - LLZ_PAIRS_ALWAYS <= LLZ_EXTRA_INPUTS,
               "all pairs have a place");

struct llz_predictor_shape {
    struct llz_experts_shape experts;
    size_t sets;   /* weight sets, at most LLZ_SETS */
    size_t finals; /* of the second layer, at most LLZ_FINAL_SETS */
    size_t apms;
    float
        pace; /* factor on the first layer's steps and first weights: the more inputs, the less each may say */
};

struct llz_predictor {
    struct llz_predictor_shape shape;
    const struct llz_kernels *kernels;
    struct llz_experts experts;
    struct llz_pairs pairs;
    struct llz_expect *expect;
    struct llz_mixer mixer, final;
    size_t set[LLZ_SETS];           /* of the mixer: places in the list of selectors.h */
    struct llz_selection selection; /* of the byte at hand */
    unsigned terms;                 /* what its sets add for each bit, 1 << LLZ_TERM_* */
    float share;                    /* of the maps in the probability */
    float coded;                    /* the last probability */
    struct llz_tangent tangent[2];  /* of mixer and final, */
    bool tangents;                  /* if they keep account */
    struct llz_apm apm[LLZ_APMS];
    uint32_t *p; /* [inputs] probabilities (units: adaptive.h) */
    float *x;    /* [inputs] their logits */
    /* [sets rounded up to 16] logits of the first layer, inputs of the second; then [16] its logits */
    float *second;
    float *mixed_p;    /* the sigmoids of all of them */
    const float *tree; /* of the language model (bytetree.h); NULL: there is none */
    unsigned node;
    unsigned lm_top; /* the byte it favours */
    bool opened;     /* the experts have been asked for the first bit of the next byte */
};

/* tuning: the same both times. tangents: the mixers keep account of what their step sizes are worth, m->tangent. */
void llz_predictor_lay(struct llz_predictor *m, struct llz_arena *a, const struct llz_predictor_shape *shape,
                       const struct llz_tuning *tuning, bool tangents);
/* parts: LLZ_PART_*, what experts are used. whole: see tangent.h. */
void llz_predictor_init(struct llz_predictor *m, const struct llz_kernels *kernels, unsigned parts,
                        const struct llz_tuning *tuning, bool whole);
/* From now on the mixers' step sizes are as scheduled. */
void llz_predictor_steady(struct llz_predictor *m);

/* Begins a byte as far as that goes without the language model. */
void llz_predictor_open(struct llz_predictor *m);
/* Begins it, unless it was opened; tree: the language model's distribution of the next byte, or NULL. */
void llz_predictor_begin(struct llz_predictor *m, const float *tree);
/* P(next bit = 1), in (0, 1). */
float llz_predictor_bit(struct llz_predictor *m);
void llz_predictor_update(struct llz_predictor *m, int bit);
/* After the eighth bit the byte stands in the ring already, and the experts must be told it (llz_experts_add), once. */

/* ---- What ablation.c shares ---- */

/* Are there expectations of samples among the inputs? */
bool llz_predictor_expects(const struct llz_predictor *m);

/* Logits x [inputs] through both layers: final's mean logit, which is also left after the others in final->y, and its
 * sigmoid in final->p. */
float llz_mixers_forward(struct llz_mixer *first, struct llz_mixer *final, const struct llz_kernels *k,
                         const float *x);
/* The n maps' opinion on a logit, whose sigmoid is p, mixed with it. */
float llz_apms_refine(struct llz_apm *apm, size_t n, float share, float p, float logit);

#endif
