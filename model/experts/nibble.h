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
#include "model/memory/hash_index.h"

/* A node: bits 16-31 an adaptive probability of a 1, bits 8-15 its count, bits
 * 0-7 a bit history (bit_history.h). */
#define LLZ_NODE_NEW UINT32_C(0x80000000)

#define LLZ_SLOT_CHECK 18 /* bits of a check */

struct llz_nibble {
    uint32_t node[15]; /* node i of the tree, 1 <= i < 16, is node[i - 1] */
    uint32_t check
        : LLZ_SLOT_CHECK; /* tells contexts apart that share a place, and says where they go when it is parted */
    uint32_t run_byte : 8; /* last byte here */
    uint32_t run : 6;      /* how often in a row, LLZ_RUN_MAX: at least; 0: none yet */
};
_Static_assert(sizeof(struct llz_nibble) == 64, "a slot is a cache line");

struct llz_nibbles {
    struct llz_nibble *slot; /* [index.most + 1], by their numbers */
    uint64_t *mark;          /* of slots that were asked for, and so may have been written to (arena.h) */
    struct llz_index index;
};

/* bits: binary logarithm of the number of slots that the index has room for at first; most: slots in the end. */
void llz_nibbles_lay(struct llz_nibbles *t, struct llz_arena *a, int bits, size_t most);
void llz_nibbles_init(struct llz_nibbles *t);

/* Two bits of a key, from this one on, are in its check and its tag, but do not say in which group it is. */
#define LLZ_SLOT_WHICH 48

static inline uint32_t llz_slot_check(uint64_t key)
{
    const unsigned low = LLZ_SLOT_CHECK - 2;
    return (uint32_t)(key >> LLZ_SLOT_WHICH & 3) << low | (key >> 8 & ((1u << low) - 1));
}

static inline uint32_t llz_slot_check_of(const void *slots, uint32_t number)
{
    return ((const struct llz_nibble *)slots)[number].check;
}

/* The first of two steps before a slot is found: where it is, */
static inline const uint32_t *llz_nibbles_place(const struct llz_nibbles *t, uint64_t key)
{
    return llz_index_group(&t->index, key, llz_slot_check(key));
}

/* and the second one: what it holds. Returns what llz_nibbles_guessed() wants. */
static inline const uint32_t *llz_nibbles_prefetch(const struct llz_nibbles *t, uint64_t key)
{
    const uint32_t *group = llz_nibbles_place(t, key);
    const uint32_t *guess = llz_index_guess(&t->index, group, key);
    if (guess)
        __builtin_prefetch(t->slot + llz_index_number(&t->index, *guess));
    return guess;
}

/* The slot of a context. Where there are no more, a new one takes the least experienced of four. */
struct llz_nibble *llz_nibbles_find(struct llz_nibbles *t, uint64_t key, const struct llz_bit_history *h);

/* The same, with what llz_nibbles_prefetch() said since the table last grew. */
static inline struct llz_nibble *llz_nibbles_guessed(struct llz_nibbles *t, uint64_t key, const uint32_t *guess,
                                                     const struct llz_bit_history *h)
{
    const uint32_t n =
        llz_index_confirm(&t->index, guess, key, llz_slot_check(key), t->slot, llz_slot_check_of);
    if (!n)
        return llz_nibbles_find(t, key, h);
    llz_mark(t->mark, n);
    return t->slot + n;
}

/* Makes room for what was put in. */
static inline void llz_nibbles_grow(struct llz_nibbles *t)
{
    llz_index_grow(&t->index, t->slot, llz_slot_check_of);
}

#endif
