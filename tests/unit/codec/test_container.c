/* Headers and heads that no encoder writes are refused, each for its reason;
 * the ones it writes are these bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include <cmocka.h>

#include "codec/coder/bytes.h"
#include "codec/coder/varint.h"
#include "codec/container/chain.h"
#include "codec/container/header.h"
#include "learner/identity.h"
#include "learner/learner.h"
#include "tests/unit/archive.h"

/* The first bytes of every archive. Then come the model, the flags and the model's identity. */
#define START 0xf5, 'l', 'z', 1
#define FIXED 10      /* bytes up to what the flags announce */
#define HAS_OPTIONS 4 /* flags */
#define WIDE 32

static void add_check(struct blob *b)
{
    uint8_t check[2];

    llz_store16(check, (uint16_t)XXH3_64bits(b->p, b->n));
    blob_add(b, check, sizeof check);
}

/* A header of this model with these flags, and n bytes of what they announce; its check is true. */
static struct blob header_of(int model, uint32_t identity, unsigned flags, const void *rest, size_t n)
{
    uint8_t fixed[FIXED] = { START, (uint8_t)model, (uint8_t)flags };
    struct blob b = { 0 };

    llz_store32(fixed + 6, identity);
    blob_add(&b, fixed, sizeof fixed);
    blob_add(&b, rest, n);
    add_check(&b);
    return b;
}

/* Of level 0, with these options; n = 0: without any. */
static struct blob header_with(const void *options, size_t n)
{
    uint8_t rest[LLZ_VARINT_MAX + LLZ_OPTIONS_MAX + 1];
    size_t length = n > 0 ? llz_varint_put(rest, n) : 0;

    if (n > 0)
        memcpy(rest + length, options, n);
    return header_of(llz_row_of_level(0), llz_row_identity(llz_row_of_level(0)), n > 0 ? HAS_OPTIONS : 0, rest,
                     length + n);
}

/* A frame whose head is these bytes and whose payload is content that hashes like this, in canonical form,
 * where the header begins at `member` and is all that stands after it. */
static void add_frame(struct blob *b, size_t member, const void *head, size_t n, const uint8_t *hash,
                      size_t hash_bytes)
{
    uint8_t check[LLZ_CHECK_BYTES_WIDE];

    memcpy(check, hash, hash_bytes);
    llz_chain_lay(check, hash_bytes, llz_chain_link(head, n, llz_chain_begin(b->p + member, b->n - member, 0)));
    blob_add(b, head, n);
    blob_add(b, check, hash_bytes);
}

static void add_empty_frame(struct blob *b, size_t member)
{
    uint8_t hash[8];

    llz_store64(hash, XXH3_64bits("", 0));
    add_frame(b, member, "\x83\0", 2, hash, sizeof hash);
}

/* Decoder and lister, whole and byte by byte, say the same, and put out no more than so many bytes. */
static void expect_some(const struct blob *b, enum llz_error want, size_t most)
{
    for (int i = 0; i < 4; i++) {
        struct llz_stream *s = i & 1 ? llz_lister_new(NULL) : llz_decoder_new(NULL, NULL);
        struct blob out = { 0 };
        enum llz_error err = run_stream(s, b->p, b->n, (struct cut){ i & 2 ? 1 : 0, 0 }, &out);

        if (err != want)
            fail_msg("%s instead of %s (%d)", llz_error_message(err), llz_error_message(want), i);
        assert_true(out.n <= most);
        free(out.p);
    }
}

static void expect(const struct blob *b, enum llz_error want)
{
    expect_some(b, want, 0);
}

