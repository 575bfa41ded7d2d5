/* pairs.h - what two contexts say together: a map from both of their adaptive probabilities to one.
 *
 * A mixer adds opinions up; it cannot know that a young context which contradicts an old one is usually wrong, or that
 * two which agree may be trusted further than either. A map of (probability, count) of both learns that. (Tables over
 * two quantised predictions: "2D SSE", Shelwien.) Likewise a context and the byte's bits so far: what is usual there says
 * how far a probability is right. */
#ifndef LLZ_PAIRS_H
#define LLZ_PAIRS_H

#include <stddef.h>
#include <stdint.h>

#include "model/experts/adaptive.h"
#include "model/experts/nibble.h"
#include "model/memory/arena.h"

#define LLZ_PAIRS 8
#define LLZ_PAIR_BITS 7 /* of the class of a node */
#define LLZ_PAIRED 8    /* contexts that have classes: the first of the list */
#define LLZ_PLACED 4    /* contexts that are asked with the bits so far, at most */

struct llz_pairs {
    size_t n;                    /* pairs of which the model has both contexts */
    uint32_t *map;               /* [kinds][n][2^(2 LLZ_PAIR_BITS)] probabilities of a 1, minus a half */
    uint32_t *now[LLZ_PAIRS];    /* entries in use */
    size_t placed;               /* contexts asked with the bits so far, */
    uint32_t *place;             /* [kinds][placed][2^(8 + LLZ_PAIR_BITS)] */
    uint32_t *there[LLZ_PLACED]; /* entries in use */
    uint8_t of_p[4096];          /* class of a probability, */
    uint8_t of_count[256];       /* and what its count adds to it */
};

/* The two contexts of each pair: places in the list of contexts. */
extern const uint8_t llz_pair_of[LLZ_PAIRS][2];

/* Those that are asked with the bits so far. */
extern const uint8_t llz_placed[LLZ_PLACED];

/* contexts: how many the model has. room: inputs that are left for contexts with the bits so far. */
void llz_pairs_lay(struct llz_pairs *s, struct llz_arena *a, size_t kinds, size_t contexts, size_t room);
void llz_pairs_init(struct llz_pairs *s);

/* node: of each context (nibble.h) for the next bit, of LLZ_PAIRED at least; bits: a leading 1 and the byte's bits so far.
 * p: probabilities of a 1 (units: adaptive.h) of the first n pairs for data of that kind, and from LLZ_PAIRS on those of
 * contexts with the bits so far. */
void llz_pairs_predict(struct llz_pairs *s, size_t kind, const uint32_t *node, unsigned bits, uint32_t *p,
                       size_t n);
void llz_pairs_update(struct llz_pairs *s, int bit, const struct llz_rates_of_counts *rates, size_t n);

#endif
