/* Mixer, adaptive maps and match models. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/arithmetic/canonical.h"
#include "model/experts/match.h"
#include "model/mixing/apm.h"
#include "model/mixing/mixer.h"

enum { INPUTS = 32, SETS = 3 };
static const size_t sizes[SETS] = { 2, 3, 1 };

struct mixing {
    struct llz_mixer mixer;
    struct llz_arena memory;
    float *x, *y, *p;
};

static void lay(struct mixing *m)
{
    llz_mixer_lay(&m->mixer, &m->memory, INPUTS, sizes, 1, SETS, NULL);
    m->x = llz_arena_take(&m->memory, INPUTS, sizeof *m->x);
    m->y = llz_arena_take(&m->memory, 16, sizeof *m->y);
    m->p = llz_arena_take(&m->memory, 16, sizeof *m->p);
}

static void mixing_begin(struct mixing *m)
{
    static const struct llz_mixer_rates rates = { 0.02F, 0.002F, 100 };
    memset(m, 0, sizeof *m);
    lay(m);
    m->memory = llz_arena_new(m->memory.used);
    assert_non_null(m->memory.base);
    lay(m);
    llz_mixer_init(&m->mixer, m->y, m->p, 0.1F, &rates);
    for (size_t s = 0; s < SETS; s++)
        llz_mixer_select(&m->mixer, s, 0);
}

static void step(struct mixing *m, int bit)
{
    const struct llz_kernels *k = llz_kernels_get();
    llz_mixer_forward(&m->mixer, k, m->x);
    k->sigmoid(m->p, m->y, 16);
    llz_mixer_learn(&m->mixer, k, m->x, bit);
}

/* Input 3 tells the truth, input 5 lies, the others guess: weights find out.
 * Rows not selected stay as they were. */
static void test_mixer_learns_whom_to_trust(void **state)
{
    struct mixing m;
    uint32_t random = 7;
    (void)state;
    mixing_begin(&m);
    llz_mixer_select(&m.mixer, 0, 1);
    llz_mixer_select(&m.mixer, 1, 2);
    for (int i = 0; i < 3000; i++) {
        random = random * 1664525u + 1013904223u;
        const int bit = (int)(random >> 31);
        for (size_t j = 0; j + 1 < INPUTS; j++) {
            random = random * 1664525u + 1013904223u;
            m.x[j] = random >> 31 ? 1.0F : -1.0F;
        }
        m.x[3] = bit ? 2.0F : -2.0F;
        m.x[5] = -m.x[3];
        step(&m, bit);
    }
    for (size_t s = 0; s < SETS; s++) {
        assert_true(m.mixer.w[s][3] > 0.8F && m.mixer.w[s][5] < -0.8F);
        assert_true(m.mixer.w[s][0] < 0.3F && m.mixer.w[s][0] > -0.3F);
        assert_true(m.mixer.w[s][INPUTS - 1] > 100); /* the row's updates */
    }
    llz_mixer_select(&m.mixer, 0, 0);
    assert_true(m.mixer.w[0][3] == 0.1F);
    llz_arena_free(&m.memory);
}

/* Rows take memory when they are first selected, and then keep what they learn. */
static void test_mixer_rows_start_when_used(void **state)
{
    struct mixing m;
    (void)state;
    mixing_begin(&m);
    /* After the first rows of the sets, whatever place among all it has. */
    const float *row = m.mixer.weights + SETS * INPUTS;
    for (size_t i = 0; i < INPUTS; i++)
        assert_true(row[i] == 0);
    llz_mixer_select(&m.mixer, 1, 1);
    assert_ptr_equal(m.mixer.w[1], row);
    for (size_t i = 0; i < INPUTS; i++)
        assert_true(row[i] == (i + 1 < INPUTS ? 0.1F : 0));
    m.x[3] = 1;
    step(&m, 1);
    const float learned = row[3];
    llz_mixer_select(&m.mixer, 1, 0);
    llz_mixer_select(&m.mixer, 1, 1);
    assert_true(learned > 0.1F && row[3] == learned && row[INPUTS - 1] == 1);
    llz_arena_free(&m.memory);
}