static void expect_options(const void *options, size_t n, enum llz_error want)
{
    struct blob b = header_with(options, n);

    add_empty_frame(&b, 0);
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

/* The example of FORMAT.md, where the identity of the model stands as four bytes 00. */
static void golden_empty_archive(void **state)
{
    uint8_t want[] = { START, 74,   0,    0,    0,    0,    0,    0x66, 0x08, 0x83,
                       0,     0xa7, 0x93, 0xd1, 0xb9, 0xe2, 0xa9, 0x8c, 0xc1 };
    struct llz_header h = { .model = llz_row_of_level(0), .parts = LLZ_PARTS_ALL };
    struct blob got = { 0 };
    uint8_t bytes[LLZ_HEADER_MAX];

    (void)state;
    h.identity = llz_row_identity(llz_row_of_level(0));
    blob_add(&got, bytes, llz_header_put(bytes, &h));
    add_empty_frame(&got, 0);
    const struct llz_options opt = all_of_level0();
    struct blob made = pack_cut(&opt, NULL, 0, (struct cut){ 0, 0 });
    assert_same(&made, &got);
    expect_bytes(got.p, got.n, LLZ_OK);

    llz_store32(got.p + 6, 0);
    got.n = FIXED;
    add_check(&got);
    add_empty_frame(&got, 0);
    assert_int_equal(got.n, sizeof want);
    assert_memory_equal(got.p, want, sizeof want);
    free(got.p);
    free(made.p);
}

#define OPTIONS(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

static void good_options(void **state)
{
    (void)state;
    expect_options(NULL, 0, LLZ_OK);
    expect_options(OPTIONS(0x03, 1, LLZ_PART_LM), LLZ_OK);         /* parts */
    expect_options(OPTIONS(0x09, 2, 0x80, 1), LLZ_OK);             /* seed 128 */
    expect_options(OPTIONS(0x07, 1, 1), LLZ_OK);                   /* optimizer 1 */
    expect_options(OPTIONS(0x12, 0), LLZ_OK);                      /* unknown 9 without value */
    expect_options(OPTIONS(0x0b, 1, 9), LLZ_OK);                   /* budget 9 */
    expect_options(OPTIONS(0x12, 2, 0, 0, 0xfe, 1, 1, 9), LLZ_OK); /* unknown 9 and 127 */
}

/* Option 6: knobs, each a number and 128 + its value. */
static void tunings(void **state)
{
    (void)state;
    expect_options(OPTIONS(0x0d, 2, 0, 129), LLZ_OK);
    expect_options(OPTIONS(0x0d, 4, 2, 116, 10, 130), LLZ_OK);
    expect_options(OPTIONS(0x0d, 0), LLZ_ERR_HEADER);                 /* none */
    expect_options(OPTIONS(0x0d, 1, 0), LLZ_ERR_HEADER);              /* half of one */
    expect_options(OPTIONS(0x0d, 3, 0, 129, 1), LLZ_ERR_HEADER);      /* one and a half */
    expect_options(OPTIONS(0x0d, 2, 0, 128), LLZ_ERR_HEADER);         /* as usual */
    expect_options(OPTIONS(0x0d, 4, 1, 129, 0, 129), LLZ_ERR_HEADER); /* order */
    expect_options(OPTIONS(0x0d, 4, 1, 129, 1, 129), LLZ_ERR_HEADER); /* twice */
    expect_options(OPTIONS(0x0c, 2, 0, 129), LLZ_ERR_HEADER);         /* not critical */
    expect_options(OPTIONS(0x0d, 2, 0, 141), LLZ_ERR_OPTION);         /* 13 */
    expect_options(OPTIONS(0x0d, 2, 0, 115), LLZ_ERR_OPTION);         /* -13 */
    expect_options(OPTIONS(0x0d, 2, 8, 127), LLZ_ERR_OPTION);         /* below 0 */
    expect_options(OPTIONS(0x0d, 2, 10, 131), LLZ_ERR_OPTION);        /* no such sets */
    expect_options(OPTIONS(0x0d, 2, LLZ_KNOBS, 129), LLZ_ERR_OPTION); /* no such knob */
    expect_options(OPTIONS(0x0d, 2, 255, 129), LLZ_ERR_OPTION);
}

static uint64_t least_memory(void)
{
    return llz_row_memory_least(llz_row_of_level(0));
}

/* Option 8: MiB of memory. */
static void memories(void **state)
{
    const uint8_t least = (uint8_t)least_memory();

    (void)state;
    assert_in_range(least, 2, 126); /* one byte each */
    expect_options(OPTIONS(0x11, 1, (uint8_t)(least - 1)), LLZ_ERR_OPTION);
    expect_options(OPTIONS(0x11, 1, 1), LLZ_ERR_OPTION);
    expect_options(OPTIONS(0x11, 1, 0), LLZ_ERR_HEADER);                               /* as usual */
    expect_options(OPTIONS(0x11, 0), LLZ_ERR_HEADER);                                  /* no number */
    expect_options(OPTIONS(0x11, 2, least, 0), LLZ_ERR_HEADER);                        /* more than a number */
    expect_options(OPTIONS(0x10, 1, least), LLZ_ERR_HEADER);                           /* not critical */
    expect_options(OPTIONS(0x11, 7, 128, 128, 128, 128, 128, 128, 4), LLZ_ERR_OPTION); /* 2^44 */
}

static void memory_comes_back(void **state)
{
    const uint64_t values[] = { least_memory(), least_memory() + 1, 12345, LLZ_MEMORY_MOST };

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct llz_header h = { .model = llz_row_of_level(0), .memory = values[i] }, got;
        uint8_t bytes[LLZ_HEADER_MAX];
        size_t n, need;

        h.identity = llz_row_identity(h.model);
        h.parts = llz_row_parts(h.model, 0);
        n = llz_header_put(bytes, &h);
        assert_int_equal(llz_header_get(bytes, n, &got, &need), LLZ_OK);
        assert_int_equal(need, n);
        assert_true(got.memory == values[i]);
        /* What another model needs nobody knows here. */
        h.identity++;
        h.parts = 0;
        h.memory = 1;
        n = llz_header_put(bytes, &h);
        assert_int_equal(llz_header_get(bytes, n, &got, &need), LLZ_OK);
        assert_int_equal(got.memory, 1);
    }
}

