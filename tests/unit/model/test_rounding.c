/* Arithmetic stays as it is written, whatever the compiler's flags and whatever the caller's callbacks do to
 * the rounding mode. */
#include <fenv.h>

#include "codec/llz_lab.h"
#include "model/arithmetic/rounding.h"
#include "tests/unit/archive.h"

#define BYTES 24000

/* The same file, compiled with -funsafe-math-optimizations. */
bool unsafe_rounding_is_kept(void);

static void test_flags(void **state)
{
    (void)state;
    assert_true(llz_rounding_is_kept());
    assert_false(unsafe_rounding_is_kept());
}

static int spoil_progress(void *user, uint64_t raw, uint64_t packed)
{
    (void)raw;
    (void)packed;
    ++*(unsigned *)user;
    return fesetround(FE_UPWARD);
}

static void spoil_byte(void *user, const struct llz_cost *c)
{
    (void)c;
    ++*(unsigned *)user;
    assert_int_equal(fesetround(FE_DOWNWARD), 0);
}

static void spoil_passed(void *user, int passes, uint64_t best)
{
    (void)passes;
    (void)best;
    ++*(unsigned *)user;
    assert_int_equal(fesetround(FE_TOWARDZERO), 0);
}

static void spoil_window(void *user, const struct llz_contributions *c)
{
    (void)c;
    ++*(unsigned *)user;
    assert_int_equal(fesetround(FE_UPWARD), 0);
}

static void spoil_probed(void *user, uint64_t position, uint64_t learned, const double *bits, size_t pieces)
{
    (void)position;
    (void)learned;
    (void)bits;
    (void)pieces;
    ++*(unsigned *)user;
    assert_int_equal(fesetround(FE_UPWARD), 0);
}

/* Archives must be equal, and what the caller had set must be back. */
static void check_same(const struct blob *in, const struct llz_options *spoilt, const struct llz_options *plain)
{
    const struct cut whole = { 0, 0 };
    struct blob usual = { 0 }, other = { 0 };

    assert_int_equal(run_stream(llz_encoder_new(plain, NULL), in->p, in->n, whole, &usual), LLZ_OK);
    assert_int_equal(fesetround(FE_DOWNWARD), 0);
    assert_int_equal(run_stream(llz_encoder_new(spoilt, NULL), in->p, in->n, whole, &other), LLZ_OK);
    assert_int_equal(fegetround(), FE_DOWNWARD);
    assert_int_equal(fesetround(FE_TONEAREST), 0);
    assert_int_equal(usual.n, other.n);
    assert_memory_equal(usual.p, other.p, usual.n);
    free(usual.p);
    free(other.p);
}

static void test_callbacks(void **state)
{
    struct blob in = content(BYTES, CONTENT_TEXT);
    unsigned calls = 0;
    const struct llz_explain explain = { .size = sizeof explain, .byte = spoil_byte, .user = &calls };
    const struct llz_measure measure = { .size = sizeof measure,
                                         .window_every = 1000,
                                         .window = spoil_window,
                                         .probe = in.p,
                                         .probe_bytes = 512,
                                         .piece_bytes = 64,
                                         .probe_every = 4000,
                                         .probed = spoil_probed,
                                         .user = &calls };

    (void)state;
    for (int level = 0; level < 4; level += 3) {
        struct llz_options plain = LLZ_OPTIONS_INIT, spoilt;

        plain.level = level;
        spoilt = plain;
        spoilt.progress = spoil_progress;
        spoilt.progress_user = &calls;
        spoilt.explain = &explain;
        check_same(&in, &spoilt, &plain);
        spoilt.explain = NULL;
        spoilt.measure = &measure;
        check_same(&in, &spoilt, &plain);
        assert_true(calls > BYTES);
    }
    free(in.p);
}

static void test_search(void **state)
{
    struct blob in = content(BYTES, CONTENT_TEXT);
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct llz_archive usual = LLZ_ARCHIVE_INIT, other = LLZ_ARCHIVE_INIT;
    unsigned calls = 0;
    const struct llz_search plain = { .size = sizeof plain, .passes = 5 }, spoilt = {
        .size = sizeof spoilt, .passes = 5, .passed = spoil_passed, .user = &calls
    };

    (void)state;
    opt.level = 1;
    assert_int_equal(llz_search(&opt, &plain, in.p, in.n, &usual), LLZ_OK);
    assert_int_equal(fesetround(FE_UPWARD), 0);
    assert_int_equal(llz_search(&opt, &spoilt, in.p, in.n, &other), LLZ_OK);
    assert_int_equal(fegetround(), FE_UPWARD);
    assert_int_equal(fesetround(FE_TONEAREST), 0);
    assert_int_equal(calls, 5);
    assert_int_equal(usual.bytes, other.bytes);
    assert_memory_equal(usual.data, other.data, usual.bytes);
    llz_archive_free(&usual);
    llz_archive_free(&other);
    free(in.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_flags), cmocka_unit_test(test_callbacks),
                                        cmocka_unit_test(test_search) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
