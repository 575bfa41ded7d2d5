/* run_map.h - contexts that have been followed by one byte only, so far: most of the long ones.
 *
 * Such a context needs no slot: the byte and how often it came in a row say all. An entry takes four bytes
 * where two slots (nibble.h) would take 128. When another byte comes, the context is promoted: from then on it
 * lives in slots, and its entry says so. */
#ifndef LLZ_RUN_MAP_H
#define LLZ_RUN_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "model/memory/arena.h"

#define LLZ_RUN_WAYS 4
#define LLZ_RUN_MAX 250      /* longest run that is counted */
#define LLZ_RUN_PROMOTED 255 /* in the place of a count */

struct llz_run {
    uint16_t check; /* tells contexts apart that share a place */
    uint8_t byte;
    uint8_t count; /* 0: nothing has followed yet */
};

struct llz_runs {
    struct llz_run *run; /* [2^bits] */
    int bits;            /* binary logarithm of the number of places, at least 2 */
};

void llz_runs_lay(struct llz_runs *t, struct llz_arena *a, int bits);

static inline struct llz_run *llz_runs_group(const struct llz_runs *t, uint64_t key)
{
    return t->run + (key >> (64 - t->bits) & ~(uint64_t)(LLZ_RUN_WAYS - 1));
}

static inline void llz_runs_prefetch(const struct llz_runs *t, uint64_t key)
{
    __builtin_prefetch(llz_runs_group(t, key));
}

/* The entry of a context; a new context takes the place of the least experienced of its group. */
struct llz_run *llz_runs_find(struct llz_runs *t, uint64_t key);

#endif
