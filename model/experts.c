#include "model/experts.h"

#include "model/hash.h"

#define STATE_LIMIT 255
#define BITS_LIMIT 255
#define RUN_LIMIT 255
#define NODE_LIMIT 40

void llz_experts_lay(struct llz_experts *e, struct llz_arena *a, const struct llz_experts_shape *shape)
{
    e->shape = *shape;
    llz_contexts_lay(&e->contexts, a, shape->past_bits);
    llz_nibbles_lay(&e->slots, a, shape->slot_bits);
    e->by_state = llz_arena_take(a, LLZ_ROLES * 256, sizeof *e->by_state);
    e->by_bits = llz_arena_take(a, LLZ_ROLES * 256, sizeof *e->by_bits);
    e->by_run = llz_arena_take(a, LLZ_ROLES * 64, sizeof *e->by_run);
    for (size_t i = 0; i < shape->matches; i++)
        llz_match_lay(&e->match[i], a, shape->match_bits);
}

static void start_maps(struct llz_experts *e)
{
    for (size_t r = 0; r < LLZ_ROLES; r++) {
        for (unsigned s = 0; s < 256; s++) {
            e->by_state[r * 256 + s] = e->history.start[s];
            /* Before anything is known, the mean of the bits with one of each added. */
            unsigned n = 0, ones = 0;
            for (unsigned h = s > 0 ? s : 1; h > 1; h >>= 1, n++)
                ones += h & 1;
            e->by_bits[r * 256 + s] = (uint32_t)(((2 * ones + 1) << 21) / (n + 1)) << 10;
        }
        for (unsigned s = 0; s < 64; s++)
            e->by_run[r * 64 + s] = UINT32_C(0xc0000000);
    }
}

void llz_experts_init(struct llz_experts *e)
{
    static const unsigned least[LLZ_MATCHES] = { 6, 12, 24 };
    llz_bit_history_init(&e->history);
    llz_rates_of_counts_init(&e->rates);
    start_maps(e);
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_init(&e->match[i], least[i]);
    llz_experts_look_ahead(e);
}

void llz_experts_look_ahead(struct llz_experts *e)
{
    e->contexts.expected = 0;
    e->contexts.expected_class = 0;
    for (size_t i = 0; i < e->shape.matches; i++) {
        if (e->match[i].length > 0) {
            e->contexts.expected = e->match[i].expected;
            e->contexts.expected_class = (uint8_t)llz_match_class(&e->match[i]);
        }
    }
    e->n = llz_contexts_keys(&e->contexts, e->key, e->role, e->shape.contexts);
    for (size_t i = 0; i < e->n; i++)
        llz_nibbles_prefetch(&e->slots, e->key[i]);
}

static uint64_t second_key(uint64_t key, unsigned node)
{
    return (key + node) * UINT64_C(0xd6e8feb86659fd93);
}

static void find_first(struct llz_experts *e)
{
    for (size_t i = 0; i < e->n; i++)
        e->first[i] = e->slot[i] = llz_nibbles_find(&e->slots, e->key[i], &e->history);
}

static void find_second(struct llz_experts *e, unsigned node)
{
    uint64_t key[LLZ_EXPERTS_MAX];
    for (size_t i = 0; i < e->n; i++) {
        key[i] = second_key(e->key[i], node);
        llz_nibbles_prefetch(&e->slots, key[i]);
    }
    for (size_t i = 0; i < e->n; i++)
        e->slot[i] = llz_nibbles_find(&e->slots, key[i], &e->history);
}

static unsigned level_of(unsigned node)
{
    unsigned level = 0;
    while (node >> (level + 1))
        level++;
    return level;
}

/* Run lengths up to 4 as they are, then by doublings: 0 to 7. */
static unsigned run_class(unsigned run)
{
    return run < 5 ? run : run < 8 ? 5 : run < 32 ? 6 : 7;
}

static float run_p(struct llz_experts *e, size_t i, unsigned node, unsigned level)
{
    const struct llz_nibble *s = e->first[i];
    e->run[i] = NULL;
    if (s->run == 0 || (s->run_byte | 256u) >> (8 - level) != node)
        return 0.5f;
    e->run[i] = &e->by_run[e->role[i] * 64u + run_class(s->run) * 8 + level];
    const float p = llz_adaptive_p(*e->run[i]);
    return s->run_byte >> (7 - level) & 1 ? p : 1 - p;
}

void llz_experts_predict(struct llz_experts *e, unsigned node, float *p, float *match_p)
{
    const unsigned level = level_of(node), within = node < 16 ? node : (node & ((1u << (level - 4)) - 1)) | 1u << (level - 4);
    const size_t n = e->shape.contexts;
    if (node == 1)
        find_first(e);
    else if (level == 4)
        find_second(e, node);
    for (size_t i = 0; i < e->n; i++) {
        const uint32_t *at = &e->slot[i]->node[within - 1], v = *at;
        e->node[i] = &e->slot[i]->node[within - 1];
        e->state[i] = &e->by_state[e->role[i] * 256u + (v & 255)];
        e->bits[i] = &e->by_bits[e->role[i] * 256u + (v >> 8 & 255)];
        p[i] = llz_adaptive_p(*e->state[i]);
        p[n + i] = (float)(2 * (v >> 16) + 1) * (1.0f / 131072);
        p[2 * n + i] = llz_adaptive_p(*e->bits[i]);
        p[3 * n + i] = run_p(e, i, node, level);
    }
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_predict(&e->match[i], node, match_p + 2 * i);
}

static uint32_t update_node(const struct llz_experts *e, uint32_t v, int bit)
{
    const unsigned state = v & 255, bits = v >> 8 & 255;
    const unsigned total = e->history.total[state];
    const int p = (int)(v >> 16), target = bit ? 65535 : 0;
    const int rate = (int)e->rates.share[total < NODE_LIMIT ? total : NODE_LIMIT];
    const int moved = p + (target - p) / 2 * rate / 32768;
    const unsigned longer = bits << 1 | (unsigned)bit;
    return (uint32_t)moved << 16 | (uint32_t)(longer < 256 ? longer : 128 | (longer & 127)) << 8 |
           e->history.next[state][bit];
}

void llz_experts_update(struct llz_experts *e, unsigned node, int bit)
{
    for (size_t i = 0; i < e->n; i++) {
        *e->state[i] = llz_adaptive_update(*e->state[i], bit, STATE_LIMIT, &e->rates);
        *e->bits[i] = llz_adaptive_update(*e->bits[i], bit, BITS_LIMIT, &e->rates);
        *e->node[i] = update_node(e, *e->node[i], bit);
        if (e->run[i]) {
            const unsigned level = level_of(node);
            const int right = (e->first[i]->run_byte >> (7 - level) & 1) == bit;
            *e->run[i] = llz_adaptive_update(*e->run[i], right, RUN_LIMIT, &e->rates);
        }
    }
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_update(&e->match[i], node, bit, &e->rates);
}

static void update_run(struct llz_nibble *s, uint8_t byte)
{
    if (s->run > 0 && s->run_byte == byte) {
        s->run += s->run < 255;
    } else {
        s->run_byte = byte;
        s->run = 1;
    }
}

void llz_experts_add(struct llz_experts *e, uint8_t byte)
{
    for (size_t i = 0; i < e->n; i++)
        update_run(e->first[i], byte);
    llz_contexts_add(&e->contexts, byte);
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_add(&e->match[i], &e->contexts.past);
    llz_experts_look_ahead(e);
}
