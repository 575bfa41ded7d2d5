/* run_map.c - a table of runs, four bytes each, in groups of sixteen. */
#include "model/experts/run_map.h"

#include <stdbool.h>
#include <string.h>

#include "model/memory/sixteen.h"

#define LOG_WAYS 4

void llz_runs_lay(struct llz_runs *t, struct llz_arena *a, int bits, size_t most, int roomy)
{
    t->roomy = roomy;
    t->bits = bits;
    t->most = most;
    t->run = llz_arena_take_marked(a, most * LLZ_RUN_WAYS, sizeof *t->run, &t->mark);
}

void llz_runs_init(struct llz_runs *t)
{
    llz_growing_init(&t->groups, (unsigned)t->bits - LOG_WAYS, t->most, (unsigned)t->roomy);
}

/* What the next bit of the check sends away goes to the same place of the new group. */
static void part(struct llz_run *from, struct llz_run *into, unsigned bit)
{
    for (int i = 0; i < LLZ_RUN_WAYS; i++) {
        if (from[i].check >> bit & 1) {
            into[i] = from[i];
            from[i] = (struct llz_run){ 0 };
        }
    }
}

void llz_runs_grow(struct llz_runs *t)
{
    struct llz_growing *g = &t->groups;
    while (llz_growing_is_full(g, LLZ_RUN_WAYS)) {
        struct llz_run *from = t->run + LLZ_RUN_WAYS * g->split;
        part(from, from + LLZ_RUN_WAYS * (g->mask + 1), llz_growing_bit(g));
        llz_mark(t->mark, g->split);
        llz_mark(t->mark, g->mask + 1 + g->split);
        llz_growing_parted(g);
    }
}

/* A promoted context has been seen at least twice.
 *
 * So that a context in slots is not lost together with its four bytes: its slots would stay, but nobody
 * would ask them. */
static unsigned worth(const struct llz_run *r)
{
    return r->count == LLZ_RUN_PROMOTED ? 3 : r->count;
}

static uint32_t as_number(struct llz_run r)
{
    uint32_t n;
    memcpy(&n, &r, sizeof n);
    return n;
}

/* One bit for each entry of a group that is like `wanted` where `mask` is. */
static unsigned alike(const struct llz_run *group, struct llz_run mask, struct llz_run wanted)
{
    const llz_four *g = (const llz_four *)group;
    const uint32_t m = as_number(mask), w = as_number(wanted);
    return llz_sixteen_bits((g[0] & m) == w, (g[1] & m) == w, (g[2] & m) == w, (g[3] & m) == w);
}

/* Where several are worth the same, the key decides which of them goes. */
static struct llz_run *least_of(struct llz_run *group, uint64_t key)
{
    size_t least = key % LLZ_RUN_WAYS;
    for (size_t i = 1; i < LLZ_RUN_WAYS; i++) {
        const size_t j = (key + i) % LLZ_RUN_WAYS;
        if (worth(&group[j]) < worth(&group[least]))
            least = j;
    }
    return group + least;
}

struct llz_run *llz_runs_find(struct llz_runs *t, uint64_t key)
{
    const struct llz_run wanted = { .check = llz_run_check(key) },
                         mask = { .check = (1u << LLZ_RUN_CHECK) - 1 },
                         all = { .check = (1u << LLZ_RUN_CHECK) - 1, .byte = 255, .count = 63 };
    struct llz_run *group = llz_runs_group(t, key);
    llz_mark(t->mark, (size_t)(group - t->run) / LLZ_RUN_WAYS);
    const unsigned known = alike(group, mask, wanted);
    if (known)
        return group + __builtin_ctz(known);
    const unsigned free = alike(group, all, (struct llz_run){ 0 });
    struct llz_run *r = free ? group + __builtin_ctz(free) : least_of(group, key);
    t->groups.used += free != 0;
    *r = wanted;
    return r;
}
