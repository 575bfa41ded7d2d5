/* The table of a frame's segments: what it says comes back, it has one form, and
 * what no encoder writes is refused. */
#include "codec/container/frame.h"
#include "codec/container/frame_table.h"
#include "tests/unit/archive.h"

#define BYTES(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

/* First bytes of segments. */
enum {
    TEXT = 0,
    BINARY = 1,
    RECORDS = 5,
    X86 = 2,
    FILTERED = 6,
    MONO8 = 3,
    ROWS8 = 7, /* a stride follows */
    MONO16 = 3 | 8 | 1 << 5,
    STEREO16 = 3 | 8 | 3 << 5,
    BIG16 = 3 | 8 | 16 | 1 << 5,
    ROWS16 = 7 | 8 | 1 << 5,
    RGB = 7 | 2 << 5
};

static enum llz_error get(const uint8_t *p, size_t n, size_t raw, struct llz_segments *s, size_t *used)
{
    /* Exactly n bytes, so that a sanitizer sees a look behind them. */
    uint8_t *copy = malloc(n + (n == 0));
    struct llz_table t;
    enum llz_error err;

    assert_non_null(copy);
    memcpy(copy, p, n);
    *used = 0;
    err = llz_table_get(copy, n, raw, 0, &t, used);
    free(copy);
    *s = t.segments;
    return err;
}

static size_t put(uint8_t *out, const struct llz_segments *s)
{
    const struct llz_table t = { .segments = *s };

    return llz_table_put(out, &t);
}

static void expect(const uint8_t *p, size_t n, size_t raw, enum llz_error want)
{
    struct llz_segments s;
    size_t used;
    enum llz_error err = get(p, n, raw, &s, &used);

    if (err != want)
        fail_msg("%s instead of %s", llz_error_message(err), llz_error_message(want));
    if (want == LLZ_OK)
        assert_int_equal(used, n);
}

static void good_tables(void **state)
{
    (void)state;
    expect(BYTES(1, BINARY), 1, LLZ_OK);
    expect(BYTES(1, RECORDS, 2), 9, LLZ_OK);
    expect(BYTES(1, RECORDS, 0xff, 0xff, 3), 9, LLZ_OK); /* 65535 */
    expect(BYTES(1, X86), 9, LLZ_OK);
    expect(BYTES(1, FILTERED), 9, LLZ_OK);
    expect(BYTES(1, MONO8), 9, LLZ_OK);
    expect(BYTES(1, MONO16), 9, LLZ_OK);
    expect(BYTES(1, STEREO16), 9, LLZ_OK);
    expect(BYTES(1, BIG16), 9, LLZ_OK);
    expect(BYTES(1, ROWS8, 3 * 1), 9, LLZ_OK);
    expect(BYTES(1, ROWS16, 0xfa, 0xff, 0xb), 9, LLZ_OK); /* 3 * 65534 */
    expect(BYTES(1, RGB, 3 * 3), 9, LLZ_OK);
    expect(BYTES(1, ROWS8, 3 * 5 + 1, 5), 9, LLZ_OK); /* one plane before, 5 bytes away */
    expect(BYTES(1, ROWS8, 3 * 5 + 2, 0x80, 1), 9, LLZ_OK);
    expect(BYTES(1, ROWS16, 3 * 4 + 2, 6), 9, LLZ_OK);
    expect(BYTES(1, RGB, 3 * 3 + 1, 0x80, 0x80, 0x80, 2), 9, LLZ_OK); /* 2^22 */
    expect(BYTES(2, ROWS8, 3 * 5 + 1, 5, 1, ROWS8, 3 * 5 + 2, 5), 9, LLZ_OK);
    expect(BYTES(2, ROWS8, 3 * 5 + 1, 5, 1, ROWS8, 3 * 5 + 1, 6), 9, LLZ_OK);
    expect(BYTES(1, MONO8 | 7 << 5), 9, LLZ_OK);
    expect(BYTES(2, TEXT, 1, BINARY), 2, LLZ_OK);
    expect(BYTES(2, X86, 0x80, 1, FILTERED), 129, LLZ_OK);
    expect(BYTES(3, TEXT, 1, BINARY, 1, TEXT), 3, LLZ_OK);
    expect(BYTES(2, RECORDS, 4, 1, RECORDS, 5), 2, LLZ_OK);
    expect(BYTES(98), 1, LLZ_OK); /* text after section 1, */
    expect(BYTES(112), 9, LLZ_OK);
    expect(BYTES(2, TEXT | 15 << 4, 1, BINARY), 2, LLZ_OK);
    expect(BYTES(3, BINARY, 1, TEXT | 1 << 4, 1, RECORDS, 4), 3, LLZ_OK);
    expect(BYTES(50, TEXT | 1 << 4, 1, 9, 2), 9, LLZ_OK); /* and with a repeat */
}

