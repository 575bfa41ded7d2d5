/* The primer is part of the format: it never changes, and its end can be had alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <xxhash.h>

#include "model/primer/primer.h"

#define SECTIONS_HASH UINT64_C(0xa80b8efb9f737407)

enum { BYTES = 389736, ROOM = BYTES + 1, SHORT_LINE = 20 };

static uint8_t text[ROOM];

static int fill(void **state)
{
    (void)state;
    text[BYTES] = 0xa5;
    return llz_primer_tail(text, SIZE_MAX) == BYTES ? 0 : -1;
}

static void pinned(void **state)
{
    (void)state;
    assert_int_equal(llz_primer_bytes(), BYTES);
    assert_int_equal(text[BYTES], 0xa5); /* nothing beyond the end was written */
    assert_true(XXH3_64bits(text, BYTES) == UINT64_C(0x0982026dbdf1a1b9));
}

static void printable(void **state)
{
    (void)state;
    for (size_t i = 0; i < BYTES; i++)
        if ((text[i] < ' ' || text[i] > '~') && text[i] != '\n' && text[i] != '\t')
            fail_msg("byte %02x at %zu", (unsigned)text[i], i);
    assert_int_equal(text[BYTES - 1], '\n');
}

/* A repeated line teaches little and costs as much; short ones ("}") cannot be avoided in source code. */
static void no_line_twice(void **state)
{
    (void)state;
    for (size_t a = 0, a_len; a < BYTES; a += a_len) {
        a_len = (size_t)((uint8_t *)memchr(text + a, '\n', BYTES - a) - (text + a)) + 1;
        if (a_len <= SHORT_LINE)
            continue;
        for (size_t b = a + a_len, b_len; b < BYTES; b += b_len) {
            b_len = (size_t)((uint8_t *)memchr(text + b, '\n', BYTES - b) - (text + b)) + 1;
            if (a_len == b_len && memcmp(text + a, text + b, a_len) == 0)
                fail_msg("%.*s", (int)a_len, (const char *)text + a);
        }
    }
}

/* Every length: sections must join without a seam. */
static void tails(void **state)
{
    static uint8_t tail[ROOM];

    (void)state;
    for (size_t n = 0; n <= BYTES; n += n < 64 ? 1 : 61) {
        tail[n] = 0xa5;
        assert_int_equal(llz_primer_tail(tail, n), n);
        assert_memory_equal(tail, text + BYTES - n, n);
        assert_int_equal(tail[n], 0xa5);
    }
}

/* A change changes what archives of today decode to. */
static void sections_pinned(void **state)
{
    (void)state;
    assert_true(XXH3_64bits(llz_primer_sections, llz_primer_section_ends[LLZ_PRIMER_SECTIONS - 1]) ==
                SECTIONS_HASH);
}

/* Bytes of the character at p, of n bytes that are left; 0: no UTF-8, or a control that no text needs. */
static size_t character(const uint8_t *p, size_t n)
{
    const size_t length = p[0] < 0x80 ? 1 : p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;

    if ((p[0] < ' ' && p[0] != '\n' && p[0] != '\t' && p[0] != '\f') || p[0] == 0x7f || (p[0] & 0xc0) == 0x80 ||
        p[0] > 0xf4 || length > n)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

/* Each stands whole in the primer of the shortest texts, and begins and ends with a line. */
static void sections_are_text(void **state)
{
    (void)state;
    for (unsigned k = 1; k <= LLZ_PRIMER_SECTIONS; k++) {
        size_t n, length;
        const uint8_t *p = llz_primer_section(k, &n);

        assert_true(n >= 4096 && n <= 13000 && p[n - 1] == '\n');
        for (size_t i = 0; i < n; i += length)
            if ((length = character(p + i, n - i)) == 0)
                fail_msg("section %u: byte %02x at %zu", k, (unsigned)p[i], i);
    }
}

static void check_with(size_t n, unsigned k)
{
    static uint8_t out[ROOM];
    size_t length;
    const uint8_t *section = llz_primer_section(k, &length);
    const size_t m = length < n ? length : n;

    out[n] = 0xa5;
    assert_int_equal(llz_primer_with(out, n, k), n);
    assert_int_equal(out[n], 0xa5);
    assert_memory_equal(out + n - m, section + length - m, m);
    assert_memory_equal(out, text + BYTES - (n - m), n - m);
}

static void sections_come_last(void **state)
{
    static uint8_t out[ROOM];

    (void)state;
    for (unsigned k = 1; k <= LLZ_PRIMER_SECTIONS; k++) {
        check_with(0, k);
        check_with(1, k);
        check_with(9000, k);
        check_with(24576, k);
        check_with(BYTES, k);
    }
    assert_int_equal(llz_primer_with(out, SIZE_MAX, 0), BYTES);
    assert_memory_equal(out, text, BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_pinned),
        cmocka_unit_test(sections_are_text),
        cmocka_unit_test(sections_come_last),
        cmocka_unit_test(pinned),
        cmocka_unit_test(printable),
        cmocka_unit_test(no_line_twice),
        cmocka_unit_test(tails),
    };

    return cmocka_run_group_tests(tests, fill, NULL);
}
