/* nibble.c - slots, 64 bytes each: one cache line is one context and one half of a byte. */
#include "model/experts/nibble.h"

/* Binary logarithm of slots for each group of the index at first. */
#define FIRST 4

void llz_nibbles_lay(struct llz_nibbles *t, struct llz_arena *a, int bits, size_t most)
{
    llz_index_lay(&t->index, a, bits > FIRST ? bits - FIRST : 0, most);
    t->slot = llz_arena_take_marked(a, most + 1, sizeof *t->slot, &t->mark);
}

void llz_nibbles_init(struct llz_nibbles *t)
{
    llz_index_init(&t->index);
}

/* The first node has been through every byte that came here, so it knows best how much a slot has seen. */
static unsigned experience(const void *slots, uint32_t number, const void *history)
{
    const struct llz_bit_history *h = history;
    return h->total[((const struct llz_nibble *)slots)[number].node[0] & 255];
}

static struct llz_nibble *take(struct llz_nibbles *t, uint64_t key, const struct llz_bit_history *h)
{
    bool goes;
    struct llz_nibble *s =
        t->slot + llz_index_take(&t->index, key, llz_slot_check(key), t->slot, experience, h, &goes);
    for (int j = 0; j < 15; j++)
        s->node[j] = LLZ_NODE_NEW;
    s->check = llz_slot_check(key);
    s->run_byte = 0;
    s->run = 0;
    return s;
}

struct llz_nibble *llz_nibbles_find(struct llz_nibbles *t, uint64_t key, const struct llz_bit_history *h)
{
    const uint32_t n = llz_index_find(&t->index, key, llz_slot_check(key), t->slot, llz_slot_check_of);
    struct llz_nibble *s = n ? t->slot + n : take(t, key, h);

    llz_mark(t->mark, (size_t)(s - t->slot));
    return s;
}
