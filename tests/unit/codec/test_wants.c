/* test_wants.c - groups of which nothing is wanted are passed over: zeros come out in their place, and what is
 * wanted is what it is without that. */
#include "tests/unit/archive.h"
#include "tests/unit/groups.h"

#define GROUP LLZ_SPLIT_MIN
#define GROUPS 6
#define SIZE (GROUPS * GROUP - 100)

struct asked {
    unsigned wanted; /* bit i: group i is */
    unsigned seen;   /* bit i: it was asked for */
    uint64_t front;  /* where the last one began */
};

static int wants(void *user, enum llz_content content, uint64_t at, uint64_t n)
{
    struct asked *a = user;

    assert_int_equal(content, LLZ_CONTENT_STREAM);
    assert_int_equal(at % GROUP, 0);
    assert_int_equal(n, at / GROUP < GROUPS - 1 ? GROUP : GROUP - 100);
    assert_true(at >= a->front);
    a->front = at;
    a->seen |= 1u << at / GROUP;
    return (int)(a->wanted >> at / GROUP & 1);
}

static struct llz_options asking(struct asked *a, unsigned wanted, int threads)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    *a = (struct asked){ .wanted = wanted };
    opt.threads = threads;
    opt.wants = wants;
    opt.wants_user = a;
    return opt;
}

static void check(const struct blob *out, const struct blob *in, unsigned wanted)
{
    assert_int_equal(out->n, in->n);
    for (size_t i = 0; i < in->n; i++)
        if (out->p[i] != (wanted >> i / GROUP & 1 ? in->p[i] : 0))
            fail_msg("byte %zu is %d", i, out->p[i]);
}

static struct blob packed(const struct blob *in)
{
    struct llz_options opt = level0();

    opt.split = GROUP;
    return pack_cut(&opt, in->p, in->n, (struct cut){ 0, 0 });
}

static void every_choice(void **state)
{
    static const unsigned choices[] = { 0, 1, 2, 0x20, 0x15, 0x2a, 0x33, 0x0c, 0x3f };
    static const struct cut cuts[] = { { 0, 0 }, { 1000, 0 }, { 0, 77 } };
    struct blob in = content(SIZE, CONTENT_TEXT), archive = packed(&in);

    (void)state;
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++)
        for (int threads = 1; threads <= 4; threads += 1 + (int)i % 3) {
            struct asked a;
            const struct llz_options opt = asking(&a, choices[i], threads);
            struct blob out = { 0 };

            assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), archive.p, archive.n, cuts[i % 3], &out),
                             LLZ_OK);
            check(&out, &in, choices[i]);
            assert_int_equal(a.seen, (1u << GROUPS) - 1);
            free(out.p);
        }
    free(in.p);
    free(archive.p);
}

/* Damaged content of the others does no harm; a damaged header does, and so does a group that is missing. */
static void damage(void **state)
{
    struct blob in = content(SIZE, CONTENT_TEXT), archive = packed(&in);
    const size_t third = archive.n * 5 / 12; /* within the third group's payload */

    (void)state;
    for (int threads = 1; threads <= 3; threads += 2) {
        struct asked a;
        struct llz_options opt = asking(&a, 0x3b, threads);
        struct blob out = { 0 };

        archive.p[third] ^= 1;
        assert_int_equal(
            run_stream(llz_decoder_new(&opt, NULL), archive.p, archive.n, (struct cut){ 0, 0 }, &out), LLZ_OK);
        check(&out, &in, 0x3b);
        out.n = 0;
        opt = asking(&a, 0x3f, threads);
        assert_int_equal(
            run_stream(llz_decoder_new(&opt, NULL), archive.p, archive.n, (struct cut){ 0, 0 }, &out),
            LLZ_ERR_CORRUPT);
        out.n = 0;
        archive.p[third] ^= 1;
        opt = asking(&a, 0, threads);
        assert_int_equal(
            run_stream(llz_decoder_new(&opt, NULL), archive.p, archive.n - 3, (struct cut){ 0, 0 }, &out),
            LLZ_ERR_TRUNCATED);
        free(out.p);
    }
    free(in.p);
    free(archive.p);
}

/* The second half of an archive from elsewhere is not taken for this one's, though nothing of it is decoded. */
static void foreign_groups(void **state)
{
    struct llz_options opt = level0();
    struct llz_group g = { .more = true, .length = GROUP };
    struct blob in = content(2 * GROUP, CONTENT_TEXT), a = { 0 }, out = { 0 };
    struct asked asked;

    (void)state;
    add_group(&a, &opt, &g, in.p);
    g.at = GROUP;
    g.more = false;
    g.previous ^= 1;
    add_group(&a, &opt, &g, in.p + GROUP);
    opt = asking(&asked, 0, 1);
    opt.wants = wants;
    assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), a.p, a.n, (struct cut){ 0, 0 }, &out),
                     LLZ_ERR_HEADER);
    free(in.p);
    free(a.p);
    free(out.p);
}

/* Feeds as much as `piece` at a time, and skips what may be skipped: *skipped bytes. */
static enum llz_error run_skipping(struct llz_stream *s, const struct blob *archive, size_t piece,
                                   struct blob *out, uint64_t *skipped)
{
    size_t at = 0;
    enum llz_error err = LLZ_OK;

    *skipped = 0;
    assert_non_null(s);
    while (at < archive->n && err <= LLZ_AGAIN) {
        const size_t n = archive->n - at < piece ? archive->n - at : piece;
        size_t took;
        uint64_t over;

        err = llz_feed(s, archive->p + at, n, &took);
        at += took;
        drain_all(s, (struct cut){ 0, 0 }, out);
        over = llz_skip(s, archive->n - at);
        assert_true(over <= archive->n - at);
        at += (size_t)over;
        *skipped += over;
    }
    do {
        err = err <= LLZ_AGAIN ? llz_end(s) : err;
        drain_all(s, (struct cut){ 0, 0 }, out);
    } while (err == LLZ_AGAIN);
    llz_free(s);
    return err;
}

/* Most of what nobody wants need not even be there. */
static void seeking(void **state)
{
    struct blob in = content(SIZE, CONTENT_RANDOM), archive = packed(&in);
    uint64_t skipped;

    (void)state;
    for (int threads = 1; threads <= 3; threads++) {
        struct asked a;
        const struct llz_options opt = asking(&a, 0x12, threads);
        struct blob out = { 0 };

        assert_int_equal(run_skipping(llz_decoder_new(&opt, NULL), &archive, 50, &out, &skipped), LLZ_OK);
        check(&out, &in, 0x12);
        assert_true(skipped > 3 * GROUP && skipped < 4 * GROUP);
        free(out.p);
    }
    struct blob none = { 0 };
    assert_int_equal(run_skipping(llz_lister_new(NULL), &archive, 50, &none, &skipped), LLZ_OK);
    assert_true(skipped > 5 * GROUP && none.n == 0);
    assert_int_equal(run_skipping(llz_decoder_new(NULL, NULL), &archive, 5000, &none, &skipped), LLZ_OK);
    assert_int_equal(skipped, 0);
    assert_same(&none, &in);
    free(none.p);
    free(in.p);
    free(archive.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_choice),
        cmocka_unit_test(damage),
        cmocka_unit_test(foreign_groups),
        cmocka_unit_test(seeking),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
