/* Headers and heads that no encoder writes are refused, each for its reason; the ones it writes are these
 * bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include <cmocka.h>

#include "codec/bytes.h"
#include "codec/frame.h"
#include "codec/header.h"
#include "codec/rangecoder.h"
#include "codec/varint.h"
#include "learner/learner.h"
#include "tests/archive.h"

/* The first bytes of every archive of this level. */
#define START 0xf5, 'l', 'l', 'z', 1
#define LEVEL0 0x03, 1, 0
#define PARTS 0x05, 1, LLZ_PART_LM /* the level has no others */

static void add_check(struct blob *b)
{
    uint8_t check[4];

    llz_store32(check, (uint32_t)XXH3_64bits(b->p, b->n));
    blob_add(b, check, 4);
}

/* A header with these options and a true check. */
static struct blob header_with(const void *options, size_t n)
{
    static const uint8_t start[] = { START };
    uint8_t length[LLZ_VARINT_MAX];
    struct blob b = { 0 };

    blob_add(&b, start, sizeof start);
    blob_add(&b, length, llz_varint_put(length, n));
    blob_add(&b, options, n);
    add_check(&b);
    return b;
}

static void add_empty_frame(struct blob *b)
{
    XXH128_canonical_t hash;

    XXH128_canonicalFromHash(&hash, XXH3_128bits("", 0));
    blob_add(b, "\3\0", 2);
    blob_add(b, hash.digest, sizeof hash.digest);
}

/* Decoder and lister, whole and byte by byte, say the same. */
static void expect(const struct blob *b, enum llz_error want)
{
    for (int i = 0; i < 4; i++) {
        struct llz_stream *s = i & 1 ? llz_lister_new(NULL) : llz_decoder_new(NULL, NULL);
        struct blob out = { 0 };
        enum llz_error err = run_stream(s, b->p, b->n, (struct cut){ i & 2 ? 1 : 0, 0 }, &out);

        if (err != want)
            fail_msg("%s instead of %s (%d)", llz_error_message(err), llz_error_message(want), i);
        assert_int_equal(out.n, 0);
        free(out.p);
    }
}

static void expect_options(const void *options, size_t n, enum llz_error want)
{
    struct blob b = header_with(options, n);

    add_empty_frame(&b);
    expect(&b, want);
    free(b.p);
}

static void expect_bytes(const void *p, size_t n, enum llz_error want)
{
    struct blob b = { 0 };

    blob_add(&b, p, n);
    expect(&b, want);
    free(b.p);
}

/* The example of FORMAT.md. */
static void golden_empty_archive(void **state)
{
    static const uint8_t want[] = { START, 6,    LEVEL0, PARTS, 0x67, 0xa0, 0xd8, 0x26, 3,
                                    0,     0x99, 0xaa,   0x06,  0xd3, 0x01, 0x47, 0x98, 0xd8,
                                    0x60,  0x01, 0xc3,   0x24,  0x46, 0x8d, 0x49, 0x7f };
    struct blob got = pack(NULL, 0);

    (void)state;
    assert_int_equal(got.n, sizeof want);
    assert_memory_equal(got.p, want, sizeof want);
    expect_bytes(want, sizeof want, LLZ_OK);
    free(got.p);
}

#define OPTIONS(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

static void good_options(void **state)
{
    (void)state;
    expect_options(OPTIONS(LEVEL0, PARTS), LLZ_OK);
    expect_options(OPTIONS(LEVEL0, PARTS, 0x09, 2, 0x80, 1), LLZ_OK);             /* seed 128 */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0d, 1, 1), LLZ_OK);                   /* optimizer 1 */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x18, 0), LLZ_OK);                      /* unknown 12 without value */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0f, 1, 9), LLZ_OK);                   /* budget 9 */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x18, 2, 0, 0, 0xfe, 1, 1, 9), LLZ_OK); /* unknown 12 and 127 */
}