/* Of an archive; besides: files that announce notes, and notes that say nothing. */
enum { NOTED = LLZ_CONTENT_NOTES + 1, EMPTY_NOTES };

/* An archive of members that say that they hold these contents, empty but for notes. */
static void expect_contents(const int *contents, size_t n, enum llz_error want)
{
    struct blob b = { 0 };
    uint64_t value = 0;

    for (size_t i = 0; i < n; i++) {
        const enum llz_content is = contents[i] == NOTED         ? LLZ_CONTENT_FILES
                                    : contents[i] == EMPTY_NOTES ? LLZ_CONTENT_NOTES
                                                                 : (enum llz_content)contents[i];
        const uint8_t length = contents[i] == LLZ_CONTENT_NOTES;
        const uint8_t head[2] = { contents[i] == NOTED ? 0xfb : 0x83, length };
        struct blob header = header_of(llz_row_of_level(0), llz_row_identity(llz_row_of_level(0)), is, NULL, 0);
        size_t at = b.n;
        uint8_t hash[8];
        uint64_t seed = is == LLZ_CONTENT_FILES || is == LLZ_CONTENT_NOTES ? value : 0;

        blob_add(&b, header.p, header.n);
        llz_store64(hash, XXH3_64bits("n", length) ^
                              llz_chain_link(head, sizeof head, llz_chain_begin(b.p + at, header.n, seed)));
        blob_add(&b, head, sizeof head);
        blob_add(&b, hash, sizeof hash);
        blob_add(&b, "n", length);
        value = llz_load64(hash);
        free(header.p);
    }
    expect_some(&b, want, 1);
    free(b.p);
}

#define CONTENTS(...) (const int[]){ __VA_ARGS__ }, sizeof((const int[]){ __VA_ARGS__ }) / sizeof(int)

