/* test_search.c - content encoded in several passes: never larger than in one, whatever the threads; stopped,
 * it keeps what it has. */
#include "codec/llz_lab.h"
#include "tests/unit/archive.h"

struct watch {
    int passes, stop_at; /* passes that were complete; ask to stop after so many, -1: never */
    uint64_t best, last;
};

static void passed(void *user, int passes, uint64_t best)
{
    struct watch *w = user;

    assert_int_equal(passes, w->passes + 1);
    assert_true(passes == 1 || best <= w->best);
    w->passes = passes;
    w->best = best;
}

static int progress(void *user, uint64_t raw, uint64_t packed)
{
    struct watch *w = user;

    (void)packed;
    w->last = raw;
    return w->stop_at >= 0 && w->passes >= w->stop_at;
}

static enum llz_error search(int level, int threads, int passes, const struct blob *b, struct watch *w,
                             struct llz_archive *a)
{
    const struct llz_search how = { .size = sizeof how, .passes = passes, .passed = passed, .user = w };
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.level = level;
    opt.threads = threads;
    opt.progress = progress;
    opt.progress_user = w;
    return llz_search(&opt, &how, b->p, b->n, a);
}

static struct blob mixed_content(void)
{
    struct blob b = content(6000, CONTENT_BINARY), text = content(1000, CONTENT_TEXT);

    blob_add(&b, text.p, text.n);
    free(text.p);
    return b;
}

static void check_archive(const struct llz_archive *a, const struct blob *want)
{
    struct blob back = { 0 };

    assert_int_equal(unpack(a->data, a->bytes, &back), LLZ_OK);
    assert_same(&back, want);
    free(back.p);
}

/* One pass is what an encoder makes; more are smaller here, and the same with two threads. */
static void passes_and_threads(void **state)
{
    struct blob b = mixed_content();
    struct llz_options opt = LLZ_OPTIONS_INIT;
    size_t before = SIZE_MAX;

    (void)state;
    opt.level = 1;
    struct blob plain = pack_cut(&opt, b.p, b.n, (struct cut){ 0, 0 });

    for (int passes = 1; passes <= 7; passes += 3) {
        struct watch one = { .stop_at = -1 }, two = { .stop_at = -1 };
        struct llz_archive a = LLZ_ARCHIVE_INIT, c = LLZ_ARCHIVE_INIT;

        assert_int_equal(search(1, 1, passes, &b, &one, &a), LLZ_OK);
        assert_int_equal(search(1, 2, passes, &b, &two, &c), LLZ_OK);
        assert_int_equal(a.passes, passes);
        assert_int_equal(one.passes, passes);
        assert_int_equal(one.best, a.bytes);
        assert_int_equal(a.info.packed, a.bytes);
        assert_int_equal(a.info.raw, b.n);
        assert_int_equal(a.bytes, c.bytes);
        assert_memory_equal(a.data, c.data, a.bytes);
        assert_true(a.bytes < before);
        before = a.bytes;
        if (passes == 1)
            assert_true(a.bytes == plain.n && memcmp(a.data, plain.p, plain.n) == 0);
        check_archive(&a, &b);
        llz_archive_free(&a);
        llz_archive_free(&c);
    }
    free(b.p);
    free(plain.p);
}

/* Stopped before a pass is complete there is nothing; after one, that one and perhaps its neighbour. */
static void stopped(void **state)
{
    struct blob b = mixed_content();

    (void)state;
    for (int threads = 1; threads <= 2; threads++) {
        for (int stop = 0; stop <= 3; stop++) {
            struct watch w = { .stop_at = stop };
            struct llz_archive a = LLZ_ARCHIVE_INIT;
            const enum llz_error err = search(1, threads, 9, &b, &w, &a);

            assert_int_equal(err, stop == 0 ? LLZ_ERR_CANCELLED : LLZ_OK);
            if (err) {
                assert_null(a.data);
                continue;
            }
            assert_true(a.passes >= stop && a.passes < 9);
            assert_int_equal(a.bytes, w.best);
            check_archive(&a, &b);
            llz_archive_free(&a);
        }
    }
    free(b.p);
}

