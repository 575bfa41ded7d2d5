/* test_promotion.c - what contexts remember, exactly: mirror images, limits, who gives way in a table, and that
 * a context may move from one table to the other without forgetting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "model/experts/experts.h"
#include "model/memory/hash.h"

static uint32_t random_state;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525U + 1013904223U;
    return (uint32_t)(((uint64_t)random_state * n) >> 32);
}

/* ---- Bit histories ---- */
/* A history and its mirror image mean probabilities that add up to one; the last bits count most. */
static void test_symmetry(void **state)
{
    (void)state;
    struct llz_bit_history h;
    unsigned a = 0, b = 0;
    llz_bit_history_init(&h, 0);
    random_state = 1;
    for (int i = 0; i < 20000; i++) {
        const int bit = random_below(16) < (i / 100 % 17U);
        const uint32_t before = h.start[a];
        a = h.next[a][bit];
        b = h.next[b][!bit];
        assert_int_equal(h.total[a], h.total[b]);
        const uint32_t sum = (h.start[a] >> 10) + (h.start[b] >> 10);
        assert_true(sum >= (1U << 22) - 1 && sum <= 1U << 22);
        assert_true(bit ? h.start[a] >= before : h.start[a] <= before);
    }
}

/* ---- Adaptive probabilities ---- */

static double probability(uint32_t a)
{
    return (llz_adaptive_p(a) + 0.5) / (1U << LLZ_P_BITS);
}

/* At the limit it goes on as a moving average, and reaches neither end. */
static void test_limits(void **state)
{
    (void)state;
    static const uint32_t limits[] = { 0, 1, 30, 255, LLZ_ADAPTIVE_LIMIT };
    struct llz_rates_of_counts rates;
    llz_rates_of_counts_init(&rates);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        for (int bit = 0; bit < 2; bit++) {
            uint32_t a = LLZ_ADAPTIVE_HALF;
            for (int n = 0; n < 100000; n++)
                a = llz_adaptive_update(a, bit, limits[i], &rates);
            assert_int_equal(a & 1023, limits[i]);
            assert_true(bit ? probability(a) > 0.99 && probability(a) < 1
                            : probability(a) < 0.01 && probability(a) > 0);
            for (uint32_t n = 0; n < 2 * limits[i] + 2; n++)
                a = llz_adaptive_update(a, !bit, limits[i], &rates);
            assert_true(bit ? probability(a) < 0.3
                            : probability(a) > 0.7); /* of 100000 bits the last few count */
        }
    }
    assert_int_equal(llz_p_of(5, 1), 5);
    assert_int_equal(llz_p_of(5, 0), (1U << LLZ_P_BITS) - 1 - 5);
}

/* ---- Tables ---- */

static struct llz_arena memory;

/* Every key finds its slot again, however many have come, in the order in which they came. */
static void test_slots(void **state)
{
    (void)state;
    enum { SLOTS = 3000 };
    struct llz_nibbles t;
    struct llz_bit_history h;
    memset(&t, 0, sizeof t);
    memset(&memory, 0, sizeof memory);
    llz_nibbles_lay(&t, &memory, 6, SLOTS);
    memory = llz_arena_new(memory.used);
    assert_non_null(memory.base);
    llz_nibbles_lay(&t, &memory, 6, SLOTS);
    llz_nibbles_init(&t);
    llz_bit_history_init(&h, 0);
    uint32_t gone = 0;
    for (uint64_t i = 1; i <= SLOTS; i++) {
        const uint32_t given = t.index.given;
        llz_nibbles_grow(&t);
        struct llz_nibble *s = llz_nibbles_find(&t, llz_mix(i), &h);
        gone += t.index.given == given; /* a group may be full long before the index is */
        assert_true(t.index.given == given || s == t.slot + given + 1);
        for (int j = 0; j < 15; j++)
            assert_int_equal(s->node[j], LLZ_NODE_NEW);
        s->node[0] |= h.next[0][1];
        s->node[14] = (uint32_t)i;
    }
    assert_true(gone < SLOTS / 50 && t.index.given == SLOTS - gone);
    size_t found = 0;
    for (uint64_t i = SLOTS; i > 0; i--)
        found += llz_nibbles_find(&t, llz_mix(i), &h)->node[14] == i;
    assert_true(found >= SLOTS - 3 * gone);
    llz_arena_free(&memory);
}

