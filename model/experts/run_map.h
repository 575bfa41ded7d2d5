/* run_map.h - contexts that have been followed by one byte only, so far: most of the long ones.
 *
 * Such a context needs no slot: the byte and how often it came in a row say all. An entry takes four bytes
 * where its slots (nibble.h) would take 128. When another byte comes, the context is promoted: from then on it
 * lives in slots, and its entry says so. */
#ifndef LLZ_RUN_MAP_H
#define LLZ_RUN_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "model/memory/arena.h"
#include "model/memory/growing.h"

#define LLZ_RUN_WAYS 16     /* places of a group, a cache line */
#define LLZ_RUN_MAX 62      /* longest run that is counted */
#define LLZ_RUN_PROMOTED 63 /* in the place of a count */
#define LLZ_RUN_CHECK 18    /* bits of a check */
/* The last two bits of a check, from this one of the key on, choose no group: a table is parted by those before them. */
#define LLZ_RUN_WHICH (16 + LLZ_RUN_CHECK - 2)

/* All zero: an empty place. */
struct llz_run {
    uint32_t check
        : LLZ_RUN_CHECK; /* tells contexts of a group apart, and says where they go when it is parted */
    uint32_t byte : 8;
    uint32_t count : 6; /* 0: nothing has followed yet */
};
_Static_assert(sizeof(struct llz_run) == 4, "a group is 64 bytes");

struct llz_runs {
    struct llz_run *run; /* [most groups][LLZ_RUN_WAYS] */
    uint64_t *mark;      /* of groups that were asked for, and so may have been written to (arena.h) */
    struct llz_growing groups;
    int bits;    /* binary logarithm of the number of places at first, at least 4 */
    size_t most; /* groups in the end; at most 2^(LLZ_RUN_CHECK - 2) times those at first */
    int roomy;   /* binary logarithm of groups, see llz_growing_load() */
};

void llz_runs_lay(struct llz_runs *t, struct llz_arena *a, int bits, size_t most, int roomy);
void llz_runs_init(struct llz_runs *t);

/* The length of a run after so many more. */
static inline unsigned llz_run_longer(unsigned run, unsigned times)
{
    return run + times < LLZ_RUN_MAX ? run + times : LLZ_RUN_MAX;
}

static inline uint32_t llz_run_check(uint64_t key)
{
    return key >> 16 & ((1u << LLZ_RUN_CHECK) - 1);
}

static inline struct llz_run *llz_runs_group(const struct llz_runs *t, uint64_t key)
{
    const unsigned first = t->groups.first;
    const uint64_t address = (first ? key >> (64 - first) : 0) | (uint64_t)llz_run_check(key) << first;
    return t->run + LLZ_RUN_WAYS * llz_growing_group(&t->groups, address);
}

/* The entry of a context; a new context takes the place of the least experienced of its group. */
struct llz_run *llz_runs_find(struct llz_runs *t, uint64_t key);

/* Makes room for what was put in. Entries move: none that was found may be in use. */
void llz_runs_grow(struct llz_runs *t);

#endif
