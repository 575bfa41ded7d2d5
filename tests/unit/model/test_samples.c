/* Contexts of samples and records: predictions that fit, any profile and any
 * bytes without harm, the same twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/contexts/record.h"
#include "model/contexts/samples.h"
#include "model/experts/adaptive.h"
#include "model/experts/expected_value.h"

#define RING ((size_t)1 << 14)

static uint32_t noise(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static struct llz_samples *new_samples(const struct llz_profile *p)
{
    struct llz_samples *s = aligned_alloc(64, (sizeof *s + 63) / 64 * 64);
    assert_non_null(s);
    llz_samples_init(s);
    llz_samples_profile(s, p, false);
    return s;
}

/* Mean absolute error of the best guess over the second half of n bytes, in 1/16 units. */
static double error_of(const struct llz_profile *profile, const uint8_t *bytes, size_t n)
{
    uint8_t room[RING] = { 0 };
    struct llz_byte_ring ring = { room, RING - 1, 0, 0, NULL };
    struct llz_samples *s = new_samples(profile);
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        int guess = 0;
        int spread = 0;
        assert_int_equal(llz_samples_guesses(s, &guess, &spread, 1), 1);
        int e = abs((int)((bytes[i] ^ llz_samples_flip(s)) * 16) - guess);
        if (llz_samples_circular(s) && e > 2048)
            e = 4096 - e;
        sum += i >= n / 2 ? e : 0;
        llz_byte_ring_add(&ring, bytes[i]);
        llz_samples_add(s, &ring);
    }
    free(s);
    return sum / (double)(n - n / 2);
}

/* A tilted plane: gradients and least squares know it to the unit. */
static void planes(void **state)
{
    static const struct llz_profile gray = { LLZ_KIND_SAMPLES, 1, 0, 1, 60, 0, 0, 0 };
    static const struct llz_profile wide = { LLZ_KIND_SAMPLES, 2, 1, 2, 120, 0, 0, 0 };
    uint8_t a[6000];
    uint8_t b[6000];
    (void)state;
    for (size_t i = 0; i < sizeof a; i++)
        a[i] = (uint8_t)(i % 60 * 2 + i / 60);
    for (size_t i = 0; i < sizeof b; i++) {
        const size_t v = i / 2 % 60 * 300 + i / 120 * 700;
        b[i] = (uint8_t)(i % 2 ? v : v >> 8);
    }
    assert_true(error_of(&gray, a, sizeof a) < 8);
    assert_true(error_of(&wide, b, sizeof b) < 24);
}

/* The same noise in two planes, one of them brighter: the second one is known. */
static void planes_before(void **state)
{
    static const struct llz_profile p = { LLZ_KIND_SAMPLES, 1, 0, 1, 60, 3000, 1, 0 };
    uint8_t a[6000];
    uint32_t seed = 4;
    (void)state;
    for (size_t i = 0; i < 3000; i++) {
        a[i] = (uint8_t)(noise(&seed) % 100);
        a[i + 3000] = (uint8_t)(a[i] + 50);
    }
    assert_true(error_of(&p, a, sizeof a) < 40);
}

/* What stands before the first sample is not taken for samples. */
static void nothing_before(void **state)
{
    static const struct llz_profile p = { LLZ_KIND_SAMPLES, 2, 0, 2, 0, 0, 0, 0 };
    uint8_t room[RING] = { 0 };
    struct llz_byte_ring ring = { room, RING - 1, 0, 0, NULL };
    struct llz_samples *s = new_samples(&p), *t = new_samples(&p);
    struct llz_byte_ring zeros = { (uint8_t[RING]){ 0 }, RING - 1, 0, 0, NULL };
    (void)state;
    for (int i = 0; i < 100; i++)
        llz_byte_ring_add(&ring, (uint8_t)(37 * i + 5));
    for (int i = 0; i < 2000; i++) {
        int guess[2], spread[2];
        assert_int_equal(llz_samples_guesses(s, &guess[0], &spread[0], 1), 1);
        assert_int_equal(llz_samples_guesses(t, &guess[1], &spread[1], 1), 1);
        assert_int_equal(guess[0], guess[1]);
        assert_int_equal(spread[0], spread[1]);
        llz_byte_ring_add(&ring, (uint8_t)(i % 2 ? 1 : i * i / 64));
        llz_byte_ring_add(&zeros, (uint8_t)(i % 2 ? 1 : i * i / 64));
        llz_samples_add(s, &ring);
        llz_samples_add(t, &zeros);
    }
    free(s);
    free(t);
}

/* A sum of two resonances, signed, low byte first; and the same a byte out of step, which must be noticed. */
static void waves(void **state)
{
    static const struct llz_profile p = { LLZ_KIND_SAMPLES, 2, 0, 2, 0, 0, 0, 0 };
    uint8_t a[20001];
    int64_t x = 0;
    int64_t y = 100000;
    (void)state;
    for (size_t i = 0; i + 1 < sizeof a; i += 2) {
        const int64_t z = (130000 * y - 65536 * x) / 65536;
        const uint16_t v = (uint16_t)(z / 1024);
        x = y;
        y = z;
        a[i] = (uint8_t)v;
        a[i + 1] = (uint8_t)(v >> 8);
    }
    a[sizeof a - 1] = 0;
    assert_true(error_of(&p, a, sizeof a - 1) < 32);
    assert_true(error_of(&p, a + 1, sizeof a - 1) < 32);
}

