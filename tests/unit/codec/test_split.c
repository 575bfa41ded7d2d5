/* Content in groups: the same archive however many are coded at a time, decoded whole or not at all, and
 * nothing missing, moved or from elsewhere is taken for what it is not. */
#include <xxhash.h>

#include "codec/coder/bytes.h"
#include "codec/coder/varint.h"
#include "codec/container/chain.h"
#include "codec/container/header.h"
#include "learner/identity.h"
#include "learner/learner.h"
#include "tests/unit/archive.h"
#include "tests/unit/groups.h"

#define GROUP LLZ_SPLIT_MIN
#define SHORT 3000 /* not a multiple of anything */

static struct llz_options in_groups(int threads)
{
    struct llz_options opt = level0();

    opt.split = GROUP;
    opt.threads = threads;
    return opt;
}

static struct blob split(const struct blob *in, int threads, struct cut cut)
{
    struct llz_options opt = in_groups(threads);

    return pack_cut(&opt, in->p, in->n, cut);
}

/* With so many threads. */
static enum llz_error decode(const struct blob *b, int threads, struct cut cut, struct blob *out)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.threads = threads;
    return run_stream(llz_decoder_new(&opt, NULL), b->p, b->n, cut, out);
}

/* Where the members of an archive begin, and after the last one its end. */
#define MEMBERS_MAX 16
static int find_members(const struct blob *b, size_t *at)
{
    struct llz_header h;
    size_t need;
    int n = 0;

    for (size_t i = 0; i + 5 < b->n; i++) {
        if (memcmp(b->p + i, "\365lz\1", 4) != 0 || llz_header_get(b->p + i, 6, &h, &need) != LLZ_OK)
            continue;
        assert_true(n < MEMBERS_MAX);
        at[n++] = i;
    }
    at[n] = b->n;
    return n;
}

static void every_number_of_threads(void **state)
{
    const size_t sizes[] = { 0, 1, GROUP - 1, GROUP, GROUP + 1, 3 * GROUP + 7 };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct blob in = content(sizes[i], CONTENT_TEXT), one = split(&in, 1, (struct cut){ 0, 0 });
        size_t at[MEMBERS_MAX + 1];

        assert_int_equal(find_members(&one, at), sizes[i] ? (sizes[i] + GROUP - 1) / GROUP : 1);
        for (int threads = 2; threads <= 4; threads += 2) {
            struct blob b = split(&in, threads, (struct cut){ 0, 0 }), out = { 0 };

            assert_same(&one, &b);
            assert_int_equal(decode(&one, threads, (struct cut){ 0, 0 }, &out), LLZ_OK);
            assert_same(&out, &in);
            free(b.p);
            free(out.p);
        }
        struct blob out = { 0 }, same = { 0 };
        if (sizes[i] > GROUP) {
            same = cut_short(&in, GROUP);
            assert_same(&one, &same);
        }
        free(same.p);
        assert_int_equal(decode(&one, 1, (struct cut){ 0, 0 }, &out), LLZ_OK);
        assert_same(&out, &in);
        free(in.p);
        free(one.p);
        free(out.p);
    }
}

/* What is no longer than a group is the archive that it is without groups. */
static void one_group_is_none(void **state)
{
    struct blob in = content(GROUP, CONTENT_TEXT), a = pack(in.p, in.n),
                b = split(&in, 2, (struct cut){ 0, 0 });

    (void)state;
    assert_same(&a, &b);
    free(in.p);
    free(a.p);
    free(b.p);
}

static void every_cut(void **state)
{
    const struct cut cuts[] = { { 1, 0 }, { GROUP + 1, 1 } };
    struct blob in = content(2 * GROUP + 5, CONTENT_TEXT), whole = split(&in, 3, (struct cut){ 0, 0 });

    (void)state;
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        struct blob b = split(&in, 3, cuts[i]), out = { 0 };

        assert_same(&b, &whole);
        assert_int_equal(decode(&b, 3, cuts[i], &out), LLZ_OK);
        assert_same(&out, &in);
        free(b.p);
        free(out.p);
    }
    free(in.p);
    free(whole.p);
}