/* An error that is next to nothing changes no weight; a logit stays finite whatever comes. */
static void test_mixer_limits(void **state)
{
    struct mixing m;
    (void)state;
    mixing_begin(&m);
    for (size_t j = 0; j + 1 < INPUTS; j++)
        m.x[j] = 15;
    step(&m, 1); /* sure of it already */
    assert_true(m.mixer.w[0][0] == 0.1F);
    for (int i = 0; i < 1000; i++) {
        step(&m, i & 1);
        assert_true(m.y[0] >= -LLZ_LOGIT_MAX && m.y[0] <= LLZ_LOGIT_MAX);
    }
    llz_arena_free(&m.memory);
}

static void test_apm(void **state)
{
    struct llz_apm m;
    struct llz_arena a = { 0 };
    struct llz_rates_of_counts rates;
    float identity[LLZ_APM_STEPS];
    (void)state;
    llz_rates_of_counts_init(&rates);
    llz_apm_lay(&m, &a, 4, false);
    a = llz_arena_new(a.used);
    llz_apm_lay(&m, &a, 4, false);
    for (int i = 0; i < LLZ_APM_STEPS; i++)
        identity[i] =
            1 / (1 + llz_expf_canon(LLZ_APM_MAX - (float)i * (2 * LLZ_APM_MAX / (LLZ_APM_STEPS - 1))));
    llz_apm_init(&m, identity);
    llz_apm_select(&m, 2);
    for (float x = -30; x < 30; x += 0.37F) {
        const float within = x < -8 ? -8 : x > 8 ? 8 : x;
        const float gap = llz_apm_p(&m, x) - 1 / (1 + llz_expf_canon(-within));
        assert_true(gap < 0.01F && gap > -0.01F);
    }
    for (int i = 0; i < 500; i++) { /* whenever 50 % is said here, it is a 1 */
        (void)llz_apm_p(&m, 0);
        llz_apm_update(&m, 1, &rates);
    }
    assert_true(llz_apm_p(&m, 0) > 0.98F);
    assert_true(llz_apm_p(&m, 4) < 0.99F); /* elsewhere nothing was learned */
    llz_apm_select(&m, 3);
    assert_true(llz_apm_p(&m, 0) < 0.51F);
    llz_arena_free(&a);
}

/* ---- Match models ---- */

enum { RING = 1 << 12 };

struct matching {
    struct llz_match match;
    struct llz_byte_ring ring;
    struct llz_arena memory;
    uint8_t bytes[RING];
};

static void matching_begin(struct matching *m)
{
    memset(m, 0, sizeof *m);
    llz_match_lay(&m->match, &m->memory, 10, false);
    m->memory = llz_arena_new(m->memory.used);
    assert_non_null(m->memory.base);
    llz_match_lay(&m->match, &m->memory, 10, false);
    llz_match_init(&m->match, 6);
    m->ring = (struct llz_byte_ring){ m->bytes, RING - 1, 0, 0, NULL };
}

static void add(struct matching *m, const char *bytes)
{
    for (; *bytes; bytes++) {
        llz_byte_ring_add(&m->ring, (uint8_t)*bytes);
        llz_match_add(&m->match, &m->ring);
    }
}

