/* experts_teach.c - what experts are told before they see anything.
 *
 * A prior brings counts, not bytes in order. A context is taught as if the bytes had come that often, the
 * commonest last, so that nodes, runs and their order of age are what reading would have left behind. */
#include "model/experts/experts.h"

/* A node that has seen the same bit so many times more.
 *
 * A new node can jump to the state after so many equal bits; one that has seen others has to go
 * step by step. */
static uint32_t see(const struct llz_experts *e, uint32_t v, int bit, unsigned times)
{
    if (v == LLZ_NODE_NEW)
        return e->after_run[bit][times];
    for (; times > 0; times--)
        v = llz_node_update(e, v, bit);
    return v;
}

/* Walks a byte down a context's slots: it has come so many times more. */
static void walk(struct llz_experts *e, uint64_t key, uint8_t byte, unsigned times)
{
    struct llz_nibble *s = llz_nibbles_find(&e->slots, key, &e->history);
    for (unsigned half = 0; half < 2; half++) {
        unsigned node = 1;
        for (int i = 3; i >= 0; i--) {
            const int bit = byte >> (4 * (1 - half) + (unsigned)i) & 1;
            s->node[node - 1] = see(e, s->node[node - 1], bit, times);
            node = 2 * node + (unsigned)bit;
        }
        if (half == 0)
            s = llz_nibbles_find(&e->slots, llz_second_key(key, 16u | byte >> 4), &e->history);
    }
}

static unsigned longer(unsigned run, unsigned times)
{
    return run + times < LLZ_RUN_MAX ? run + times : LLZ_RUN_MAX;
}

void llz_experts_teach(struct llz_experts *e, uint64_t key, uint8_t byte, unsigned times)
{
    times = times < LLZ_RUN_MAX ? times : LLZ_RUN_MAX;
    llz_runs_grow(&e->runs);
    llz_nibbles_grow(&e->slots);
    struct llz_run *run = llz_runs_find(&e->runs, key);
    if (run->count != LLZ_RUN_PROMOTED && (run->count == 0 || run->byte == byte)) {
        run->byte = byte;
        run->count = longer(run->count, times) & LLZ_RUN_PROMOTED;
        return;
    }
    if (run->count != LLZ_RUN_PROMOTED)
        walk(e, key, run->byte, run->count);
    walk(e, key, byte, times);
    run->count = LLZ_RUN_PROMOTED;
    struct llz_nibble *s = llz_nibbles_find(&e->slots, key, &e->history);
    s->run = longer(s->run_byte == byte ? s->run : 0, times) & LLZ_RUN_PROMOTED;
    s->run_byte = byte;
}

/* Passages are not learned but can be matched: that costs 0.1 s for each megabyte instead of seconds. An
 * eighth of the ring is left free, or the first bytes of content would push their beginning out at once. */
void llz_experts_refer(struct llz_experts *e, const uint8_t *bytes, size_t n)
{
    struct llz_byte_ring *ring = &e->contexts.ring;
    const size_t most = ring->mask - ring->mask / 8;
    for (size_t i = n > most ? n - most : 0; i < n; i++) {
        llz_byte_ring_add(ring, bytes[i]);
        for (size_t k = 0; k < e->shape.matches; k++)
            llz_match_add(&e->match[k], ring);
    }
    ring->primed = ring->n;
    llz_experts_look_ahead(e);
}