/* Whatever the number of threads: this error, after the same content, which is the beginning of in. */
static void expect(const struct blob *b, const struct blob *in, enum llz_error want)
{
    struct blob first = { 0 };

    for (int i = 0; i < 6; i++) {
        struct blob out = { 0 };
        enum llz_error err = decode(b, 1 + i / 2, (struct cut){ i & 1 ? 1000 : 0, 0 }, &out);

        if (err != want)
            fail_msg("%s instead of %s (%d)", llz_error_message(err), llz_error_message(want), i);
        assert_true(out.n <= in->n);
        assert_memory_equal(out.p ? out.p : in->p, in->p, out.n);
        if (i > 0)
            assert_int_equal(out.n, first.n);
        first.n = out.n;
        free(out.p);
    }
}

/* The members of b in this order; -1 ends it. */
static struct blob arrange(const struct blob *b, const size_t *at, const int *order)
{
    struct blob out = { 0 };

    for (; *order >= 0; order++)
        blob_add(&out, b->p + at[*order], at[*order + 1] - at[*order]);
    return out;
}

static void missing_and_moved(void **state)
{
    static const struct {
        int order[8];
        enum llz_error want;
    } cases[] = { { { 0, 1, 2, 3, -1 }, LLZ_OK },
                  { { 0, 1, 2, -1 }, LLZ_ERR_TRUNCATED },
                  { { 0, -1 }, LLZ_ERR_TRUNCATED },
                  { { 1, 2, 3, -1 }, LLZ_ERR_HEADER },
                  { { 3, -1 }, LLZ_ERR_HEADER },
                  { { 0, 2, 3, -1 }, LLZ_ERR_HEADER },
                  { { 0, 1, 3, -1 }, LLZ_ERR_HEADER },
                  { { 0, 2, 1, 3, -1 }, LLZ_ERR_HEADER },
                  { { 0, 1, 1, 2, 3, -1 }, LLZ_ERR_HEADER },
                  { { 0, 0, 1, 2, 3, -1 }, LLZ_ERR_HEADER },
                  { { 0, 1, 2, 3, 3, -1 }, LLZ_ERR_HEADER },
                  { { 0, 1, 2, 3, 0, -1 }, LLZ_ERR_TRUNCATED } };
    struct blob in = content(3 * SHORT + 5, CONTENT_TEXT), b = cut_short(&in, SHORT);
    struct blob twice = { 0 };
    size_t at[MEMBERS_MAX + 1];

    (void)state;
    assert_int_equal(find_members(&b, at), 4);
    blob_add(&twice, in.p, in.n);
    blob_add(&twice, in.p, in.n);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct blob bad = arrange(&b, at, cases[i].order);

        expect(&bad, &twice, cases[i].want);
        free(bad.p);
    }
    free(in.p);
    free(b.p);
    free(twice.p);
}

/* A group of the same length at the same place, but of another content. */
static void exchanged(void **state)
{
    struct blob in = content(3 * SHORT, CONTENT_TEXT), other = content(3 * SHORT, CONTENT_BINARY);
    struct blob b = cut_short(&in, SHORT), c = cut_short(&other, SHORT), bad = { 0 };
    size_t at[MEMBERS_MAX + 1], elsewhere[MEMBERS_MAX + 1];

    (void)state;
    assert_int_equal(find_members(&b, at), 3);
    assert_int_equal(find_members(&c, elsewhere), 3);
    blob_add(&bad, b.p, at[1]);
    blob_add(&bad, c.p + elsewhere[1], elsewhere[2] - elsewhere[1]);
    blob_add(&bad, b.p + at[2], b.n - at[2]);
    expect(&bad, &in, LLZ_ERR_HEADER);
    free(in.p);
    free(other.p);
    free(b.p);
    free(c.p);
    free(bad.p);
}

