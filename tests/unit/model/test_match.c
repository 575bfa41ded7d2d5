/* test_match.c - the match model finds what came before, forgives a wrong byte, gives up in time and stays in
 * its ring. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "model/experts/match.h"

enum { RING = 1024, MOST = 30000, LEAST = 6, VERIFIED = 40 /* bytes that a new place is compared over */ };

/* A model with the ring it looks into, and everything that was ever added. */
struct matching {
    struct llz_match m;
    struct llz_byte_ring ring;
    struct llz_arena memory;
    struct llz_rates_of_counts rates;
    uint8_t all[MOST];
};

static struct matching b;
static uint32_t random_state;

static uint8_t random_byte(void)
{
    random_state = random_state * 1664525U + 1013904223U;
    return (uint8_t)(random_state >> 24);
}

static void begin_model(int bits, size_t ring, bool far)
{
    memset(&b, 0, sizeof b);
    llz_match_lay(&b.m, &b.memory, bits, far);
    b.memory = llz_arena_new(b.memory.used);
    assert_non_null(b.memory.base);
    llz_match_lay(&b.m, &b.memory, bits, far);
    llz_match_init(&b.m, LEAST);
    llz_rates_of_counts_init(&b.rates);
    b.ring.bytes = calloc(ring, 1); /* apart, so that a sanitizer sees its ends */
    assert_non_null(b.ring.bytes);
    b.ring.mask = (uint32_t)ring - 1;
    random_state = 1;
}

static void begin(int bits)
{
    begin_model(bits, RING, false);
}

static void end(void)
{
    free(b.ring.bytes);
    llz_arena_free(&b.memory);
}

/* What it expects is what truly stands at its place, and that place is still in the ring. */
static void check(void)
{
    const uint32_t n = (uint32_t)b.ring.n;
    assert_true(llz_match_class(&b.m) < 16);
    assert_int_equal(llz_match_class(&b.m) == 0, b.m.length == 0);
    if (b.m.length == 0)
        return;
    assert_true(b.m.at < n && n - b.m.at <= b.ring.mask - VERIFIED);
    assert_int_equal(b.m.expected, b.all[b.m.at]);
}

/* A place that was just found agrees with as much as it says. */
static void check_found(void)
{
    const uint64_t n = b.ring.n;
    uint32_t same = 0;
    if (b.m.length == 0 || b.m.at < VERIFIED)
        return;
    while (same < VERIFIED && b.all[b.m.at - 1 - same] == b.all[n - 1 - same])
        same++;
    assert_int_equal(b.m.length, same);
}

/* Of every other byte the model learns as soon as can be. */
static void add(uint8_t byte)
{
    const uint32_t at = b.m.at;
    assert_true(b.ring.n < MOST);
    b.all[b.ring.n] = byte;
    if (b.ring.n % 2) {
        llz_byte_ring_put(&b.ring, byte);
        llz_match_aim(&b.m, &b.ring, b.ring.n + 1);
        llz_match_fetch(&b.m, &b.ring);
    }
    llz_byte_ring_add(&b.ring, byte);
    llz_match_add(&b.m, &b.ring);
    check();
    if (!b.m.has_far && b.m.at != at && b.m.at != at + 1)
        check_found();
}

static void add_all(const uint8_t *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add(bytes[i]);
}

static void add_noise(size_t n)
{
    for (size_t i = 0; i < n; i++)
        add(random_byte());
}

enum { REPEAT = 200 };
static uint8_t repeat[REPEAT];

static void make_repeat(void)
{
    for (size_t i = 0; i < REPEAT; i++)
        repeat[i] = random_byte();
}

static void test_finds(void **state)
{
    (void)state;
    begin(12);
    make_repeat();
    add_all(repeat, REPEAT);
    assert_int_equal(b.m.length, 0); /* nothing repeats yet */
    add_noise(50);
    for (size_t i = 0; i < REPEAT - 1; i++) {
        add(repeat[i]);
        assert_int_equal(b.m.length, i + 1 < LEAST ? 0 : i + 1);
        if (i + 1 >= LEAST)
            assert_int_equal(b.m.expected, repeat[i + 1]);
    }
    assert_int_equal(b.m.misses, 0);
    end();
}

