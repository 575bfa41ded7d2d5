/* Content that is not coded: where an encoder finds it, what a table may say of it, and that it comes back,
 * however content and archive are cut and however much there is of it. */
#include "codec/container/chain.h"
#include "codec/container/frame.h"
#include "codec/container/frame_table.h"
#include "codec/repeats/content_tail.h"
#include "codec/repeats/find_repeats.h"
#include "codec/repeats/zeros.h"
#include "codec/stream/stream.h"
#include "model/contexts/contexts.h"
#include "model/memory/arena.h"
#include "tests/unit/archive.h"

#define BYTES(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })
#define FRAME ((size_t)16 << 10) /* coded bytes of one at level 0 */

/* ---- Rows of zeros ---- */

static size_t find_slowly(const uint8_t *p, size_t n)
{
    for (size_t i = 0, row = 0; i < n; i++) {
        row = p[i] == 0 ? row + 1 : 0;
        if (row == LLZ_ZEROS_LEAST || (row > 0 && i + 1 == n))
            return i + 1 - row;
    }
    return n;
}

/* Rows of all lengths around what matters, at all places within a word. */
static void rows_of_zeros(void **state)
{
    enum { ROOM = 3 * LLZ_ZEROS_LEAST };
    uint8_t *p = malloc(ROOM);
    uint64_t seed = 1;

    (void)state;
    assert_non_null(p);
    for (int i = 0; i < 3000; i++) {
        const size_t n = next_random(&seed) % ROOM;
        size_t at = 0;

        while (at < n) {
            const uint64_t r = next_random(&seed);
            const size_t row = r & 1 ? LLZ_ZEROS_LEAST - 3 + (r >> 1) % 6 : (r >> 1) % 40;

            memset(p + at, 0, row < n - at ? row : n - at);
            at += row;
            for (size_t k = (r >> 32) % 40; k > 0 && at < n; k--)
                p[at++] = 1;
        }
        assert_int_equal(llz_zeros_find(p, n), find_slowly(p, n));
        at = llz_zeros_front(p, n);
        assert_true(at == n || p[at] != 0);
        for (size_t k = 0; k < at; k++)
            assert_int_equal(p[k], 0);
    }
    free(p);
}

/* ---- The end of the content ---- */

/* What passes at once leaves the same as what passes byte by byte. */
static void tails(void **state)
{
    struct llz_tail *a = calloc(2, sizeof *a), *b = a + 1;
    uint8_t byte, noise[300];
    uint64_t seed = 2;

    (void)state;
    assert_non_null(a);
    for (int i = 0; i < 60; i++) {
        const uint64_t r = next_random(&seed);
        const uint64_t n = (r >> 8) % (r & 1 ? 300 : 200000);
        uint32_t distance = (uint32_t)((r >> 32) % (r & 2 ? 10 : LLZ_REPEAT_DISTANCE + 1));

        for (size_t k = 0; k < sizeof noise; k++)
            noise[k] = (uint8_t)next_random(&seed);
        llz_tail_add(a, noise, sizeof noise);
        llz_tail_add(b, noise, sizeof noise);
        distance = distance < a->n ? distance : (uint32_t)a->n;
        llz_tail_pass(a, n, distance);
        for (uint64_t k = 0; k < n; k++) {
            const uint8_t want = distance > 0 ? b->bytes[(b->n - distance) % LLZ_TAIL_BYTES] : 0;

            llz_tail_repeat(b, &byte, 1, distance);
            assert_int_equal(byte, want);
        }
        assert_int_equal(a->n, b->n);
        for (size_t k = 1; k <= LLZ_TAIL_BYTES && k <= a->n; k++)
            assert_int_equal(a->bytes[(a->n - k) % LLZ_TAIL_BYTES], b->bytes[(b->n - k) % LLZ_TAIL_BYTES]);
    }
    free(a);
}

/* ---- The model ---- */

struct watched {
    struct llz_contexts c;
    struct llz_arena memory;
};

static void make_contexts(struct watched *w, const struct llz_profile *p)
{
    enum { PAST_BITS = 12, FOLLOW_BITS = 16 };

    *w = (struct watched){ 0 };
    llz_contexts_lay(&w->c, &w->memory, PAST_BITS, FOLLOW_BITS); /* counts */
    w->memory = llz_arena_new(w->memory.used);
    assert_non_null(w->memory.base);
    llz_contexts_lay(&w->c, &w->memory, PAST_BITS, FOLLOW_BITS);
    llz_contexts_init(&w->c, LLZ_PARTS_ALL);
    llz_contexts_profile(&w->c, p);
}