static void bad_profiles(void **state)
{
    (void)state;
    expect(BYTES(1, TEXT | 4), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, TEXT | 8), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, TEXT | 32), 9, LLZ_ERR_HEADER); /* 98 + 1 says it in one byte */
    expect(BYTES(2, TEXT | 4, 1, BINARY), 9, LLZ_ERR_HEADER);
    expect(BYTES(3, TEXT, 1, BINARY, 1, TEXT | 32), 9, LLZ_ERR_HEADER); /* not the first text */
    expect(BYTES(3, TEXT | 16, 1, BINARY, 1, TEXT | 32), 9, LLZ_ERR_HEADER);
    expect(BYTES(2, TEXT | 16, 1, TEXT), 9, LLZ_ERR_HEADER); /* these are one */
    expect(BYTES(1, BINARY | 8), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, BINARY | 128), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, X86 | 8), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, FILTERED | 64), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, RECORDS, 0), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, RECORDS, 1), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, RECORDS, 0x80, 0x80, 4), 9, LLZ_ERR_HEADER); /* 65536 */
    expect(BYTES(1, RECORDS, 0x84, 0), 9, LLZ_ERR_HEADER);       /* 4 in a long form */
    expect(BYTES(1, MONO8 | 16), 9, LLZ_ERR_HEADER);             /* the high byte of one */
    expect(BYTES(1, MONO8 | 8), 9, LLZ_ERR_HEADER);              /* two bytes, one byte apart */
    expect(BYTES(1, MONO8 | 8 | 2 << 5), 9, LLZ_ERR_HEADER);     /* three */
    expect(BYTES(1, ROWS8, 0), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, ROWS8, 2, 5), 9, LLZ_ERR_HEADER); /* planes of no rows */
    expect(BYTES(1, ROWS16, 3 * 1), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, ROWS16, 3 * 3), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, RGB, 3 * 2), 9, LLZ_ERR_HEADER);           /* rows shorter than a pixel */
    expect(BYTES(1, RGB, 0x80, 0x80, 0xc), 9, LLZ_ERR_HEADER); /* 3 * 65536 */
    expect(BYTES(1, ROWS8, 3 * 5 + 1, 0), 9, LLZ_ERR_HEADER);
    expect(BYTES(1, ROWS8, 3 * 5 + 1, 4), 9, LLZ_ERR_HEADER);                 /* a plane shorter than a row */
    expect(BYTES(1, ROWS16, 3 * 4 + 1, 7), 9, LLZ_ERR_HEADER);                /* half a sample */
    expect(BYTES(1, RGB, 3 * 3 + 1, 0x81, 0x80, 0x80, 2), 9, LLZ_ERR_HEADER); /* 2^22 + 1 */
    expect(BYTES(2, ROWS8, 3 * 5 + 1, 5, 1, ROWS8, 3 * 5 + 1, 5), 9, LLZ_ERR_HEADER); /* these are one */
}

