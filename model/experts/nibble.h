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
#include "model/memory/growing.h"

/* A node: bits 16-31 an adaptive probability of a 1, bits 8-15 its count, bits
 * 0-7 a bit history (bit_history.h). */
#define LLZ_NODE_NEW UINT32_C(0x80000000)

#define LLZ_SLOT_WAYS 4   /* as llz_growing_home() has them */
#define LLZ_SLOT_CHECK 18 /* bits of a check, of which the highest is always 1 */

struct llz_nibble {
    uint32_t node[15];               /* node i of the tree, 1 <= i < 16, is node[i - 1] */
    uint32_t check : LLZ_SLOT_CHECK; /* tells contexts apart that share a place; 0: nobody lives here */
    uint32_t run_byte : 8;           /* last byte here */
    uint32_t run : 6;                /* how often in a row, LLZ_RUN_MAX: at least; 0: none yet */
};
_Static_assert(sizeof(struct llz_nibble) == 64, "a slot is a cache line");

struct llz_nibbles {
    struct llz_nibble *slot; /* [most groups][LLZ_SLOT_WAYS] */
    struct llz_growing groups;
    int bits;    /* binary logarithm of the number of slots at first, at least 2 */
    size_t most; /* groups in the end; at most 2^(LLZ_SLOT_CHECK - 1) times those at first */
    int roomy;   /* binary logarithm of groups, see llz_growing_load() */
};

void llz_nibbles_lay(struct llz_nibbles *t, struct llz_arena *a, int bits, size_t most, int roomy);
void llz_nibbles_init(struct llz_nibbles *t);

static inline uint32_t llz_slot_check(uint64_t key)
{
    return (key >> 8 & ((1u << LLZ_SLOT_CHECK) - 1)) | 1u << (LLZ_SLOT_CHECK - 1);
}

/* The first of the four slots that a context may live in; the others are its neighbours. Most live in the first. */
static inline struct llz_nibble *llz_nibbles_home(const struct llz_nibbles *t, uint64_t key)
{
    return t->slot + llz_growing_home(&t->groups, key, llz_slot_check(key));
}

static inline void llz_nibbles_prefetch(const struct llz_nibbles *t, uint64_t key)
{
    __builtin_prefetch(llz_nibbles_home(t, key));
}

/* All places of a context whose slot will probably be new. */
static inline void llz_nibbles_prefetch_all(const struct llz_nibbles *t, uint64_t key)
{
    const size_t home = (size_t)(llz_nibbles_home(t, key) - t->slot);
    for (size_t way = 0; way < LLZ_SLOT_WAYS; way++)
        __builtin_prefetch(t->slot + (home ^ way));
}

/* Whether the context lives in the first of its places. */
static inline bool llz_nibbles_is_home(const struct llz_nibbles *t, uint64_t key)
{
    return llz_nibbles_home(t, key)->check == llz_slot_check(key);
}

/* The slot of a context; a new context takes the least experienced of its four places. */
struct llz_nibble *llz_nibbles_find(struct llz_nibbles *t, uint64_t key, const struct llz_bit_history *h);

/* Makes room for what was put in. Slots move: none that was found may be in use. */
void llz_nibbles_grow(struct llz_nibbles *t);

#endif
