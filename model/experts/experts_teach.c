/* experts_teach.c - what experts are told before they see anything.
 *
 * A prior brings counts, not bytes in order. A context is taught as if the bytes had come that often, the
 * commonest last, so that nodes, runs and their order of age are what reading would have left behind. */
#include "model/experts/experts.h"

/* A byte has come so many times more after a context that lives in slots. */
static void walk(struct llz_experts *e, uint64_t key, uint8_t byte, unsigned times)
{
    llz_experts_walk(e, llz_nibbles_find(&e->slots, key, &e->history), byte >> 4, times);
    llz_experts_follow(e, llz_runs_find(&e->runs, llz_rest_key(key, 16u | byte >> 4)), key, byte, times);
}

void llz_experts_teach(struct llz_experts *e, uint64_t key, uint8_t byte, unsigned times)
{
    times = times < LLZ_RUN_MAX ? times : LLZ_RUN_MAX;
    llz_runs_grow(&e->runs);
    llz_nibbles_grow(&e->slots);
    struct llz_run *run = llz_runs_find(&e->runs, key);
    if (run->count != LLZ_RUN_PROMOTED && (run->count == 0 || run->byte == byte)) {
        run->byte = byte;
        run->count = llz_run_longer(run->count, times) & LLZ_RUN_PROMOTED;
        return;
    }
    const struct llz_run before = *run;
    run->count = LLZ_RUN_PROMOTED; /* before others are found, which shall not take its place */
    if (before.count != LLZ_RUN_PROMOTED)
        walk(e, key, before.byte, before.count);
    walk(e, key, byte, times);
    struct llz_nibble *s = llz_nibbles_find(&e->slots, key, &e->history);
    s->run = llz_run_longer(s->run_byte == byte ? s->run : 0, times) & LLZ_RUN_PROMOTED;
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
