/* Where samples begin, how they are grouped into channels, rows and planes: whatever stands before them, they
 * are found, and cost the same. */
#include "codec/kinds/analyse.h"
#include "tests/unit/archive.h"
#include "tests/unit/made_samples.h"

#define SOUND ((size_t)60000)
#define WIDTH ((size_t)150)
#define HEIGHT ((size_t)110)
#define PIXELS (3 * WIDTH * HEIGHT)

/* Is this what a table can say? */
static void expect_allowed(const struct llz_segments *s, size_t n)
{
    for (unsigned i = 0; i < s->n; i++) {
        assert_true(llz_segment_valid(&s->at[i]) && s->at[i].length > 0 && s->at[i].length <= n);
        assert_true(i == 0 || !llz_segment_alike(&s->at[i - 1], &s->at[i]));
        n -= s->at[i].length;
    }
    assert_int_equal(n, 0);
}

static struct llz_segments analyse(const uint8_t *p, size_t n)
{
    struct llz_segment last = { 0 };
    struct llz_segments s;

    llz_analyse(p, n, &last, &s);
    expect_allowed(&s, n);
    return s;
}

/* A header of bytes that are no samples. */
static struct blob with_header(const uint8_t *p, size_t n, size_t header)
{
    struct blob b = { 0 };
    uint64_t seed = header;

    for (size_t i = 0; i < header; i++) {
        const uint8_t byte = (uint8_t)next_random(&seed);

        blob_add(&b, &byte, 1);
    }
    blob_add(&b, p, n);
    return b;
}

/* The samples are the last segment, and begin where they do but for a few. */
static void expect_onset(const uint8_t *p, size_t n, size_t header, unsigned pixel)
{
    struct blob b = with_header(p, n, header);
    const struct llz_segments s = analyse(b.p, b.n);
    const struct llz_segment *last = &s.at[s.n - 1];
    const size_t at = b.n - last->length;

    assert_in_range(s.n, header > 0 && header != 2 ? 2 : 1, 2);
    assert_int_equal(last->profile.kind, LLZ_KIND_SAMPLES);
    assert_int_equal(last->profile.pixel, pixel);
    if (last->profile.width == 2)
        assert_int_equal(at % 2, header % 2);
    assert_in_range(at, header > 4 ? header - 2 : header % 2, header + 16);
    free(b.p);
}

static void onsets_of_sound(void **state)
{
    static uint8_t p[SOUND];

    (void)state;
    for (int big = 0; big < 2; big++) {
        for (unsigned channels = 1; channels <= 2; channels++) {
            make_sound(p, SOUND, channels, big);
            for (size_t header = 0; header <= 64; header += header < 8 ? 1 : 7)
                expect_onset(p, SOUND, header, 2 * channels);
        }
    }
}

/* Long headers as well: segments do not end where blocks do. */
static void onset_after_text(void **state)
{
    static const size_t headers[] = { 5001, 30000, 32768, 40003, 70001 };
    static uint8_t p[80000 + 200000];

    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        const size_t h = headers[i];

        fill(p, h, CONTENT_TEXT, 1);
        make_sound(p + h, 200000, 1, 0);
        const struct llz_segments s = analyse(p, h + 200000);

        assert_int_equal(s.n, 2);
        assert_int_not_equal(s.at[0].profile.kind, LLZ_KIND_SAMPLES);
        assert_int_equal(s.at[1].profile.kind, LLZ_KIND_SAMPLES);
        assert_in_range(s.at[0].length, h, h + 16);
        assert_int_equal(s.at[0].length % 2, h % 2);
    }
}

/* The second frame goes on in the middle of a sample, and needs nothing in between; out of step, it does. */
static void frames(void **state)
{
    static uint8_t p[2 * SOUND];
    struct llz_segment last = { 0 };
    struct llz_segments s;

    (void)state;
    make_sound(p, sizeof p, 1, 0);
    llz_analyse(p, SOUND - 1, &last, &s);
    assert_int_equal(s.n, 1);
    llz_analyse(p + SOUND - 1, SOUND, &last, &s);
    assert_int_equal(s.n, 1);
    llz_analyse(p, SOUND, &last, &s);
    assert_int_equal(s.n, 2);
    assert_int_equal(s.at[0].length, 2);
    assert_int_equal(s.at[1].profile.kind, LLZ_KIND_SAMPLES);
}

static void planes(void **state)
{
    static uint8_t pixels[PIXELS], p[PIXELS];

    (void)state;
    make_picture(pixels, WIDTH, HEIGHT);
    make_planes(p, pixels, PIXELS);
    const struct llz_segments s = analyse(p, PIXELS);

    assert_int_equal(s.n, 3);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(s.at[i].length, WIDTH * HEIGHT);
        assert_int_equal(s.at[i].profile.stride, WIDTH);
        assert_int_equal(s.at[i].profile.planes, i);
        assert_int_equal(s.at[i].profile.plane, i ? WIDTH * HEIGHT : 0);
    }
}

/* Whatever stands beside the samples, nothing outside of the frame is touched. */
static void any_mixture(void **state)
{
    uint64_t seed = 3;

    (void)state;
    for (int i = 0; i < 40; i++) {
        const size_t n = 4096 + (size_t)(next_random(&seed) % 200000);
        struct blob b = content(n, (enum content)(next_random(&seed) % CONTENT_KINDS));
        const size_t at = (size_t)(next_random(&seed) % n), length = (size_t)(next_random(&seed) % (n - at));

        if (i % 2)
            make_sound(b.p + at, length, 1 + i / 2 % 2, i / 4 % 2);
        else
            make_picture(b.p + at, 1 + length / 300, 100);
        (void)analyse(b.p, n);
        free(b.p);
    }
}

static size_t packed(const uint8_t *p, size_t n)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct blob out, again = { 0 };
    size_t size;

    opt.level = 1;
    out = pack_cut(&opt, p, n, (struct cut){ 0, 0 });
    assert_int_equal(unpack(out.p, out.n, &again), LLZ_OK);
    assert_int_equal(again.n, n);
    assert_memory_equal(again.p, p, n);
    size = out.n;
    free(out.p);
    free(again.p);
    return size;
}

/* 16-bit sound costs the same in 200 whatever stands before it. */
static void headers_cost_nothing(void **state)
{
    static const size_t headers[] = { 1, 2, 15, 44, 63 };
    enum { LENGTH = 24000 };
    static uint8_t p[LENGTH];

    (void)state;
    make_sound(p, LENGTH, 1, 0);
    const size_t alone = packed(p, LENGTH);

    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct blob b = with_header(p, LENGTH, headers[i]);
        const size_t size = packed(b.p, b.n) - headers[i];

        assert_true(size * 1000 < alone * 1005 && size * 1005 > alone * 1000);
        free(b.p);
    }
}

static void planes_cost_like_pixels(void **state)
{
    static uint8_t pixels[PIXELS], p[PIXELS];

    (void)state;
    make_picture(pixels, WIDTH, HEIGHT);
    make_planes(p, pixels, PIXELS);
    assert_true(packed(p, PIXELS) * 10 < packed(pixels, PIXELS) * 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(onsets_of_sound),
        cmocka_unit_test(onset_after_text),
        cmocka_unit_test(frames),
        cmocka_unit_test(planes),
        cmocka_unit_test(any_mixture),
        cmocka_unit_test(headers_cost_nothing),
        cmocka_unit_test(planes_cost_like_pixels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
