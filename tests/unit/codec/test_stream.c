/* Whatever comes in comes out, and how it was cut does not matter. Level 0: the
 * codec is tested here, not the model. */
#include "codec/llz_lab.h"
#include "learner/learner.h"
#include "tests/unit/archive.h"

static size_t frame(void)
{
    return llz_row_frame_bytes(llz_row_of_level(0));
}

/* 0.1 % and 64 bytes is all that an archive may grow. */
static void round_trip(size_t n, enum content kind)
{
    struct blob in = content(n, kind), archive = pack(in.p, n), out = { 0 };

    assert_true(archive.n <= n + n / 1000 + 64);
    assert_int_equal(unpack(archive.p, archive.n, &out), LLZ_OK);
    assert_same(&in, &out);
    free(in.p);
    free(archive.p);
    free(out.p);
}

static void small_sizes(void **state)
{
    (void)state;
    for (size_t n = 0; n <= 3; n++) {
        for (int kind = 0; kind < CONTENT_KINDS; kind++)
            round_trip(n, (enum content)kind);
    }
}

/* The learner's windows have a power of two of bytes. */
static void around_windows(void **state)
{
    (void)state;
    for (size_t window = 8; window <= 2048; window *= 2) {
        for (size_t n = window - 1; n <= window + 1; n++)
            round_trip(n, (enum content)(n % CONTENT_KINDS));
    }
}

static void around_frames(void **state)
{
    size_t f = frame();

    (void)state;
    round_trip(f - 1, CONTENT_RANDOM);
    round_trip(f, CONTENT_BINARY);
    round_trip(f + 1, CONTENT_TEXT);
    round_trip(2 * f - 1, CONTENT_TEXT);
    round_trip(2 * f, CONTENT_CONSTANT);
    round_trip(2 * f + 1, CONTENT_RANDOM);
}

/* A stored frame teaches both sides: what follows it is coded with what it taught. */
static void coded_behind_stored(void **state)
{
    size_t f = frame();
    struct blob in = content(2 * f, CONTENT_RANDOM), archive, out = { 0 };
    struct llz_info info = LLZ_INFO_INIT;
    struct llz_stream *s = llz_lister_new(NULL);
    size_t took;

    (void)state;
    fill(in.p + f, f, CONTENT_TEXT, 1);
    archive = pack(in.p, in.n);
    assert_int_equal(llz_feed(s, archive.p, archive.n, &took), LLZ_OK);
    assert_int_equal(llz_end(s), LLZ_OK);
    llz_get_info(s, &info);
    llz_free(s);
    assert_int_equal(info.frames, 2);
    assert_int_equal(info.stored_frames, 1);
    assert_int_equal(unpack(archive.p, archive.n, &out), LLZ_OK);
    assert_same(&in, &out);
    free(in.p);
    free(archive.p);
    free(out.p);
}

/* One archive for every cutting of input and output, and one content. */
static void check_cuts(const struct blob *in, const struct cut *cuts, size_t n)
{
    struct llz_options opt = level0();
    struct blob whole = pack(in->p, in->n);

    for (size_t i = 0; i < n; i++) {
        struct blob archive = pack_cut(&opt, in->p, in->n, cuts[i]), out = { 0 };

        assert_same(&whole, &archive);
        assert_int_equal(run_stream(llz_decoder_new(NULL, NULL), archive.p, archive.n, cuts[i], &out), LLZ_OK);
        assert_same(in, &out);
        free(archive.p);
        free(out.p);
    }
    free(whole.p);
}

static void small_cuts(void **state)
{
    static const struct cut cuts[] = {
        { 1, 1 }, { 1, 0 }, { 0, 1 }, { 2, 3 }, { 7, 5 }, { 61, 59 }, { 999, 1 }
    };

    (void)state;
    for (size_t n = 0; n <= 1000; n = 10 * n + 1) {
        struct blob in = content(n, CONTENT_TEXT);

        check_cuts(&in, cuts, sizeof cuts / sizeof cuts[0]);
        free(in.p);
    }
}

/* Text, then numbers, in one frame of a level whose frames have room for both: the encoder tells them apart,
 * and does so wherever the input was cut. */
