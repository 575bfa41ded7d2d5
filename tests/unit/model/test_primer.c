/* The primer is part of the format: it never changes, and its end can be had alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <xxhash.h>

#include "model/primer/primer.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pinned),
        cmocka_unit_test(printable),
        cmocka_unit_test(no_line_twice),
        cmocka_unit_test(tails),
    };

    return cmocka_run_group_tests(tests, fill, NULL);
}