/* Every profile that a head could hold, over noise: in bounds, and twice the same. */
static void any_profile(void **state)
{
    uint32_t seed = 7;
    (void)state;
    for (unsigned k = 0; k < 40; k++) {
        const struct llz_profile p = { LLZ_KIND_SAMPLES,
                                       (uint8_t)(1 + k % 2),
                                       (uint8_t)(k / 2 % 2),
                                       (uint8_t)(1 + noise(&seed) % 8),
                                       k % 3 ? noise(&seed) % (k % 5 ? 70 : 65536) : 0,
                                       k % 7 > 2 ? noise(&seed) % (k % 2 ? 900 : 1 << 22) : 0,
                                       k % 7 > 2 ? 1 + k % 2 : 0,
                                       0 };
        uint8_t room[RING] = { 0 };
        struct llz_byte_ring ring = { room, RING - 1, 0, 0, NULL };
        struct llz_samples *s = new_samples(&p);
        struct llz_samples *t = new_samples(&p);
        for (size_t i = 0; i < 1500; i++) {
            uint64_t a[64];
            uint64_t b[64];
            const size_t n = llz_samples_keys(s, &ring, a, 64);
            assert_int_equal(n, llz_samples_keys(t, &ring, b, 64));
            assert_in_range(n, 20, LLZ_SAMPLES_KEYS);
            assert_memory_equal(a, b, n * sizeof *a);
            for (int w = 0; w < 3; w++)
                assert_in_range(llz_samples_select(s, w), 0, 255);
            llz_byte_ring_add(&ring, (uint8_t)(i < 500 ? noise(&seed) : i < 1000 ? 255 * (i & 1) : i >> 4));
            llz_samples_add(s, &ring);
            llz_samples_add(t, &ring);
        }
        free(s);
        free(t);
    }
}

static void records(void **state)
{
    static const struct llz_profile none = { LLZ_KIND_BINARY, 0, 0, 0, 0, 0, 0, 0 };
    static const struct llz_profile told = { LLZ_KIND_BINARY, 0, 0, 0, 60000, 0, 0, 0 };
    uint8_t room[RING] = { 0 };
    struct llz_byte_ring ring = { room, RING - 1, 0, 0, NULL };
    struct llz_record *r = calloc(1, sizeof *r);
    uint32_t seed = 8;
    (void)state;
    assert_non_null(r);
    llz_record_init(r);
    llz_record_profile(r, &none);
    for (size_t i = 0; i < 6000; i++) {
        uint64_t keys[LLZ_RECORD_KEYS];
        llz_record_keys(r, &ring, keys);
        for (size_t k = 0; k < LLZ_RECORD_KEYS; k++)
            for (size_t m = 0; m < k; m++)
                assert_true(keys[k] != keys[m]);
        for (int w = 0; w < 3; w++)
            assert_in_range(llz_record_select(r, &ring, w), 0, 255);
        llz_byte_ring_add(&ring, (uint8_t)(i % 37 < 9 ? 200 + i % 37 : noise(&seed)));
        llz_record_add(r, &ring);
    }
    assert_int_equal(r->best, 37);
    llz_record_profile(r, &told);
    assert_int_equal(r->best, 60000);
    free(r);
}

/* Guesses that are right most of the time become probabilities that say so. */
static void expectations(void **state)
{
    struct llz_expect *e = calloc(1, sizeof *e);
    uint32_t seed = 9;
    float right = 0;
    (void)state;
    assert_non_null(e);
    llz_expect_init(e);
    for (int i = 0; i < 4000; i++) {
        const unsigned byte = noise(&seed) & 255;
        const int guess = (int)byte * 16;
        const int spread = 0;
        unsigned node = 1;
        llz_expect_begin(e, &guess, &spread, 1, i & 1 ? 128 : 0, 0);
        for (int k = 7; k >= 0; k--) {
            const unsigned bit = (byte ^ e->flip) >> k & 1;
            uint32_t p = 0;
            llz_expect_bit(e, node, &p);
            assert_true(p < 1u << LLZ_P_BITS);
            right += i >= 3000 ? (float)llz_p_of(p, bit) / (1 << LLZ_P_BITS) : 0;
            llz_expect_update(e, (int)bit);
            node = 2 * node + bit;
        }
    }
    assert_true(right / 8000 > 0.95F);
    free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planes),       cmocka_unit_test(planes_before), cmocka_unit_test(nothing_before),
        cmocka_unit_test(waves),        cmocka_unit_test(any_profile),   cmocka_unit_test(records),
        cmocka_unit_test(expectations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