/* After bytes that have passed the contexts know where they are, as if they had seen each: past, text, columns
 * and the phase of samples. */
static void passing(void **state)
{
    static const struct llz_profile profiles[] = {
        { .kind = LLZ_KIND_TEXT },
        { .kind = LLZ_KIND_BINARY, .stride = 100 },
        { .kind = LLZ_KIND_SAMPLES, .width = 2, .pixel = 6, .stride = 600 },
        { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 3, .stride = 99 },
    };
    static const uint64_t lengths[] = { 1, 100, 255, 256, 257, 4096, 5001, 20000 };
    const uint8_t zero = 0, period[] = { 1, 2, 3, 4, 5, 6, 7 };

    (void)state;
    for (size_t k = 0; k < 2 * 4 * 8; k++) {
        const uint64_t n = lengths[k % 8];
        const size_t length = k & 32 ? sizeof period : 1;
        const uint8_t *p = k & 32 ? period : &zero;
        struct watched a, b;

        make_contexts(&a, &profiles[k / 8 % 4]);
        make_contexts(&b, &profiles[k / 8 % 4]);
        for (uint8_t i = 0; i < 33; i++) {
            llz_contexts_add(&a.c, i);
            llz_contexts_add(&b.c, i);
        }
        llz_contexts_pass(&a.c, p, length, n);
        for (uint64_t i = 0; i < n; i++)
            llz_contexts_add(&b.c, p[i % length]);
        assert_int_equal(a.c.ring.n, b.c.ring.n);
        assert_memory_equal(a.c.ring.bytes, b.c.ring.bytes, a.c.ring.mask + 1);
        assert_true(a.c.text.recent == b.c.text.recent && a.c.text.column == b.c.text.column);
        assert_int_equal(a.c.text.classes, b.c.text.classes);
        if (a.c.record.told)
            assert_int_equal(a.c.record.column, b.c.record.column);
        assert_int_equal(llz_fields_since(&a.c.ring, a.c.fields.zero_at),
                         llz_fields_since(&b.c.ring, b.c.fields.zero_at));
        assert_int_equal(llz_fields_since(&a.c.ring, a.c.fields.control_at),
                         llz_fields_since(&b.c.ring, b.c.fields.control_at));
        assert_int_equal(a.c.fields.left, b.c.fields.left);
        assert_int_equal(a.c.samples->at, b.c.samples->at);
        assert_int_equal(a.c.samples->place, b.c.samples->place);
        assert_int_equal(a.c.samples->channel, b.c.samples->channel);
        llz_arena_free(&a.memory);
        llz_arena_free(&b.memory);
    }
}

/* ---- Tables ---- */

static enum llz_error get(const uint8_t *p, size_t n, size_t raw, uint64_t before, struct llz_table *t)
{
    uint8_t *copy = malloc(n + (n == 0)); /* exactly n bytes, for a sanitizer */
    size_t used;
    enum llz_error err;

    assert_non_null(copy);
    memcpy(copy, p, n);
    err = llz_table_get(copy, n, raw, before, t, &used);
    free(copy);
    if (err == LLZ_OK)
        assert_int_equal(used, n);
    return err;
}

static void expect(const uint8_t *p, size_t n, size_t raw, uint64_t before, enum llz_error want)
{
    struct llz_table t;

    assert_int_equal(get(p, n, raw, before, &t), want);
    for (size_t k = 0; want == LLZ_OK && k < n; k++)
        assert_int_equal(get(p, k, raw, before, &t), LLZ_AGAIN);
}