static void two_kinds_in_a_frame(void **state)
{
    static const struct cut cuts[] = { { 0, 0 }, { 32769, 0 }, { 9999, 1 } };
    struct llz_options opt = level0();
    size_t half = (size_t)32 << 10, header;
    struct blob in = content(2 * half, CONTENT_TEXT), whole = { 0 };

    (void)state;
    opt.level = 1;
    assert_true(llz_row_frame_bytes(llz_row_of_level(opt.level)) >= in.n);
    fill(in.p + half, half, CONTENT_BINARY, 1);
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        struct blob archive = pack_cut(&opt, in.p, in.n, cuts[i]), out = { 0 };

        header = header_bytes(archive.p, archive.n);
        assert_int_equal(archive.p[header] & 7, 1 | 4); /* flags: last, with a table */
        assert_int_equal(run_stream(llz_decoder_new(NULL, NULL), archive.p, archive.n, cuts[i], &out), LLZ_OK);
        assert_same(&in, &out);
        if (i == 0)
            blob_add(&whole, archive.p, archive.n);
        assert_same(&whole, &archive);
        free(archive.p);
        free(out.p);
    }
    free(whole.p);
    free(in.p);
}

static void cuts_at_frames(void **state)
{
    struct cut cuts[] = { { frame(), 0 }, { frame() + 1, 4095 }, { 8191, 1021 } };
    struct blob in = content(frame() + 100, CONTENT_TEXT);

    (void)state;
    check_cuts(&in, cuts, sizeof cuts / sizeof cuts[0]);
    free(in.p);
}

/* A full frame at the end of the input is the last one, even if the end is told much later. */
static void no_empty_last_frame(void **state)
{
    struct llz_options opt = level0();
    struct blob in = content(frame(), CONTENT_CONSTANT), archive = { 0 }, whole = pack(in.p, in.n);
    struct llz_stream *s = llz_encoder_new(&opt, NULL);
    struct llz_info info = LLZ_INFO_INIT;
    size_t took;

    (void)state;
    assert_int_equal(llz_feed(s, in.p, in.n, &took), LLZ_OK);
    assert_int_equal(took, in.n);
    drain_all(s, (struct cut){ 0, 0 }, &archive);
    assert_int_equal(llz_feed(s, in.p, 0, &took), LLZ_OK);
    assert_int_equal(llz_end(s), LLZ_OK);
    drain_all(s, (struct cut){ 0, 0 }, &archive);
    llz_get_info(s, &info);
    llz_free(s);
    assert_int_equal(info.frames, 1);
    assert_same(&whole, &archive);
    free(in.p);
    free(archive.p);
    free(whole.p);
}

static void members_joined(void **state)
{
    struct blob a = content(700, CONTENT_TEXT), b = content(500, CONTENT_RANDOM), both = { 0 }, out = { 0 };
    struct blob parts[3] = { pack(a.p, a.n), pack(NULL, 0), pack(b.p, b.n) };
    struct llz_info info = LLZ_INFO_INIT;
    struct llz_stream *s = llz_lister_new(NULL);
    size_t took;

    (void)state;
    for (int i = 0; i < 3; i++)
        blob_add(&both, parts[i].p, parts[i].n);
    blob_add(&a, b.p, b.n);
    assert_int_equal(unpack(both.p, both.n, &out), LLZ_OK);
    assert_same(&a, &out);

    assert_int_equal(llz_feed(s, both.p, both.n, &took), LLZ_OK);
    assert_int_equal(llz_end(s), LLZ_OK);
    llz_get_info(s, &info);
    llz_free(s);
    assert_int_equal(info.members, 3);
    assert_int_equal(info.raw, a.n);
    assert_int_equal(info.packed, both.n);
    for (int i = 0; i < 3; i++)
        free(parts[i].p);
    free(a.p);
    free(b.p);
    free(both.p);
    free(out.p);
}

/* A later member may need larger buffers than the first. */
static void members_of_two_levels(void **state)
{
    struct llz_options opt = level0();
    struct blob in, small = pack((const uint8_t *)"abc", 3), large, out = { 0 };

    (void)state;
    while (opt.level < LLZ_LEVEL_MAX && llz_row_frame_bytes(llz_row_of_level(opt.level)) <= frame())
        opt.level++;
    in = content(frame() + 1000, CONTENT_RANDOM);
    large = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
    blob_add(&small, large.p, large.n);
    assert_int_equal(unpack(small.p, small.n, &out), LLZ_OK);
    assert_int_equal(out.n, 3 + in.n);
    assert_memory_equal(out.p + 3, in.p, in.n);
    free(in.p);
    free(small.p);
    free(large.p);
    free(out.p);
}