/* Where there are no more slots, the least experienced of four goes. */
static void test_slots_give_way(void **state)
{
    (void)state;
    struct llz_nibbles t;
    struct llz_bit_history h;
    memset(&t, 0, sizeof t);
    memset(&memory, 0, sizeof memory);
    llz_nibbles_lay(&t, &memory, 2, 4);
    memory = llz_arena_new(memory.used);
    assert_non_null(memory.base);
    llz_nibbles_lay(&t, &memory, 2, 4);
    llz_nibbles_init(&t);
    llz_bit_history_init(&h, 0);
    for (uint64_t i = 1; i <= 4; i++) {
        struct llz_nibble *s = llz_nibbles_find(&t, llz_mix(i), &h);
        s->run = 9;
        for (uint64_t k = 0; k < (i == 2 ? 1 : 5); k++)
            s->node[0] = (s->node[0] & ~255U) | h.next[s->node[0] & 255][1];
    }
    struct llz_nibble *s = llz_nibbles_find(&t, llz_mix(5), &h);
    assert_ptr_equal(s, t.slot + 2);
    assert_true(s->run == 0 && s->node[0] == LLZ_NODE_NEW);
    for (uint64_t i = 1; i <= 4; i++)
        if (i != 2)
            assert_ptr_equal(llz_nibbles_find(&t, llz_mix(i), &h), t.slot + i);
    llz_arena_free(&memory);
}

static uint64_t run_key(uint64_t group, uint64_t check)
{
    return group << 62 | check << 16 | (check >> 1 & 3);
}

static void test_runs(void **state)
{
    (void)state;
    /* Counts of all but one, and that of the one that goes: what is promoted is worth 3. */
    static const uint8_t counts[][2] = { { 2, 1 }, { LLZ_RUN_PROMOTED, 2 }, { 4, LLZ_RUN_PROMOTED } };
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        _Alignas(64) struct llz_run run[4 * LLZ_RUN_WAYS] = { 0 };
        struct llz_runs t = { .run = run, .bits = 6, .most = 4 };
        llz_runs_init(&t);
        for (uint64_t i = 0; i < LLZ_RUN_WAYS; i++) {
            struct llz_run *r = llz_runs_find(&t, run_key(1, 2 * i + 1));
            assert_ptr_equal(r, run + LLZ_RUN_WAYS + i); /* the first free one */
            assert_int_equal(r->count, 0);
            r->count = counts[c][i == 9] & LLZ_RUN_PROMOTED;
        }
        for (uint64_t i = 0; i < LLZ_RUN_WAYS; i++)
            assert_ptr_equal(llz_runs_find(&t, run_key(1, 2 * i + 1)), run + LLZ_RUN_WAYS + i);
        assert_ptr_equal(llz_runs_find(&t, run_key(1, 101)), run + LLZ_RUN_WAYS + 9); /* the least worth goes */
        assert_int_equal(run[LLZ_RUN_WAYS + 9].count, 0);
        assert_int_equal(t.groups.used, LLZ_RUN_WAYS);
        assert_ptr_equal(llz_runs_find(&t, run_key(1, 1)), run + LLZ_RUN_WAYS);
        assert_ptr_equal(llz_runs_find(&t, run_key(2, 1)), run + 2 * LLZ_RUN_WAYS); /* another group */
    }
}

/* ---- Experts ---- */

static struct llz_experts experts;