static void tables(void **state)
{
    (void)state;
    expect(BYTES(49, 1, 0, 2), 0, 0, LLZ_OK); /* one zero and nothing else */
    expect(BYTES(49, 1, 9, 2), 9, 0, LLZ_OK); /* after all */
    expect(BYTES(49, 1, 10, 2), 9, 0, LLZ_ERR_HEADER);
    expect(BYTES(49, 1, 0, 0), 9, 0, LLZ_ERR_HEADER); /* of no length */
    expect(BYTES(49, 1, 0, 1), 9, 0, LLZ_ERR_HEADER);
    expect(BYTES(49, 0), 9, 0, LLZ_ERR_HEADER); /* none */
    expect(BYTES(49, 65), 9, 0, LLZ_ERR_HEADER);
    expect(BYTES(49, 1, 1, 3, 1), 9, 0, LLZ_OK);         /* the byte before once more */
    expect(BYTES(49, 1, 0, 3, 1), 9, 0, LLZ_ERR_HEADER); /* there is none */
    expect(BYTES(49, 1, 0, 3, 1), 9, 1, LLZ_OK);         /* but in the frame before */
    expect(BYTES(49, 1, 4, 3, 5), 9, 0, LLZ_ERR_HEADER);
    expect(BYTES(49, 1, 4, 3, 0), 9, 0, LLZ_ERR_HEADER);
    expect(BYTES(49, 1, 4, 3, 0xff, 0xff, 3), 9, 1 << 20, LLZ_OK);
    expect(BYTES(49, 1, 4, 3, 0x80, 0x80, 4), 9, 1 << 20, LLZ_ERR_HEADER); /* 65536 */
    expect(BYTES(49, 2, 1, 2, 1, 2), 9, 0, LLZ_OK);
    expect(BYTES(49, 2, 1, 2, 0, 2), 9, 0, LLZ_ERR_HEADER); /* these are one */
    expect(BYTES(49, 2, 1, 3, 1, 0, 3, 1), 9, 0, LLZ_ERR_HEADER);
    expect(BYTES(49, 2, 1, 3, 1, 0, 3, 2), 9, 0, LLZ_OK);
    expect(BYTES(49, 2, 5, 2, 5, 2), 9, 0, LLZ_ERR_HEADER); /* more than there is */
    expect(BYTES(50, 1, 1, 9, 2), 9, 0, LLZ_OK);            /* one segment, binary */
    expect(BYTES(50, 0, 1, 9, 2), 9, 0, LLZ_ERR_HEADER);    /* text, as without saying so */
    expect(BYTES(50, 1, 1, 0, 2), 0, 0, LLZ_ERR_HEADER);    /* of nothing */
    expect(BYTES(0x82, 1), 9, 0, LLZ_ERR_HEADER);           /* 130 */
    expect(BYTES(49, 1, 0x80, 0, 2), 9, 0, LLZ_ERR_HEADER); /* long form */
}

/* 2^63 - 1 bytes of content, and not one more. */
static void too_long(void **state)
{
    const uint64_t all = LLZ_CONTENT_BYTES;
    struct llz_table t = { .repeats = { .n = 2, .at = { { 1, 0, all - 100 }, { 2, 1, 98 } } } }, out;
    uint8_t table[LLZ_TABLE_MAX];

    (void)state;
    llz_segments_default(&t.segments, 2);
    for (uint64_t extra = 0; extra < 2; extra++) {
        t.repeats.at[1].length = 98 + extra;
        assert_int_equal(get(table, llz_table_put(table, &t), 2, 0, &out), extra ? LLZ_ERR_HEADER : LLZ_OK);
    }
    t.repeats.at[1].length = 98;
    assert_int_equal(get(table, llz_table_put(table, &t), 3, 0, &out), LLZ_ERR_HEADER);
    assert_int_equal(get(table, llz_table_put(table, &t), 2, 1, &out), LLZ_ERR_HEADER);
    t.repeats.n = 1;
    t.repeats.at[0].length = UINT64_MAX / 2;
    assert_int_equal(get(table, llz_table_put(table, &t), 2, 0, &out), LLZ_ERR_HEADER);
}

/* What is accepted is what would be written. */
static void one_form(void **state)
{
    uint64_t seed = 3;
    unsigned accepted = 0;

    (void)state;
    for (int i = 0; i < 300000; i++) {
        uint64_t r = next_random(&seed);
        uint8_t p[9] = { (uint8_t)(49 + (r >> 60 == 0)), 1 + (r >> 56 & 1) }, again[LLZ_TABLE_MAX];
        struct llz_table t;
        size_t used;

        for (int k = 2; k < 9; k++, r >>= 7)
            p[k] = (uint8_t)(r & (i % 8 == 0 ? 255 : 15));
        if (llz_table_get(p, sizeof p, 100, 100, &t, &used) != LLZ_OK)
            continue;
        accepted++;
        assert_int_equal(llz_table_put(again, &t), used);
        assert_memory_equal(again, p, used);
    }
    assert_true(accepted > 10000);
}

