/* Heads of frames that no encoder writes are refused; each length of content has one form. */
#include <xxhash.h>

#include "codec/coder/bytes.h"
#include "codec/coder/rangecoder.h"
#include "codec/container/chain.h"
#include "codec/container/frame.h"
#include "learner/learner.h"
#include "tests/unit/archive.h"

#define BYTES(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

static void expect_head(const uint8_t *p, size_t n, size_t full, bool first, enum llz_error want)
{
    struct llz_frame_rules rules = { full, first, false, false, 0 };
    struct llz_frame f;
    size_t need;

    assert_int_equal(llz_frame_get(p, n, &rules, &f, &need), want);
}

#define HEAD(flags, v) ((flags) | (v) << 3) /* v: what begins the length */

static void frame_heads(void **state)
{
    (void)state;
    for (unsigned v = 1; v < 31; v++)
        expect_head(BYTES((uint8_t)HEAD(2, v)), 100, true, LLZ_ERR_HEADER); /* not the last, and not full */
    expect_head(BYTES(0x02), 100, true, LLZ_OK);
    expect_head(BYTES(HEAD(2, 31), 0), 100, true, LLZ_ERR_HEADER); /* longer than full */
    expect_head(BYTES(HEAD(3, 16), 100), 100, true, LLZ_OK);
    expect_head(BYTES(HEAD(3, 16), 101), 100, true, LLZ_ERR_HEADER);
    expect_head(BYTES(HEAD(3, 16), 0), 100, true, LLZ_OK);
    expect_head(BYTES(HEAD(3, 16), 0), 100, false, LLZ_ERR_HEADER);     /* empty, but not alone */
    expect_head(BYTES(HEAD(1, 16), 0, 0), 100, true, LLZ_ERR_HEADER);   /* empty, but coded */
    expect_head(BYTES(HEAD(1, 16), 100, 0), 100, true, LLZ_ERR_HEADER); /* no payload */
    expect_head(BYTES(HEAD(1, 16), 100, 98), 100, true, LLZ_OK);
    expect_head(BYTES(HEAD(1, 16), 100, 0x80, 0), 100, true, LLZ_ERR_HEADER); /* long form */
    expect_head(BYTES(HEAD(1, 16), 100, 99), 100, true, LLZ_ERR_HEADER);      /* saves nothing */
    expect_head(BYTES(HEAD(1, 16), 100, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1), 100, true,
                LLZ_ERR_HEADER);
    expect_head(BYTES(HEAD(3, 31), 0), 1 << 20, true,
                LLZ_ERR_HEADER); /* only a tree's files have notes after them */
}

static void expect_noted(const uint8_t *p, size_t n, bool first, enum llz_error want)
{
    const struct llz_frame_rules rules = { 1 << 20, first, false, true, 0 };
    struct llz_frame f;
    size_t need;

    assert_int_equal(llz_frame_get(p, n, &rules, &f, &need), want);
    assert_true(want || f.notes_follow == (f.last && p[0] >> 3 == 31));
}

/* The files of a tree, which notes may follow: then their length is a varint. */
static void notes_follow(void **state)
{
    (void)state;
    expect_noted(BYTES(HEAD(3, 31), 0), true, LLZ_OK);
    expect_noted(BYTES(HEAD(3, 31), 0), false, LLZ_ERR_HEADER); /* empty, but not alone */
    expect_noted(BYTES(HEAD(3, 31), 0x80, 0x80, 0x40), false, LLZ_OK);
    expect_noted(BYTES(HEAD(3, 31), 0x81, 0x80, 0x40), false, LLZ_ERR_HEADER); /* longer than full */
    expect_noted(BYTES(HEAD(3, 31), 0x80, 0), false, LLZ_ERR_HEADER);          /* long form */
    expect_noted(BYTES(HEAD(3, 31), 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1), false,
                 LLZ_ERR_HEADER);
    expect_noted(BYTES(HEAD(3, 16), 5), false, LLZ_OK);         /* none do */
    expect_noted(BYTES(HEAD(2, 31), 5), false, LLZ_ERR_HEADER); /* not the last, and not full */
    for (size_t i = 0; i <= 1 << 20; i += 1009) {
        struct llz_frame f = { .last = true, .notes_follow = true, .stored = true, .raw = i, .payload = i },
                         got;
        const struct llz_frame_rules rules = { 1 << 20, true, false, true, 0 };
        uint8_t head[LLZ_FRAME_HEAD_MAX] = { 0 };
        const size_t n = llz_frame_put(head, &f, rules.full);
        size_t need;

        assert_int_equal(llz_frame_get(head, n + 8, &rules, &got, &need), LLZ_OK);
        assert_int_equal(need, n + 8);
        assert_true(got.notes_follow && got.raw == i);
    }
}