/* Of two places the newer one is taken, but a long match is not left for a shorter one. */
static void test_longest(void **state)
{
    (void)state;
    begin(12);
    make_repeat();
    add_all(repeat, 100);
    add_noise(20);
    add_all(repeat + 30, 10); /* the middle of it once more, and then something else */
    add((uint8_t)(repeat[40] + 1));
    add_noise(20);
    add_all(repeat, 40);
    assert_int_equal(b.m.length, 40);
    assert_int_equal(b.m.expected, repeat[40]);
    end();

    begin(12);
    make_repeat();
    add_all(repeat, 20);
    add(1);
    add_noise(20);
    add_all(repeat, 20);
    add(2);
    add_noise(20);
    add_all(repeat + 20 - LEAST, LEAST);
    assert_int_equal(b.m.expected, 2);
    end();
}

static void test_recovers(void **state)
{
    (void)state;
    begin(12);
    make_repeat();
    add_all(repeat, REPEAT);
    add_noise(50);
    add_all(repeat, 60);
    add(repeat[60] ^ 0x55);
    assert_true(b.m.length > 0 && b.m.length < 60); /* less sure of itself */
    assert_int_equal(b.m.misses, 1);
    for (size_t i = 61; i < REPEAT - 1; i++) {
        assert_int_equal(b.m.expected, repeat[i]);
        add(repeat[i]);
    }
    assert_int_equal(b.m.misses, 0); /* forgiven */
    end();
}

static void test_gives_up(void **state)
{
    (void)state;
    begin(12);
    make_repeat();
    for (int round = 0; round < 20; round++)
        add_all(repeat, REPEAT); /* as long as can be */
    assert_true(b.m.length > 3000);
    size_t noise = 0;
    while (b.m.length > 0 && noise < 100) {
        add((uint8_t)(b.m.expected + 1));
        noise++;
    }
    assert_true(noise > 1 && noise <= 5);
    add_noise(100);
    assert_int_equal(b.m.length, 0);
    end();
}

/* A place that the ring no longer holds is no place, nor is one so old that its number has come round. */
static void test_forgets(void **state)
{
    (void)state;
    begin(16);
    make_repeat();
    add_all(repeat, REPEAT);
    add_noise(RING);
    add_all(repeat, REPEAT / 2);
    assert_int_equal(b.m.length, 0);
    end();
}

/* Byte i of the Thue-Morse word. Whatever came before came in front of both letters, so that the nearest place
 * with the same few bytes says nothing; long contexts know, but for 1 in 100. */
static uint8_t thue_morse(size_t i)
{
    int ones = 0;
    for (; i; i &= i - 1)
        ones++;
    return (uint8_t)('a' + ones % 2);
}

static size_t count_surprises(bool far)
{
    size_t wrong = 0;
    begin_model(16, (size_t)1 << 15, far);
    for (size_t i = 0; i < MOST; i++) {
        wrong += b.m.length > 0 && b.m.expected != thue_morse(i);
        add(thue_morse(i));
    }
    end();
    return wrong;
}

static void test_far(void **state)
{
    (void)state;
    assert_true(count_surprises(false) > 1000);
    assert_true(count_surprises(true) < 250);
}

/* A ring that is shorter than the long contexts: they are not looked for. */
static void test_far_stays_inside(void **state)
{
    (void)state;
    begin_model(12, RING, true);
    for (size_t i = 0; i < MOST / 2; i++)
        add((uint8_t)(random_byte() % 2));
    for (size_t i = 0; i < MOST / 2; i++)
        add(thue_morse(i));
    end();
}

/* Few symbols: places come and go all the time, at every distance; check() sees to the rest. */
static void test_stays_inside(void **state)
{
    (void)state;
    for (unsigned symbols = 1; symbols <= 4; symbols++) {
        begin(4 + 2 * (int)symbols);
        size_t expected = 0;
        for (size_t i = 0; i < MOST; i++) {
            add((uint8_t)(random_byte() % symbols));
            expected += b.m.length > 0;
        }
        assert_true(expected > 100);
        end();
    }
}

