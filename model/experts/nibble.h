/* nibble.h - what contexts have seen: a hash table of slots, one cache line for a context and four bits.
 *
 * The four bits that follow a context walk down a binary tree of 15 nodes; each node keeps two memories of its
 * bit. The slot of a byte's first nibble also keeps the last byte seen in the context and how often it came in
 * a row. */
#ifndef LLZ_NIBBLE_H
#define LLZ_NIBBLE_H

#include <stddef.h>
#include <stdint.h>

#include "model/experts/bit_history.h"
#include "model/memory/arena.h"

/* A node: bits 16-31 an adaptive probability of a 1, bits 8-15 its count, bits
 * 0-7 a bit history (bit_history.h). */
#define LLZ_NODE_NEW UINT32_C(0x80000000)

struct llz_nibble {
    uint32_t node[15]; /* node i of the tree, 1 <= i < 16, is node[i - 1] */
    uint16_t check;    /* tells contexts apart that share a place */
    uint8_t run_byte;  /* last byte here */
    uint8_t run;       /* how often in a row, 255: at least; 0: none yet */
};
_Static_assert(sizeof(struct llz_nibble) == 64, "a slot is a cache line");

struct llz_nibbles {
    struct llz_nibble *slot; /* [2^bits] */
    int bits;
};

void llz_nibbles_lay(struct llz_nibbles *t, struct llz_arena *a, int bits);

/* A context may live in either of two neighbouring slots; most live in the first. */
static inline void llz_nibbles_prefetch(const struct llz_nibbles *t, uint64_t key)
{
    const size_t i = (size_t)(key >> (64 - t->bits));
    __builtin_prefetch(t->slot + i);
}

/* The slot of a context; a new context takes the less experienced of its two places. */
struct llz_nibble *llz_nibbles_find(struct llz_nibbles *t, uint64_t key, const struct llz_bit_history *h);

#endif
