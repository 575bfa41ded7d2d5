/* memories.h - what many contexts remember of the next bit, side by side, so that a kernel asks and teaches up to
 * eight at a time.
 *
 * How they are laid out is no part of the format. */
#ifndef LLZ_MEMORIES_H
#define LLZ_MEMORIES_H

#include <stddef.h>
#include <stdint.h>

#define LLZ_MEMORIES_MAX 64
#define LLZ_MEMORIES_AT_ONCE 8

/* Every array has a multiple of LLZ_MEMORIES_AT_ONCE entries in use; those after the contexts know nothing and learn
 * nothing. */
struct llz_memories {
    /* Of all bits: maps of adaptive probabilities (adaptive.h), whose counts end at 255 (20, 60 and 127 were tried,
     * and 255 is best by 0.3 %, LOG.md); the entry at which a run that has nothing to say points, a half for ever; the
     * state after each bit. */
    uint32_t *by_state, *by_run;
    uint32_t nothing;
    uint32_t next[2][256];
    /* Of a byte, or a half of it. */
    size_t n;                             /* rounded up to LLZ_MEMORIES_AT_ONCE */
    uint32_t *tree[LLZ_MEMORIES_MAX];     /* nodes (nibble.h), the root at 1 */
    uint32_t state_row[LLZ_MEMORIES_MAX]; /* where the role begins in by_state */
    uint32_t run_row[LLZ_MEMORIES_MAX];   /* and the role and length of run in by_run */
    uint32_t path[LLZ_MEMORIES_MAX];    /* a leading 1 and the byte that the run expects; 0: there is no run */
    uint32_t slotted[LLZ_MEMORIES_MAX]; /* all ones: it lives in slots, else 0 */
    /* Of a bit: its node, and places and contents of the maps' entries. */
    uint32_t node[LLZ_MEMORIES_MAX];
    uint32_t state_at[LLZ_MEMORIES_MAX], state[LLZ_MEMORIES_MAX];
    uint32_t run_at[LLZ_MEMORIES_MAX], run[LLZ_MEMORIES_MAX];
};

/* Which bit is asked for. */
struct llz_bit_place {
    unsigned node, level, within; /* a leading 1 and the bits so far; how many; the node in its half's tree */
};

#endif
