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
#include "model/memory/hash_index.h"
#include "model/network/shape.h"

#define LLZ_SLOT_SYMBOLS 12
#define LLZ_COUNT_CLASSES 16
#define LLZ_NGRAM_CHECK 20 /* bits of a check */

/* A context. Most have been followed by one symbol only. */
struct llz_slot {
    uint32_t check : LLZ_NGRAM_CHECK; /* tells contexts apart, and says where they go when the index grows */
    uint32_t count : 8;               /* times seen, at most 255 */
    uint32_t symbols : 4;             /* how many it has */
    uint32_t symbol : 8;              /* the one, */
    uint32_t more : 24;               /* or the number of the place where all of them are; 0: there is none */
    llz_real squares;                 /* sum of squared gradients (Adagrad; Duchi et al. 2011) */
    llz_real logit;                   /* of the one */
};

/* The symbols of a context that has several. */
struct llz_symbols {
    llz_real logit[LLZ_SLOT_SYMBOLS];
    uint8_t symbol[LLZ_SLOT_SYMBOLS];
    uint32_t next; /* while nobody has the place: the next one that nobody has, 0: none */
};

struct llz_scale {
    llz_real value;  /* multiplies the logits of a slot */
    llz_real square; /* running mean of its squared gradient */
};

struct llz_ngram {
    size_t contexts;
    int bits; /* binary logarithm of the number of slots that the index has room for at first; 0: there are none */
    int most;               /* and of slots in the end, at most 24 */
    struct llz_slot *slots; /* [index.most + 1], by their numbers, which all contexts share */
    struct llz_index index;
    struct llz_symbols *symbols;         /* [most / LLZ_SLOTS_SYMBOLS + 1]; 0 is nobody's */
    uint64_t *slots_mark, *symbols_mark; /* of these (arena.h) */
    uint32_t given, free; /* places of them that have been given, and the first that was given back */
    struct llz_scale (*scales)[LLZ_COUNT_CLASSES]; /* [contexts] */
    struct llz_slot *now[LLZ_CONTEXTS_MAX];        /* the slots of the present contexts */
};

#define LLZ_SLOTS_SYMBOLS 4 /* slots for each place of several symbols */

void llz_ngram_lay(struct llz_ngram *g, struct llz_arena *a, size_t contexts, int bits, int most);
void llz_ngram_init(struct llz_ngram *g); /* scales to one; the slots are zero */

/* Hints to the processor, one after the other: where the slots of these keys are, and to fetch them. */
void llz_ngram_prefetch_places(const struct llz_ngram *g, const uint64_t *keys);
void llz_ngram_prefetch(const struct llz_ngram *g, const uint64_t *keys);
/* Finds or takes the slots of keys [contexts] and adds their opinions to logits [256]. */
void llz_ngram_forward(struct llz_ngram *g, const uint64_t *keys, llz_real *logits);
/* As llz_ngram_forward, for a look that leaves everything as it is: it takes no slots. */
void llz_ngram_peek(const struct llz_ngram *g, const uint64_t *keys, llz_real *logits);
/* Descends the gradient dlogits [256] (probability minus one for the byte that came) in the slots that the last
 * llz_ngram_forward found; step multiplies the step sizes. */
void llz_ngram_learn(struct llz_ngram *g, const llz_real *dlogits, uint8_t byte, llz_real step);

#endif