/* Archives in a row, with and without groups, are one. */
static void in_a_row(void **state)
{
    struct blob in = content(2 * SHORT + 9, CONTENT_TEXT), b = cut_short(&in, SHORT);
    struct blob plain = pack(in.p, 100), all = { 0 }, whole = { 0 };

    (void)state;
    for (int i = 0; i < 3; i++) {
        blob_add(&all, i == 1 ? plain.p : b.p, i == 1 ? plain.n : b.n);
        blob_add(&whole, in.p, i == 1 ? 100 : in.n);
    }
    blob_add(&all, plain.p, plain.n);
    blob_add(&whole, in.p, 100);
    for (int threads = 1; threads <= 3; threads++) {
        struct blob out = { 0 };

        assert_int_equal(decode(&all, threads, (struct cut){ 0, 0 }, &out), LLZ_OK);
        assert_same(&out, &whole);
        free(out.p);
    }
    free(in.p);
    free(b.p);
    free(plain.p);
    free(all.p);
    free(whole.p);
}

/* Bytes changed and cut away anywhere: the same error and content with any number of threads. */
static void damaged(void **state)
{
    struct blob in = content(3 * SHORT + 5, CONTENT_TEXT), b = cut_short(&in, SHORT);
    uint64_t random = 1;

    (void)state;
    for (int i = 0; i < 24; i++) {
        struct blob out = { 0 }, bad = { 0 };
        size_t at = (size_t)(next_random(&random) % b.n);
        enum llz_error err;

        blob_add(&bad, b.p, i & 1 ? b.n : at);
        if (i & 1)
            bad.p[at] ^= 1;
        err = decode(&bad, 1, (struct cut){ 0, 0 }, &out);
        assert_true(err != LLZ_OK);
        expect(&bad, &in, err);
        free(bad.p);
        free(out.p);
    }
    free(in.p);
    free(b.p);
}

static void behind_the_last(void **state)
{
    struct blob in = content(2 * SHORT, CONTENT_TEXT), b = cut_short(&in, SHORT);

    (void)state;
    blob_add(&b, "junk", 4);
    expect(&b, &in, LLZ_ERR_TRAILING);
    free(in.p);
    free(b.p);
}

/* A header that says this about its group, of a member that holds a stream or an index, and a stored last frame
 * of one byte after it. */
static void expect_group(enum llz_content what, const uint8_t *group, size_t n, enum llz_error want)
{
    uint8_t bytes[10] = { 0xf5, 'l', 'z', 1, (uint8_t)llz_row_of_level(0), (uint8_t)(16 | what) };
    struct blob b = { 0 };

    llz_store32(bytes + 6, llz_row_identity(llz_row_of_level(0)));
    blob_add(&b, bytes, sizeof bytes);
    blob_add(&b, group, n);
    llz_store16(bytes, (uint16_t)XXH3_64bits(b.p, b.n));
    blob_add(&b, bytes, 2);
    llz_store64(bytes, XXH3_64bits("x", 1) ^
                           llz_chain_link((const uint8_t *)"\x83\1", 2, llz_chain_begin(b.p, b.n, 0)));
    blob_add(&b, "\x83\1", 2);
    blob_add(&b, bytes, 8);
    blob_add(&b, "x", 1);
    for (int i = 0; i < 3; i++) {
        struct llz_options opt = LLZ_OPTIONS_INIT;
        struct blob out = { 0 };
        enum llz_error err;

        opt.threads = i + 1;
        err = run_stream(i == 2 ? llz_lister_new(NULL) : llz_decoder_new(&opt, NULL), b.p, b.n,
                         (struct cut){ 0, 0 }, &out);
        if (err != want)
            fail_msg("%s instead of %s", llz_error_message(err), llz_error_message(want));
        free(out.p);
    }
    free(b.p);
}

#define GROUP_OF(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })
#define NONE 0, 0, 0, 0, 0, 0
#define NAME 1, 2, 3, 4, 5, 6
#define NUMBER_MAX 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 /* 2^64 - 1 */