/* ---- Content there and back ---- */

/* The next n bytes of what will be packed: zeros, one byte again and again, noise, or a period of it. */
enum { ZEROS = -1, ROW = -2, NOISE = -3 };

static void append(struct blob *b, size_t n, int period, uint64_t *seed)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t byte = 0;

        if (period == NOISE)
            byte = (uint8_t)(1 + next_random(seed) % 255);
        else if (period == ROW)
            byte = 'x';
        else if (period != ZEROS)
            byte = i < (size_t)period ? (uint8_t)(1 + next_random(seed) % 255) : b->p[b->n - (size_t)period];
        blob_add(b, &byte, 1);
    }
}

static void assert_comes_back(const struct blob *in, const struct blob *packed)
{
    static const struct cut cuts[] = { { 0, 0 }, { 1, 1000 }, { 13, 4096 } };
    struct blob out = { 0 };

    for (size_t k = 0; k < sizeof cuts / sizeof cuts[0]; k++) {
        out.n = 0;
        assert_int_equal(run_stream(llz_decoder_new(NULL, NULL), packed->p, packed->n, cuts[k], &out), LLZ_OK);
        assert_same(in, &out);
    }
    free(out.p);
}

/* Zeros are offered as such. */
static struct blob pack_sparse(const struct llz_options *opt, const struct blob *in)
{
    struct llz_stream *s = llz_encoder_new(opt, NULL);
    struct blob out = { 0 };
    enum llz_error err;
    size_t at = 0;

    while (at < in->n) {
        const size_t zeros = llz_zeros_front(in->p + at, in->n - at);
        size_t took = 0, others = 1;
        uint64_t passed = 0;

        while (at + others < in->n && in->p[at + others] != 0)
            others++;
        err = zeros > 0 ? llz_feed_zeros(s, zeros, &passed) : llz_feed(s, in->p + at, others, &took);
        assert_true(err == LLZ_OK || err == LLZ_AGAIN);
        drain_all(s, (struct cut){ 0, 0 }, &out);
        at += took + (size_t)passed;
    }
    assert_int_equal(run_stream(s, NULL, 0, (struct cut){ 0, 0 }, &out), LLZ_OK);
    return out;
}

/* One archive, whatever the pieces; and it says what is in it. */
static void check(const struct blob *in, const struct llz_options *opt, size_t most)
{
    static const size_t pieces[] = { 0, 7, 4095, 4096, 4097, 65536 };
    struct blob packed = pack_cut(opt, in->p, in->n, (struct cut){ 1, 0 }), other = pack_sparse(opt, in);

    if (packed.n > most)
        fail_msg("%zu bytes of content take %zu instead of %zu", in->n, packed.n, most);
    assert_same(&packed, &other);
    free(other.p);
    for (size_t k = 0; k < sizeof pieces / sizeof pieces[0]; k++) {
        other = pack_cut(opt, in->p, in->n, (struct cut){ pieces[k], 0 });
        assert_same(&packed, &other);
        free(other.p);
    }
    assert_comes_back(in, &packed);
    free(packed.p);
}

static void lengths_and_places(void **state)
{
    static const size_t lengths[] = { 4095, 4096, 4097, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME };
    static const int kinds[] = { ZEROS, ROW, 7, 255, 3000 };
    struct llz_options opt = level0();
    uint64_t seed = 4;

    (void)state;
    for (size_t i = 0; i < 7; i++) {
        for (size_t k = 0; k < 5; k++) {
            const size_t row = lengths[i], noise = kinds[k] > 0 ? (size_t)kinds[k] : 1;
            const bool coded = row < 4096 || (kinds[k] > 0 && row - noise < 4096);
            struct blob in = { 0 };

            append(&in, 300, NOISE, &seed); /* between, at the start, at the end, and alone */
            append(&in, row, kinds[k], &seed);
            append(&in, 300, NOISE, &seed);
            check(&in, &opt, 600 + noise + 60 + (coded ? row : 0));
            in.n = 0;
            append(&in, row, kinds[k], &seed);
            append(&in, 300, NOISE, &seed);
            append(&in, row, kinds[k], &seed);
            check(&in, &opt, 300 + 2 * noise + 90 + (coded ? 2 * row : 0));
            in.n = 0;
            append(&in, row, kinds[k], &seed);
            check(&in, &opt, noise + 40 + (coded ? row : 0));
            free(in.p);
        }
    }
}

