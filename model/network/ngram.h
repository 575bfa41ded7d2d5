/* ngram.h - direct n-gram logits: each context adds its own opinion to the output layer, and learns at once.
 *
 * The maximum-entropy n-gram features of Mikolov et al. 2011 ("Strategies for training large scale neural
 * network language models", section 3), made sparse: a context's slot, one cache line, holds up to 11 symbols
 * that followed it and their logits. Its contribution is multiplied by a learned scale that depends on the kind
 * of context and on how often this context was seen, so that young slots are trusted as far as young slots of
 * that kind deserve. */
#ifndef LLZ_NGRAM_H
#define LLZ_NGRAM_H

#include <stddef.h>
#include <stdint.h>

#include "model/arithmetic/real.h"
#include "model/memory/arena.h"
#include "model/memory/growing.h"
#include "model/network/shape.h"

#define LLZ_SLOT_SYMBOLS 11
#define LLZ_COUNT_CLASSES 16
#define LLZ_NGRAM_WAYS 4   /* as llz_growing_home() has them */
#define LLZ_NGRAM_CHECK 20 /* bits of a check */

struct llz_slot {
    uint32_t check : LLZ_NGRAM_CHECK; /* tells contexts apart that share a place */
    uint32_t count : 8;               /* times seen, at most 255; 0: the place is free */
    uint32_t symbols : 4;             /* used entries */
    llz_real squares;                 /* sum of squared gradients (Adagrad; Duchi et al. 2011) */
    uint8_t symbol[LLZ_SLOT_SYMBOLS + 1];
    llz_real logit[LLZ_SLOT_SYMBOLS];
};

struct llz_scale {
    llz_real value;  /* multiplies the logits of a slot */
    llz_real square; /* running mean of its squared gradient */
};

struct llz_ngram {
    size_t contexts;
    int bits; /* binary logarithm of the number of slots at first, at least 2; 0: there are none */
    int most; /* and in the end, at most bits + LLZ_NGRAM_CHECK */
    struct llz_slot *slots; /* [most groups][LLZ_NGRAM_WAYS], which all contexts share */
    struct llz_growing groups;
    struct llz_scale (*scales)[LLZ_COUNT_CLASSES]; /* [contexts] */
    struct llz_slot *now[LLZ_CONTEXTS_MAX];        /* the slots of the present contexts */
};

void llz_ngram_lay(struct llz_ngram *g, struct llz_arena *a, size_t contexts, int bits, int most);
void llz_ngram_init(struct llz_ngram *g); /* scales to one; the slots are zero */

/* Hints the processor to fetch the slots of these keys. */
void llz_ngram_prefetch(const struct llz_ngram *g, const uint64_t *keys);
/* Finds or takes the slots of keys [contexts] and adds their opinions to logits [256]. */
void llz_ngram_forward(struct llz_ngram *g, const uint64_t *keys, llz_real *logits);
/* As llz_ngram_forward, for a look that leaves everything as it is: it takes no slots. */
void llz_ngram_peek(const struct llz_ngram *g, const uint64_t *keys, llz_real *logits);
/* Descends the gradient dlogits [256] (probability minus one for the byte that came) in the slots that the last
 * llz_ngram_forward found; step multiplies the step sizes. */
void llz_ngram_learn(struct llz_ngram *g, const llz_real *dlogits, uint8_t byte, llz_real step);

#endif
