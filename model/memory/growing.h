/* growing.h - places in a hash table that grows by one group at a time, with what is put into it.
 *
 * Linear hashing (Litwin 1980, "Linear hashing: a new tool for file and table addressing"): of 2^k + split groups, the
 * first `split` have been parted already, each into itself and the group 2^k after it. So no step ever moves more than
 * one group, and the groups in use are one dense piece of memory: what has learned little touches little. A group is
 * parted by one more bit of the address, hence entries keep as much of it as they will need. */
#ifndef LLZ_GROWING_H
#define LLZ_GROWING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct llz_growing {
    uint64_t mask;  /* 2^k - 1 */
    uint64_t split; /* groups that are parted, below 2^k */
    uint64_t most;  /* number of groups that there may be */
    uint64_t used;  /* entries that were put into empty places */
    unsigned bits;  /* k */
    unsigned first; /* k at first */
    unsigned roomy; /* see llz_growing_load() */
};

/* 2^bits groups at first, at most `most`, and roomy up to 2^roomy. */
static inline void llz_growing_init(struct llz_growing *g, unsigned bits, uint64_t most, unsigned roomy)
{
    *g = (struct llz_growing){
        .mask = (UINT64_C(1) << bits) - 1, .most = most, .bits = bits, .first = bits, .roomy = roomy
    };
}

static inline uint64_t llz_growing_groups(const struct llz_growing *g)
{
    return g->mask + 1 + g->split;
}

/* The group of an address. */
static inline size_t llz_growing_group(const struct llz_growing *g, uint64_t address)
{
    const uint64_t group = address & g->mask;
    return (size_t)(group < g->split ? address & (2 * g->mask + 1) : group);
}

/* Number of the bit of the checks by which the next group is parted. */
static inline unsigned llz_growing_bit(const struct llz_growing *g)
{
    return g->bits - g->first;
}

/* Entries for 16 places from which on there are more places: few of them while the table is small, for each entry
 * that is lost to another costs, and more when memory would cost more than that.
 *
 * Up to 2^roomy groups, four times as many, and beyond. A group that is next to be parted has twice as many as one that
 * has been. */
static inline unsigned llz_growing_load(const struct llz_growing *g)
{
    return g->bits < g->roomy ? 8 : g->bits < g->roomy + 2 ? 10 : 12;
}

/* Whether a group is to be parted: group `split` into itself and group mask + 1 + split, by bit `bits` of the
 * addresses, and then llz_growing_parted() is told. places: of a group. */
static inline bool llz_growing_is_full(const struct llz_growing *g, unsigned places)
{
    const uint64_t groups = llz_growing_groups(g);
    return 16 * g->used > llz_growing_load(g) * places * groups && groups < g->most;
}

static inline void llz_growing_parted(struct llz_growing *g)
{
    if (++g->split <= g->mask)
        return;
    g->split = 0;
    g->mask = 2 * g->mask + 1;
    g->bits++;
}

#endif
