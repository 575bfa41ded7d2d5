/* test_sized.c - programs that were built with another llz.h: shorter structs and longer ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "codec/llz_lab.h"

#define FILL 0xa5

static enum llz_error encoder(const void *options)
{
    enum llz_error err = LLZ_OK;

    llz_free(llz_encoder_new(options, &err));
    return err;
}

/* As of a header that ends after the threads. */
static void test_shorter(void **state)
{
    struct {
        size_t size;
        int level, threads;
        unsigned char beyond[64]; /* belongs to somebody else */
    } old = { offsetof(struct llz_options, policy), 0, 1, { 0 } };

    (void)state;
    memset(old.beyond, FILL, sizeof old.beyond);
    assert_int_equal(encoder(&old), LLZ_OK);
    old.level = 77;
    assert_int_equal(encoder(&old), LLZ_ERR_ARGUMENT);
    old.level = 0;
    for (size_t size = 0; size < offsetof(struct llz_options, policy); size++) {
        old.size = size;
        assert_int_equal(encoder(&old), LLZ_ERR_ARGUMENT);
    }
}

static void test_longer(void **state)
{
    struct {
        struct llz_options known;
        unsigned char newer[24];
    } opt = { LLZ_OPTIONS_INIT, { 0 } };

    (void)state;
    opt.known.level = 0;
    opt.known.size = sizeof opt;
    assert_int_equal(encoder(&opt), LLZ_OK);
    assert_true(llz_memory_needed(&opt.known) > 0);
    for (size_t i = 0; i < sizeof opt.newer; i++) {
        opt.newer[i] = 1;
        assert_int_equal(encoder(&opt), LLZ_ERR_ARGUMENT);
        assert_int_equal(llz_memory_needed(&opt.known), 0);
        opt.newer[i] = 0;
    }
    opt.known.size = (size_t)-1;
    assert_int_equal(encoder(&opt), LLZ_ERR_ARGUMENT);
}

/* What is written ends where the caller's struct ends, wherever that is. */
static void test_info(void **state)
{
    struct llz_stream *s = llz_encoder_new(NULL, NULL);
    struct llz_info whole = LLZ_INFO_INIT;
    unsigned char room[sizeof whole + 16];

    (void)state;
    assert_non_null(s);
    llz_get_info(s, &whole);
    assert_int_equal(whole.size, sizeof whole);
    for (size_t size = sizeof size; size <= sizeof room; size++) {
        const size_t known = size < sizeof whole ? size : sizeof whole;
        struct llz_info *info = (void *)room;

        memset(room, FILL, sizeof room);
        memcpy(room, &size, sizeof size);
        llz_get_info(s, info);
        assert_memory_equal(room, &size, sizeof size);
        assert_memory_equal(room + sizeof size, (unsigned char *)&whole + sizeof size, known - sizeof size);
        for (size_t i = known; i < sizeof room; i++)
            assert_int_equal(room[i], FILL);
    }
    llz_free(s);
}

static void test_search(void **state)
{
    struct {
        struct llz_archive known;
        unsigned char beyond[64];
    } best = { LLZ_ARCHIVE_INIT, { 0 } };
    struct {
        struct llz_search known;
        uint64_t newer;
    } how = { LLZ_SEARCH_INIT, 1 };
    struct llz_options opt = LLZ_OPTIONS_INIT;

    (void)state;
    opt.level = 0;
    memset(best.beyond, FILL, sizeof best.beyond);
    assert_int_equal(llz_search(&opt, &how.known, "abc", 3, &best.known), LLZ_OK);
    assert_true(best.known.bytes > 3);
    llz_archive_free(&best.known);
    assert_null(best.known.data);
    how.known.size = sizeof how; /* what is newer is not 0 */
    assert_int_equal(llz_search(&opt, &how.known, "abc", 3, &best.known), LLZ_ERR_ARGUMENT);
    assert_int_equal(llz_search_memory_needed(&opt, &how.known, 3), 0);
    how.newer = 0;
    assert_true(llz_search_memory_needed(&opt, &how.known, 3) > 0);
    how.known.size = offsetof(struct llz_search, passed);
    best.known.size = offsetof(struct llz_archive, info);
    memset(&best.known.info, FILL, sizeof best.known.info);
    assert_int_equal(llz_search(&opt, &how.known, "abc", 3, &best.known), LLZ_OK);
    for (size_t i = 0; i < sizeof best.known.info; i++)
        assert_int_equal(((unsigned char *)&best.known.info)[i], FILL);
    llz_archive_free(&best.known);
    best.known.size = 0;
    assert_int_equal(llz_search(&opt, &how.known, "abc", 3, &best.known), LLZ_ERR_ARGUMENT);
    for (size_t i = 0; i < sizeof best.beyond; i++)
        assert_int_equal(best.beyond[i], FILL);
}

