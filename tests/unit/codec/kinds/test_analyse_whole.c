/* Frames whose zeros have been left out: rows are those of the content, whichever byte a frame begins with. */
#include "codec/kinds/analyse_whole.h"

#include "codec/repeats/find_repeats.h"
#include "tests/unit/archive.h"
#include "tests/unit/made_samples.h"

#define SIDE ((size_t)256)           /* pixels of a slice, */
#define SLICES ((size_t)12)          /* which there are so many of, */
#define ROW (2 * SIDE)               /* of so many bytes in a row */
#define SERIES (SLICES * SIDE * ROW) /* bytes: a head from chin to crown */
#define FRAME ((size_t)512 << 10)    /* bytes */

/* Tissue of 16 bits within a disc, fibres from top to bottom in it, and nothing around it. */
static void make_series(uint8_t *p)
{
    uint32_t seed = 5, fibre[SIDE] = { 9000 };

    for (size_t x = 1; x < SIDE; x++)
        fibre[x] = fibre[x - 1] + noise(&seed) % 128 - 64;
    for (size_t i = 0; i < SERIES / 2; i++) {
        const int64_t x = (int64_t)(i % SIDE) - 128, y = (int64_t)(i / SIDE % SIDE) - 128;
        const int64_t radius = 90 + 3 * (int64_t)(i / SIDE / SIDE);
        const bool inside = x * x + y * y < radius * radius;

        put16(p + 2 * i, inside ? fibre[i % SIDE] + noise(&seed) % 16 : 0, 0);
    }
}

/* Takes the repeats out of a frame as an encoder does, and looks through what is left. */
static struct llz_segments look_through(const uint8_t *p, size_t n, struct llz_segment *last)
{
    static uint8_t raw[FRAME], room[FRAME];
    struct llz_repeats repeats = { 0 };
    struct llz_segments s;
    size_t sum = 0;

    memcpy(raw, p, n);
    llz_find_repeats(raw, &n, &repeats, room, sizeof room, NULL);
    assert_true(repeats.n > 0);
    assert_int_equal(llz_analyse_whole(raw, n, &repeats, FRAME, last, &s), LLZ_OK);
    for (unsigned i = 0; i < s.n; i++) {
        assert_true(llz_segment_valid(&s.at[i]) && s.at[i].length > 0);
        assert_true(i == 0 || !llz_segment_alike(&s.at[i - 1], &s.at[i]));
        sum += s.at[i].length;
    }
    assert_int_equal(sum, n);
    return s;
}

/* All but a few bytes at the start are rows of the series. */
static void expect_rows(const struct llz_segments *s)
{
    for (unsigned i = 0; i < s->n; i++) {
        const struct llz_profile *p = &s->at[i].profile;

        if (i == 0 && s->at[i].length <= ROW)
            continue;
        assert_int_equal(p->kind, LLZ_KIND_SAMPLES);
        assert_int_equal(p->width, 2);
        assert_int_equal(p->big, 0);
        assert_int_equal(p->pixel, 2);
        assert_int_equal(p->stride, ROW);
    }
}

/* first: byte of the series that comes first. */
static void expect_series(size_t first)
{
    static uint8_t p[SERIES];
    struct llz_segment last = { 0 };

    make_series(p);
    for (size_t at = first; at + FRAME <= SERIES; at += FRAME) {
        const struct llz_segments s = look_through(p + at, FRAME, &last);

        expect_rows(&s);
    }
}

static void rows_in_step(void **state)
{
    (void)state;
    expect_series(0);
}

/* An odd number of bytes stood before, so that every sample begins at an odd byte of its block. */
static void rows_out_of_step(void **state)
{
    (void)state;
    expect_series(77);
}

/* Longer repeats than the copy has room for, one after the other. */
static void many_long_repeats(void **state)
{
    static uint8_t p[FRAME];
    struct llz_repeats repeats = { .n = LLZ_REPEATS_MAX };
    struct llz_segment last = { 0 };
    struct llz_segments s;

    (void)state;
    make_sound(p, sizeof p, 1, 0);
    for (unsigned i = 0; i < repeats.n; i++)
        repeats.at[i] = (struct llz_repeat){ 100 * i, i % 3 ? 0 : 65535, i % 2 ? UINT64_MAX / 128 : 1 + i };
    assert_int_equal(llz_analyse_whole(p, sizeof p, &repeats, sizeof p, &last, &s), LLZ_OK);
    for (unsigned i = 0; i < s.n; i++)
        assert_true(s.at[i].length > 0);
    assert_int_equal(s.at[s.n - 1].profile.kind, LLZ_KIND_SAMPLES);
    /* Nothing but repeats. */
    assert_int_equal(llz_analyse_whole(p, 0, &repeats, sizeof p, &last, &s), LLZ_OK);
    assert_true(llz_segments_are_default(&s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_in_step),
        cmocka_unit_test(rows_out_of_step),
        cmocka_unit_test(many_long_repeats),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