/* Option 8: knobs, each a number and 128 + its value. */
static void tunings(void **state)
{
    (void)state;
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 2, 0, 129), LLZ_OK);
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 4, 2, 116, 10, 130), LLZ_OK);
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 0), LLZ_ERR_HEADER);                 /* none */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 1, 0), LLZ_ERR_HEADER);              /* half of one */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 3, 0, 129, 1), LLZ_ERR_HEADER);      /* one and a half */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 2, 0, 128), LLZ_ERR_HEADER);         /* as usual */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 4, 1, 129, 0, 129), LLZ_ERR_HEADER); /* order */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 4, 1, 129, 1, 129), LLZ_ERR_HEADER); /* twice */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x10, 2, 0, 129), LLZ_ERR_HEADER);         /* not critical */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 2, 0, 141), LLZ_ERR_OPTION);         /* 13 */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 2, 0, 115), LLZ_ERR_OPTION);         /* -13 */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 2, 8, 127), LLZ_ERR_OPTION);         /* below 0 */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 2, 10, 131), LLZ_ERR_OPTION);        /* no such sets */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 2, LLZ_KNOBS, 129), LLZ_ERR_OPTION); /* no such knob */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x11, 2, 255, 129), LLZ_ERR_OPTION);
}

#define CONTENT(n) 0x13, 1, n

/* An archive of empty members that say that they hold these contents. */
static void expect_contents(const enum llz_content *contents, size_t n, enum llz_error want)
{
    struct blob b = { 0 };

    for (size_t i = 0; i < n; i++) {
        const uint8_t options[] = { LEVEL0, PARTS, CONTENT(contents[i]) };
        struct blob header = header_with(options, sizeof options - (contents[i] == LLZ_CONTENT_STREAM ? 3 : 0));

        blob_add(&b, header.p, header.n);
        add_empty_frame(&b);
        free(header.p);
    }
    expect(&b, want);
    free(b.p);
}

#define CONTENTS(...)                                                                                          \
    (const enum llz_content[]){ __VA_ARGS__ },                                                                 \
        sizeof((const enum llz_content[]){ __VA_ARGS__ }) / sizeof(enum llz_content)

static void contents_in_a_row(void **state)
{
    const enum llz_content stream = LLZ_CONTENT_STREAM, index = LLZ_CONTENT_INDEX, files = LLZ_CONTENT_FILES;

    (void)state;
    expect_contents(CONTENTS(stream, stream), LLZ_OK);
    expect_contents(CONTENTS(index, files), LLZ_OK);
    expect_contents(CONTENTS(index), LLZ_ERR_TRUNCATED);
    expect_contents(CONTENTS(files), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, index), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, stream), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(stream, index), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(stream, files), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, files, files), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, files, stream), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, files, index, files), LLZ_ERR_HEADER);
}

static void content_as_asked_for(void **state)
{
    struct llz_options o = LLZ_OPTIONS_INIT;

    (void)state;
    o.level = 0;
    for (int i = LLZ_CONTENT_STREAM; i <= LLZ_CONTENT_FILES; i++) {
        struct llz_stream *s;
        struct llz_info info;

        o.content = (enum llz_content)i;
        s = llz_encoder_new(&o, NULL);
        assert_non_null(s);
        llz_get_info(s, &info);
        assert_int_equal(info.content, i);
        llz_free(s);
    }
    o.content = (enum llz_content)(LLZ_CONTENT_FILES + 1);
    assert_null(llz_encoder_new(&o, NULL));
}

