/* test_fields.c - fields of binary data: lengths before texts, runs of one sort, distances of zeros, markers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <string.h>

#include "model/contexts/contexts.h"
#include "model/memory/arena.h"

static struct llz_fields f;
static struct llz_byte_ring ring;
static uint8_t bytes[1 << 16];
static struct llz_field_pair pairs[LLZ_FIELDS_PAIRS];

static void begin(void)
{
    f = (struct llz_fields){ .pair = pairs };
    memset(pairs, 0, sizeof pairs);
    memset(bytes, 0, sizeof bytes);
    ring = (struct llz_byte_ring){ .bytes = bytes, .mask = sizeof bytes - 1 };
}

static void add(const char *data, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        llz_byte_ring_add(&ring, (uint8_t)data[i]);
        llz_fields_add(&f, &ring);
    }
}

static void test_lengths(void **state)
{
    (void)state;
    begin();
    add("\x05", 1);
    assert_int_equal(f.left, 5); /* perhaps a length */
    assert_int_equal(f.run, 0);
    add("w", 1);
    assert_int_equal(f.left, 4);
    add("ord", 3);
    assert_int_equal(f.left, 1);
    add("s", 1);
    assert_int_equal(f.left, LLZ_FIELDS_FAR);
    add("!", 1);
    assert_int_equal(f.left, 0);
    assert_int_equal(f.run, 6);
    add("\xff", 1);
    assert_int_equal(f.run, 0);
    assert_int_equal(f.left, 255);
}

/* A run of one sort grows, others begin anew; a text is one token by its length. */
static void test_tokens(void **state)
{
    (void)state;
    begin();
    add("\x01\x02\x03", 3);
    assert_int_equal(f.tokens, 1 << 3 | 2);
    add("\x04\x0f\x10", 3);
    assert_int_equal(f.tokens, ((1 << 3 | 2) << 8 | 2 << 3 | 1) << 8 | 3 << 3);
    add("text", 4);
    assert_int_equal(f.tokens & 0xff, 3 << 3); /* it has not ended */
    add("\xff", 1);
    assert_int_equal(f.tokens & 0xffffff, (3 << 3) << 16 | (0x80 | 4) << 8 | 8 << 3);
    add("\xff\xff\xff\xff\xff\xff\xff\xff\xff", 9);
    assert_int_equal(f.tokens & 0xffff, (0x80 | 4) << 8 | 8 << 3 | 7);
    add("a text of many letters", 22);
    add("\0", 1);
    assert_int_equal(f.tokens & 0xffff, (0x80 | 15) << 8);
}

static void test_distances(void **state)
{
    static char far[300];

    (void)state;
    begin();
    add("ab\0cde", 6);
    assert_int_equal(llz_fields_since(&ring, f.zero_at), 3);
    add("\0", 1);
    assert_int_equal(f.zeros, 3);
    assert_int_equal(llz_fields_since(&ring, f.zero_at), 0);
    add("\0\x1fxy", 4);
    assert_int_equal(f.zeros, 0);
    assert_int_equal(f.control, 0x1f);
    assert_int_equal(llz_fields_since(&ring, f.control_at), 2);
    memset(far, 'x', sizeof far);
    add(far, sizeof far);
    assert_int_equal(llz_fields_since(&ring, f.control_at), LLZ_FIELDS_FAR);
}

/* Records of 20 to 34 bytes that begin with 03 99, filled so that no other pair comes regularly. */
static size_t make_records(char *to, size_t records)
{
    uint32_t random = 1;
    size_t n = 0;

    for (size_t i = 0; i < records; i++) {
        const size_t length = 20 + i * 7 % 15;

        to[n++] = 3;
        to[n++] = (char)0x99;
        to[n++] = (char)i;
        for (size_t k = 3; k < length; k++) {
            random = random * 1664525 + 1013904223;
            to[n++] = (char)(random >> 24 | 1);
        }
    }
    return n;
}

static void test_marker(void **state)
{
    static char data[1 << 14];

    (void)state;
    begin();
    add(data, make_records(data, 260));
    assert_int_equal(f.marker, 3 << 8 | 0x99);
    add("\x03\x99", 2);
    assert_int_equal(llz_fields_since(&ring, f.marker_at), 0);
    assert_int_equal(f.period, 20 + 259 * 7 % 15);
    assert_int_equal(llz_fields_above(&f, &ring), 259 & 255);
    /* What comes too soon is no record. */
    const uint16_t score = f.pair[f.marker].score;
    add("\x03\x99", 2);
    assert_int_equal(f.pair[f.marker].score, score / 2);
    assert_int_equal(f.period, 8);
    add(data, make_records(data, 260));
    /* No score can be higher now, but it does not come any more. */
    for (int i = 0; i < 600; i++)
        add("\x05\xaa 0123456", 9);
    assert_int_not_equal(f.marker, 3 << 8 | 0x99);
    assert_int_equal(f.period, 9);
}

/* Fields are looked at in binary data alone. */
static void test_kind(void **state)
{
    static struct llz_contexts c;
    struct llz_arena a = { 0 };
    const struct llz_profile binary = { .kind = LLZ_KIND_BINARY };

    (void)state;
    llz_contexts_lay(&c, &a, 12, 8);
    a = llz_arena_new(a.used);
    assert_non_null(a.base);
    llz_contexts_lay(&c, &a, 12, 8);
    llz_contexts_init(&c, LLZ_PARTS_ALL);
    llz_contexts_add(&c, 'a');
    assert_int_equal(c.fields.run, 0);
    llz_contexts_profile(&c, &binary);
    llz_contexts_add(&c, 'b');
    assert_int_equal(c.fields.run, 1);
    assert_int_equal(c.fields.length, 'a');
    llz_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths), cmocka_unit_test(test_tokens), cmocka_unit_test(test_distances),
        cmocka_unit_test(test_marker),  cmocka_unit_test(test_kind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