static void groups_in_headers(void **state)
{
    const enum llz_content stream = LLZ_CONTENT_STREAM;

    (void)state;
    expect_group(stream, GROUP_OF(1, 1, NONE), LLZ_ERR_TRUNCATED);    /* the first, and no other */
    expect_group(stream, GROUP_OF(1, 1, NAME), LLZ_ERR_HEADER);       /* there is none before it */
    expect_group(stream, GROUP_OF(2, 1, NAME), LLZ_ERR_HEADER);       /* the last, without the first */
    expect_group(stream, GROUP_OF(1, 2, NONE), LLZ_ERR_HEADER);       /* longer than it is */
    expect_group(stream, GROUP_OF(0, 1, NONE), LLZ_ERR_HEADER);       /* the only one is none */
    expect_group(stream, GROUP_OF(1, 0, NONE), LLZ_ERR_HEADER);       /* empty */
    expect_group(stream, GROUP_OF(1, 0x81, 0, NONE), LLZ_ERR_HEADER); /* long form */
    expect_group(stream, GROUP_OF(0x81, 0, 1, NONE), LLZ_ERR_HEADER);
    expect_group(stream, GROUP_OF(1, NUMBER_MAX, NONE), LLZ_ERR_HEADER); /* beyond 2^63 */
    expect_group(stream, GROUP_OF(NUMBER_MAX, 1, NAME), LLZ_ERR_HEADER);
    expect_group(LLZ_CONTENT_INDEX, GROUP_OF(1, 1, NONE), LLZ_ERR_HEADER);
}

static void header_round_trip(void **state)
{
    static const struct llz_group groups[] = {
        { 0, 0, false, 0 },
        { GROUP, 0, true, 0 },
        { 1, GROUP, false, UINT64_C(0x060504030201) },
        { 300, INT64_MAX - 300, true, 0xff },
    };

    (void)state;
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        struct llz_header in = { .model = llz_row_of_level(0), .parts = LLZ_PART_LM, .group = groups[i] }, out;
        uint8_t bytes[LLZ_HEADER_MAX];
        size_t n, need;

        in.identity = llz_row_identity(llz_row_of_level(0));
        n = llz_header_put(bytes, &in);
        assert_int_equal(llz_header_get(bytes, n, &out, &need), LLZ_OK);
        assert_int_equal(need, n);
        assert_true(out.group.length == in.group.length && out.group.at == in.group.at);
        assert_int_equal(out.group.more, in.group.more);
        assert_true(out.group.previous == in.group.previous);
    }
}

/* Fewer at a time rather than none; none rather than too much. */
static void memory(void **state)
{
    struct blob in = content(3 * GROUP, CONTENT_TEXT), b = split(&in, 1, (struct cut){ 0, 0 });
    struct llz_options opt = in_groups(4);
    const uint64_t one = llz_memory_needed(&opt);
    const struct llz_options whole = level0();
    enum llz_error err;

    (void)state;
    assert_true(one > llz_memory_needed(&whole) + 2 * GROUP);
    for (uint64_t k = 1; k <= 5; k += 2) {
        struct llz_stream *s;
        struct llz_info info = LLZ_INFO_INIT;
        struct blob out = { 0 };

        opt.memory_limit = k * one;
        s = llz_encoder_new(&opt, NULL);
        assert_non_null(s);
        llz_get_info(s, &info);
        assert_true(info.state_bytes == (k < 4 ? k : 4) * one);
        assert_int_equal(run_stream(s, in.p, in.n, (struct cut){ 0, 0 }, &out), LLZ_OK);
        assert_same(&out, &b);
        free(out.p);
    }
    opt.memory_limit = one - 1;
    assert_null(llz_encoder_new(&opt, &err));
    assert_int_equal(err, LLZ_ERR_MEMLIMIT);

    /* A decoder needs no more than the model, if that is all there is. */
    opt = level0();
    opt.memory_limit = llz_memory_needed(&opt);
    opt.threads = 4;
    for (uint64_t more = 0; more < 2; more++) {
        struct blob out = { 0 };

        opt.memory_limit += more * 3 * one;
        assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), b.p, b.n, (struct cut){ 0, 0 }, &out), LLZ_OK);
        assert_same(&out, &in);
        free(out.p);
    }
    opt.memory_limit = 1000;
    struct blob out = { 0 };
    assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), b.p, b.n, (struct cut){ 0, 0 }, &out),
                     LLZ_ERR_MEMLIMIT);
    free(in.p);
    free(b.p);
}

