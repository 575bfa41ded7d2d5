/* test_statistics.c - the bootstrap of llz compare: finds a shift that is there, and none that is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>
#include <math.h>

#include "cli/lab/statistics.h"

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
    i = statistics_estimate(&same, 1).interval;
    assert_true(i.known && i.low == 1 && i.high == 1);
    i = statistics_estimate(&noisy, 1).interval;
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
    i = statistics_estimate(&file, 1).interval;
    assert_true(i.known && i.low < 0.99 + 0.002 && i.high > 0.99 - 0.002);
    assert_true(i.high < 1);
    assert_true(fabs(statistics_estimate(&file, 1).ratio - 0.99) < 0.002);
    make(a, b, 1.01, 5, 3);
    assert_true(statistics_estimate(&file, 1).interval.low > 1);
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
        i = statistics_estimate(&file, 1).interval;
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
    const struct pairs files[2] = { eight, one };

    assert_false(statistics_estimate(&seven, 1).interval.known);
    assert_true(statistics_estimate(&eight, 1).interval.known);
    assert_false(statistics_estimate(files, 2).interval.known); /* that of one piece cannot be resampled */
    assert_false(statistics_estimate(NULL, 0).interval.known);
}

/* Many files of one piece each: it is the files that vary, and an interval of no width would be a lie. */
static void test_small_files(void **state)
{
    (void)state;
    enum { FILES = 20 };
    double a[PIECES], b[PIECES];
    struct pairs files[FILES];
    struct estimate e;

    make(a, b, 1, 5, 7);
    for (int i = 0; i < FILES; i++)
        files[i] = (struct pairs){ &a[i], &b[i], 1 };
    e = statistics_estimate(files, FILES);
    assert_true(e.interval.known && e.interval.low < e.ratio && e.ratio < e.interval.high);
    assert_true(e.p > 0 && e.p < 1);
    assert_false(statistics_estimate(files, 7).interval.known);
}

/* Of Student's t: the quantiles in every table of them. */
static void test_student(void **state)
{
    (void)state;
    static const struct {
        double t, p;
        size_t freedom;
    } known[] = { { 12.7062, 0.05, 1 },  { 4.30265, 0.05, 2 },   { 3.18245, 0.05, 3 },   { 2.77645, 0.05, 4 },
                  { 2.22814, 0.05, 10 }, { 4.58689, 0.001, 10 }, { 1.96234, 0.05, 1000 } };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        assert_true(fabs(statistics_student(known[i].t, known[i].freedom) / known[i].p - 1) < 1e-3);
        assert_true(statistics_student(-known[i].t, known[i].freedom) ==
                    statistics_student(known[i].t, known[i].freedom));
    }
    assert_true(statistics_student(0, 5) == 1 && statistics_student(1e9, 5) < 1e-9);
}

/* p below 5 % exactly where there is something, and never where the interval holds 1. */
static void test_probability(void **state)
{
    (void)state;
    double a[PIECES], b[PIECES];
    const struct pairs file = { a, b, PIECES }, same = { a, a, PIECES };
    struct estimate e;

    make(a, b, 0.99, 5, 2);
    e = statistics_estimate(&file, 1);
    assert_true(e.p < 1e-4);
    assert_true(statistics_estimate(&same, 1).p == 1);
    for (uint32_t t = 0; t < TRIALS; t++) {
        make(a, b, 1, 20, 1000 + t);
        e = statistics_estimate(&file, 1);
        if (e.interval.low <= 1 && e.interval.high >= 1)
            assert_true(e.p >= 0.05);
    }
}

/* By hand: 0.01 * 4; 0.02 * 3; 0.03 * 2; and the last one, 0.05 * 1, is no smaller than the one before. */
static void test_holm(void **state)
{
    (void)state;
    static const double p[4] = { 0.03, 0.01, 0.05, 0.02 }, corrected[4] = { 0.06, 0.04, 0.06, 0.06 };
    struct estimate e[4] = { { 0 } }, *family[4];

    for (int i = 0; i < 4; i++) {
        e[i].p = p[i];
        e[i].interval.known = 1;
        family[i] = &e[i];
    }
    statistics_correct(family, 4);
    for (int i = 0; i < 4; i++) {
        assert_true(fabs(e[i].holm - corrected[i]) < 1e-12 && e[i].comparisons == 4);
        assert_int_equal(statistics_clear(&e[i]), i == 1);
    }
    e[1].interval.known = 0;
    assert_false(statistics_clear(&e[1]));
    statistics_correct(family, 0);
}

