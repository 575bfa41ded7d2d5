/* run_map.c - a table of runs, four bytes each, in groups of four. */
#include "model/experts/run_map.h"

void llz_runs_lay(struct llz_runs *t, struct llz_arena *a, int bits, size_t most, int roomy)
{
    t->roomy = roomy;
    t->bits = bits;
    t->most = most;
    t->run = llz_arena_take(a, most * LLZ_RUN_WAYS, sizeof *t->run);
}

void llz_runs_init(struct llz_runs *t)
{
    llz_growing_init(&t->groups, (unsigned)t->bits - 2, t->most, (unsigned)t->roomy);
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

/* A group is searched in full; the tables are large enough that most keys find a free or a young entry. */
struct llz_run *llz_runs_find(struct llz_runs *t, uint64_t key)
{
    struct llz_run *group = llz_runs_group(t, key);
    const uint32_t check = llz_run_check(key);
    for (int i = 0; i < LLZ_RUN_WAYS; i++)
        if (group[i].check == check)
            return &group[i];
    /* Where several are worth the same, the key decides which of them goes. */
    size_t least = key & (LLZ_RUN_WAYS - 1);
    for (size_t i = 1; i < LLZ_RUN_WAYS; i++) {
        const size_t j = (key + i) & (LLZ_RUN_WAYS - 1);
        if (worth(&group[j]) < worth(&group[least]))
            least = j;
    }
    t->groups.used += group[least].count == 0;
    group[least] = (struct llz_run){ .check = check };
    return &group[least];
}