static void on_byte(void *user, const struct llz_cost *c)
{
    (void)user;
    (void)c;
}

static long read_nothing(void *user, uint64_t at, void *to, size_t n)
{
    (void)user;
    (void)at;
    (void)to;
    (void)n;
    return 0;
}

static int begin(void *user, enum llz_content content)
{
    (void)user;
    (void)content;
    return 0;
}

static int piece(void *user, enum llz_content content, uint64_t at, const void *p, size_t n)
{
    (void)at;
    (void)p;
    (void)n;
    return begin(user, content);
}

static int lost(void *user, enum llz_content content, uint64_t at, uint64_t n)
{
    (void)at;
    (void)n;
    return begin(user, content);
}

static int mixed(void *user, enum llz_content content, uint64_t at)
{
    return lost(user, content, at, 0);
}

/* Those that no size has been given are refused, wherever they are taken. */
static void test_without_size(void **state)
{
    struct llz_measure measure = LLZ_MEASURE_INIT;
    struct llz_explain explain = LLZ_EXPLAIN_INIT;
    struct llz_recovery recovery = LLZ_RECOVERY_INIT;
    struct llz_training training = LLZ_TRAINING_INIT;
    struct llz_trained trained = LLZ_TRAINED_INIT;
    struct llz_options opt = LLZ_OPTIONS_INIT;

    (void)state;
    opt.level = 0;
    opt.measure = &measure;
    assert_int_equal(encoder(&opt), LLZ_OK);
    measure.size = 0;
    assert_int_equal(encoder(&opt), LLZ_ERR_ARGUMENT);
    opt.measure = NULL;
    opt.explain = &explain;
    explain.byte = on_byte;
    assert_int_equal(encoder(&opt), LLZ_OK);
    explain.size = 0;
    assert_int_equal(encoder(&opt), LLZ_ERR_ARGUMENT);
    /* Nor are functions taken for granted that nobody has set. */
    recovery.read = read_nothing;
    recovery.begin = begin;
    recovery.piece = piece;
    recovery.lost = lost;
    assert_int_equal(llz_recover(NULL, &recovery, NULL), LLZ_ERR_ARGUMENT);
    recovery.mixed = mixed;
    assert_int_equal(llz_recover(NULL, &recovery, NULL), LLZ_ERR_NOT_LLZ);
    recovery.size = 0;
    assert_int_equal(llz_recover(NULL, &recovery, NULL), LLZ_ERR_ARGUMENT);
    training.size = 0;
    assert_int_equal(llz_prior_train(&training, NULL, 0, &trained), LLZ_ERR_ARGUMENT);
    opt = (struct llz_options){ 0 };
    assert_int_equal(encoder(&opt), LLZ_ERR_ARGUMENT);
}

static void test_version(void **state)
{
    (void)state;
    assert_int_equal(llz_version_number(), LLZ_VERSION_NUMBER);
    assert_int_equal(LLZ_VERSION_NUMBER,
                     1000000 * LLZ_VERSION_MAJOR + 1000 * LLZ_VERSION_MINOR + LLZ_VERSION_PATCH);
#define TEXT(x) #x
#define NUMBERS(a, b, c) TEXT(a) "." TEXT(b) "." TEXT(c)
    assert_string_equal(llz_version(), NUMBERS(LLZ_VERSION_MAJOR, LLZ_VERSION_MINOR, LLZ_VERSION_PATCH));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shorter), cmocka_unit_test(test_longer),       cmocka_unit_test(test_info),
        cmocka_unit_test(test_search),  cmocka_unit_test(test_without_size), cmocka_unit_test(test_version),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