static void contents_in_a_row(void **state)
{
    const int stream = LLZ_CONTENT_STREAM, index = LLZ_CONTENT_INDEX, files = LLZ_CONTENT_FILES,
              notes = LLZ_CONTENT_NOTES;

    (void)state;
    expect_contents(CONTENTS(stream, stream), LLZ_OK);
    expect_contents(CONTENTS(index, files), LLZ_OK);
    expect_contents(CONTENTS(index), LLZ_ERR_TRUNCATED);
    expect_contents(CONTENTS(files), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, index), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, stream), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(stream, index), LLZ_ERR_JOINED);
    expect_contents(CONTENTS(stream, files), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, files, files), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, files, stream), LLZ_ERR_JOINED);
    expect_contents(CONTENTS(index, files, index, files), LLZ_ERR_JOINED);
    expect_contents(CONTENTS(index, NOTED, notes), LLZ_OK);
    expect_contents(CONTENTS(index, NOTED), LLZ_ERR_TRUNCATED);
    expect_contents(CONTENTS(index, NOTED, EMPTY_NOTES), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, NOTED, notes, notes), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, NOTED, notes, files), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, NOTED, notes, stream), LLZ_ERR_JOINED);
    expect_contents(CONTENTS(index, NOTED, notes, index), LLZ_ERR_JOINED);
    expect_contents(CONTENTS(index, NOTED, index), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, NOTED, files), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, NOTED, stream), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, files, notes), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(index, notes), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(stream, notes), LLZ_ERR_HEADER);
    expect_contents(CONTENTS(notes), LLZ_ERR_HEADER);
}

static void content_as_asked_for(void **state)
{
    struct llz_options o = LLZ_OPTIONS_INIT;

    (void)state;
    o.level = 0;
    for (int i = LLZ_CONTENT_STREAM; i <= LLZ_CONTENT_NOTES; i++) {
        struct llz_stream *s;
        struct llz_info info = LLZ_INFO_INIT;

        o.content = (enum llz_content)i;
        s = llz_encoder_new(&o, NULL);
        assert_non_null(s);
        llz_get_info(s, &info);
        assert_int_equal(info.content, i);
        llz_free(s);
    }
    o.content = (enum llz_content)(LLZ_CONTENT_NOTES + 1);
    assert_null(llz_encoder_new(&o, NULL));
}

