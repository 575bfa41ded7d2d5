/* Bit histories, adaptive probabilities, tables of runs and slots, and experts as a whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/experts/experts.h"
#include "model/memory/hash.h"

/* ---- Bit histories ---- */

static void test_histories_stay_in_range(void **state)
{
    static struct llz_bit_history h;
    uint8_t reached[256] = { 1 };
    int n = 1;
    (void)state;
    llz_bit_history_init(&h, 0);
    for (int round = 0; round < 256; round++) {
        for (unsigned s = 0; s < 256; s++) {
            for (int bit = 0; reached[s] && bit < 2; bit++) {
                const uint8_t to = h.next[s][bit];
                assert_true(to != 0 && to < h.states);
                n += !reached[to];
                reached[to] = 1;
            }
        }
    }
    assert_true(n > 200 && n <= h.states); /* nearly every state can be reached */
}

/* What a state means at first leans towards the bits it has seen, and is symmetric. */
static void test_histories_mean_something(void **state)
{
    static struct llz_bit_history h;
    (void)state;
    llz_bit_history_init(&h, 0);
    for (int bit = 0; bit < 2; bit++) {
        unsigned s = 0;
        uint32_t last = h.start[0];
        for (int i = 0; i < 30; i++) {
            s = h.next[s][bit];
            assert_int_equal(h.total[s], i + 1);
            assert_true(bit ? h.start[s] > last : h.start[s] < last);
            last = h.start[s];
        }
        /* After many of one bit, a few of the other are believed: data change. */
        for (int i = 0; i < 4; i++)
            s = h.next[s][!bit];
        assert_true(h.total[s] < 20);
    }
}

/* ---- Adaptive probabilities ---- */

static void test_adaptive_is_a_mean(void **state)
{
    static struct llz_rates_of_counts rates;
    uint32_t a = LLZ_ADAPTIVE_HALF;
    (void)state;
    llz_rates_of_counts_init(&rates);
    for (int i = 0; i < 400; i++)
        a = llz_adaptive_update(a, i % 4 == 0, 1023, &rates);
    assert_true(abs((int)llz_adaptive_p(a) - (1 << 20)) < 1 << 14); /* a quarter */
    assert_int_equal(a & 1023, 400);
    a = LLZ_ADAPTIVE_HALF;
    for (int i = 0; i < 100000; i++)
        a = llz_adaptive_update(a, 1, 30, &rates);
    assert_true(llz_adaptive_p(a) > (1U << 22) - 100 && llz_adaptive_p(a) < 1U << 22);
    for (int i = 0; i < 100000; i++)
        a = llz_adaptive_update(a, 0, 30, &rates);
    assert_true(llz_adaptive_p(a) < 100);
}

/* ---- Tables ---- */

static struct llz_arena arena_of(void (*lay)(void *, struct llz_arena *), void *object)
{
    struct llz_arena a = { 0 };
    lay(object, &a);
    a = llz_arena_new(a.used);
    assert_non_null(a.base);
    lay(object, &a);
    return a;
}

static void lay_runs(void *t, struct llz_arena *a)
{
    llz_runs_lay(t, a, 6, 4, 0);
}

static void test_runs(void **state)
{
    struct llz_runs t;
    struct llz_arena a = arena_of(lay_runs, &t);
    (void)state;
    llz_runs_init(&t);
    struct llz_run *one = llz_runs_find(&t, UINT64_C(0x1234567890abcdef));
    assert_int_equal(one->count, 0);
    one->byte = 'x';
    one->count = 9;
    /* Others come and go, but they take the places of those that are worth less. */
    for (uint64_t i = 1; i < 1000; i++)
        llz_runs_find(&t, llz_mix(i))->count = 1;
    assert_ptr_equal(llz_runs_find(&t, UINT64_C(0x1234567890abcdef)), one);
    assert_int_equal(one->count, 9);
    llz_arena_free(&a);
}

static void lay_slots(void *t, struct llz_arena *a)
{
    llz_nibbles_lay(t, a, 3, 8);
}

static void test_slots(void **state)
{
    static struct llz_bit_history h;
    struct llz_nibbles t;
    struct llz_arena a = arena_of(lay_slots, &t);
    (void)state;
    llz_bit_history_init(&h, 0);
    llz_nibbles_init(&t);
    struct llz_nibble *one = llz_nibbles_find(&t, UINT64_C(0x1234567890abcdef), &h);
    for (int i = 0; i < 15; i++)
        assert_int_equal(one->node[i], LLZ_NODE_NEW);
    for (int i = 0; i < 9; i++)
        one->node[0] = (one->node[0] & ~255u) | h.next[one->node[0] & 255][1];
    for (uint64_t i = 1; i < 1000; i++) {
        struct llz_nibble *s = llz_nibbles_find(&t, llz_mix(i), &h);
        assert_true(s > t.slot && s <= t.slot + 8 && s != one);
    }
    assert_ptr_equal(llz_nibbles_find(&t, UINT64_C(0x1234567890abcdef), &h), one);
    llz_arena_free(&a);
}

/* ---- Experts ---- */

static void lay_experts(void *e, struct llz_arena *a)
{
    /* clang-format off */
    static const struct llz_experts_shape shape = {
        .contexts = 16, .matches = 1,
        .run_bits = 8, .run_most = 16, .run_roomy = 20,
        .slot_bits = 6, .slot_most = 12,
        .match_bits = 12, .ring_bits = 14, .follow_bits = 16
    };
    /* clang-format on */
    llz_experts_lay(e, a, &shape);
}

