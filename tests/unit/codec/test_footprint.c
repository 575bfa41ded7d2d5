/* test_footprint.c - a short text takes little memory, whatever the level may take for a long one: the largest part of the
 * process that was ever in memory. A process of its own, for that never shrinks. */
#include "tests/unit/archive.h"

#include <sys/resource.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__linux__)
#define COUNTS 0 /* their shadow is counted, too; elsewhere other units are usual */
#else
#define COUNTS 1
#endif

/* KiB. */
static long largest(void)
{
    struct rusage u;
    assert_int_equal(getrusage(RUSAGE_SELF, &u), 0);
    return u.ru_maxrss;
}

/* A text of 4,096 bytes, there and back, by levels that take more and more. */
static void test_short_text(void **state)
{
    static const struct {
        int level;
        long most; /* KiB, a tenth above what it takes */
    } tries[] = { { 1, 16L << 10 }, { 5, 46L << 10 }, { 9, 78L << 10 } };
    struct blob b = content(4096, CONTENT_TEXT);
    (void)state;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        struct llz_options opt = LLZ_OPTIONS_INIT;
        uint8_t packed[8192], back[4096];
        size_t n = sizeof packed, m = sizeof back;
        opt.level = tries[i].level;
        assert_int_equal(llz_compress(b.p, b.n, packed, &n, &opt), LLZ_OK);
        assert_int_equal(llz_decompress(packed, n, back, &m, NULL), LLZ_OK);
        assert_int_equal(m, b.n);
        assert_memory_equal(back, b.p, m);
        if (largest() > tries[i].most && COUNTS)
            fail_msg("level %d took %ld KiB", tries[i].level, largest());
    }
    free(b.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_short_text) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