/* Where nothing differs, nineteen times in twenty nobody wins, however many take part. */
static void test_no_winner_by_chance(void **state)
{
    (void)state;
    enum { MANY = 12, TABLES = 40 };
    double a[PIECES], b[PIECES];
    const struct pairs file = { a, b, PIECES };
    int tables = 0, uncorrected = 0;

    for (uint32_t t = 0; t < TABLES; t++) {
        struct estimate e[MANY], *family[MANY];
        int clear = 0, low = 0;

        for (uint32_t i = 0; i < MANY; i++) {
            make(a, b, 1, 20, 5000 + t * MANY + i);
            e[i] = statistics_estimate(&file, 1);
            low += e[i].p < 0.05;
            family[i] = &e[i];
        }
        statistics_correct(family, MANY);
        for (int i = 0; i < MANY; i++)
            clear += statistics_clear(&e[i]);
        tables += clear > 0;
        uncorrected += low > 0;
    }
    print_message("tables with a winner: %d of %d; without correction %d\n", tables, TABLES, uncorrected);
    assert_true(tables <= TABLES / 5 && uncorrected > tables);
}

/* One file half as large, one twice: nothing gained; and a file's length is no weight. */
static void test_geometric(void **state)
{
    (void)state;
    const double one[3] = { 1, 1, 1 }, two[3] = { 2, 2, 2 }, hundred[1] = { 100 }, fifty[1] = { 50 };
    const struct pairs files[2] = { { one, two, 3 }, { hundred, fifty, 1 } };

    assert_true(fabs(statistics_estimate(files, 2).ratio - 1) < 1e-12);
    assert_true(fabs(statistics_estimate(files, 1).ratio - 0.5) < 1e-12);
}

static void test_deterministic(void **state)
{
    (void)state;
    double a[PIECES], b[PIECES];
    const struct pairs files[2] = { { a, b, PIECES }, { b, a, PIECES / 2 } };
    struct interval first, second;

    make(a, b, 0.995, 10, 4);
    first = statistics_estimate(files, 2).interval;
    second = statistics_estimate(files, 2).interval;
    assert_true(first.low == second.low && first.high == second.high);
    assert_true(first.low < first.high);
}

/* Six files, each with a difference of its own around 0: what is said of others like them is wrong about one time in
 * twenty, though the pieces of each file are sure of a difference. */
static void test_other_files(void **state)
{
    (void)state;
    enum { FILES = 6, DRAWS = 60 };
    static double ours[FILES][PIECES], theirs[FILES][PIECES];
    struct pairs files[FILES];
    uint32_t seed = 99;
    int claimed = 0, missed = 0, of_these = 0;

    for (int trial = 0; trial < DRAWS; trial++) {
        struct estimate others;

        for (int f = 0; f < FILES; f++) {
            /* The sum of three is nearly normal. */
            const double shift = 1 + 0.01 * (noise(&seed) + noise(&seed) + noise(&seed));

            make(ours[f], theirs[f], shift, 2, seed);
            files[f] = (struct pairs){ ours[f], theirs[f], PIECES };
        }
        others = statistics_over_files(files, FILES);
        assert_true(others.interval.known && others.interval.low < others.interval.high);
        claimed += others.p < 0.05;
        missed += others.interval.low > 1 || others.interval.high < 1;
        of_these += statistics_estimate(files, FILES).p < 0.05;
    }
    assert_in_range(claimed, 0, 8);
    assert_in_range(missed, 0, 9);
    assert_true(of_these > DRAWS / 2); /* that these files differ is true, and is seen */
}

/* Too few files, and files that all differ alike. */
static void test_few_files(void **state)
{
    (void)state;
    double a[PIECES], b[PIECES];
    struct pairs files[STATISTICS_FILES_MIN];
    struct estimate others;

    make(a, b, 0.99, 5, 7);
    for (int f = 0; f < STATISTICS_FILES_MIN; f++)
        files[f] = (struct pairs){ a, b, PIECES };
    assert_false(statistics_over_files(files, STATISTICS_FILES_MIN - 1).interval.known);
    others = statistics_over_files(files, STATISTICS_FILES_MIN);
    assert_true(others.interval.known && others.interval.high < 1);
    assert_true(others.p < 1e-6);
}

static void test_band(void **state)
{
    (void)state;
    double a[PIECES], b[PIECES];
    const struct pairs file = { a, b, PIECES }, few = { a, b, 3 };
    struct interval band, whole;

    make(a, b, 0.99, 5, 11);
    band = statistics_band(&file);
    whole = statistics_estimate(&file, 1).interval;
    assert_true(band.known && band.low < 0.99 + 0.005 && band.high < 1);
    assert_true(fabs(band.low - whole.low) < 0.002 && fabs(band.high - whole.high) < 0.002);
    assert_false(statistics_band(&few).known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_difference),
        cmocka_unit_test(test_shift),
        cmocka_unit_test(test_coverage),
        cmocka_unit_test(test_few_pieces),
        cmocka_unit_test(test_geometric),
        cmocka_unit_test(test_deterministic),
        cmocka_unit_test(test_small_files),
        cmocka_unit_test(test_student),
        cmocka_unit_test(test_probability),
        cmocka_unit_test(test_holm),
        cmocka_unit_test(test_no_winner_by_chance),
        cmocka_unit_test(test_other_files),
        cmocka_unit_test(test_few_files),
        cmocka_unit_test(test_band),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
