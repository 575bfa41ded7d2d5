/* What goes in comes out, at the price that the probabilities name, and a full buffer is never overrun. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "codec/coder/rangecoder.h"
#include "tests/unit/archive.h"

#define ONE (UINT32_C(1) << LLZ_PROB_BITS)
#define P_MIN ((uint32_t)LLZ_PROB_MIN)
#define P_MAX (ONE - LLZ_PROB_MIN)

struct bits {
    size_t n;
    uint32_t *p;  /* probability of a one */
    uint8_t *bit; /* what it was */
    uint8_t *out; /* payload */
    size_t room, size;
};

static struct bits bits_new(size_t n)
{
    struct bits b = { .n = n, .room = n * 18 / 8 + 64 };

    b.p = malloc(n * sizeof *b.p);
    b.bit = malloc(n);
    b.out = malloc(b.room);
    assert_true(b.p && b.bit && b.out);
    return b;
}

static void bits_free(struct bits *b)
{
    free(b->p);
    free(b->bit);
    free(b->out);
}

static size_t encode(const struct bits *b, uint8_t *out, size_t room)
{
    struct llz_coder c;

    llz_coder_encode(&c, out, room);
    for (size_t i = 0; i < b->n; i++)
        c.code(&c, b->bit[i], b->p[i]);
    return llz_coder_finish(&c);
}

/* Are these bits what the payload says, exactly? */
static bool decodes(const struct bits *b, const uint8_t *in, size_t size)
{
    struct llz_coder c;

    llz_coder_decode(&c, in, size);
    for (size_t i = 0; i < b->n; i++) {
        /* The decoder must not look at what it is offered. */
        if (c.code(&c, !b->bit[i], b->p[i]) != b->bit[i])
            return false;
    }
    return llz_coder_exact(&c) && !llz_coder_overrun(&c);
}

static void check(struct bits *b)
{
    b->size = encode(b, b->out, b->room);
    assert_true(b->size > 0);
    assert_true(decodes(b, b->out, b->size));
}

/* log2(x / ONE) for 1 <= x <= ONE, by repeated squaring: no mathematical library is linked. */
static double log2_of(uint32_t x)
{
    double y = x, r = -(double)LLZ_PROB_BITS, unit = 1;

    while (y >= 2) {
        y /= 2;
        r += 1;
    }
    for (int i = 0; i < 32; i++) {
        y *= y;
        unit /= 2;
        if (y >= 2) {
            y /= 2;
            r += unit;
        }
    }
    return r;
}

static double ideal_bytes(const struct bits *b)
{
    double sum = 0;

    for (size_t i = 0; i < b->n; i++)
        sum -= log2_of(b->bit[i] ? b->p[i] : ONE - b->p[i]);
    return sum / 8;
}

/* Probabilities of every magnitude, on both sides; bits that follow them. */
static uint32_t any_probability(uint64_t *seed)
{
    uint64_t r = next_random(seed);
    uint32_t p = (uint32_t)(next_random(seed) % ONE) >> r % 20;

    p = p < P_MIN ? P_MIN : p > P_MAX ? P_MAX : p;
    return r >> 32 & 1 ? p : ONE - p;
}

static void fill_fair(struct bits *b, uint64_t seed)
{
    for (size_t i = 0; i < b->n; i++) {
        b->p[i] = any_probability(&seed);
        b->bit[i] = next_random(&seed) % ONE < b->p[i];
    }
}

static void near_the_ideal(void **state)
{
    struct bits b = bits_new(4000000);
    double ideal;

    (void)state;
    fill_fair(&b, 1);
    check(&b);
    ideal = ideal_bytes(&b);
    assert_true((double)b.size < ideal * 1.0001 + 4);
    assert_true((double)b.size > ideal * 0.9999 - 4);
    bits_free(&b);
}

/* Every bit is the one that was thought impossible, or half of them are. */
static void all_surprises(void **state)
{
    struct bits b = bits_new(200000);
    uint64_t seed = 2;

    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        for (size_t i = 0; i < b.n; i++) {
            bool expect = kind == 0 ? i % 2 : kind == 1 ? 0 : next_random(&seed) & 1;

            b.p[i] = expect ? P_MAX : P_MIN;
            b.bit[i] = kind == 2 ? next_random(&seed) & 1 : !expect;
        }
        check(&b);
    }
    bits_free(&b);
}

/* Bits taken from a number just above a boundary: low creeps up to ..7F FF FF
 * FF.. and the carry runs through all. */
static void long_carries(void **state)
{
    struct bits b = bits_new(12000);
    uint8_t number[4096] = { 0x80 };
    uint64_t seed = 3;
    int chains = 0;

    (void)state;
    for (int round = 0; round < 64; round++) {
        struct llz_coder c;
        size_t zeros = 500 + (size_t)round;

        memset(number + 1, 0, sizeof number - 1);
        for (size_t i = zeros; i < sizeof number; i++)
            number[i] = (uint8_t)next_random(&seed);
        llz_coder_decode(&c, number, sizeof number);
        for (size_t i = 0; i < b.n; i++) {
            b.p[i] = ONE / 4 + (uint32_t)(next_random(&seed) % (ONE / 2));
            b.bit[i] = (uint8_t)c.code(&c, 0, b.p[i]);
        }
        check(&b);
        assert_true(b.size > zeros);
        assert_memory_equal(b.out, number, zeros);
        chains++;
    }
    assert_int_equal(chains, 64);
    bits_free(&b);
}

