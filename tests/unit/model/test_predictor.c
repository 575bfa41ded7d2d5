/* test_predictor.c - the whole predictor: probabilities whatever comes, the same ones from every kernel, and
 * worth their while. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/arithmetic/bytetree.h"
#include "model/mixing/predictor.h"

#define MOST_FOR_NOISE 8.1 /* bits a byte */

/* Everything that a level may have, over small tables that overflow. */
/* clang-format off */
static const struct llz_predictor_shape full = {
    .experts = { .contexts = LLZ_EXPERTS_MAX, .matches = LLZ_MATCHES,
                 .run_bits = 6, .run_most = 12, .run_roomy = 7,
                 .slot_bits = 5, .slot_most = 10,
                 .match_bits = 10, .ring_bits = 17, .follow_bits = 16 },
    .sets = LLZ_SETS, .finals = LLZ_FINAL_SETS, .apms = LLZ_APMS, .pace = 1
};
/* clang-format on */
/* As a fast level has it, with room. */
/* clang-format off */
static const struct llz_predictor_shape small = {
    .experts = { .contexts = 10, .matches = 1,
                 .run_bits = 10, .run_most = 17, .run_roomy = 20,
                 .slot_bits = 7, .slot_most = 13,
                 .match_bits = 12, .ring_bits = 17, .follow_bits = 16 },
    .sets = 5, .finals = LLZ_FINAL_SETS, .apms = 2, .pace = 1
};
/* clang-format on */

static const struct llz_profile profiles[] = {
    { .kind = LLZ_KIND_TEXT },
    { .kind = LLZ_KIND_BINARY },
    { .kind = LLZ_KIND_BINARY, .stride = 2 },
    { .kind = LLZ_KIND_BINARY, .stride = 65535 },
    { .kind = LLZ_KIND_X86 },
    { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 1 },
    { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 3, .stride = 65535 },
    { .kind = LLZ_KIND_SAMPLES, .width = 2, .pixel = 4 },
    { .kind = LLZ_KIND_SAMPLES, .width = 2, .big = 1, .pixel = 8, .stride = 64 },
};
enum { PROFILES = sizeof profiles / sizeof profiles[0] };

static struct llz_predictor m;
static struct llz_arena memory;

static void begin(const struct llz_predictor_shape *shape, const struct llz_kernels *k, unsigned parts)
{
    memset(&m, 0, sizeof m);
    memset(&memory, 0, sizeof memory);
    llz_predictor_lay(&m, &memory, shape, &llz_tuning_usual, false);
    memory = llz_arena_new(memory.used);
    assert_non_null(memory.base);
    llz_predictor_lay(&m, &memory, shape, &llz_tuning_usual, false);
    llz_predictor_init(&m, k, parts, &llz_tuning_usual, false);
}

static void end(void)
{
    llz_arena_free(&memory);
}

/* Shows one byte; returns its cost in bits and, where p is not NULL, the eight probabilities that it met. */
static double show(uint8_t byte, const float *tree, float *p)
{
    double bits = 0;
    llz_experts_resolve(&m.experts);
    llz_predictor_begin(&m, tree);
    for (int i = 7; i >= 0; i--) {
        const int bit = byte >> i & 1;
        const float p1 = llz_predictor_bit(&m);
        if (!(p1 > 0 && p1 < 1))
            fail_msg("probability %g", (double)p1);
        bits -= log2(bit ? (double)p1 : 1 - (double)p1);
        if (p)
            *p++ = p1;
        llz_predictor_update(&m, bit);
    }
    llz_experts_add(&m.experts, byte);
    return bits;
}

/* A language model of sorts: it believes in the byte that follows the last
 * one in the alphabet, to some degree. */
static const float *opinion(uint8_t last, uint32_t random)
{
    static float tree[512];
    for (unsigned i = 0; i < 256; i++)
        tree[256 + i] = 1.0f;
    tree[256 + ((last + 1u) & 255)] = ldexpf(1.0f, (int)(random >> 27));
    llz_bytetree_build(tree);
    return tree;
}

static uint32_t next_random(uint32_t *state)
{
    return *state = *state * 1664525U + 1013904223U;
}

/* ---- Hostile input ---- */

enum hostile { ZEROS, ONES, ALTERNATING, RANDOM, COUNTING, BURSTS, HOSTILES };

static uint8_t hostile_byte(enum hostile kind, size_t i, uint32_t r)
{
    switch (kind) {
    case ZEROS:
        return 0;
    case ONES:
        return 255;
    case ALTERNATING:
        return i % 2 ? 0xaa : 0x55;
    case COUNTING:
        return (uint8_t)i;
    case BURSTS: /* always sure of itself, and then wrong */
        return i % 97 < 90 ? 'a' : (uint8_t)(r >> 24);
    default:
        return (uint8_t)(r >> 24);
    }
}

/* One kind after the other, with every profile, so that each begins with what the last one taught. */
static void test_hostile(void **state)
{
    (void)state;
    uint32_t random = 1;
    begin(&full, llz_kernels_get(), LLZ_PARTS_ALL);
    for (int round = 0; round < PROFILES; round++) {
        llz_experts_profile(&m.experts, &profiles[round]);
        for (int kind = 0; kind < HOSTILES; kind++)
            for (size_t i = 0; i < 200; i++) {
                const uint8_t byte = hostile_byte((enum hostile)kind, i, next_random(&random));
                show(byte, kind % 2 ? opinion(byte, random) : NULL, NULL);
            }
    }
    for (size_t i = 0; i < m.mixer.rows * m.mixer.inputs; i++)
        if (!isfinite(m.mixer.weights[i]))
            fail_msg("weight %zu is %g", i, (double)m.mixer.weights[i]);
    end();
}