static void bad_options(void **state)
{
    (void)state;
    expect_options(OPTIONS(0x13, 0), LLZ_ERR_OPTION);                         /* unknown critical */
    expect_options(OPTIONS(0x0b, 3, 0x81, 0xbf, 0x12), LLZ_ERR_OPTION);       /* budget 16 * 18936 + 1 */
    expect_options(OPTIONS(0x0b, 4, 0x80, 0x80, 0x80, 0x20), LLZ_ERR_OPTION); /* budget 2^26 */
    expect_options(OPTIONS(0x12, 0, 0x15, 0), LLZ_ERR_OPTION);                /* after one that is not */
    expect_options(OPTIONS(0x03, 2, 0x81, 1), LLZ_ERR_OPTION);                /* part 7, unknown */
    expect_options(OPTIONS(0x05, 1, 0x7f), LLZ_ERR_POLICY);                   /* policy 127 */
    expect_options(OPTIONS(0x05, 2, 0x80, 0x20), LLZ_ERR_POLICY);             /* LLZ_BOUND: oracle */
    expect_options(OPTIONS(0x07, 1, 0x7f), LLZ_ERR_OPTIMIZER);                /* optimizer 127 */

    expect_options(OPTIONS(0x03, 1, 0), LLZ_ERR_HEADER);             /* no part */
    expect_options(OPTIONS(0x03, 1, LLZ_PARTS_ALL), LLZ_ERR_HEADER); /* the usual ones */
    expect_options(OPTIONS(0x0b, 1, 9, 0x09, 1, 9), LLZ_ERR_HEADER); /* order */
    expect_options(OPTIONS(0x09, 1, 9, 0x09, 1, 9), LLZ_ERR_HEADER); /* twice */
    expect_options(OPTIONS(0x12, 0, 0x12, 0), LLZ_ERR_HEADER);       /* unknown twice */
    expect_options(OPTIONS(0x08, 1, 9), LLZ_ERR_HEADER);             /* seed not critical */
    expect_options(OPTIONS(0x01, 0), LLZ_ERR_HEADER);                /* number 0 */
    expect_options(OPTIONS(0x09, 2, 1, 0), LLZ_ERR_HEADER);          /* more than a number */
    expect_options(OPTIONS(0x09, 2, 0x81, 0), LLZ_ERR_HEADER);       /* not its shortest form */
    expect_options(OPTIONS(0x05, 1, 0), LLZ_ERR_HEADER);             /* policy 0 is not written */
    expect_options(OPTIONS(0x09, 1, 0), LLZ_ERR_HEADER);             /* nor seed 0 */
    expect_options(OPTIONS(0x13, 1, 7), LLZ_ERR_OPTION);             /* number 9 has no meaning */
    expect_options(OPTIONS(0x07, 1, 0), LLZ_ERR_HEADER);             /* nor optimizer 0 */
    expect_options(OPTIONS(0x07, 0), LLZ_ERR_HEADER);                /* an optimizer without value */
    expect_options(OPTIONS(0x06, 1, 1), LLZ_ERR_HEADER);             /* optimizer not critical */
    expect_options(OPTIONS(0x12), LLZ_ERR_HEADER);                   /* length missing */
    expect_options(OPTIONS(0x12, 1), LLZ_ERR_HEADER);                /* value missing */
    expect_options(OPTIONS(0x0b, 1, 0), LLZ_ERR_HEADER);             /* budget 0 is not written */
    expect_options(OPTIONS(0x0a, 1, 1), LLZ_ERR_HEADER);             /* budget not critical */
    expect_options(OPTIONS(0x8e, 0, 0), LLZ_ERR_HEADER);             /* long form of the number */
    expect_options(OPTIONS(0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1),
                   LLZ_ERR_HEADER); /* 2^64 - 1 bytes of value */
}

static void expect_header(int model, unsigned flags, const void *rest, size_t n, enum llz_error want)
{
    struct blob b = header_of(model, llz_row_identity(model), flags, rest, n);

    add_empty_frame(&b, 0);
    expect(&b, want);
    free(b.p);
}

static void flags(void **state)
{
    (void)state;
    expect_header(llz_row_of_level(0), 0, NULL, 0, LLZ_OK);
    expect_header(llz_row_of_level(0), 3, NULL, 0, LLZ_ERR_HEADER); /* notes of nothing */
    expect_header(llz_row_of_level(0), 64, NULL, 0, LLZ_ERR_HEADER);
    expect_header(llz_row_of_level(0), 128, NULL, 0, LLZ_ERR_HEADER);
    expect_header(llz_row_of_level(0), HAS_OPTIONS, OPTIONS(0), LLZ_ERR_HEADER); /* of which there are none */
}