static void never_behind_the_buffer(void **state)
{
    struct bits b = bits_new(3000);
    uint8_t small[4096];

    (void)state;
    fill_fair(&b, 4);
    check(&b);
    assert_true(b.size < sizeof small);
    for (size_t room = 0; room <= b.size; room++) {
        memset(small, 0xa5, sizeof small);
        assert_int_equal(encode(&b, small, room), room < b.size ? 0 : b.size);
        for (size_t i = room; i < sizeof small; i++)
            assert_int_equal(small[i], 0xa5);
    }
    bits_free(&b);
}

/* A payload that is not byte for byte the encoder's is not accepted, whatever its bits are. */
static void only_one_form(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct bits b = bits_new(1 + seed);

        fill_fair(&b, seed);
        check(&b);
        assert_false(decodes(&b, b.out, b.size - 1));
        b.out[b.size] = 0;
        assert_false(decodes(&b, b.out, b.size + 1));
        for (int last = 0; last < 256; last++) {
            uint8_t kept = b.out[b.size - 1];

            b.out[b.size - 1] = (uint8_t)last;
            assert_true(decodes(&b, b.out, b.size) == (last == kept));
            b.out[b.size - 1] = kept;
        }
        bits_free(&b);
    }
}

static void outside_the_interval(void **state)
{
    static const uint8_t ones[4] = { 0xff, 0xff, 0xff, 0xff };
    struct llz_coder c;
    uint64_t seed = 7;

    (void)state;
    llz_coder_decode(&c, ones, sizeof ones);
    assert_true(llz_coder_overrun(&c));
    assert_false(llz_coder_exact(&c));

    /* Nor is it taken for exact when the number that cannot be has wrapped around to one that could. */
    for (int round = 0; round < 20000; round++) {
        uint8_t in[12] = { 0xff, 0xff, 0xff, 0xff };

        for (size_t i = 4; i < sizeof in; i++)
            in[i] = (uint8_t)next_random(&seed);
        llz_coder_decode(&c, in, sizeof in);
        while (c.pos < sizeof in + 3)
            c.code(&c, 0, ONE / 2);
        assert_false(llz_coder_exact(&c));
    }
}

/* A byte that is known costs less than 0.001 bit, and no payload holds more than the format says. */
static void certainty_is_cheap(void **state)
{
    size_t content = 4 << 20, size;
    uint8_t out[4096];

    (void)state;
    for (int bit = 0; bit < 2; bit++) {
        struct llz_coder c;

        llz_coder_encode(&c, out, sizeof out);
        for (size_t i = 0; i < 8 * content; i++)
            c.code(&c, bit, bit ? P_MAX : P_MIN);
        size = llz_coder_finish(&c);
        assert_true(size > 0);
        assert_true((double)size * 8 < 0.001 * (double)content);
        assert_true(content <= size * LLZ_CODER_CONTENT_PER_BYTE);
        /* The bound is not far away either. */
        assert_true(content * 11 / 10 > (size - 1) * LLZ_CODER_CONTENT_PER_BYTE);
    }
}

/* The inequality behind LLZ_CODER_CONTENT_PER_BYTE: no bit leaves more of a range than 1 - 64 / (65 * 2^18). */
static void the_cheapest_bit(void **state)
{
    uint64_t seed = 5;

    (void)state;
    for (size_t i = 0; i < 5000000; i++) {
        uint64_t low_ranges = (UINT64_C(1) << 24) + i;
        uint64_t range = i % 2 ? low_ranges : (UINT64_C(1) << 24) + next_random(&seed) % 0xff000000;
        uint64_t p = i % 3 ? P_MIN : any_probability(&seed);
        uint64_t bound = range * p >> LLZ_PROB_BITS, larger = bound > range - bound ? bound : range - bound;

        if ((range - larger) * 65 * (1 << 18) < 64 * range)
            fail_msg("range %lx p %lx", (unsigned long)range, (unsigned long)p);
    }
    /* -log2(1 - x) > x / ln 2, so a byte of content takes more than x / ln 2 bytes, x = 64 /
     * 17039360; ln 2 = 0.693147180... */
    assert_true(LLZ_CODER_CONTENT_PER_BYTE * UINT64_C(64000000000) >= UINT64_C(17039360) * 693147181);
    assert_true((LLZ_CODER_CONTENT_PER_BYTE - 1) * UINT64_C(64000000000) < UINT64_C(17039360) * 693147180);
}

static void the_teacher_repeats(void **state)
{
    struct llz_coder c;
    uint64_t seed = 6;

    (void)state;
    llz_coder_teach(&c);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(c.code(&c, i % 3 == 0, any_probability(&seed)), i % 3 == 0);
    assert_false(llz_coder_overrun(&c));
    assert_int_equal(llz_coder_position(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(near_the_ideal),      cmocka_unit_test(all_surprises),
        cmocka_unit_test(long_carries),        cmocka_unit_test(never_behind_the_buffer),
        cmocka_unit_test(only_one_form),       cmocka_unit_test(outside_the_interval),
        cmocka_unit_test(certainty_is_cheap),  cmocka_unit_test(the_cheapest_bit),
        cmocka_unit_test(the_teacher_repeats),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
