/* hash_index.h - numbers of things by hashed keys: what has been learned little is one dense piece of memory, and an index of
 * four bytes for each thing says where.
 *
 * A thing gets the next number when it is new, and keeps it, so what comes together lies together, and nothing is lost
 * before all numbers have been given. The index is a hash table of groups of 16 entries, a cache line, which grows by
 * linear hashing (growing.h). An entry has the number and, in the bits that are left, a tag of the key; whether it is
 * the right one is told by the check that the thing keeps. */
#ifndef LLZ_HASH_INDEX_H
#define LLZ_HASH_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "model/memory/arena.h"
#include "model/memory/growing.h"
#include "model/memory/sixteen.h"

#define LLZ_INDEX_WAYS 16
/* Entries of 16 places from which on there are more of them. A group that is next to be parted has twice as many as one
 * that has been. */
#define LLZ_INDEX_LOAD 7

struct llz_index {
    uint32_t *entry; /* [groups.most][LLZ_INDEX_WAYS] number | tag << shift; number 0: a free place */
    uint64_t *mark;  /* of groups that were written to (arena.h) */
    struct llz_growing groups;
    uint32_t given; /* numbers given, from 1 on */
    uint32_t most;  /* and that there are */
    unsigned shift;
    int first; /* binary logarithm of the number of groups at first */
};

/* The check of the thing with a number, of which the lowest bits are the group's beyond 2^first. */
typedef uint32_t llz_index_check(const void *things, uint32_t number);

static inline size_t llz_index_groups_of(size_t most)
{
    return most / LLZ_INDEX_LOAD + 1;
}

/* first: at most so many groups as there are in the end. */
static inline void llz_index_lay(struct llz_index *x, struct llz_arena *a, int first, size_t most)
{
    x->most = (uint32_t)most;
    x->first = first;
    while (x->first > 0 && (size_t)1 << x->first > llz_index_groups_of(most))
        x->first--;
    x->entry = llz_arena_take_marked(a, llz_index_groups_of(most) * LLZ_INDEX_WAYS, sizeof *x->entry, &x->mark);
}

static inline void llz_index_init(struct llz_index *x)
{
    llz_growing_init(&x->groups, (unsigned)x->first, llz_index_groups_of(x->most), 0);
    x->given = 0;
    x->shift = 1;
    while (x->most >> x->shift)
        x->shift++;
}

static inline uint32_t *llz_index_group(const struct llz_index *x, uint64_t key, uint32_t check)
{
    const uint64_t address = (x->first ? key >> (64 - x->first) : 0) | (uint64_t)check << x->first;
    return x->entry + llz_growing_group(&x->groups, address) * LLZ_INDEX_WAYS;
}

/* Bits of a key that neither its group nor a check has. */
static inline uint32_t llz_index_tag(const struct llz_index *x, uint64_t key)
{
    return (uint32_t)(key >> 18) >> x->shift;
}

static inline uint32_t llz_index_number(const struct llz_index *x, uint32_t entry)
{
    return entry & ((UINT32_C(1) << x->shift) - 1);
}

/* One bit for each entry with this tag, or any free place where it is 0. */
static inline unsigned llz_index_alike(const struct llz_index *x, const uint32_t *group, uint32_t tag)
{
    const llz_four *g = (const llz_four *)group;
    return llz_sixteen_bits(g[0] >> x->shift == tag, g[1] >> x->shift == tag, g[2] >> x->shift == tag,
                            g[3] >> x->shift == tag);
}

/* The entry of what is probably the thing with a key, which is good enough to fetch it; NULL: there is none. */
static inline const uint32_t *llz_index_guess(const struct llz_index *x, const uint32_t *group, uint64_t key)
{
    const unsigned alike = llz_index_alike(x, group, llz_index_tag(x, key));
    return alike ? group + __builtin_ctz(alike) : NULL;
}

/* The number of the thing with that key, if it still is where it was guessed to be; 0: look for it. */
static inline uint32_t llz_index_confirm(const struct llz_index *x, const uint32_t *guess, uint64_t key,
                                         uint32_t check, const void *things, llz_index_check *check_of)
{
    const uint32_t n = guess ? llz_index_number(x, *guess) : 0;
    return n && *guess >> x->shift == llz_index_tag(x, key) && check_of(things, n) == check ? n : 0;
}

