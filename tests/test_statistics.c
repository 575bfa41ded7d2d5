/* test_statistics.c - the bootstrap of llz compare: finds a shift that is there, and none that is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>
#include <math.h>

#include "cli/compare/statistics.h"

#define PIECES 200
#define TRIALS 200

/* -1 to 1, from a small generator of its own: the tests must not depend on the one that they test. */
static double noise(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / (1 << 23) - 1;
}

/* Costs around 1000 bytes that drift slowly, as those of a real file do, and the same with a shift of their own
 * and a difference that is itself autocorrelated. */
static void make(double ours[PIECES], double theirs[PIECES], double shift, double spread, uint32_t seed)
{
    double drift = 0, difference = 0;

    for (int k = 0; k < PIECES; k++) {
        drift = 0.9 * drift + 50 * noise(&seed);
        difference = 0.5 * difference + spread * noise(&seed);
        theirs[k] = 1000 + drift;
        ours[k] = theirs[k] * shift + difference;
    }
}

static void test_no_difference(void **state)
{
    (void)state;
    double a[PIECES], b[PIECES];
    const struct pairs same = { a, a, PIECES }, noisy = { a, b, PIECES };
    struct interval i;

    make(a, b, 1, 20, 1);
    i = statistics_interval(&same, 1);
    assert_true(i.known && i.low == 1 && i.high == 1);
    i = statistics_interval(&noisy, 1);
    assert_true(i.known && i.low < 1 && i.high > 1);
    assert_true(i.high - i.low < 0.02);
}

/* Pairs are kept: a shift of 1 % is seen although the pieces differ among each other by far more. */
static void test_shift(void **state)
{
    (void)state;
    double a[PIECES], b[PIECES];
    const struct pairs file = { a, b, PIECES };
    struct interval i;

    make(a, b, 0.99, 5, 2);
    i = statistics_interval(&file, 1);
    assert_true(i.known && i.low < 0.99 + 0.002 && i.high > 0.99 - 0.002);
    assert_true(i.high < 1);
    assert_true(fabs(statistics_ratio(&file, 1) - 0.99) < 0.002);
    make(a, b, 1.01, 5, 3);
    assert_true(statistics_interval(&file, 1).low > 1);
}

/* Of many files that differ by chance alone, about 5 in 100 have an interval without 1. Autocorrelation makes
 * it more; drawing single pieces would make it every fourth here. */
static void test_coverage(void **state)
{
    (void)state;
    double a[PIECES], b[PIECES];
    const struct pairs file = { a, b, PIECES };
    int outside = 0;

    for (uint32_t t = 0; t < TRIALS; t++) {
        struct interval i;

        make(a, b, 1, 20, 1000 + t);
        i = statistics_interval(&file, 1);
        outside += i.low > 1 || i.high < 1;
    }
    print_message("outside: %d of %d\n", outside, TRIALS);
    assert_in_range(outside, TRIALS / 100, TRIALS * 14 / 100);
}

static void test_few_pieces(void **state)
{
    (void)state;
    const double a[8] = { 1, 2, 3, 4, 5, 6, 7, 8 }, b[8] = { 8, 7, 6, 5, 4, 3, 2, 1 };
    const struct pairs seven = { a, b, 7 }, eight = { a, b, 8 }, one = { a, b, 1 };
    const struct pairs files[2] = { seven, one };

    assert_false(statistics_interval(&seven, 1).known);
    assert_true(statistics_interval(&eight, 1).known);
    assert_true(statistics_interval(files, 2).known);
    assert_false(statistics_interval(NULL, 0).known);
}

/* One file half as large, one twice: nothing gained; and a file's length is no weight. */
static void test_geometric(void **state)
{
    (void)state;
    const double one[3] = { 1, 1, 1 }, two[3] = { 2, 2, 2 }, hundred[1] = { 100 }, fifty[1] = { 50 };
    const struct pairs files[2] = { { one, two, 3 }, { hundred, fifty, 1 } };

    assert_true(fabs(statistics_ratio(files, 2) - 1) < 1e-12);
    assert_true(fabs(statistics_ratio(files, 1) - 0.5) < 1e-12);
}

static void test_deterministic(void **state)
{
    (void)state;
    double a[PIECES], b[PIECES];
    const struct pairs files[2] = { { a, b, PIECES }, { b, a, PIECES / 2 } };
    struct interval first, second;

    make(a, b, 0.995, 10, 4);
    first = statistics_interval(files, 2);
    second = statistics_interval(files, 2);
    assert_true(first.low == second.low && first.high == second.high);
    assert_true(first.low < first.high);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_difference), cmocka_unit_test(test_shift),
        cmocka_unit_test(test_coverage),      cmocka_unit_test(test_few_pieces),
        cmocka_unit_test(test_geometric),     cmocka_unit_test(test_deterministic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
