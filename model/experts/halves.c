/* halves.c - what the two halves of a byte leave in the memory of a context that several bytes have followed.
 *
 * Its first half lives in a slot. After that many second halves are always the same; they are runs of their own, four
 * bytes in the table of runs (run_map.h), until another one comes. A slot would take 73 bytes with its share of the
 * index, and nearly half of all slots were such. */
#include "model/experts/experts.h"

/* A new node can jump to the state after so many equal bits; one that has seen others has to go step by step. */
static uint32_t see(const struct llz_experts *e, uint32_t v, unsigned bit, unsigned times)
{
    if (v == LLZ_NODE_NEW)
        return e->after_run[bit][times];
    for (; times > 0; times--)
        v = llz_node_update(e, v, (int)bit);
    return v;
}

void llz_experts_walk(const struct llz_experts *e, struct llz_nibble *s, unsigned nibble, unsigned times)
{
    unsigned node = 1;
    for (int i = 3; i >= 0; i--) {
        const unsigned bit = nibble >> i & 1;
        s->node[node - 1] = see(e, s->node[node - 1], bit, times);
        node = 2 * node + bit;
    }
}

void llz_experts_follow(struct llz_experts *e, struct llz_run *rest, uint64_t key, uint8_t byte, unsigned times)
{
    const struct llz_run before = *rest;
    if (before.count == 0 || (before.count != LLZ_RUN_PROMOTED && before.byte == byte)) {
        rest->byte = byte;
        rest->count = llz_run_longer(before.count, times) & LLZ_RUN_PROMOTED;
        return;
    }
    struct llz_nibble *s = llz_nibbles_find(&e->slots, llz_second_key(key, 16u | byte >> 4), &e->history);
    if (before.count != LLZ_RUN_PROMOTED)
        llz_experts_walk(e, s, before.byte & 15, before.count);
    llz_experts_walk(e, s, byte & 15, times);
    rest->count = LLZ_RUN_PROMOTED;
}
