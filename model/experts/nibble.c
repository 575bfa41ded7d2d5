/* nibble.c - a table of slots, 64 bytes each: one cache line is one context and one half of a byte. */
#include "model/experts/nibble.h"

void llz_nibbles_lay(struct llz_nibbles *t, struct llz_arena *a, int bits, size_t most, int roomy)
{
    t->roomy = roomy;
    t->bits = bits;
    t->most = most;
    t->slot = llz_arena_take(a, most * LLZ_SLOT_WAYS, sizeof *t->slot);
}

void llz_nibbles_init(struct llz_nibbles *t)
{
    llz_growing_init(&t->groups, (unsigned)t->bits - 2, t->most, (unsigned)t->roomy);
}

/* What the next bit of the check sends away goes to the same place of the new group. */
static void part(struct llz_nibble *from, struct llz_nibble *into, unsigned bit)
{
    for (int i = 0; i < LLZ_SLOT_WAYS; i++) {
        if (from[i].check >> bit & 1) {
            into[i] = from[i];
            from[i].check = 0;
        }
    }
}

void llz_nibbles_grow(struct llz_nibbles *t)
{
    struct llz_growing *g = &t->groups;
    while (llz_growing_is_full(g, LLZ_SLOT_WAYS)) {
        struct llz_nibble *from = t->slot + LLZ_SLOT_WAYS * g->split;
        part(from, from + LLZ_SLOT_WAYS * (g->mask + 1), llz_growing_bit(g));
        llz_growing_parted(g);
    }
}

/* The first node has been through every byte that came here, so it knows best how much a slot has seen. */
static int experience(const struct llz_nibble *s, const struct llz_bit_history *h)
{
    return s->check ? h->total[s->node[0] & 255] : -1;
}

/* Four ways: the slot itself or one of its neighbours, of which the least experienced goes. */
struct llz_nibble *llz_nibbles_find(struct llz_nibbles *t, uint64_t key, const struct llz_bit_history *h)
{
    const uint32_t check = llz_slot_check(key);
    struct llz_nibble *const home = llz_nibbles_home(t, key), *a = home;
    const size_t place = (size_t)(home - t->slot);
    if (home->check == check)
        return home;
    for (size_t way = 1; way < LLZ_SLOT_WAYS; way++) {
        struct llz_nibble *b = t->slot + (place ^ way);
        if (b->check == check)
            return b;
        if (experience(b, h) < experience(a, h))
            a = b;
    }
    for (int j = 0; j < 15; j++)
        a->node[j] = LLZ_NODE_NEW;
    t->groups.used += a->check == 0;
    a->check = check;
    a->run_byte = 0;
    a->run = 0;
    return a;
}
