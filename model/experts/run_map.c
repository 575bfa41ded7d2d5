/* run_map.c - a table of runs, four bytes each, in groups of four. */
#include "model/experts/run_map.h"

void llz_runs_lay(struct llz_runs *t, struct llz_arena *a, int bits)
{
    t->bits = bits;
    t->run = llz_arena_take(a, (size_t)1 << bits, sizeof *t->run);
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
    const uint16_t check = (uint16_t)(key >> 16) | 1; /* never that of an empty entry */
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
    group[least] = (struct llz_run){ check, 0, 0 };
    return &group[least];
}