static void experts_begin(const struct llz_experts_shape *shape, unsigned parts)
{
    memset(&experts, 0, sizeof experts);
    memset(&memory, 0, sizeof memory);
    llz_experts_lay(&experts, &memory, shape);
    memory = llz_arena_new(memory.used);
    assert_non_null(memory.base);
    llz_experts_lay(&experts, &memory, shape);
    llz_experts_init(&experts, llz_kernels_get(), parts, &llz_tuning_usual);
}

/* What a context remembers that has always had a slot for every node, except that a run says no more once it is as
 * long as can be. */
static struct {
    uint32_t node[256];
    uint8_t byte, count;
    bool is_mixed; /* whether a second byte has followed */
    /* Second halves by the first: a run of them, too, says no more once it is as long as can be. */
    struct {
        uint8_t low, count;
        bool is_mixed;
    } rest[16];
} reference[256];

static uint32_t reference_update(uint32_t v, int bit)
{
    const int64_t p = v >> 16, gap = (bit ? 65535 : 0) - p;
    const uint32_t count = v >> 8 & 255;
    const int64_t step = gap * experts.rates.share[count] / 65536;
    const int64_t exact =
        step * 65536 == gap * experts.rates.share[count] || gap >= 0 ? step : step - 1; /* floor */
    return (uint32_t)(p + exact) << 16 | (count < 255 ? count + 1 : count) << 8 |
           experts.history.next[v & 255][bit];
}

static bool is_longest_run(uint8_t context, uint8_t byte)
{
    return !reference[context].is_mixed && reference[context].count == LLZ_RUN_MAX &&
           byte == reference[context].byte;
}

/* Returns whether the second half's nodes learn. */
static bool reference_rest(uint8_t context, uint8_t byte)
{
    uint8_t *count = &reference[context].rest[byte >> 4].count, *low = &reference[context].rest[byte >> 4].low;
    bool *is_mixed = &reference[context].rest[byte >> 4].is_mixed;
    *is_mixed |= *count > 0 && *low != (byte & 15);
    const bool learns = *is_mixed || *count < LLZ_RUN_MAX;
    *low = byte & 15;
    *count += *count < LLZ_RUN_MAX;
    return learns;
}

static void reference_add(uint8_t context, uint8_t byte)
{
    const bool learns = reference_rest(context, byte);
    uint8_t *count = &reference[context].count;
    for (unsigned node = 1, level = 0; level < 8 && !is_longest_run(context, byte); level++) {
        const int bit = byte >> (7 - level) & 1;
        if (level < 4 || learns)
            reference[context].node[node] = reference_update(reference[context].node[node], bit);
        node = 2 * node + (unsigned)bit;
    }
    if (*count > 0 && byte != reference[context].byte) {
        reference[context].is_mixed = true;
        *count = 0;
    }
    *count += *count < LLZ_RUN_MAX;
    reference[context].byte = byte;
}

static void check_byte(uint8_t context, uint8_t byte)
{
    uint32_t p[LLZ_VIEWS + 15], none[2 * LLZ_MATCHES]; /* vectors end after the context */
    unsigned node = 1;
    llz_experts_resolve(&experts);
    assert_int_equal(experts.n, 1);
    for (unsigned level = 0; level < 8; level++) {
        const int bit = byte >> (7 - level) & 1;
        const uint32_t want = reference[context].node[node];
        llz_experts_predict(&experts, node, level, p, none);
        assert_int_equal(experts.expert[0].byte, reference[context].byte);
        assert_int_equal(experts.expert[0].count, reference[context].count);
        assert_int_equal(experts.memories.node[0], want);
        assert_int_equal(p[1], want >> 16 << (LLZ_P_BITS - 16));
        if (want == LLZ_NODE_NEW)
            assert_int_equal(p[0], LLZ_P_HALF);
        llz_experts_update(&experts, node, level, bit);
        node = 2 * node + (unsigned)bit;
    }
    llz_experts_add(&experts, byte);
    reference_add(context, byte);
}