/* Across the border of two frames, with the row before, on and after it. */
static void borders(void **state)
{
    struct llz_options opt = level0();
    uint64_t seed = 5;

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        const size_t before = FRAME - 5000 + i * 1001;
        struct blob in = { 0 };

        append(&in, before, NOISE, &seed);
        append(&in, 5000, i & 1 ? ZEROS : ROW, &seed);
        append(&in, 2000, NOISE, &seed);
        check(&in, &opt, before + 2000 + 100 + (before + 5000 > FRAME && !(i & 1) ? 0 : 5000));
        free(in.p);
    }
}

/* More rows than a frame may leave out: they cost it an end, and nothing is coded. */
static void many_rows(void **state)
{
    enum { ROWS = 200 };
    struct llz_options opt = level0();
    struct blob in = { 0 }, packed;
    uint64_t seed = 6;

    (void)state;
    for (int i = 0; i < ROWS; i++) {
        append(&in, 4096 + (size_t)(i % 3 == 0), ZEROS, &seed);
        append(&in, 1 + (size_t)i % 2, NOISE, &seed);
    }
    check(&in, &opt, ROWS * 7 + 200);
    packed = pack(in.p, in.n);
    struct llz_stream *s = llz_lister_new(NULL);
    struct llz_info info = LLZ_INFO_INIT;
    size_t took;

    assert_int_equal(llz_feed(s, packed.p, packed.n, &took), LLZ_OK);
    llz_get_info(s, &info);
    assert_int_equal(info.raw, in.n);
    assert_int_equal(info.frames, (ROWS + 31) / 32);
    assert_true(info.frames <= llz_frames_most(0, in.n));
    llz_free(s);
    free(in.p);
    free(packed.p);
}

/* Experts, filters, a language model, 16-byte checks: the same at other levels and with other content. */
static void other_levels(void **state)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    uint64_t seed = 7;
    struct blob in = { 0 };

    (void)state;
    for (int i = 0; i < 6; i++) {
        append(&in, 1500, NOISE, &seed);
        append(&in, 6000 + 500 * (size_t)i, i % 3 == 0 ? ZEROS : i % 3 == 1 ? 7 : 300, &seed);
    }
    for (opt.level = 0; opt.level <= 3; opt.level += 1 + (opt.level == 1)) {
        opt.check = opt.level == 1 ? 128 : 64;
        check(&in, &opt, 6 * 1500 + 2 * 310 + 200);
    }
    opt.level = 0;
    opt.check = 128;
    struct blob packed = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
    XXH128_canonical_t whole;

    XXH128_canonicalFromHash(&whole, XXH3_128bits(in.p, in.n));
    struct llz_stream *s = llz_lister_new(NULL);
    struct llz_info info = LLZ_INFO_INIT;
    size_t took;

    assert_int_equal(llz_feed(s, packed.p, packed.n, &took), LLZ_OK);
    llz_get_info(s, &info);
    assert_int_equal(info.hash_bytes, 16); /* of all content */
    assert_memory_equal(info.hash, whole.digest, 16);
    llz_free(s);
    free(packed.p);
    free(in.p);
}

/* Content that is there in a few groups, coded beside each other. */
static void groups(void **state)
{
    struct llz_options opt = level0();
    uint64_t seed = 8;
    struct blob in = { 0 };

    (void)state;
    append(&in, 70000, ZEROS, &seed);
    append(&in, 3000, NOISE, &seed);
    append(&in, 70000, 5, &seed);
    opt.split = LLZ_SPLIT_MIN;
    opt.threads = 2;
    check(&in, &opt, 3000 + 3 * 60);
    free(in.p);
}

/* ---- More than anybody can write down ---- */

static struct blob pack_zeros(const struct llz_options *opt, uint64_t n)
{
    struct llz_stream *s = llz_encoder_new(opt, NULL);
    struct blob out = { 0 };
    uint64_t took;

    assert_non_null(s);
    assert_int_equal(llz_feed_zeros(s, n, &took), LLZ_OK);
    assert_int_equal(took, n);
    assert_int_equal(run_stream(s, NULL, 0, (struct cut){ 0, 0 }, &out), LLZ_OK);
    return out;
}

