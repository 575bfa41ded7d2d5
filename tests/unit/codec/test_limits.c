/* What a caller allows at most: memory, known before any is allocated, and output. */
#include "tests/unit/archive.h"

static struct llz_options at_level(int level)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.level = level;
    return opt;
}

/* What is foretold is what is allocated, with and without parts of the predictor, and by the decoder too. */
static void foretold(void **state)
{
    const unsigned without[] = { 0, 1 };

    (void)state;
    for (int level = 1; level <= 3; level += 2) {
        for (size_t i = 0; i < 2; i++) {
            struct llz_options opt = at_level(level);
            struct llz_stream *s;
            struct llz_info info = LLZ_INFO_INIT;
            struct blob out = { 0 };
            size_t took;

            opt.without = without[i];
            s = llz_encoder_new(&opt, NULL);
            assert_non_null(s);
            llz_get_info(s, &info);
            assert_int_equal(llz_memory_needed(&opt), info.state_bytes);
            drain_all(s, (struct cut){ 0, 0 }, &out);
            llz_free(s);
            s = llz_decoder_new(NULL, NULL);
            assert_int_equal(llz_feed(s, out.p, out.n, &took), LLZ_OK);
            llz_get_info(s, &info);
            assert_int_equal(llz_memory_needed(&opt), info.state_bytes);
            llz_free(s);
            free(out.p);
        }
    }
    assert_int_equal(
        llz_memory_needed(&(struct llz_options){ .size = sizeof(struct llz_options), .level = 99 }), 0);
    assert_true(llz_memory_needed(NULL) >
                llz_memory_needed(&(struct llz_options){ .size = sizeof(struct llz_options), .level = 1 }));
}

static void encoder_memory(void **state)
{
    struct llz_options opt = at_level(1);
    enum llz_error err;
    struct llz_stream *s;

    (void)state;
    opt.memory_limit = llz_memory_needed(&opt) - 1;
    assert_null(llz_encoder_new(&opt, &err));
    assert_int_equal(err, LLZ_ERR_MEMLIMIT);
    opt.memory_limit++;
    s = llz_encoder_new(&opt, &err);
    assert_non_null(s);
    llz_free(s);
}

/* A member in front that fits gives its content; the one that does not is named by what it would need. */
static void decoder_memory(void **state)
{
    struct llz_options small = at_level(0), large = at_level(1), opt = LLZ_OPTIONS_INIT;
    struct blob in = content(500, CONTENT_TEXT), archive = pack_cut(&small, in.p, in.n, (struct cut){ 0, 0 });
    struct blob second = pack_cut(&large, in.p, in.n, (struct cut){ 0, 0 }), out = { 0 };
    struct llz_stream *s;
    struct llz_info info = LLZ_INFO_INIT;
    size_t took, at;

    (void)state;
    opt.memory_limit = llz_memory_needed(&large) - 1;
    at = archive.n;
    blob_add(&archive, second.p, second.n);
    s = llz_decoder_new(&opt, NULL);
    assert_int_equal(llz_feed(s, archive.p, at, &took), LLZ_OK);
    drain_all(s, (struct cut){ 0, 0 }, &out);
    assert_same(&in, &out);
    assert_int_equal(llz_feed(s, archive.p + at, archive.n - at, &took), LLZ_ERR_MEMLIMIT);
    llz_get_info(s, &info);
    assert_int_equal(info.state_bytes, llz_memory_needed(&large));
    assert_int_equal(info.level, 1);
    assert_int_equal(llz_end(s), LLZ_ERR_MEMLIMIT);
    llz_free(s);

    opt.memory_limit++;
    out.n = 0;
    assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), archive.p, archive.n, (struct cut){ 0, 0 }, &out),
                     LLZ_OK);
    assert_int_equal(out.n, 2 * in.n);
    free(in.p);
    free(archive.p);
    free(second.p);
    free(out.p);
}

/* Not a byte beyond the limit comes out, whatever is after it. */
static void decoder_output(void **state)
{
    struct blob in = content(100000, CONTENT_TEXT), archive = pack(in.p, in.n);
    const uint64_t limits[] = { 1, 50000, in.n - 1, in.n, in.n + 1, UINT64_MAX };

    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct llz_options opt = { .size = sizeof opt, .threads = 1, .output_limit = limits[i] };
        struct blob out = { 0 };
        enum llz_error err =
            run_stream(llz_decoder_new(&opt, NULL), archive.p, archive.n, (struct cut){ 1000, 0 }, &out);

        assert_int_equal(err, limits[i] < in.n ? LLZ_ERR_OUTPUT : LLZ_OK);
        assert_true(out.n <= limits[i]);
        assert_true(out.n == 0 || memcmp(out.p, in.p, out.n) == 0);
        assert_true(err != LLZ_OK || out.n == in.n);
        free(out.p);
    }
    free(in.p);
    free(archive.p);
}

/* The limit counts all members. */
static void members_together(void **state)
{
    struct blob in = content(3000, CONTENT_RANDOM), archive = pack(in.p, in.n), out = { 0 };
    struct llz_options opt = { .size = sizeof opt, .threads = 1, .output_limit = 2 * in.n - 1 };

    (void)state;
    struct blob again = pack(in.p, in.n);
    blob_add(&archive, again.p, again.n);
    assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), archive.p, archive.n, (struct cut){ 0, 0 }, &out),
                     LLZ_ERR_OUTPUT);
    assert_int_equal(out.n, in.n);
    free(in.p);
    free(archive.p);
    free(again.p);
    free(out.p);
}

static void encoder_output(void **state)
{
    struct llz_options opt = level0();
    struct blob in = content(100000, CONTENT_TEXT), whole = pack(in.p, in.n);
    enum llz_error err;

    (void)state;
    for (uint64_t limit = whole.n - 1; limit <= whole.n; limit++) {
        struct blob out = { 0 };

        opt.output_limit = limit;
        err = run_stream(llz_encoder_new(&opt, NULL), in.p, in.n, (struct cut){ 0, 0 }, &out);
        assert_int_equal(err, limit < whole.n ? LLZ_ERR_OUTPUT : LLZ_OK);
        assert_true(out.n <= limit);
        free(out.p);
    }
    opt.output_limit = 1; /* not even a header */
    assert_null(llz_encoder_new(&opt, &err));
    assert_int_equal(err, LLZ_ERR_OUTPUT);
    free(in.p);
    free(whole.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(foretold),       cmocka_unit_test(encoder_memory),   cmocka_unit_test(decoder_memory),
        cmocka_unit_test(decoder_output), cmocka_unit_test(members_together), cmocka_unit_test(encoder_output),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
