/* pairs.h - what two contexts say together: a map from both of their adaptive probabilities to one.
 *
 * A mixer adds opinions up; it cannot know that a young context which contradicts an old one is usually wrong, or that
 * two which agree may be trusted further than either. A map of (probability, count) of both learns that. (Tables over
 * two quantised predictions: "2D SSE", Shelwien.) */
#ifndef LLZ_PAIRS_H
#define LLZ_PAIRS_H

#include <stddef.h>
#include <stdint.h>

#include "model/experts/adaptive.h"
#include "model/experts/nibble.h"
#include "model/memory/arena.h"

#define LLZ_PAIRS 8
#define LLZ_PAIR_BITS 7 /* of the class of a node */

struct llz_pairs {
    size_t n;                 /* pairs of which the model has both contexts */
    uint32_t *map;            /* [kinds][n][2^(2 LLZ_PAIR_BITS)] probabilities of a 1, minus a half */
    uint32_t *now[LLZ_PAIRS]; /* entries in use */
    uint8_t of_p[4096];       /* class of a probability, */
    uint8_t of_count[256];    /* and what its count adds to it */
};

/* The two contexts of each pair: places in the list of contexts. */
extern const uint8_t llz_pair_of[LLZ_PAIRS][2];

/* contexts: how many the model has. */
void llz_pairs_lay(struct llz_pairs *s, struct llz_arena *a, size_t kinds, size_t contexts);
void llz_pairs_init(struct llz_pairs *s);

/* node: of each context (nibble.h) for the next bit. p [n]: probabilities of a 1 (units: adaptive.h) of the first n pairs
 * for data of that kind. */
void llz_pairs_predict(struct llz_pairs *s, size_t kind, const uint32_t *node, uint32_t *p, size_t n);
void llz_pairs_update(struct llz_pairs *s, int bit, const struct llz_rates_of_counts *rates, size_t n);

#endif