static void endless(void **state)
{
    const uint64_t all = LLZ_CONTENT_BYTES;
    struct llz_options opt = level0();
    struct blob packed = pack_zeros(&opt, all), out = { 0 };
    struct llz_stream *s = llz_encoder_new(&opt, NULL);
    uint64_t passed;
    size_t took;
    uint8_t piece[100];

    (void)state;
    assert_true(packed.n < 40);
    assert_int_equal(llz_feed_zeros(s, all, &passed), LLZ_OK);
    drain_all(s, (struct cut){ 0, 0 }, &out);
    assert_int_equal(llz_feed_zeros(s, 1, &passed), LLZ_ERR_ARGUMENT); /* no file has so many */
    llz_free(s);
    s = llz_decoder_new(NULL, NULL);
    assert_int_equal(llz_feed(s, packed.p, packed.n, &took), LLZ_OK);
    assert_int_equal(llz_drain(s, piece, sizeof piece), sizeof piece);
    assert_int_equal(llz_zeros_front(piece, sizeof piece), sizeof piece);
    assert_int_equal(llz_drain_zeros(s), all - sizeof piece);
    assert_int_equal(llz_drain_zeros(s), 0);
    assert_int_equal(llz_drain(s, piece, sizeof piece), 0);
    assert_int_equal(llz_end(s), LLZ_OK);
    llz_free(s);
    free(packed.p);
    free(out.p);
}

/* Two members of which each may be, but not both. */
static void too_much(void **state)
{
    struct llz_options opt = level0();
    struct blob packed = pack_zeros(&opt, (uint64_t)LLZ_CONTENT_BYTES - 5), more = pack_zeros(&opt, 4096);
    struct llz_stream *s = llz_decoder_new(NULL, NULL);
    size_t took;

    (void)state;
    assert_int_equal(llz_feed(s, packed.p, packed.n, &took), LLZ_OK);
    assert_true(llz_drain_zeros(s) > 0);
    assert_int_equal(llz_feed(s, more.p, more.n, &took), LLZ_ERR_HEADER);
    llz_free(s);
    s = llz_lister_new(NULL);
    assert_int_equal(llz_feed(s, packed.p, packed.n, &took), LLZ_OK);
    assert_int_equal(llz_feed(s, more.p, more.n, &took), LLZ_ERR_HEADER);
    llz_free(s);
    opt.output_limit = 1 << 20;
    s = llz_decoder_new(&opt, NULL);
    assert_int_equal(llz_feed(s, packed.p, packed.n, &took), LLZ_ERR_OUTPUT);
    llz_free(s);
    free(packed.p);
    free(more.p);
}

static int stop_after(void *user, uint64_t raw, uint64_t packed)
{
    int *calls = user;

    (void)raw;
    (void)packed;
    return ++*calls > 3;
}

/* Hashing all of it would take years: whoever waits can end it. */
static void stopped(void **state)
{
    struct llz_options opt = level0();
    struct blob packed;
    int calls = 0;
    struct llz_stream *s;
    uint64_t passed;
    uint8_t header[64];

    (void)state;
    opt.check = 128;
    packed = pack_zeros(&opt, 1 << 26);
    opt.progress = stop_after;
    opt.progress_user = &calls;
    s = llz_encoder_new(&opt, NULL);
    assert_int_equal(llz_feed_zeros(s, UINT64_C(1) << 62, &passed), LLZ_OK);
    assert_true(llz_drain(s, header, sizeof header) > 0);
    assert_int_equal(llz_end(s), LLZ_ERR_CANCELLED);
    llz_free(s);
    calls = 0;
    struct blob out = { 0 };
    assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), packed.p, packed.n, (struct cut){ 0, 0 }, &out),
                     LLZ_ERR_CANCELLED);
    assert_int_equal(out.n, 0);
    free(packed.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_zeros), cmocka_unit_test(tails),     cmocka_unit_test(passing),
        cmocka_unit_test(tables),        cmocka_unit_test(too_long),  cmocka_unit_test(one_form),
        cmocka_unit_test(borders),       cmocka_unit_test(many_rows), cmocka_unit_test(lengths_and_places),
        cmocka_unit_test(other_levels),  cmocka_unit_test(groups),    cmocka_unit_test(endless),
        cmocka_unit_test(too_much),      cmocka_unit_test(stopped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