static void small_content_and_levels(void **state)
{
    static const size_t sizes[] = { 0, 700 };

    (void)state;
    for (int level = 0; level <= 3; level += 3) {
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
            struct blob b = content(sizes[i], CONTENT_TEXT);
            struct watch w = { .stop_at = -1 };
            struct llz_archive a = LLZ_ARCHIVE_INIT;

            assert_int_equal(search(level, 2, 4, &b, &w, &a), LLZ_OK);
            check_archive(&a, &b);
            llz_archive_free(&a);
            free(b.p);
        }
    }
}

static void wrong_arguments(void **state)
{
    static const int passes[] = { 0, -1, LLZ_SEARCH_MAX + 1 };
    struct blob b = content(10, CONTENT_TEXT);
    struct watch w = { .stop_at = -1 };
    struct llz_archive a = LLZ_ARCHIVE_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof passes / sizeof passes[0]; i++)
        assert_int_equal(search(0, 1, passes[i], &b, &w, &a), LLZ_ERR_ARGUMENT);
    assert_int_equal(search(10, 1, 2, &b, &w, &a), LLZ_ERR_ARGUMENT);
    assert_int_equal(search(0, 0, 2, &b, &w, &a), LLZ_ERR_ARGUMENT);
    assert_null(a.data);
    free(b.p);
}

/* The limit on memory decides whether passes run beside each other, not what comes out; that on the output
 * counts the smallest archive. */
static void limits(void **state)
{
    const struct llz_search how = { .size = sizeof how, .passes = 4 };
    struct blob b = mixed_content();
    struct llz_options opt = LLZ_OPTIONS_INIT;
    const struct llz_measure measure = { .size = sizeof measure, .window_every = 1 };
    struct llz_archive want = LLZ_ARCHIVE_INIT, a = LLZ_ARCHIVE_INIT;

    (void)state;
    opt.level = 1;
    opt.threads = 2;
    assert_int_equal(llz_search(&opt, &how, b.p, b.n, &want), LLZ_OK);
    const uint64_t need = llz_search_memory_needed(&opt, &how, b.n);

    assert_true(need > llz_memory_needed(&opt));
    opt.memory_limit = need - 1;
    assert_int_equal(llz_search(&opt, &how, b.p, b.n, &a), LLZ_ERR_MEMLIMIT);
    assert_null(a.data);
    opt.memory_limit = need;
    opt.output_limit = want.bytes;
    assert_int_equal(llz_search(&opt, &how, b.p, b.n, &a), LLZ_OK);
    assert_int_equal(a.bytes, want.bytes);
    assert_memory_equal(a.data, want.data, want.bytes);
    llz_archive_free(&a);
    opt.memory_limit = 0;
    opt.output_limit = want.bytes - 1;
    assert_int_equal(llz_search(&opt, &how, b.p, b.n, &a), LLZ_ERR_OUTPUT);
    assert_null(a.data);
    opt.measure = &measure;
    assert_int_equal(llz_search(&opt, &how, b.p, b.n, &a), LLZ_ERR_ARGUMENT);
    llz_archive_free(&want);
    free(b.p);
}

/* Policies that move the mixers' steps themselves, and budgets, go together with knobs. */
static void beside_other_options(void **state)
{
    static const char *const policies[] = { "law", "recent" };
    struct blob b = mixed_content();

    (void)state;
    for (size_t i = 0; i < sizeof policies / sizeof policies[0]; i++) {
        const struct llz_search how = { .size = sizeof how, .passes = 4 };
        struct llz_options opt = LLZ_OPTIONS_INIT;
        struct llz_archive one = LLZ_ARCHIVE_INIT, two = LLZ_ARCHIVE_INIT;

        opt.level = 1;
        opt.policy = policies[i];
        opt.budget = i ? 0 : llz_budget_most(&opt);
        assert_int_equal(llz_search(&opt, &how, b.p, b.n, &one), LLZ_OK);
        opt.threads = 2;
        assert_int_equal(llz_search(&opt, &how, b.p, b.n, &two), LLZ_OK);
        assert_int_equal(one.bytes, two.bytes);
        assert_memory_equal(one.data, two.data, one.bytes);
        check_archive(&one, &b);
        llz_archive_free(&one);
        llz_archive_free(&two);
    }
    free(b.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(passes_and_threads),
                                        cmocka_unit_test(stopped),
                                        cmocka_unit_test(small_content_and_levels),
                                        cmocka_unit_test(wrong_arguments),
                                        cmocka_unit_test(limits),
                                        cmocka_unit_test(beside_other_options) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