/* The same memory, without a prediction. */
static void skim_byte(uint8_t context, uint8_t byte)
{
    llz_experts_resolve(&experts);
    llz_experts_skim(&experts, byte);
    llz_experts_add(&experts, byte);
    reference_add(context, byte);
}

/* Runs of all lengths, then another byte: to the bit what slots from the beginning would have remembered,
 * whether a byte is predicted or skimmed. With so few contexts for a place that
 * hardly any group overflows. */
static void test_promotion(void **state)
{
    (void)state;
    /* clang-format off */
    static const struct llz_experts_shape shape = {
        .contexts = 1, .matches = 0,
        .run_bits = 13, .run_most = 14, .run_roomy = 20,
        .slot_bits = 14, .slot_most = 14,
        .match_bits = 4, .ring_bits = 17, .follow_bits = 16
    };
    /* clang-format on */
    uint8_t last = 0, followers[8] = { 0 };
    experts_begin(&shape, LLZ_PART_EXPERTS);
    for (int i = 0; i < 256; i++) {
        memset(&reference[i], 0, sizeof reference[i]);
        for (int node = 0; node < 256; node++)
            reference[i].node[node] = LLZ_NODE_NEW;
    }
    random_state = 3;
    for (int i = 0; i < 3000; i++) {
        uint8_t *usual = &followers[last & 7];
        if (random_below(i < 400 ? 60 : 8) == 0)
            *usual = (uint8_t)(random_below(32) * 8 + random_below(8));
        if (random_below(4) == 0)
            skim_byte(last, *usual);
        else
            check_byte(last, *usual);
        last = *usual;
    }
    llz_arena_free(&memory);
}

static size_t contexts_of(unsigned parts, uint8_t kind)
{
    static const struct llz_profile profiles[LLZ_KINDS] = {
        { .kind = LLZ_KIND_TEXT },
        { .kind = LLZ_KIND_BINARY, .stride = 8 },
        { .kind = LLZ_KIND_X86 },
        { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 3, .stride = 300 },
    };
    /* clang-format off */
    static const struct llz_experts_shape shape = {
        .contexts = LLZ_EXPERTS_MAX, .matches = 1,
        .run_bits = 10, .run_most = 10, .run_roomy = 0,
        .slot_bits = 10, .slot_most = 10,
        .match_bits = 10, .ring_bits = 17, .follow_bits = 16
    };
    /* clang-format on */
    experts_begin(&shape, parts);
    llz_experts_profile(&experts, &profiles[kind]);
    for (size_t i = 0; i < experts.next_n; i++) {
        assert_true(experts.next_role[i] / LLZ_EXPERTS_MAX == kind);
        for (size_t j = 0; j < i; j++)
            assert_true(experts.next_role[i] != experts.next_role[j] &&
                        experts.next_key[i] != experts.next_key[j]);
    }
    const size_t n = experts.next_n;
    llz_arena_free(&memory);
    return n;
}

/* Every context belongs to one part, and only the parts wanted are there. */
static void test_parts(void **state)
{
    (void)state;
    for (uint8_t kind = 0; kind < LLZ_KINDS; kind++) {
        size_t sum = 0;
        for (unsigned part = LLZ_PART_ORDERS; part <= LLZ_PART_KIND; part *= 2)
            sum += contexts_of(part, kind);
        assert_int_equal(contexts_of(LLZ_PART_EXPERTS, kind), sum);
        assert_true(sum > 8 && sum <= LLZ_EXPERTS_MAX);
        assert_int_equal(contexts_of(LLZ_PART_LM, kind), 0);
    }
    assert_true(contexts_of(LLZ_PART_KIND, LLZ_KIND_X86) > 0);
    assert_int_equal(contexts_of(LLZ_PART_KIND, LLZ_KIND_TEXT), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_symmetry),       cmocka_unit_test(test_limits), cmocka_unit_test(test_slots),
        cmocka_unit_test(test_slots_give_way), cmocka_unit_test(test_runs),   cmocka_unit_test(test_promotion),
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