static void bad_tables(void **state)
{
    (void)state;
    expect(BYTES(0), 9, LLZ_ERR_HEADER);
    expect(BYTES(49), 999, LLZ_AGAIN); /* no segments, but repeats */
    expect(BYTES(97), 999, LLZ_AGAIN);
    expect(BYTES(113), 999, LLZ_ERR_HEADER);
    expect(BYTES(0x82, 1), 999, LLZ_ERR_HEADER);
    expect(BYTES(98), 0, LLZ_ERR_HEADER);      /* no text to be of a section */
    expect(BYTES(0x81, 0), 9, LLZ_ERR_HEADER); /* 1 in a long form */
    expect(BYTES(0xff, 0xff, 0xff, 0xff, 0xf), 1 << 22, LLZ_ERR_HEADER);
    expect(BYTES(1, TEXT), 9, LLZ_ERR_HEADER);           /* as without a table */
    expect(BYTES(1, BINARY), 0, LLZ_ERR_HEADER);         /* nothing to be of any kind */
    expect(BYTES(2, TEXT, 9, TEXT), 99, LLZ_ERR_HEADER); /* these are one */
    expect(BYTES(2, FILTERED, 9, FILTERED), 99, LLZ_ERR_HEADER);
    expect(BYTES(3, TEXT, 9, RECORDS, 4, 9, RECORDS, 4), 99, LLZ_ERR_HEADER);
    expect(BYTES(2, TEXT, 0, BINARY), 9, LLZ_ERR_HEADER); /* a segment of nothing */
    expect(BYTES(2, TEXT, 9, BINARY), 9, LLZ_ERR_HEADER); /* nothing left for the last */
    expect(BYTES(2, TEXT, 10, BINARY), 9, LLZ_ERR_HEADER);
    expect(BYTES(3, TEXT, 4, BINARY, 5, TEXT), 9, LLZ_ERR_HEADER);
    expect(BYTES(3, TEXT, 8, BINARY, 1, TEXT), 9, LLZ_ERR_HEADER);
    expect(BYTES(2, TEXT, 0x81, 0, BINARY), 9, LLZ_ERR_HEADER); /* long form */
    expect(BYTES(2, TEXT, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, BINARY), 9, LLZ_ERR_HEADER);
}

static struct llz_segment random_segment(uint64_t *seed)
{
    struct llz_segment s;

    do {
        uint64_t r = next_random(seed);

        s = (struct llz_segment){ .length = 1 + (size_t)(r >> 32) % (r & 1 ? 100 : 60000) };
        s.profile = (struct llz_profile){ .kind = (uint8_t)(r >> 1 & 3),
                                          .width = (uint8_t)(r >> 3 & 3),
                                          .big = r >> 5 & 1,
                                          .pixel = (uint8_t)(r >> 6 & 15) };
        s.filtered = r >> 10 & 1;
        s.profile.stride = r >> 11 & 1 ? (uint32_t)(r >> 12 & 0xffff) : 0;
        s.profile.planes = s.profile.stride ? (uint8_t)(r >> 28 & 3) : 0;
        s.profile.section = s.profile.kind == LLZ_KIND_TEXT ? (uint8_t)(r >> 40 & 15) : 0;
        s.profile.plane = s.profile.planes ? (uint32_t)(next_random(seed) & 0x3fffff) : 0;
    } while (!llz_segment_valid(&s));
    return s;
}

/* Among the segments before the last. */
static bool has_text(const struct llz_segments *s)
{
    for (unsigned i = 0; i < s->n; i++)
        if (s->at[i].profile.kind == LLZ_KIND_TEXT)
            return true;
    return false;
}

static size_t random_table(struct llz_segments *s, uint64_t *seed)
{
    size_t raw;

    do {
        unsigned n = 1 + (unsigned)(next_random(seed) % LLZ_SEGMENTS_MAX);

        raw = 0;
        for (s->n = 0; s->n < n;) {
            s->at[s->n] = random_segment(seed);
            if (s->n > 0 && llz_segment_alike(&s->at[s->n - 1], &s->at[s->n]))
                continue;
            if (has_text(s))
                s->at[s->n].profile.section = 0;
            raw += s->at[s->n++].length;
        }
    } while (llz_segments_are_default(s));
    return raw;
}