/* The last frame's check is of 8 bytes or 16. */
static void wide_check(void **state)
{
    struct llz_options opt = all_of_level0();
    struct blob in = content(1000, CONTENT_TEXT), out = { 0 };
    struct blob narrow = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });

    (void)state;
    opt.check = 128;
    struct blob wide = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
    assert_int_equal(wide.n, narrow.n + 8);
    assert_int_equal(wide.p[5], WIDE);
    assert_int_equal(unpack(wide.p, wide.n, &out), LLZ_OK);
    assert_same(&in, &out);

    for (int i = 0; i < 2; i++) {
        const struct blob *b = i ? &wide : &narrow;
        struct llz_stream *s = llz_lister_new(NULL);
        XXH128_canonical_t whole;
        struct llz_info info = LLZ_INFO_INIT;
        size_t took;

        assert_int_equal(llz_feed(s, b->p, b->n, &took), LLZ_OK);
        llz_get_info(s, &info);
        llz_free(s);
        assert_int_equal(info.hash_bytes, i ? 16 : 8);
        XXH128_canonicalFromHash(&whole, XXH3_128bits(in.p, in.n));
        if (!i)
            XXH64_canonicalFromHash((XXH64_canonical_t *)&whole, XXH3_64bits(in.p, in.n));
        assert_memory_equal(info.hash, whole.digest, i ? 16 : 8);
    }
    for (size_t i = 1; i <= 16; i++) { /* each of its bytes counts */
        const size_t at = 12 + 2 + llz_varint_size(wide.n - 30) + 16 - i;

        wide.p[at] ^= 1;
        out.n = 0;
        assert_int_equal(unpack(wide.p, wide.n, &out), LLZ_ERR_CORRUPT);
        assert_int_equal(out.n, 0);
        wide.p[at] ^= 1;
    }
    for (int bits = 1; bits < 200; bits++) {
        opt.check = bits;
        struct llz_stream *s = llz_encoder_new(&opt, NULL);
        assert_int_equal(s != NULL, bits == 64 || bits == 128);
        llz_free(s);
    }
    free(in.p);
    free(narrow.p);
    free(wide.p);
    free(out.p);
}

/* What is made by another model is listed, and refused by its name. */
static void foreign_models(void **state)
{
    static const int models[] = { 0,  9,  10, 19, 20, 29, 30, 39, 40, 49, 50, 59, 60, 69,
                                  70, 73, 74, 79, 80, 83, 84, 85, 87, 88, 90, 91, 255 };

    (void)state;
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
        struct blob b = header_of(models[i], 0x3f2a1b0c, 0, NULL, 0), none = { 0 };
        struct llz_stream *s;
        struct llz_info info = LLZ_INFO_INIT;
        size_t took;

        add_empty_frame(&b, 0);
        for (int listing = 0; listing < 2; listing++) {
            s = listing ? llz_lister_new(NULL) : llz_decoder_new(NULL, NULL);
            assert_int_equal(llz_feed(s, b.p, b.n, &took), listing ? LLZ_OK : LLZ_ERR_MODEL);
            llz_get_info(s, &info);
            assert_int_equal(info.model, models[i]);
            assert_int_equal(info.level, llz_level_of_row(models[i]));
            /* Retired models have names: those before 74, 80 to 83, and 85 to 87. */
            assert_int_equal(info.model_name != NULL, models[i] < 74 || (models[i] >= 80 && models[i] <= 83) ||
                                                          (models[i] >= 85 && models[i] <= 87));
            assert_int_equal(info.identity, 0x3f2a1b0c);
            assert_int_equal(info.model_here, 0);
            llz_free(s);
        }
        assert_int_equal(unpack(b.p, b.n, &none), LLZ_ERR_MODEL);
        free(b.p);
    }
}

/* Whoever asks for a model by its number gets what its level gives. */
static void models_and_levels(void **state)
{
    static const uint64_t none[] = { 1,  5,  9,  10, 19, 20, 29, 30, 39, 40,  49,       50,        59,
                                     60, 69, 70, 73, 80, 83, 85, 87, 91, 200, 256 + 74, UINT64_MAX };
    struct llz_options by_level = LLZ_OPTIONS_INIT, by_number = LLZ_OPTIONS_INIT;
    struct blob in = content(500, CONTENT_TEXT);

    (void)state;
    for (int level = 0; level <= 3; level += 3) {
        by_level.level = level;
        by_number.model = (uint64_t)llz_level_model(level); /* its own level is another one */
        struct blob a = pack_cut(&by_level, in.p, in.n, (struct cut){ 0, 0 });
        struct blob b = pack_cut(&by_number, in.p, in.n, (struct cut){ 0, 0 });
        struct blob out = { 0 };

        assert_same(&a, &b);
        assert_int_equal(b.p[4], by_number.model);
        assert_int_equal(unpack(b.p, b.n, &out), LLZ_OK);
        assert_same(&out, &in);
        assert_int_equal(llz_memory_needed(&by_level), llz_memory_needed(&by_number));
        free(a.p);
        free(b.p);
        free(out.p);
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        enum llz_error err = LLZ_OK;

        by_number.model = none[i];
        assert_null(llz_encoder_new(&by_number, &err));
        assert_int_equal(err, LLZ_ERR_ARGUMENT);
        assert_int_equal(llz_memory_needed(&by_number), 0);
    }
    free(in.p);
}