static void bad_options(void **state)
{
    (void)state;
    expect_options(OPTIONS(LEVEL0, PARTS, 0x19, 0), LLZ_ERR_OPTION); /* unknown critical */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0f, 4, 0x81, 0x80, 0x80, 0x20),
                   LLZ_ERR_OPTION);                                           /* budget 2^26 + 1 */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x18, 0, 0x1b, 0), LLZ_ERR_OPTION); /* behind one that is not */
    expect_options(OPTIONS(0x03, 1, 10, PARTS), LLZ_ERR_OPTION);              /* level 10 */
    expect_options(OPTIONS(LEVEL0, 0x05, 2, 0x81, 1), LLZ_ERR_OPTION);        /* part 7, unknown */
    expect_options(OPTIONS(LEVEL0, 0x05, 1, LLZ_PARTS_ALL), LLZ_ERR_OPTION);  /* level 0 has no experts */
    expect_options(OPTIONS(LEVEL0, 0x05, 1, LLZ_PART_ORDERS), LLZ_ERR_OPTION);
    expect_options(OPTIONS(LEVEL0, PARTS, 0x07, 1, 0x7f), LLZ_ERR_POLICY);       /* policy 127 */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x07, 2, 0x80, 0x20), LLZ_ERR_POLICY); /* LLZ_BOUND: oracle */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0d, 1, 0x7f), LLZ_ERR_OPTIMIZER);    /* optimizer 127 */

    expect_options(OPTIONS(LEVEL0, PARTS, CONTENT(3)), LLZ_ERR_OPTION);
    expect_options(OPTIONS(LEVEL0, PARTS, CONTENT(0)), LLZ_ERR_HEADER);             /* is not written */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x12, 1, 1), LLZ_ERR_HEADER);             /* not critical */
    expect_options(OPTIONS(LEVEL0, PARTS, CONTENT(1), 0x0f, 1, 9), LLZ_ERR_HEADER); /* behind the budget */

    expect_options(NULL, 0, LLZ_ERR_HEADER);
    expect_options(OPTIONS(LEVEL0), LLZ_ERR_HEADER);
    expect_options(OPTIONS(LEVEL0, 0x05, 1, 0), LLZ_ERR_HEADER); /* no part */
    expect_options(OPTIONS(PARTS), LLZ_ERR_HEADER);
    expect_options(OPTIONS(PARTS, LEVEL0), LLZ_ERR_HEADER);                   /* order */
    expect_options(OPTIONS(LEVEL0, LEVEL0, PARTS), LLZ_ERR_HEADER);           /* twice */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x18, 0, 0x18, 0), LLZ_ERR_HEADER); /* unknown twice */
    expect_options(OPTIONS(0x02, 1, 0, PARTS), LLZ_ERR_HEADER);               /* level not critical */
    expect_options(OPTIONS(0x01, 0, LEVEL0, PARTS), LLZ_ERR_HEADER);          /* number 0 */
    expect_options(OPTIONS(0x03, 2, 0, 0, PARTS), LLZ_ERR_HEADER);            /* level of 2 bytes */
    expect_options(OPTIONS(0x03, 0, PARTS), LLZ_ERR_HEADER);                  /* of none */
    expect_options(OPTIONS(LEVEL0, 0x05, 2, 1, 0), LLZ_ERR_HEADER);           /* more than a number */
    expect_options(OPTIONS(LEVEL0, 0x05, 2, 0x81, 0), LLZ_ERR_HEADER);        /* not its shortest form */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x07, 1, 0), LLZ_ERR_HEADER);       /* policy 0 is not written */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x09, 1, 0), LLZ_ERR_HEADER);       /* nor seed 0 */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0b, 0), LLZ_ERR_HEADER);          /* nor an empty fingerprint */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0b, 1, 7), LLZ_ERR_HEADER);       /* nor one that rings the bell */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0d, 1, 0), LLZ_ERR_HEADER);       /* nor optimizer 0 */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0d, 0), LLZ_ERR_HEADER);          /* an optimizer without value */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0c, 1, 1), LLZ_ERR_HEADER);       /* optimizer not critical */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x18), LLZ_ERR_HEADER);             /* length missing */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x18, 1), LLZ_ERR_HEADER);          /* value missing */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0f, 1, 0), LLZ_ERR_HEADER);       /* budget 0 is not written */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x0e, 1, 1), LLZ_ERR_HEADER);       /* budget not critical */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x8e, 0, 0), LLZ_ERR_HEADER);       /* long form of the number */
    expect_options(OPTIONS(LEVEL0, PARTS, 0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1),
                   LLZ_ERR_HEADER); /* 2^64 - 1 bytes of value */
}

static void lengths_of_options(void **state)
{
    static const uint8_t absurd[] = { START, 0xff, 0xff, 0xff, 0xff, 0x0f }, long_form[] = { START, 0x86, 0 };
    uint8_t options[LLZ_OPTIONS_MAX + 1] = { LEVEL0, PARTS, 0x18, 0, 0 };

    (void)state;
    llz_varint_put(options + 7, LLZ_OPTIONS_MAX - 9);
    expect_options(options, LLZ_OPTIONS_MAX, LLZ_OK);
    llz_varint_put(options + 7, LLZ_OPTIONS_MAX + 1 - 9);
    expect_options(options, LLZ_OPTIONS_MAX + 1, LLZ_ERR_HEADER);
    expect_bytes(absurd, sizeof absurd, LLZ_ERR_HEADER);
    expect_bytes(long_form, sizeof long_form, LLZ_ERR_HEADER);
}