/* The number of a thing with that key, 0: there is none. */
static inline uint32_t llz_index_find(const struct llz_index *x, uint64_t key, uint32_t check,
                                      const void *things, llz_index_check *check_of)
{
    const uint32_t *group = llz_index_group(x, key, check);
    for (unsigned alike = llz_index_alike(x, group, llz_index_tag(x, key)); alike; alike &= alike - 1) {
        const uint32_t n = llz_index_number(x, group[__builtin_ctz(alike)]);
        if (n && check_of(things, n) == check)
            return n;
    }
    return 0;
}

/* Is there a place, and a number? */
static inline uint32_t *llz_index_room(const struct llz_index *x, uint32_t *group)
{
    for (unsigned i = 0; x->given < x->most && i < LLZ_INDEX_WAYS; i++)
        if (group[i] == 0)
            return group + i;
    return NULL;
}

/* How much a thing is worth that may have to go. */
typedef unsigned llz_index_worth(const void *things, uint32_t number, const void *more);

/* The entry of the least worth of four things: those of a group from a place on that the key decides, and where it has
 * fewer, of the groups before it. There are four at least. */
static inline uint32_t *llz_index_least(const struct llz_index *x, uint32_t *group, uint64_t key,
                                        const void *things, llz_index_worth *worth, const void *more)
{
    uint32_t *least = NULL;
    unsigned least_worth = 0;
    for (unsigned i = 0, looked = 0; looked < 4; i++) {
        uint32_t *entry = group + ((key >> 32) + i) % LLZ_INDEX_WAYS;
        if (*entry != 0) {
            const unsigned now = worth(things, llz_index_number(x, *entry), more);
            if (!least || now < least_worth) {
                least = entry;
                least_worth = now;
            }
            looked++;
        }
        if (i % LLZ_INDEX_WAYS == LLZ_INDEX_WAYS - 1)
            group = (group == x->entry ? x->entry + llz_growing_groups(&x->groups) * LLZ_INDEX_WAYS : group) -
                    LLZ_INDEX_WAYS;
    }
    return least;
}

/* A number enters a group. entry: a free place of it, or the number's place until now, in any group. */
static inline void llz_index_enter(const struct llz_index *x, uint32_t *group, uint32_t *entry, uint64_t key,
                                   uint32_t number)
{
    llz_mark(x->mark, (size_t)(entry - x->entry) / LLZ_INDEX_WAYS);
    llz_mark(x->mark, (size_t)(group - x->entry) / LLZ_INDEX_WAYS);
    *entry = 0;
    for (entry = group; *entry != 0; entry++)
        ;
    *entry = llz_index_tag(x, key) << x->shift | number;
}

/* A number for a new thing: the next one where the key's group has a free place, else that of a thing that goes, which
 * *goes tells. */
static inline uint32_t llz_index_take(struct llz_index *x, uint64_t key, uint32_t check, const void *things,
                                      llz_index_worth *worth, const void *more, bool *goes)
{
    uint32_t *group = llz_index_group(x, key, check), *entry = llz_index_room(x, group);
    *goes = !entry;
    if (*goes)
        entry = llz_index_least(x, group, key, things, worth, more);
    const uint32_t n = *goes ? llz_index_number(x, *entry) : ++x->given;
    llz_index_enter(x, group, entry, key, n);
    return n;
}

/* Makes room for what was put in: numbers stay, and so do things. */
static inline void llz_index_grow(struct llz_index *x, const void *things, llz_index_check *check_of)
{
    struct llz_growing *g = &x->groups;
    while (x->given > LLZ_INDEX_LOAD * llz_growing_groups(g) && llz_growing_groups(g) < g->most) {
        uint32_t *from = x->entry + LLZ_INDEX_WAYS * g->split, *into = from + LLZ_INDEX_WAYS * (g->mask + 1);
        for (unsigned i = 0; i < LLZ_INDEX_WAYS; i++) {
            /* Without a branch, which would wait for one check after the other; that of number 0 is 0. */
            const uint32_t moves =
                0 - (check_of(things, llz_index_number(x, from[i])) >> llz_growing_bit(g) & 1);
            into[i] = from[i] & moves;
            from[i] &= ~moves;
        }
        llz_mark(x->mark, g->split);
        llz_mark(x->mark, g->split + g->mask + 1);
        llz_growing_parted(g);
    }
}

#endif