static void threads_do_not_matter(void **state)
{
    struct llz_options one = level0(), two = level0();
    struct blob in = content(6000, CONTENT_TEXT), a, b, out = { 0 };
    struct cut whole = { 0, 0 };

    (void)state;
    two.threads = 2;
    a = pack_cut(&one, in.p, in.n, whole);
    b = pack_cut(&two, in.p, in.n, whole);
    assert_same(&a, &b);
    assert_int_equal(run_stream(llz_decoder_new(&two, NULL), a.p, a.n, whole, &out), LLZ_OK);
    assert_same(&in, &out);
    free(in.p);
    free(a.p);
    free(b.p);
    free(out.p);
}

/* Policy, optimizer and seed travel in the header. */
static void options_travel(void **state)
{
    struct blob in = content(3000, CONTENT_TEXT);

    (void)state;
    for (int i = 0; llz_policy_name(i) || llz_optimizer_name(i); i++) {
        struct llz_options opt = level0();
        struct llz_stream *s = llz_decoder_new(NULL, NULL);
        struct llz_info info = LLZ_INFO_INIT;
        struct blob archive, out = { 0 };
        size_t took;

        opt.policy = llz_policy_name(i); /* NULL, the default, after the last */
        opt.optimizer = llz_optimizer_name(i);
        opt.seed = UINT64_C(1) << (i % 64);
        opt.budget = (uint64_t)i * 10000;
        archive = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
        llz_get_info(s, &info);
        assert_int_equal(info.level, -1);
        assert_int_equal(llz_feed(s, archive.p, archive.n, &took), LLZ_OK);
        llz_get_info(s, &info);
        drain_all(s, (struct cut){ 0, 0 }, &out);
        assert_int_equal(llz_end(s), LLZ_OK);
        assert_string_equal(info.policy, opt.policy ? opt.policy : llz_policy_name(0));
        assert_string_equal(info.optimizer, opt.optimizer ? opt.optimizer : llz_optimizer_name(0));
        assert_true(info.seed == opt.seed && info.budget == opt.budget && info.hash_bytes == 8 &&
                    info.state_bytes > 0);
        assert_int_equal(info.level, 0);
        assert_same(&in, &out);
        llz_free(s);
        free(archive.p);
        free(out.p);
    }
    free(in.p);
}

/* So do the parts that were used: what a decoder is told plays no role. */
static void parts_travel(void **state)
{
    static const unsigned without[] = { 0, 1, 2, 4 | 8, 16 | 32 | 64, ~1u };
    struct blob in = content(2000, CONTENT_TEXT);
    unsigned before = 0;

    (void)state;
    for (size_t i = 0; i < sizeof without / sizeof without[0]; i++) {
        struct llz_options opt = level0();
        struct llz_stream *s = llz_decoder_new(&opt, NULL);
        struct blob archive, out = { 0 };
        struct llz_info info = LLZ_INFO_INIT;
        size_t took;

        opt.level = 1;
        opt.without = without[i];
        archive = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
        assert_int_equal(llz_feed(s, archive.p, archive.n, &took), LLZ_OK);
        llz_get_info(s, &info);
        drain_all(s, (struct cut){ 0, 0 }, &out);
        assert_int_equal(llz_end(s), LLZ_OK);
        assert_int_equal(info.parts, llz_row_parts(llz_row_of_level(1), without[i]));
        assert_int_equal(info.parts & without[i], 0);
        assert_int_equal(info.parts == before, i == 1); /* level 1 leaves the language model out as it is */
        before = info.parts;
        assert_same(&in, &out);
        llz_free(s);
        free(archive.p);
        free(out.p);
    }
    free(in.p);
}

struct watch {
    int calls, stop_at;
    uint64_t raw, packed;
};

static int watch(void *user, uint64_t raw, uint64_t packed)
{
    struct watch *w = user;

    assert_true(raw > w->raw && packed >= w->packed);
    w->raw = raw;
    w->packed = packed;
    return ++w->calls == w->stop_at;
}

static enum llz_error watched(struct watch *w, bool decode, const struct blob *in, struct blob *out)
{
    struct llz_options opt = level0();

    opt.progress = watch;
    opt.progress_user = w;
    return run_stream(decode ? llz_decoder_new(&opt, NULL) : llz_encoder_new(&opt, NULL), in->p, in->n,
                      (struct cut){ 0, 0 }, out);
}