static void starts(void **state)
{
    static const uint8_t start[] = { START };
    uint8_t other[sizeof start];

    (void)state;
    expect_bytes("", 0, LLZ_ERR_NOT_LLZ);
    for (size_t n = 1; n <= sizeof start; n++)
        expect_bytes(start, n, LLZ_ERR_TRUNCATED);
    /* Another byte is seen at once, not after the rest. */
    for (size_t i = 0; i < sizeof start; i++) {
        memcpy(other, start, sizeof start);
        other[i]++;
        expect_bytes(other, i + 1, i < 4 ? LLZ_ERR_NOT_LLZ : LLZ_ERR_VERSION);
    }
}

/* One bit of a header changed anywhere is noticed. */
static void damaged_header(void **state)
{
    struct blob b = header_with(OPTIONS(LEVEL0, PARTS, 0x18, 4, 1, 2, 3, 4));
    struct llz_header h;
    size_t need;

    (void)state;
    assert_int_equal(llz_header_get(b.p, b.n, &h, &need), LLZ_OK);
    assert_int_equal(need, b.n);
    for (size_t i = 0; i < 8 * b.n; i++) {
        b.p[i / 8] ^= (uint8_t)(1 << i % 8);
        enum llz_error err = llz_header_get(b.p, b.n, &h, &need);
        assert_true(err != LLZ_OK || need > b.n);
        b.p[i / 8] ^= (uint8_t)(1 << i % 8);
    }
    free(b.p);
}

static void header_round_trip(void **state)
{
    struct llz_header in = { .level = 7,
                             .parts = LLZ_PARTS_ALL & ~LLZ_PART_WORDS,
                             .seed = UINT64_MAX,
                             .optimizer = 3 },
                      out;
    uint8_t bytes[LLZ_HEADER_MAX];
    size_t n, need;

    (void)state;
    memset(in.math, 'x', LLZ_FINGERPRINT_MAX);
    n = llz_header_put(bytes, &in);
    for (size_t k = 0; k < n; k++) {
        assert_int_equal(llz_header_get(bytes, k, &out, &need), LLZ_OK);
        assert_true(need > k && need <= n);
    }
    assert_int_equal(llz_header_get(bytes, n, &out, &need), LLZ_OK);
    assert_int_equal(need, n);
    assert_int_equal(out.level, 7);
    assert_int_equal(out.parts, in.parts);
    assert_int_equal(out.policy, 0);
    assert_int_equal(out.optimizer, 3);
    assert_true(out.seed == UINT64_MAX);
    assert_string_equal(out.math, in.math);
}

/* An archive of another backend is listed, but not decoded. */
static void foreign_math(void **state)
{
    struct blob b = header_with(OPTIONS(LEVEL0, PARTS, 0x0b, 3, 'a', 'b', 'c')), none = { 0 };
    struct llz_stream *s = llz_lister_new(NULL);

    (void)state;
    add_empty_frame(&b);
    assert_int_equal(run_stream(s, b.p, b.n, (struct cut){ 0, 0 }, &none), LLZ_OK);
    assert_int_equal(unpack(b.p, b.n, &none), LLZ_ERR_MATH);
    free(b.p);
}

static void expect_head(const uint8_t *p, size_t n, size_t full, bool first, enum llz_error want)
{
    struct llz_frame_rules rules = { full, first };
    struct llz_frame f;
    size_t need;

    assert_int_equal(llz_frame_get(p, n, &rules, &f, &need), want);
}