/* Shows a byte; returns how many of the probabilities given said something. */
static int show(struct llz_experts *e, uint8_t byte, uint32_t *p)
{
    uint32_t match[2 * LLZ_MATCHES];
    unsigned node = 1;
    int said = 0;
    llz_experts_resolve(e);
    for (unsigned level = 0; level < 8; level++) {
        const int bit = byte >> (7 - level) & 1;
        llz_experts_predict(e, node, level, p, match);
        for (size_t i = 0; i < LLZ_VIEWS * e->shape.contexts; i++) {
            assert_true(p[i] < 1u << LLZ_P_BITS);
            said += p[i] != LLZ_P_HALF;
        }
        llz_experts_update(e, node, level, bit);
        node = 2 * node + (unsigned)bit;
    }
    llz_experts_add(e, byte);
    return said;
}

/* A context followed by one byte only is a run; by a second one it is promoted, and then remembers both. */
static void test_promotion(void **state)
{
    struct llz_experts *e = calloc(1, sizeof *e);
    uint32_t p[LLZ_VIEWS * LLZ_EXPERTS_MAX + 15];
    (void)state;
    assert_non_null(e);
    struct llz_arena a = arena_of(lay_experts, e);
    llz_experts_init(e, llz_kernels_get(), LLZ_PARTS_ALL, &llz_tuning_usual);
    for (int i = 0; i < 40; i++)
        show(e, (uint8_t) "ab"[i & 1], p);
    llz_experts_resolve(e); /* after "b", order 1 has seen only "a" */
    assert_int_equal(e->expert[0].run->byte, 'a');
    assert_true(e->expert[0].run->count > 10 && e->expert[0].run->count < LLZ_RUN_PROMOTED);
    show(e, 'c', p);
    show(e, 'b', p);
    llz_experts_resolve(e);
    assert_int_equal(e->expert[0].run->count, LLZ_RUN_PROMOTED);
    show(e, 'a', p);
    show(e, 'b', p);
    /* 'a' and 'c' begin with the same six bits: all of them are expected. */
    llz_experts_resolve(e);
    unsigned node = 1;
    for (unsigned level = 0; level < 6; level++) {
        uint32_t match[2 * LLZ_MATCHES];
        const unsigned bit = 'a' >> (7 - level) & 1;
        llz_experts_predict(e, node, level, p, match);
        assert_true(bit ? p[16] > LLZ_P_HALF : p[16] < LLZ_P_HALF);
        node = 2 * node + bit;
    }
    llz_arena_free(&a);
    free(e);
}

static void test_parts_left_out_are_silent(void **state)
{
    struct llz_experts *e = calloc(1, sizeof *e);
    uint32_t p[LLZ_VIEWS * LLZ_EXPERTS_MAX + 15];
    int said[2] = { 0, 0 };
    (void)state;
    assert_non_null(e);
    for (int i = 0; i < 2; i++) {
        struct llz_arena a = arena_of(lay_experts, e);
        llz_experts_init(e, llz_kernels_get(), i ? LLZ_PART_LM | LLZ_PART_KIND : LLZ_PARTS_ALL,
                         &llz_tuning_usual);
        for (int k = 0; k < 300; k++)
            said[i] += show(e, (uint8_t) "abcab"[k % 5], p);
        llz_arena_free(&a);
        memset(e, 0, sizeof *e);
    }
    assert_true(said[0] > 1000);
    assert_int_equal(said[1], 0);
    free(e);
}

/* Every kind of data, and changes between them, on bytes of no kind: nothing is read out of bounds (the
 * sanitizers watch), and every probability is one. */
static void test_any_profile(void **state)
{
    struct llz_experts *e = calloc(1, sizeof *e);
    uint32_t p[LLZ_VIEWS * LLZ_EXPERTS_MAX + 15], random = 1;
    (void)state;
    assert_non_null(e);
    struct llz_arena a = arena_of(lay_experts, e);
    llz_experts_init(e, llz_kernels_get(), LLZ_PARTS_ALL, &llz_tuning_usual);
    for (int i = 0; i < 24000; i++) {
        random = random * 1664525u + 1013904223u;
        if (i % 300 == 0) {
            const uint8_t width = (uint8_t)(1 + (random >> 20) % 2);
            const struct llz_profile profile = { (uint8_t)(i / 300 % LLZ_KINDS),
                                                 width,
                                                 (random >> 21) & 1,
                                                 (uint8_t)(width * (1 + (random >> 22) % 4)),
                                                 i & 600 ? (random >> 8) % 65536 : 0,
                                                 i & 600 ? random >> 10 : 0,
                                                 (uint8_t)(i & 600 ? i / 300 % 3 : 0),
                                                 0 };
            llz_experts_profile(e, &profile);
        }
        show(e, i % 900 < 300 ? (uint8_t)(random >> 24) : (uint8_t)(i / 2), p);
    }
    llz_arena_free(&a);
    free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_histories_stay_in_range),
        cmocka_unit_test(test_histories_mean_something),
        cmocka_unit_test(test_adaptive_is_a_mean),
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_slots),
        cmocka_unit_test(test_promotion),
        cmocka_unit_test(test_parts_left_out_are_silent),
        cmocka_unit_test(test_any_profile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