static void assert_same_segments(const struct llz_segments *a, const struct llz_segments *b)
{
    assert_int_equal(a->n, b->n);
    for (unsigned i = 0; i < a->n; i++) {
        assert_true(llz_segment_alike(&a->at[i], &b->at[i]));
        assert_int_equal(a->at[i].profile.section, b->at[i].profile.section);
        assert_int_equal(a->at[i].length, b->at[i].length);
    }
}

/* Every table comes back, and every part of one asks for more. */
static void round_trips(void **state)
{
    uint8_t table[LLZ_TABLE_MAX];
    struct llz_segments in, out;
    uint64_t seed = 1;
    size_t used;

    (void)state;
    for (int i = 0; i < 200; i++) {
        size_t raw = random_table(&in, &seed), n = put(table, &in);

        assert_true(n <= sizeof table);
        for (size_t k = 0; k < n; k++)
            assert_int_equal(get(table, k, raw, &out, &used), LLZ_AGAIN);
        assert_int_equal(get(table, n, raw, &out, &used), LLZ_OK);
        assert_int_equal(used, n);
        assert_same_segments(&in, &out);
        assert_int_equal(get(table, n, raw + 1, &out, &used), LLZ_OK); /* the last one has the rest */
        assert_int_equal(out.at[out.n - 1].length, in.at[in.n - 1].length + 1);
    }
}

/* The longest table of all. */
static void longest(void **state)
{
    struct llz_segments s = { .n = LLZ_SEGMENTS_MAX };
    uint8_t table[LLZ_TABLE_MAX];

    (void)state;
    for (unsigned i = 0; i < s.n; i++) {
        s.at[i].profile = (struct llz_profile){ .kind = LLZ_KIND_SAMPLES,
                                                .width = 1,
                                                .pixel = 1,
                                                .stride = LLZ_STRIDE_MAX - i % 2,
                                                .planes = LLZ_PLANES_MAX,
                                                .plane = LLZ_PLANE_MAX };
        s.at[i].length = (size_t)1 << 22;
    }
    assert_int_equal(put(table, &s) + LLZ_SEGMENT_LENGTH_MAX, 1 + LLZ_SEGMENTS_BYTES);
}

/* What is accepted is what would be written: no two tables say the same. */
static void one_form(const uint8_t *p, size_t n, size_t raw, unsigned *accepted)
{
    uint8_t again[LLZ_TABLE_MAX];
    struct llz_segments s;
    size_t used, sum = 0;

    if (get(p, n, raw, &s, &used) != LLZ_OK)
        return;
    ++*accepted;
    assert_true(used <= n && s.n >= 1 && s.n <= LLZ_SEGMENTS_MAX && !llz_segments_are_default(&s));
    for (unsigned i = 0; i < s.n; i++) {
        assert_true(llz_segment_valid(&s.at[i]) && s.at[i].length > 0);
        sum += s.at[i].length;
    }
    assert_int_equal(sum, raw);
    assert_int_equal(put(again, &s), used);
    assert_memory_equal(again, p, used);
}

static void random_bytes(void **state)
{
    uint64_t seed = 2;
    unsigned accepted = 0;

    (void)state;
    for (int i = 0; i < 200000; i++) {
        uint64_t r = next_random(&seed);
        uint8_t p[16];

        memcpy(p, &r, 8);
        r = next_random(&seed);
        memcpy(p + 8, &r, 8);
        p[0] &= 3;
        one_form(p, 1 + (size_t)(r >> 60), 1 + (size_t)(r >> 40 & 0xffff), &accepted);
    }
    assert_true(accepted > 1000);
}

static void damaged_tables(void **state)
{
    uint8_t table[LLZ_TABLE_MAX];
    struct llz_segments in;
    uint64_t seed = 3;
    unsigned accepted = 0;

    (void)state;
    for (int i = 0; i < 2000; i++) {
        size_t raw = random_table(&in, &seed), n = put(table, &in);
        uint64_t r = next_random(&seed);

        table[(r >> 8) % n] ^= (uint8_t)(1 << r % 8);
        one_form(table, n, raw, &accepted);
    }
    assert_true(accepted > 10);
}

