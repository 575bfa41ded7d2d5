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

#include "model/arithmetic/kernels.h"
#include "model/experts/adaptive.h"
#include "model/experts/nibble.h"
#include "model/memory/arena.h"

#define LLZ_PAIRS 8
#define LLZ_PAIR_BITS 7 /* of the class of a node */
#define LLZ_PAIRED 8    /* contexts that have classes: the first of the list */
#define LLZ_PLACED 4    /* contexts that are asked with the bits so far, at most */
#define LLZ_ASKED 16    /* room for both, in vectors */

struct llz_pairs {
    size_t n;                 /* pairs of which the model has both contexts */
    uint32_t *map;            /* [kinds][n][2^(2 LLZ_PAIR_BITS)] probabilities of a 1, minus a half */
    size_t placed;            /* contexts asked with the bits so far, */
    uint32_t *place;          /* [kinds][placed][2^(8 + LLZ_PAIR_BITS)] */
    uint32_t *now[LLZ_ASKED]; /* entries in use, both sorts, then some that nobody asks */
    size_t pairs;             /* how many of them are pairs, */
    size_t asked;             /* and how many in all, a multiple of LLZ_MEMORIES_AT_ONCE */
    uint32_t nobody;
    uint8_t of_p[4096];    /* class of a probability, */
    uint8_t of_count[256]; /* and what its count adds to it */
};

/* The two contexts of each pair: places in the list of contexts. */
extern const uint8_t llz_pair_of[LLZ_PAIRS][2];

/* Those that are asked with the bits so far. */
extern const uint8_t llz_placed[LLZ_PLACED];

/* contexts: how many the model has. room: inputs that are left for contexts with the bits so far. */
void llz_pairs_lay(struct llz_pairs *s, struct llz_arena *a, size_t kinds, size_t contexts, size_t room);
void llz_pairs_init(struct llz_pairs *s);

/* The two steps before a bit; the first asks for memory that the second reads, so do something else between them.
 * node: of each context (nibble.h), of LLZ_PAIRED at least; bits: a leading 1 and the byte's bits so far; n: pairs that
 * are asked, the first ones, of data of that kind. */
void llz_pairs_look(struct llz_pairs *s, size_t kind, const uint32_t *node, unsigned bits, size_t n);
/* p [LLZ_PAIRS + LLZ_PLACED]: probabilities of a 1 (units: adaptive.h), a half of pairs that are not asked, and from
 * LLZ_PAIRS on of contexts with the bits so far. */
void llz_pairs_predict(const struct llz_pairs *s, uint32_t *p);
void llz_pairs_update(struct llz_pairs *s, const struct llz_kernels *k, int bit);

#endif