static void lengths_of_options(void **state)
{
    uint8_t options[LLZ_OPTIONS_MAX + 1] = { 0x12, 0, 0 };

    (void)state;
    llz_varint_put(options + 1, LLZ_OPTIONS_MAX - 3);
    expect_options(options, LLZ_OPTIONS_MAX, LLZ_OK);
    llz_varint_put(options + 1, LLZ_OPTIONS_MAX + 1 - 3);
    expect_options(options, LLZ_OPTIONS_MAX + 1, LLZ_ERR_HEADER);
    expect_header(llz_row_of_level(0), HAS_OPTIONS, OPTIONS(0xff, 0xff, 0xff, 0xff, 0x0f),
                  LLZ_ERR_HEADER);                                                              /* absurd */
    expect_header(llz_row_of_level(0), HAS_OPTIONS, OPTIONS(0x83, 0, 9, 1, 1), LLZ_ERR_HEADER); /* long form */
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
        expect_bytes(other, i + 1, i < 3 ? LLZ_ERR_NOT_LLZ : LLZ_ERR_VERSION);
    }
}

/* One bit of a header changed anywhere is noticed. */
static void damaged_header(void **state)
{
    struct blob b = header_with(OPTIONS(0x12, 4, 1, 2, 3, 4));
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
    struct llz_header in = { .model = llz_row_of_level(7),
                             .parts = LLZ_PARTS_ALL & ~LLZ_PART_WORDS,
                             .seed = UINT64_MAX,
                             .optimizer = 3,
                             .wide = true,
                             .has_prior = true,
                             .prior = 0x89abcdef,
                             .group = { .length = 7, .at = 70000, .previous = 0x123456789abc } },
                      out;
    uint8_t bytes[LLZ_HEADER_MAX];
    size_t n, need;

    (void)state;
    in.identity = llz_row_identity(llz_row_of_level(7));
    n = llz_header_put(bytes, &in);
    for (size_t k = 0; k < n; k++) {
        assert_int_equal(llz_header_get(bytes, k, &out, &need), LLZ_OK);
        assert_true(need > k && need <= n);
    }
    assert_int_equal(llz_header_get(bytes, n, &out, &need), LLZ_OK);
    assert_int_equal(need, n);
    assert_int_equal(out.model, in.model);
    assert_int_equal(out.parts, in.parts);
    assert_int_equal(out.policy, 0);
    assert_int_equal(out.optimizer, 3);
    assert_true(out.seed == UINT64_MAX);
    assert_true(out.wide && out.has_prior && out.prior == in.prior && out.identity == in.identity);
    assert_true(out.group.at == 70000 && out.group.length == 7 && !out.group.more);
    assert_true(out.group.previous == in.group.previous);
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
                       { { 0xf5, 'x' }, 2, LLZ_ERR_TRAILING },
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
        cmocka_unit_test(memories),
        cmocka_unit_test(memory_comes_back),
        cmocka_unit_test(bad_options),
        cmocka_unit_test(contents_in_a_row),
        cmocka_unit_test(content_as_asked_for),
        cmocka_unit_test(lengths_of_options),
        cmocka_unit_test(starts),
        cmocka_unit_test(damaged_header),
        cmocka_unit_test(header_round_trip),
        cmocka_unit_test(flags),
        cmocka_unit_test(wide_check),
        cmocka_unit_test(foreign_models),
        cmocka_unit_test(models_and_levels),
        cmocka_unit_test(what_follows_a_member),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