static void frame_heads(void **state)
{
    (void)state;
    expect_head(OPTIONS(0x08), 100, true, LLZ_ERR_HEADER); /* unknown flag */
    expect_head(OPTIONS(0x80), 100, true, LLZ_ERR_HEADER);
    expect_head(OPTIONS(0x02, 100), 100, true, LLZ_OK);
    expect_head(OPTIONS(0x02, 99), 100, true, LLZ_ERR_HEADER); /* short, but not the last */
    expect_head(OPTIONS(0x02, 101), 100, true, LLZ_ERR_HEADER);
    expect_head(OPTIONS(0x03, 100), 100, true, LLZ_OK);
    expect_head(OPTIONS(0x03, 101), 100, true, LLZ_ERR_HEADER);
    expect_head(OPTIONS(0x03, 0), 100, true, LLZ_OK);
    expect_head(OPTIONS(0x03, 0), 100, false, LLZ_ERR_HEADER);      /* empty, but not alone */
    expect_head(OPTIONS(0x03, 0x80, 0), 100, true, LLZ_ERR_HEADER); /* long form */
    expect_head(OPTIONS(0x01, 0, 0), 100, true, LLZ_ERR_HEADER);    /* empty, but coded */
    expect_head(OPTIONS(0x01, 100, 0), 100, true, LLZ_ERR_HEADER);  /* no payload */
    expect_head(OPTIONS(0x01, 100, 98), 100, true, LLZ_OK);
    expect_head(OPTIONS(0x01, 100, 99), 100, true, LLZ_ERR_HEADER); /* saves nothing */
    expect_head(OPTIONS(0x01, 100, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1), 100, true,
                LLZ_ERR_HEADER);
}

/* More content than a payload can hold is refused as soon as the lengths are known. */
static void impossible_lengths(void **state)
{
    size_t full = 1 << 22;

    (void)state;
    for (size_t payload = 1; payload < 40; payload++) {
        uint8_t head[LLZ_FRAME_HEAD_MAX] = { 1 };
        size_t most = payload * LLZ_CODER_CONTENT_PER_BYTE, n;

        for (size_t raw = most; raw <= most + 1 && raw <= full; raw++) {
            n = 1 + llz_varint_put(head + 1, raw);
            n += llz_varint_put(head + n, payload);
            expect_head(head, n, full, true, raw > most ? LLZ_ERR_HEADER : LLZ_OK);
        }
    }
}

/* Only a member without content has a frame without content. */
static void empty_behind_full(void **state)
{
    size_t full = llz_level_frame_bytes(0);
    struct blob in = content(full + 1, CONTENT_RANDOM), b = pack(in.p, in.n), out = { 0 };
    XXH128_canonical_t hash;

    (void)state;
    b.n -= 1 + 1 + 16 + 1; /* the last frame: one byte, stored */
    XXH128_canonicalFromHash(&hash, XXH3_128bits(in.p, full));
    blob_add(&b, "\3\0", 2);
    blob_add(&b, hash.digest, sizeof hash.digest);
    assert_int_equal(unpack(b.p, b.n, &out), LLZ_ERR_HEADER);
    assert_int_equal(out.n, full);
    free(in.p);
    free(b.p);
    free(out.p);
}

static void what_follows_a_member(void **state)
{
    struct blob one = pack((const uint8_t *)"abc", 3), b, out;

    (void)state;
    for (int i = 0; i < 4; i++) {
        static const struct {
            uint8_t bytes[3];
            size_t n;
            enum llz_error want;
        } cases[4] = { { { 0 }, 1, LLZ_ERR_TRAILING },
                       { { 0xf5, 'l', 'x' }, 3, LLZ_ERR_TRAILING },
                       { { 0xf5, 'l' }, 2, LLZ_ERR_TRUNCATED },
                       { { 0 }, 0, LLZ_OK } };

        b = out = (struct blob){ 0 };
        blob_add(&b, one.p, one.n);
        blob_add(&b, cases[i].bytes, cases[i].n);
        assert_int_equal(unpack(b.p, b.n, &out), cases[i].want);
        /* The member before it is whole and has been released. */
        assert_int_equal(out.n, 3);
        assert_memory_equal(out.p, "abc", 3);
        free(b.p);
        free(out.p);
    }
    free(one.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_empty_archive),
        cmocka_unit_test(good_options),
        cmocka_unit_test(tunings),
        cmocka_unit_test(bad_options),
        cmocka_unit_test(contents_in_a_row),
        cmocka_unit_test(content_as_asked_for),
        cmocka_unit_test(lengths_of_options),
        cmocka_unit_test(starts),
        cmocka_unit_test(damaged_header),
        cmocka_unit_test(header_round_trip),
        cmocka_unit_test(foreign_math),
        cmocka_unit_test(frame_heads),
        cmocka_unit_test(impossible_lengths),
        cmocka_unit_test(what_follows_a_member),
        cmocka_unit_test(empty_behind_full),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