static enum llz_error get_head(const uint8_t *p, size_t n, size_t full, struct llz_frame *f, size_t *need)
{
    struct llz_frame_rules rules = { full, true, false, false, 0 };

    return llz_frame_get(p, n, &rules, f, need);
}

/* The head around the table, byte by byte as a reader gathers it. */
static void heads(void **state)
{
    struct llz_frame in = { 0 }, out;
    uint8_t head[LLZ_FRAME_HEAD_MAX];
    uint64_t seed = 4;
    size_t need;

    (void)state;
    for (int i = 0; i < 100; i++) {
        in.raw = random_table(&in.table.segments, &seed);
        in.stored = i & 1;
        in.last = i % 4 == 0 && in.raw <= 1 << 20; /* as long as frames are */
        in.payload = in.stored ? in.raw : in.raw / 2;
        if (!in.stored && !llz_frame_shrinks(&in))
            continue;

        size_t n = llz_frame_put(head, &in, in.raw) + 8, k = 0;
        assert_true(n <= sizeof head);
        for (;; k++) {
            assert_int_equal(get_head(head, k, in.raw, &out, &need), LLZ_OK);
            assert_true(need >= k && need <= n);
            if (need == k)
                break;
        }
        assert_int_equal(k, n);
        assert_int_equal(out.raw, in.raw);
        assert_int_equal(out.payload, in.payload);
        assert_same_segments(&in.table.segments, &out.table.segments);
    }
}

static void expect_head(const uint8_t *p, size_t n, enum llz_error want)
{
    struct llz_frame f;
    size_t need;

    assert_int_equal(get_head(p, n, 100, &f, &need), want);
}

static void bad_heads(void **state)
{
    (void)state;
    expect_head(BYTES(0x04, 50, 1, BINARY), LLZ_OK);
    expect_head(BYTES(0x04, 98, 1, BINARY), LLZ_OK); /* stored, it would have the table too */
    expect_head(BYTES(0x85, 100, 96, 1, BINARY), LLZ_OK);
    expect_head(BYTES(0x85, 100, 97, 1, BINARY), LLZ_ERR_HEADER); /* stored, it would have none */
    expect_head(BYTES(0x04, 50, 1, TEXT), LLZ_ERR_HEADER);
    expect_head(BYTES(0x06, 1, BINARY), LLZ_OK);
    expect_head(BYTES(0x87, 100, 1, BINARY), LLZ_ERR_HEADER); /* the last, stored: of use to nobody */
    expect_head(BYTES(0x87, 0, 1, BINARY), LLZ_ERR_HEADER);
}

/* Without a table the whole is text, and a last stored frame writes none. */
static void no_table(void **state)
{
    struct llz_frame in = { .last = true, .stored = true, .raw = 100, .payload = 100 }, out;
    uint8_t head[LLZ_FRAME_HEAD_MAX];
    size_t need;

    (void)state;
    llz_segments_default(&in.table.segments, 100);
    in.table.segments.at[0].profile.kind = LLZ_KIND_BINARY;
    assert_int_equal(llz_frame_put(head, &in, 100), 2);
    assert_int_equal(get_head(head, 10, 100, &out, &need), LLZ_OK);
    assert_int_equal(need, 10);
    assert_true(llz_segments_are_default(&out.table.segments));
    assert_int_equal(out.table.segments.at[0].length, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_tables), cmocka_unit_test(bad_profiles),   cmocka_unit_test(bad_tables),
        cmocka_unit_test(round_trips), cmocka_unit_test(longest),        cmocka_unit_test(random_bytes),
        cmocka_unit_test(heads),       cmocka_unit_test(damaged_tables), cmocka_unit_test(bad_heads),
        cmocka_unit_test(no_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