/* Every length of a last frame has one form, which is one, two or three bytes. */
static void lengths_of_frames(void **state)
{
    static const struct {
        size_t raw, bytes;
    } some[] = { { 0, 2 },    { 1, 2 },    { 255, 2 },   { 256, 2 },   { 3839, 2 },    { 3840, 3 }, { 3841, 3 },
                 { 4095, 3 }, { 4096, 3 }, { 69375, 3 }, { 69376, 3 }, { 1 << 14, 3 }, { 65536, 3 } };
    const struct llz_frame_rules rules = { 1 << 20, true, false, false, 0 };

    (void)state;
    for (size_t i = 0; i < (1 << 20) + 2; i += i < 5000 || i > (1 << 20) - 5 ? 1 : 97) {
        struct llz_frame f = { .last = true, .stored = true, .raw = i, .payload = i }, got;
        uint8_t head[LLZ_FRAME_HEAD_MAX] = { 0 };
        size_t n = llz_frame_put(head, &f, rules.full), need;

        assert_int_equal(n, i < 3840 ? 2 : 3);
        assert_int_equal(llz_frame_get(head, n, &rules, &got, &need), i > 1 << 20 ? LLZ_ERR_HEADER : LLZ_OK);
        if (i <= 1 << 20) {
            assert_int_equal(need, n + 8);
            assert_int_equal(got.raw, i);
        }
    }
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
        struct llz_frame f = { .last = true, .stored = true, .raw = some[i].raw };
        uint8_t head[LLZ_FRAME_HEAD_MAX];

        assert_int_equal(llz_frame_put(head, &f, rules.full), some[i].bytes);
    }
}

/* More content than a payload can hold is refused as soon as the lengths are known. */
static void impossible_lengths(void **state)
{
    size_t full = 1 << 20;

    (void)state;
    for (size_t payload = 1; payload < 40; payload++) {
        uint8_t head[LLZ_FRAME_HEAD_MAX];
        size_t most = payload * LLZ_CODER_CONTENT_PER_BYTE, n;

        for (size_t raw = most; raw <= most + 1 && raw <= full; raw++) {
            struct llz_frame f = { .last = true, .raw = raw, .payload = payload };

            llz_segments_default(&f.table.segments, raw);
            n = llz_frame_put(head, &f, full);
            expect_head(head, n, full, true, raw > most ? LLZ_ERR_HEADER : LLZ_OK);
        }
    }
}

/* Only a member without content has a frame without content. */
static void empty_after_full(void **state)
{
    size_t full = llz_row_frame_bytes(llz_row_of_level(0));
    struct blob in = content(full + 1, CONTENT_RANDOM), b = pack(in.p, in.n), out = { 0 };
    uint8_t check[8];

    (void)state;
    b.n -= 1 + 1 + 8 + 1; /* the last frame: one byte, stored */
    llz_store64(check, XXH3_64bits(in.p, full) ^
                           llz_chain_link((const uint8_t *)"\x83\0", 2, llz_load64(b.p + 12 + 1)));
    blob_add(&b, "\x83\0", 2);
    blob_add(&b, check, sizeof check);
    assert_int_equal(unpack(b.p, b.n, &out), LLZ_ERR_HEADER);
    assert_int_equal(out.n, full);
    free(in.p);
    free(b.p);
    free(out.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frame_heads),       cmocka_unit_test(notes_follow),
        cmocka_unit_test(lengths_of_frames), cmocka_unit_test(impossible_lengths),
        cmocka_unit_test(empty_after_full),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