static void output_limit(void **state)
{
    struct blob in = content(3 * GROUP, CONTENT_TEXT), b = split(&in, 1, (struct cut){ 0, 0 });

    (void)state;
    for (int threads = 1; threads <= 3; threads += 2) {
        struct llz_options opt = in_groups(threads);
        struct blob out = { 0 };

        opt.output_limit = b.n - 1;
        assert_int_equal(run_stream(llz_encoder_new(&opt, NULL), in.p, in.n, (struct cut){ 0, 0 }, &out),
                         LLZ_ERR_OUTPUT);
        assert_true(out.n < b.n);
        out.n = 0;
        opt.output_limit = in.n - 1;
        assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), b.p, b.n, (struct cut){ 0, 0 }, &out),
                         LLZ_ERR_OUTPUT);
        assert_true(out.n < in.n && out.n >= 2 * GROUP);
        out.n = 0;
        opt.output_limit = in.n;
        assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), b.p, b.n, (struct cut){ 0, 0 }, &out), LLZ_OK);
        free(out.p);
    }
    free(in.p);
    free(b.p);
}

static int stop_at_once(void *user, uint64_t raw, uint64_t packed)
{
    int *calls = user;

    (void)raw;
    (void)packed;
    ++*calls;
    return 1;
}

static void cancelled(void **state)
{
    struct blob in = content(4 * GROUP, CONTENT_TEXT), b = split(&in, 1, (struct cut){ 0, 0 });

    (void)state;
    for (int decoding = 0; decoding < 2; decoding++) {
        struct llz_options opt = in_groups(2);
        struct blob out = { 0 };
        int calls = 0;
        struct llz_stream *s;

        opt.progress = stop_at_once;
        opt.progress_user = &calls;
        s = decoding ? llz_decoder_new(&opt, NULL) : llz_encoder_new(&opt, NULL);
        assert_int_equal(
            run_stream(s, decoding ? b.p : in.p, decoding ? b.n : in.n, (struct cut){ 0, 0 }, &out),
            LLZ_ERR_CANCELLED);
        assert_true(calls > 0);
        free(out.p);
    }
    free(in.p);
    free(b.p);
}

/* A stream that is given up while groups are being coded. */
static void abandoned(void **state)
{
    struct blob in = content(4 * GROUP, CONTENT_TEXT);
    struct llz_options opt = in_groups(3);
    struct llz_stream *s = llz_encoder_new(&opt, NULL);
    size_t took;

    (void)state;
    assert_int_equal(llz_feed(s, in.p, 3 * GROUP, &took), LLZ_OK);
    llz_free(s);
    free(in.p);
}

static void refused(void **state)
{
    struct llz_search how = LLZ_SEARCH_INIT;
    struct llz_archive best = LLZ_ARCHIVE_INIT;
    struct llz_options opt = in_groups(1);

    (void)state;
    assert_int_equal(llz_search(&opt, &how, "x", 1, &best), LLZ_ERR_ARGUMENT);
    for (int i = 0; i < 3; i++) {
        enum llz_error err;

        opt = in_groups(1);
        if (i == 0)
            opt.split = LLZ_SPLIT_MIN - 1;
        else if (i == 1)
            opt.split = LLZ_SPLIT_MAX + 1;
        else
            opt.content = LLZ_CONTENT_INDEX;
        assert_null(llz_encoder_new(&opt, &err));
        assert_int_equal(err, LLZ_ERR_ARGUMENT);
        assert_int_equal(llz_memory_needed(&opt), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_of_threads),
        cmocka_unit_test(one_group_is_none),
        cmocka_unit_test(every_cut),
        cmocka_unit_test(missing_and_moved),
        cmocka_unit_test(exchanged),
        cmocka_unit_test(in_a_row),
        cmocka_unit_test(damaged),
        cmocka_unit_test(behind_the_last),
        cmocka_unit_test(groups_in_headers),
        cmocka_unit_test(header_round_trip),
        cmocka_unit_test(memory),
        cmocka_unit_test(output_limit),
        cmocka_unit_test(cancelled),
        cmocka_unit_test(abandoned),
        cmocka_unit_test(refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
