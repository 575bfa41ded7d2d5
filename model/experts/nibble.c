/* nibble.c - a table of slots, 64 bytes each: one cache line is one context and one half of a byte. */
#include "model/experts/nibble.h"

void llz_nibbles_lay(struct llz_nibbles *t, struct llz_arena *a, int bits)
{
    t->bits = bits;
    t->slot = llz_arena_take(a, (size_t)1 << bits, sizeof *t->slot);
}

/* The first node has been through every byte that came here, so it knows best how much a slot has seen. */
static int experience(const struct llz_nibble *s, const struct llz_bit_history *h)
{
    return h->total[s->node[0] & 255];
}

/* Two ways: the slot itself or its neighbour, which lies in the same pair of lines. The less experienced of
 * the two goes. A check of 15 bits lets one in 30,000 strangers pass, which costs less than more bits. */
struct llz_nibble *llz_nibbles_find(struct llz_nibbles *t, uint64_t key, const struct llz_bit_history *h)
{
    const size_t i = (size_t)(key >> (64 - t->bits));
    const uint16_t check = (uint16_t)(key >> 8) | 1; /* never that of an empty slot */
    struct llz_nibble *a = t->slot + i, *b = t->slot + (i ^ 1);
    if (a->check == check)
        return a;
    if (b->check == check)
        return b;
    if (experience(b, h) < experience(a, h))
        a = b;
    for (int j = 0; j < 15; j++)
        a->node[j] = LLZ_NODE_NEW;
    a->check = check;
    a->run_byte = 0;
    a->run = 0;
    return a;
}
