/* heads.h - positions by the hash of what stands before them, in a table that grows with their number.
 *
 * A head does not know its hash: where its group is parted, both halves begin with its position, and whoever looks
 * compares the bytes anyway. */
#ifndef LLZ_HEADS_H
#define LLZ_HEADS_H

#include <stdint.h>

#include "model/memory/arena.h"
#include "model/memory/growing.h"

#define LLZ_HEADS_FIRST 12 /* binary logarithm of the number of heads at first */

struct llz_heads {
    uint32_t *head; /* position + 1, modulo 2^32; 0: none */
    uint64_t *mark; /* of heads that were asked for (arena.h) */
    struct llz_growing groups;
    int most; /* binary logarithm of the number of heads in the end */
};

static inline int llz_heads_first(const struct llz_heads *h)
{
    return h->most < LLZ_HEADS_FIRST ? h->most : LLZ_HEADS_FIRST;
}

static inline void llz_heads_lay(struct llz_heads *h, struct llz_arena *a, int most)
{
    h->most = most;
    h->head = llz_arena_take_marked(a, (size_t)1 << most, sizeof *h->head, &h->mark);
}

static inline void llz_heads_init(struct llz_heads *h)
{
    llz_growing_init(&h->groups, (unsigned)llz_heads_first(h), UINT64_C(1) << h->most, 0);
}

static inline void llz_heads_mark(const struct llz_heads *h, size_t i)
{
    llz_mark(h->mark, i * sizeof *h->head / LLZ_ALIGN);
}

/* The head of a hash, all of whose bits count, to be read and written. It moves when the heads grow. */
static inline uint32_t *llz_heads_at(const struct llz_heads *h, uint64_t hash)
{
    const int first = llz_heads_first(h);
    const size_t i = llz_growing_group(&h->groups, hash >> (64 - first) | (hash >> 20 & 0xffffff) << first);
    llz_heads_mark(h, i);
    return h->head + i;
}

/* One position more will be noted: as many heads as positions, if there may be. */
static inline void llz_heads_grow(struct llz_heads *h)
{
    struct llz_growing *g = &h->groups;
    g->used++;
    if (g->used <= llz_growing_groups(g) || llz_growing_groups(g) >= g->most)
        return;
    h->head[g->split + g->mask + 1] = h->head[g->split];
    llz_heads_mark(h, g->split + g->mask + 1);
    llz_growing_parted(g);
}

#endif
