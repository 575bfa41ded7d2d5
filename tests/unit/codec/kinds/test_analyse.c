/* The encoder's judgement: what it finds is a table that the format
 * allows, and obvious kinds are recognised. */
#include "codec/container/frame_table.h"
#include "codec/kinds/analyse.h"
#include "codec/kinds/detect_text.h"
#include "tests/unit/archive.h"

#define KIB(n) ((size_t)(n) << 10)

static void assert_allowed(const struct llz_segments *s, size_t n)
{
    const struct llz_table t = { .segments = *s };
    uint8_t table[LLZ_TABLE_MAX];
    struct llz_table again;
    size_t used;

    if (llz_segments_are_default(s)) {
        assert_int_equal(s->at[0].length, n);
        return;
    }
    assert_int_equal(llz_table_get(table, llz_table_put(table, &t), n, 0, &again, &used), LLZ_OK);
    assert_int_equal(again.segments.at[again.segments.n - 1].length, s->at[s->n - 1].length);
}

static struct llz_segments analyse(const uint8_t *p, size_t n)
{
    struct llz_segment last = { 0 };
    struct llz_segments s;

    memset(&s, 0x55, sizeof s);
    llz_analyse(p, n, &last, &s);
    assert_allowed(&s, n);
    return s;
}

static void expect_one(enum content kind, size_t n, enum llz_kind want)
{
    struct blob in = content(n, kind);
    struct llz_segments s = analyse(in.p, n);

    assert_int_equal(s.n, 1);
    assert_int_equal(s.at[0].profile.kind, want);
    free(in.p);
}

static void one_kind(void **state)
{
    static const size_t sizes[] = { KIB(4), KIB(4) + 1, KIB(32), KIB(64) - 1, KIB(100) + 7, KIB(1024) };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        expect_one(CONTENT_TEXT, sizes[i], LLZ_KIND_TEXT);
        expect_one(CONTENT_CONSTANT, sizes[i], LLZ_KIND_TEXT);
        expect_one(CONTENT_RANDOM, sizes[i], LLZ_KIND_BINARY);
    }
}

/* Little is known about little: no table but where there is no doubt, and never where it cannot pay. */
static void small(void **state)
{
    static const size_t sizes[] = { 0, 1, 2, 100, 511, 512, 1000, 4095 };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        expect_one(CONTENT_TEXT, sizes[i], LLZ_KIND_TEXT);
        expect_one(CONTENT_RANDOM, sizes[i], sizes[i] < 512 ? LLZ_KIND_TEXT : LLZ_KIND_BINARY);
    }
}

static void two_kinds(void **state)
{
    struct blob in = content(KIB(256), CONTENT_TEXT);
    struct llz_segments s;

    (void)state;
    fill(in.p + KIB(128), KIB(128), CONTENT_RANDOM, 1);
    s = analyse(in.p, in.n);
    assert_int_equal(s.n, 2);
    assert_int_equal(s.at[0].profile.kind, LLZ_KIND_TEXT);
    assert_int_equal(s.at[0].length, KIB(128));
    assert_int_equal(s.at[1].profile.kind, LLZ_KIND_BINARY);
    free(in.p);
}

/* Any mixture, up to the longest frame that there can be. */
static void mixtures(void **state)
{
    uint64_t seed = 1;

    (void)state;
    for (int i = 0; i < 12; i++) {
        size_t n = i == 0 ? KIB(4096) : (size_t)(next_random(&seed) % KIB(i % 3 == 0 ? 4096 : 600));
        size_t patch = KIB(i % 2 == 0 ? 32 : 7);
        struct blob in = content(n, CONTENT_TEXT);

        for (size_t at = 0; at < n; at += patch) {
            uint64_t r = next_random(&seed);

            fill(in.p + at, n - at < patch ? n - at : patch, (enum content)(r % CONTENT_KINDS), r);
        }
        analyse(in.p, n);
        free(in.p);
    }
}

/* Words of letters from first to first + 31, separated by spaces, in lines; every letter has the bytes prefix
 * (unless 0) and letter. */
static void fill_words(uint8_t *p, size_t n, uint8_t prefix, uint8_t first, uint64_t seed)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t r = next_random(&seed);

        if (r % 6 == 0) {
            p[i] = r % 96 == 0 ? '\n' : ' ';
            continue;
        }
        if (prefix && i + 1 < n)
            p[i++] = prefix;
        p[i] = (uint8_t)(first + (r >> 8) % 32);
    }
}

static void scripts(void **state)
{
    static uint8_t p[5000];

    (void)state;
    fill_words(p, sizeof p, 0, 0xe0, 1); /* Cyrillic, windows-1251 */
    assert_true(llz_detect_text(p, sizeof p));
    fill_words(p, sizeof p, 0, 0xc0, 1); /* KOI8-R */
    assert_true(llz_detect_text(p, sizeof p));
    fill_words(p, sizeof p, 0xd0, 0xa0, 1); /* UTF-8 */
    assert_true(llz_detect_text(p, sizeof p));
    assert_true(llz_detect_text(p + 1, sizeof p - 1)); /* cut within a letter */
    assert_false(llz_detect_no_text(p, sizeof p));
}

/* Zeros between texts are padding; zeros in every number are numbers. */
static void zeros(void **state)
{
    static uint8_t p[20000];

    (void)state;
    fill(p, sizeof p, CONTENT_TEXT, 1);
    for (size_t i = 0; i < sizeof p; i += 2000)
        memset(p + i, 0, 500);
    assert_true(llz_detect_text(p, sizeof p));
    for (size_t i = 0; i < sizeof p; i += 4)
        p[i] = 0;
    assert_false(llz_detect_text(p, sizeof p));
    memset(p, 0, sizeof p);
    assert_false(llz_detect_text(p, sizeof p));
    assert_true(llz_detect_no_text(p, sizeof p));
}

/* Manual pages, terminals, and a few bytes gone wrong. */
static void forgiven(void **state)
{
    static uint8_t p[10000];

    (void)state;
    fill(p, sizeof p, CONTENT_TEXT, 1);
    for (size_t i = 0; i < sizeof p; i += 10)
        p[i] = i % 20 ? '\b' : 0x1b;
    assert_true(llz_detect_text(p, sizeof p));
    for (size_t i = 0; i < sizeof p; i += 100)
        p[i] = i % 200 ? 1 : 0xff;
    assert_true(llz_detect_text(p, sizeof p));
    for (size_t i = 0; i < sizeof p; i += 10)
        p[i] = 1;
    assert_false(llz_detect_text(p, sizeof p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_kind), cmocka_unit_test(small),   cmocka_unit_test(two_kinds),
        cmocka_unit_test(mixtures), cmocka_unit_test(scripts), cmocka_unit_test(zeros),
        cmocka_unit_test(forgiven),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