/* A map of hashes begins with few contexts; new ones begin with what others have learned. */
static void test_apm_grows(void **state)
{
    enum { CONTEXTS = 1 << 12 };
    static float identity[LLZ_APM_STEPS];
    struct llz_rates_of_counts rates;
    struct llz_apm m;
    struct llz_arena a = { 0 };
    (void)state;
    memset(&m, 0, sizeof m);
    llz_apm_lay(&m, &a, CONTEXTS, true);
    a = llz_arena_new(a.used);
    assert_non_null(a.base);
    llz_apm_lay(&m, &a, CONTEXTS, true);
    for (int i = 0; i < LLZ_APM_STEPS; i++)
        identity[i] = ((float)i + 0.5F) / LLZ_APM_STEPS;
    llz_rates_of_counts_init(&rates);
    llz_apm_init(&m, identity);
    size_t groups = (size_t)llz_growing_groups(&m.groups);
    const size_t first = groups;
    for (uint64_t i = 0; i < 100000; i++) {
        const size_t other = (size_t)(i * 37 % (1 << 24));
        llz_apm_select(&m, other);
        const float before = llz_apm_p(&m, 1.5F);
        llz_apm_select(&m, (size_t)i);
        assert_true(m.row < groups * LLZ_APM_STEPS);
        (void)llz_apm_p(&m, -1.5F); /* other steps than the ones asked before */
        llz_apm_update(&m, (int)(i >> 4 & 1), &rates);
        if (llz_growing_groups(&m.groups) != groups) {
            groups = (size_t)llz_growing_groups(&m.groups);
            llz_apm_select(&m, other);
            assert_true(llz_apm_p(&m, 1.5F) == before);
        }
        if (i == 1000)
            assert_true(groups < 2 * first);
    }
    assert_int_equal(groups, CONTEXTS);
    llz_arena_free(&a);
}

static void test_match_finds_and_recovers(void **state)
{
    static struct matching m;
    (void)state;
    matching_begin(&m);
    add(&m, "the quick brown fox jumps over the lazy dog; ");
    assert_int_equal(m.match.length, 0);
    assert_int_equal(llz_match_bit(&m.match, 1), -1);
    add(&m, "the quick brown f");
    assert_true(m.match.length >= 17);
    assert_int_equal(m.match.expected, 'o');
    assert_int_equal(llz_match_bit(&m.match, 1), 0);
    assert_int_equal(llz_match_bit(&m.match, 1 << 4 | 'o' >> 4), 'o' >> 3 & 1);
    assert_int_equal(llz_match_bit(&m.match, 1 << 4 | 2), -1); /* it is not an 'o' */
    add(&m, "i");                                              /* wrong: but the place may still be right */
    assert_int_equal(m.match.expected, 'x');
    add(&m, "x jum");
    assert_int_equal(m.match.expected, 'p');
    add(&m, "QWERTYU"); /* wrong again and again */
    assert_int_equal(m.match.length, 0);
    llz_arena_free(&m.memory);
}

/* Probabilities follow how often the expectation is right. */
static void test_match_learns(void **state)
{
    static struct matching m;
    static struct llz_rates_of_counts rates;
    uint32_t p[2] = { 0, 0 };
    (void)state;
    llz_rates_of_counts_init(&rates);
    matching_begin(&m);
    for (int i = 0; i < 3 * RING; i++) { /* more than the ring holds */
        const uint8_t byte = (uint8_t) "abcdefghijklmnopqrstuvwxyz"[i % 26];
        unsigned node = 1;
        for (int k = 7; k >= 0; k--) {
            const int bit = byte >> k & 1;
            llz_match_predict(&m.match, node, p);
            assert_true(p[0] < 1u << LLZ_P_BITS && p[1] < 1u << LLZ_P_BITS);
            if (i > RING)
                assert_true(bit ? p[0] > LLZ_P_HALF + LLZ_P_HALF / 2 : p[0] < LLZ_P_HALF / 2);
            llz_match_update(&m.match, node, bit, &rates);
            node = 2 * node + (unsigned)bit;
        }
        llz_byte_ring_add(&m.ring, byte);
        llz_match_add(&m.match, &m.ring);
    }
    llz_arena_free(&m.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mixer_learns_whom_to_trust),
        cmocka_unit_test(test_mixer_rows_start_when_used),
        cmocka_unit_test(test_mixer_limits),
        cmocka_unit_test(test_apm),
        cmocka_unit_test(test_apm_grows),
        cmocka_unit_test(test_match_finds_and_recovers),
        cmocka_unit_test(test_match_learns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
