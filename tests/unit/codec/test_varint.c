/* Every number has one form, and nothing else is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "codec/coder/bytes.h"
#include "codec/coder/varint.h"

static void check(uint64_t v)
{
    uint8_t form[LLZ_VARINT_MAX + 1];
    uint64_t back = ~v;
    size_t n = llz_varint_put(form, v);

    assert_int_equal(n, llz_varint_size(v));
    assert_int_equal(llz_varint_get(form, n, &back), n);
    assert_true(back == v);
    form[n] = 0xff; /* what follows does not matter */
    assert_int_equal(llz_varint_get(form, n + 1, &back), n);
    for (size_t k = 0; k < n; k++)
        assert_int_equal(llz_varint_get(form, k, &back), 0);
    /* One byte longer than need be. */
    if (n < LLZ_VARINT_MAX) {
        form[n - 1] |= 0x80;
        form[n] = 0;
        assert_int_equal(llz_varint_get(form, n + 1, &back), -1);
    }
}

static void every_length(void **state)
{
    (void)state;
    for (int bits = 0; bits < 64; bits++) {
        uint64_t v = UINT64_C(1) << bits;

        check(v - 1);
        check(v);
        check(v + 1);
    }
    check(UINT64_MAX);
    check(UINT64_MAX - 1);
}

static void known_forms(void **state)
{
    static const uint8_t three_hundred[] = { 0xac, 0x02 };
    uint8_t form[LLZ_VARINT_MAX];

    (void)state;
    assert_int_equal(llz_varint_put(form, 300), 2);
    assert_memory_equal(form, three_hundred, 2);
    assert_int_equal(llz_varint_put(form, UINT64_MAX), 10);
    assert_int_equal(form[9], 1);
}

/* All forms of three bytes or less: what is read is what would be written. */
static void short_forms(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 1 << 24; i++) {
        uint8_t form[4], again[LLZ_VARINT_MAX];
        uint64_t v;
        int used;

        llz_store32(form, i);
        used = llz_varint_get(form, 3, &v);
        if (used <= 0)
            continue;
        if (llz_varint_put(again, v) != (size_t)used || memcmp(form, again, (size_t)used) != 0)
            fail_msg("form %06x", (unsigned)i);
    }
}

static void too_large(void **state)
{
    uint8_t form[12];
    uint64_t v;

    (void)state;
    memset(form, 0xff, sizeof form);
    assert_int_equal(llz_varint_get(form, sizeof form, &v), -1);
    form[9] = 2; /* bit 64 */
    assert_int_equal(llz_varint_get(form, sizeof form, &v), -1);
    form[9] = 0; /* padded */
    assert_int_equal(llz_varint_get(form, sizeof form, &v), -1);
    form[9] = 1;
    assert_int_equal(llz_varint_get(form, sizeof form, &v), 10);
    assert_true(v == UINT64_MAX);
}

static void little_endian(void **state)
{
    static const uint8_t raw[8] = { 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x91 };
    uint8_t back[8];

    (void)state;
    assert_true(llz_load32(raw) == 0x55667788);
    assert_true(llz_load64(raw) == UINT64_C(0x9122334455667788));
    llz_store64(back, llz_load64(raw));
    assert_memory_equal(back, raw, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length), cmocka_unit_test(known_forms),   cmocka_unit_test(short_forms),
        cmocka_unit_test(too_large),    cmocka_unit_test(little_endian),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