static void progress_and_cancelling(void **state)
{
    struct blob in = content(10000, CONTENT_TEXT), archive = { 0 }, out = { 0 };
    struct watch w = { 0 };

    (void)state;
    assert_int_equal(watched(&w, false, &in, &archive), LLZ_OK);
    assert_int_equal(w.calls, 3); /* at 4096, 8192 and the end */
    assert_int_equal(w.raw, in.n);
    w = (struct watch){ 0 };
    assert_int_equal(watched(&w, true, &archive, &out), LLZ_OK);
    assert_int_equal(w.calls, 3);
    assert_int_equal(w.packed, archive.n);
    assert_same(&in, &out);

    for (int decode = 0; decode < 2; decode++) {
        out.n = 0;
        w = (struct watch){ .stop_at = 2 };
        assert_int_equal(watched(&w, decode, decode ? &archive : &in, &out), LLZ_ERR_CANCELLED);
        assert_int_equal(w.calls, 2);
        assert_true(decode ? out.n == 0 : out.n < archive.n);
    }
    free(in.p);
    free(archive.p);
    free(out.p);
}

static void wrong_arguments(void **state)
{
    static const struct {
        int level, threads;
        const char *policy, *optimizer;
        unsigned without;
    } cases[] = {
        { -1, 1, NULL, NULL, 0 },
        { 10, 1, NULL, NULL, 0 },
        { 0, 0, NULL, NULL, 0 },
        { 0, 1, "no such", NULL, 0 },
        { 0, 1, "oracle", NULL, 0 },
        { 0, 1, NULL, "no such", 0 },
        { 0, 1, NULL, NULL, LLZ_PARTS_ALL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct llz_options opt = level0();
        enum llz_error err = LLZ_OK;

        opt.level = cases[i].level;
        opt.threads = cases[i].threads;
        opt.policy = cases[i].policy;
        opt.optimizer = cases[i].optimizer;
        opt.without = cases[i].without;
        assert_null(llz_encoder_new(&opt, &err));
        assert_int_equal(err, LLZ_ERR_ARGUMENT);
    }
    struct llz_options opt = level0();
    opt.budget = llz_budget_most(&opt) + 1;
    assert_null(llz_encoder_new(&opt, NULL));
    llz_free(NULL);
}

static void an_error_is_final(void **state)
{
    struct llz_stream *s = llz_decoder_new(NULL, NULL);
    size_t took;

    (void)state;
    assert_int_equal(llz_feed(s, "x", 1, &took), LLZ_ERR_NOT_LLZ);
    assert_int_equal(llz_feed(s, "\xf5llz", 4, &took), LLZ_ERR_NOT_LLZ);
    assert_int_equal(took, 0);
    assert_int_equal(llz_end(s), LLZ_ERR_NOT_LLZ);
    llz_free(s);

    s = llz_lister_new(NULL);
    assert_int_equal(llz_end(s), LLZ_ERR_NOT_LLZ);
    llz_free(s);

    struct llz_options opt = level0();
    s = llz_encoder_new(&opt, NULL);
    while (llz_end(s) == LLZ_AGAIN) {
        uint8_t out[64];
        llz_drain(s, out, sizeof out);
    }
    assert_int_equal(llz_end(s), LLZ_OK);
    assert_int_equal(llz_feed(s, "x", 1, &took), LLZ_ERR_ARGUMENT);
    llz_free(s);
}

static void names(void **state)
{
    (void)state;
    for (int err = 0; err < LLZ_ERR_COUNT; err++)
        assert_string_not_equal(llz_error_message((enum llz_error)err), "unknown error");
    assert_string_equal(llz_error_message(LLZ_ERR_COUNT), "unknown error");
    assert_string_equal(llz_error_message((enum llz_error) - 1), "unknown error");
    assert_non_null(llz_policy_name(0));
    assert_non_null(llz_optimizer_name(0));
    assert_non_null(llz_version());
    assert_non_null(llz_kernel());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_sizes),
        cmocka_unit_test(around_windows),
        cmocka_unit_test(around_frames),
        cmocka_unit_test(coded_behind_stored),
        cmocka_unit_test(small_cuts),
        cmocka_unit_test(cuts_at_frames),
        cmocka_unit_test(two_kinds_in_a_frame),
        cmocka_unit_test(no_empty_last_frame),
        cmocka_unit_test(members_joined),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(members_of_two_levels),
        cmocka_unit_test(options_travel),
        cmocka_unit_test(parts_travel),
        cmocka_unit_test(progress_and_cancelling),
        cmocka_unit_test(wrong_arguments),
        cmocka_unit_test(an_error_is_final),
        cmocka_unit_test(names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