/* A long run makes it as sure as it can be; the surprise then must cost some bits and not many. */
static void test_surprise(void **state)
{
    (void)state;
    double run = 0;
    begin(&small, llz_kernels_get(), LLZ_PART_EXPERTS);
    for (int i = 0; i < 20000; i++)
        run = show(0, NULL, NULL);
    assert_true(run < 0.005);
    assert_true(show(255, NULL, NULL) < 100);
    double after = 0;
    for (int i = 0; i < 1000; i++)
        after = show(255, NULL, NULL);
    assert_true(after < 0.02);
    end();
}

/* ---- Determinism ---- */

enum { BYTES = 3000 };

/* Text, numbers, code of a kind and noise, with and without a language model. p: [BYTES][8] */
static void record(const struct llz_kernels *k, float *p)
{
    static const char line[] = "<p>The 1st line (of \"some\") text, and so on; </p>\n";
    uint32_t random = 5;
    uint8_t byte = 0;
    begin(&full, k, LLZ_PARTS_ALL);
    for (size_t i = 0; i < BYTES; i++) {
        const uint8_t last = byte;
        const size_t phase = i / (BYTES / PROFILES);
        const uint32_t r = next_random(&random);
        if (i % (BYTES / PROFILES) == 0 && phase < PROFILES)
            llz_experts_profile(&m.experts, &profiles[phase]);
        byte = phase % 3 == 0 ? (uint8_t)line[i % (sizeof line - 1)] : (uint8_t)(i * i / 8 + (r >> 30));
        byte = r % 64 == 0 ? (uint8_t)(r >> 24) : byte;
        show(byte, i % 1000 < 500 ? opinion(last, r) : NULL, p + 8 * i);
    }
    end();
}

static void test_kernels(void **state)
{
    (void)state;
    static float expected[8 * BYTES], found[8 * BYTES];
    const struct llz_kernels *k;
    record(llz_kernels_list(0), expected);
    for (int i = 1; (k = llz_kernels_list(i)); i++) {
        record(k, found);
        for (size_t j = 0; j < 8 * BYTES; j++)
            if (memcmp(&found[j], &expected[j], sizeof found[j]) != 0)
                fail_msg("%s: another probability at byte %zu, bit %zu", k->name, j / 8, j % 8);
    }
}

/* ---- Learning ---- */

static void test_learns_repetition(void **state)
{
    (void)state;
    static const char line[] = "All work and no play makes Jack a dull boy. ";
    double first = 0, second = 0;
    begin(&small, llz_kernels_get(), LLZ_PART_EXPERTS);
    for (size_t i = 0; i < BYTES; i++) {
        const double bits = show((uint8_t)line[i % (sizeof line - 1)], NULL, NULL);
        first += i < BYTES / 2 ? bits : 0;
        second += i < BYTES / 2 ? 0 : bits;
    }
    assert_true(first < 0.5 * BYTES && second < first / 20);
    end();
}

/* What nothing but the language model knows is learned from it. */
static void test_hears_the_language_model(void **state)
{
    (void)state;
    double late[2] = { 0, 0 };
    for (int with = 0; with < 2; with++) {
        uint32_t random = 3;
        begin(&small, llz_kernels_get(), LLZ_PARTS_ALL);
        for (int i = 0; i < 1500; i++) {
            const uint8_t byte = (uint8_t)(next_random(&random) >> 24);
            const double bits = show(byte, with ? opinion((uint8_t)(byte - 1), UINT32_MAX) : NULL, NULL);
            late[with] += i >= 1000 ? bits / 500 : 0;
        }
        end();
    }
    assert_true(late[0] > 7.9 && late[1] < 0.5);
}

/* Noise cannot be learned, and believing in it must not cost much: stored
 * frames are for what does not shrink. */
static void test_noise(void **state)
{
    (void)state;
    enum { N = 6000 };
    for (size_t i = 0; i < 2; i++) {
        uint32_t random = 7;
        double bits = 0;
        begin(i ? &full : &small, llz_kernels_get(), LLZ_PART_EXPERTS);
        for (int j = 0; j < N; j++)
            bits += show((uint8_t)(next_random(&random) >> 24), NULL, NULL);
        if (getenv("LLZ_VERBOSE"))
            print_message("noise: %.3f bits a byte\n", bits / N);
        assert_true(bits > 7.95 * N && bits < MOST_FOR_NOISE * N);
        end();
    }
}

/* With no part at all it still predicts: a half, more or less. */
static void test_nothing_to_say(void **state)
{
    (void)state;
    begin(&small, llz_kernels_get(), LLZ_PART_LM);
    for (int i = 0; i < 100; i++) {
        const double bits = show((uint8_t)(37 * i), NULL, NULL);
        assert_true(bits > 2 && bits < 14);
    }
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_surprise),
        cmocka_unit_test(test_kernels),
        cmocka_unit_test(test_learns_repetition),
        cmocka_unit_test(test_hears_the_language_model),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_nothing_to_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
