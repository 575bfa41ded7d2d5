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

static enum llz_error decode_under(const struct blob *archive, uint64_t memory_limit, uint64_t memory,
                                   int threads, const struct blob *in)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct blob out = { 0 };
    enum llz_error err;

    opt.threads = threads;
    opt.memory_limit = memory_limit;
    opt.memory = memory;
    err = run_stream(llz_decoder_new(&opt, NULL), archive->p, archive->n, (struct cut){ 1000, 0 }, &out);
    if (err == LLZ_OK)
        assert_same(in, &out);
    free(out.p);
    return err;
}

/* What raises the limits of tables a decoder takes only if it is allowed, in groups too; what lowers them always. */
static void memory_as_asked_for(void **state)
{
    struct llz_options opt = at_level(0);
    const uint64_t least = llz_memory_least(&opt), usual = llz_memory_needed(&opt);
    struct blob whole = content(LLZ_SPLIT_MIN + 5000, CONTENT_TEXT);

    (void)state;
    for (int split = 0; split < 2; split++) {
        const struct blob in = { .p = whole.p, .n = split ? whole.n : 20000 };
        const int threads = 1 + 2 * split;
        uint64_t need;
        struct blob archive;

        opt.split = split ? LLZ_SPLIT_MIN : 0;
        opt.threads = threads;
        opt.memory = least;
        archive = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
        assert_int_equal(decode_under(&archive, 0, least, threads, &in), LLZ_OK);
        free(archive.p);

        opt.memory = least + (UINT64_C(6) << 20) + 12345;
        archive = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
        opt.split = 0;
        need = llz_memory_needed(&opt);
        assert_in_range(need, usual + 1, opt.memory);
        assert_int_equal(decode_under(&archive, 0, 0, threads, &in), LLZ_ERR_MEMLIMIT);
        assert_int_equal(decode_under(&archive, 0, need - 1, threads, &in), LLZ_ERR_MEMLIMIT);
        assert_int_equal(decode_under(&archive, 0, need, threads, &in), LLZ_OK);
        assert_int_equal(decode_under(&archive, 0, opt.memory, threads, &in), LLZ_OK);
        assert_int_equal(decode_under(&archive, need - 1, UINT64_MAX, threads, &in), LLZ_ERR_MEMLIMIT);
        assert_int_equal(decode_under(&archive, need, 0, threads, &in), LLZ_OK);
        free(archive.p);
    }
    free(whole.p);
}

/* As much is told as is needed, and what the header holds. A header has whole MiB. */
static void memory_is_told(void **state)
{
    struct llz_options opt = at_level(0);
    struct llz_info info = LLZ_INFO_INIT;
    struct blob archive;
    struct llz_stream *s;
    enum llz_error err;
    size_t took;

    (void)state;
    for (uint64_t i = 0; i < 3; i++) {
        const uint64_t wrong[] = { 1, 1 << 20, llz_memory_least(&opt) - 1 };

        opt.memory = wrong[i];
        assert_null(llz_encoder_new(&opt, &err));
        assert_int_equal(err, LLZ_ERR_ARGUMENT);
        assert_int_equal(llz_memory_needed(&opt), 0);
        assert_true(llz_memory_least(&opt) > wrong[i]);
    }
    opt.memory = UINT64_MAX;
    archive = pack_cut(&opt, (const uint8_t *)"x", 1, (struct cut){ 0, 0 });
    s = llz_decoder_new(NULL, NULL);
    assert_int_equal(llz_feed(s, archive.p, archive.n, &took), LLZ_ERR_MEMLIMIT);
    llz_get_info(s, &info);
    assert_int_equal(info.state_bytes, llz_memory_needed(&opt));
    assert_true(info.memory == LLZ_MEMORY_MOST << 20);
    llz_free(s);
    free(archive.p);
    opt.level = 99;
    assert_int_equal(llz_memory_least(&opt), 0);
}

/* Not a byte beyond the limit comes out, whatever is after it. */
static void decoder_output(void **state)
{
    struct blob in = content(40000, CONTENT_TEXT), archive = pack(in.p, in.n);
    const uint64_t limits[] = { 1, 20000, in.n - 1, in.n, in.n + 1, UINT64_MAX };

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
    struct blob in = content(40000, CONTENT_TEXT), whole = pack(in.p, in.n);
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
        cmocka_unit_test(foretold),
        cmocka_unit_test(encoder_memory),
        cmocka_unit_test(decoder_memory),
        cmocka_unit_test(decoder_output),
        cmocka_unit_test(members_together),
        cmocka_unit_test(encoder_output),
        cmocka_unit_test(memory_as_asked_for),
        cmocka_unit_test(memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
