/* explainer.h - what every byte cost an encoder, and what it would have cost otherwise. */
#ifndef LLZ_EXPLAINER_H
#define LLZ_EXPLAINER_H

#include <stdint.h>

#include "codec/llz_lab.h"
#include "learner/learner.h"

struct llz_explainer {
    struct llz_explain plan;
    double bits, lm, without[LLZ_PART_COUNT]; /* costs of the byte at hand so far; lm: NAN without one */
};

/* The learner begins to explain. LLZ_OK, LLZ_ERR_ARGUMENT or LLZ_ERR_MEMORY; there is nothing to free. */
enum llz_error llz_explainer_begin(struct llz_explainer *e, const struct llz_explain *plan);

/* The learner gave p for the bit, of which it has not been told. */
void llz_explainer_bit(struct llz_explainer *e, const struct llz_learner *learner, uint32_t p, int bit);
/* So many bytes from this position on are not coded, and cost nothing. */
void llz_explainer_repeat(const struct llz_explainer *e, uint64_t position, uint64_t bytes);
/* That was the eighth bit of the byte at this position; kind: enum llz_kind. */
void llz_explainer_byte(struct llz_explainer *e, uint64_t position, uint8_t kind);

#endif