/* Early or late, a model finds the same. */
static void test_aims(void **state)
{
    enum { BYTES = 20000 };
    static struct found {
        uint32_t at, length;
        uint8_t class, misses, expected, told;
    } found[2][BYTES]; /* without gaps, so that it can be compared as bytes */
    (void)state;
    for (int early = 0; early < 2; early++) {
        begin_model(14, (size_t)1 << 15, true);
        for (size_t i = 0; i < BYTES; i++) {
            const uint8_t byte = (uint8_t)(i / 1000 % 2 ? thue_morse(i) : 'a' + random_byte() % 3);
            if (early) {
                llz_byte_ring_put(&b.ring, byte);
                llz_match_aim(&b.m, &b.ring, b.ring.n + 1);
            }
            llz_byte_ring_add(&b.ring, byte);
            llz_match_add(&b.m, &b.ring);
            if (i % 700 == 699) { /* bytes that nobody predicted */
                for (int k = 0; k < 10; k++)
                    llz_byte_ring_add(&b.ring, byte);
                llz_match_restart(&b.m, &b.ring);
            }
            found[early][i] = (struct found){ b.m.at,     b.m.length,   (uint8_t)llz_match_class(&b.m),
                                              b.m.misses, b.m.expected, b.m.told };
        }
        end();
    }
    assert_memory_equal(found[0], found[1], sizeof found[0]);
}

/* The eight bits of a byte, with one wrong at the given level (8: none). Returns how often both probabilities
 * were on the right side. */
static int walk(uint8_t byte, unsigned wrong)
{
    unsigned node = 1;
    int good = 0;
    for (unsigned level = 0; level < 8; level++) {
        const int want = byte >> (7 - level) & 1, bit = level == wrong ? !want : want;
        uint32_t p[2];
        llz_match_predict(&b.m, node, p);
        if (level <= wrong) {
            assert_int_equal(llz_match_bit(&b.m, node), want);
            good += (p[0] > LLZ_P_HALF) == want && (p[1] > LLZ_P_HALF) == want && p[0] != LLZ_P_HALF;
        } else {
            assert_int_equal(llz_match_bit(&b.m, node), -1); /* another byte has come */
            assert_true(p[0] == LLZ_P_HALF && p[1] == LLZ_P_HALF);
        }
        llz_match_update(&b.m, node, bit, &b.rates);
        node = 2 * node + (unsigned)bit;
    }
    return good;
}

static void test_probabilities(void **state)
{
    (void)state;
    uint32_t before[2], after[2];
    begin(12);
    make_repeat();
    assert_int_equal(llz_match_bit(&b.m, 1), -1);
    for (int round = 0; round < 2; round++)
        add_all(repeat, REPEAT);
    llz_match_predict(&b.m, 1, before);
    for (int i = 0; i < 50; i++)
        assert_int_equal(walk(b.m.expected, 8), 8);
    llz_match_predict(&b.m, 1, after);
    for (int i = 0; i < 2; i++) { /* surer than it was */
        const int one = b.m.expected >> 7;
        assert_true(one ? after[i] > before[i] && after[i] > LLZ_P_HALF / 50 * 98
                        : after[i] < before[i] && after[i] < LLZ_P_HALF / 50 * 2);
    }
    for (unsigned level = 0; level < 8; level++)
        assert_int_equal(walk(b.m.expected, level), level + 1);
    for (int i = 0; i < 400; i++)
        walk(b.m.expected, 0);
    llz_match_predict(&b.m, 1, after);
    assert_true((after[0] > LLZ_P_HALF) != (b.m.expected >> 7)); /* it has learned that it is wrong here */
    end();
}

/* What somebody else knows takes the place of the match for one byte. */
static void test_told(void **state)
{
    (void)state;
    begin(10);
    for (unsigned i = 0; i < 100; i++)
        add((uint8_t)i);
    assert_int_equal(b.m.length, 0);
    llz_match_tell(&b.m, 0x80, 1024, 2);
    assert_int_equal(llz_match_class(&b.m), 15);
    assert_int_equal(llz_match_bit(&b.m, 1), 1);
    assert_int_equal(b.m.misses, 2);
    add(0x80);
    assert_int_equal(b.m.length, 0);
    assert_int_equal(b.m.misses, 0);
    /* A match of its own goes on meanwhile. */
    for (unsigned i = 0; i < 20; i++)
        add((uint8_t)i);
    const uint32_t length = b.m.length;
    assert_int_equal(b.m.expected, 20);
    llz_match_tell(&b.m, 0x80, 1024, 255);
    add(20);
    assert_int_equal(b.m.length, length + 1);
    assert_int_equal(b.m.expected, 21);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_told),         cmocka_unit_test(test_finds),
        cmocka_unit_test(test_longest),      cmocka_unit_test(test_recovers),
        cmocka_unit_test(test_gives_up),     cmocka_unit_test(test_forgets),
        cmocka_unit_test(test_stays_inside), cmocka_unit_test(test_probabilities),
        cmocka_unit_test(test_far),          cmocka_unit_test(test_far_stays_inside),
        cmocka_unit_test(test_aims),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
