/* What is smooth, what has records and what has neither; all of it made here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "codec/kinds/samples/detect_channels.h"
#include "codec/kinds/samples/detect_samples.h"
#include "codec/kinds/samples/sample_reading.h"
#include "tests/unit/made_samples.h"

#define BLOCK ((size_t)65536)

static void sound(void **state)
{
    uint8_t p[BLOCK];
    struct llz_profile out;
    (void)state;
    for (int big = 0; big < 2; big++) {
        for (size_t channels = 1; channels <= 2; channels++) {
            make_sound(p, BLOCK, channels, big);
            assert_true(llz_detect_samples(p, BLOCK, &out));
            assert_int_equal(out.kind, LLZ_KIND_SAMPLES);
            assert_int_equal(out.width, 2);
            assert_int_equal(out.big, big);
            assert_int_equal(out.stride, 0);
            const struct llz_reading r = { 2, (unsigned)big, out.pixel / 2u, 0 };
            assert_int_equal(llz_detect_channels(p, BLOCK, &r), channels);
        }
    }
}

static void images(void **state)
{
    static const size_t width = 301;
    uint8_t p[BLOCK];
    struct llz_profile out;
    (void)state;
    for (size_t channels = 1; channels <= 3; channels += 2) {
        uint32_t seed = 2;
        const size_t row = width * channels;
        for (size_t i = 0; i < BLOCK; i++)
            p[i] = (uint8_t)light(i % row / channels, i / row, i % channels, &seed);
        assert_true(llz_detect_samples(p, BLOCK, &out));
        assert_int_equal(out.width, 1);
        assert_int_equal(out.pixel, channels);
        assert_int_equal(out.stride, row);
    }
}

/* Half of each record is a heading that stays, the rest is noise. */
static void make_records(uint8_t *p, size_t length)
{
    uint32_t seed = 3;
    uint32_t heading = 8;
    for (size_t i = 0; i < BLOCK; i++) {
        const size_t column = i % length;
        if (column == 0)
            heading = 8;
        p[i] = (uint8_t)noise(column < length / 2 ? &heading : &seed);
    }
}

static void records(void **state)
{
    static const size_t lengths[] = { 4, 13, 216, 1000, 4096 };
    uint8_t p[BLOCK];
    uint32_t stride = 0;
    struct llz_profile out;
    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        make_records(p, lengths[i]);
        assert_true(llz_detect_records(p, BLOCK, &stride));
        assert_int_equal(stride, lengths[i]);
        assert_false(llz_detect_samples(p, BLOCK, &out));
    }
}

/* Words in no order: neither. */
static void make_text(uint8_t *p)
{
    static const char *const words[] = {
        "the ", "of ",     "and ",   "light ", "window ", "over ", "a ",
        "\n",   "stone, ", "which ", "was ",   "never ",  "in ",   "morning. "
    };
    uint32_t seed = 4;
    size_t n = 0;
    while (n < BLOCK) {
        const char *w = words[noise(&seed) % (sizeof words / sizeof *words)];
        for (; *w && n < BLOCK; w++)
            p[n++] = (uint8_t)*w;
    }
}

static void neither(void **state)
{
    uint8_t p[BLOCK];
    uint32_t seed = 5;
    uint32_t stride = 1;
    struct llz_profile out;
    (void)state;
    make_text(p);
    assert_false(llz_detect_samples(p, BLOCK, &out));
    assert_false(llz_detect_records(p, BLOCK, &stride));
    for (size_t i = 0; i < BLOCK; i++)
        p[i] = (uint8_t)noise(&seed);
    assert_false(llz_detect_samples(p, BLOCK, &out));
    assert_false(llz_detect_records(p, BLOCK, &stride));
    memset(p, 7, BLOCK);
    assert_false(llz_detect_samples(p, BLOCK, &out));
    assert_false(llz_detect_records(p, BLOCK, &stride));
}

/* Whatever the length, nothing outside the block is touched (see it under -fsanitize=address). */
static void any_length(void **state)
{
    static const size_t lengths[] = { 0, 1, 100, 1023, 1024, 2047, 2048, 2049, 3000, 5001, 9999, 300001 };
    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        uint8_t *p = malloc(lengths[i] + !lengths[i]);
        uint32_t stride;
        uint32_t seed = 6;
        struct llz_profile out;
        assert_non_null(p);
        for (size_t k = 0; k < lengths[i]; k++)
            p[k] = (uint8_t)(k / 8 + noise(&seed) % 3);
        (void)llz_detect_samples(p, lengths[i], &out);
        (void)llz_detect_records(p, lengths[i], &stride);
        free(p);
    }
}

static void logarithms(void **state)
{
    (void)state;
    assert_int_equal(llz_log2_16(1), 0);
    assert_int_equal(llz_log2_16(2), 65536);
    assert_int_equal(llz_log2_16(3), 103872);        /* 1.58496 */
    assert_int_equal(llz_log2_16(1000000), 1306235); /* 19.93157 */
    assert_int_equal(llz_log2_16(UINT32_MAX), (32 << 16) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound),   cmocka_unit_test(images),     cmocka_unit_test(records),
        cmocka_unit_test(neither), cmocka_unit_test(any_length), cmocka_unit_test(logarithms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
