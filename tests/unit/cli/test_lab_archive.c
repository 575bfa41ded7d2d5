/* test_lab_archive.c - what the laboratory codes comes back, and is the same bytes with every kernel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "cli/experiments/lab_archive.h"

/* A small problem, and how it is run. */
struct subject {
    struct llz_lab_setting setting;
    struct llz_lab_plan plan;
    size_t M; /* labels or texts at each step */
};

static const struct subject perceptron = {
    { .sizes = { 16, 32, 48, 20 }, .seed = 5, .spread = 1, .shift = 0.5f },
    { .eta = 0.1, .passes = 40, .projected = 5e-6 },
    32
};
/* 9,472 parameters. */
static const struct subject transformer = {
    { .experiment = LLZ_LAB_TRANSFORMER, .sizes = { 9472, 16, 16, 2 }, .net = { 2, 16, 16, 96 }, .seed = 5 },
    { .eta = 0.1, .passes = 3, .brief = true },
    3
};

static struct llz_lab_bench *bench_of(const struct subject *s, const char *kernel)
{
    struct llz_lab_bench *b = malloc(sizeof *b);
    struct llz_lab_results *results = malloc(sizeof *results);

    assert_int_equal(setenv("LLZ_KERNEL", kernel, 1), 0);
    assert_non_null(b);
    assert_non_null(results);
    assert_true(llz_lab_results_make(results, &s->setting) && llz_lab_bench_make(b, results));
    assert_string_equal(b->problem.kernels->name, kernel);
    return b;
}

/* Of the transformer, which the portable kernel takes seconds for, one row of each form. */
static bool is_run(const struct subject *s, int row)
{
    return !s->plan.brief || row == LLZ_LAB_UNIFORM || row == LLZ_LAB_ADAM || row == LLZ_LAB_CONSTANT ||
           row == LLZ_LAB_FEATURES_ROW;
}

static void drop(struct llz_lab_bench *b)
{
    llz_lab_results_free(b->results);
    free(b->results);
    llz_lab_bench_free(b);
    free(b);
}

/* The archives of all rows by one kernel. */
static void encode(const struct subject *s, struct lab_archive a[LLZ_LAB_ROWS], const char *kernel)
{
    struct llz_lab_bench *b = bench_of(s, kernel);

    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        a[row] = (struct lab_archive){ 0 };
        if (!is_run(s, row))
            continue;
        if (row == LLZ_LAB_FEATURES_ROW && s->plan.brief)
            b->results->result[LLZ_LAB_UNIFORM_BEST].step = 0.2; /* which it begins with */
        assert_true(llz_lab_bench_run(b, (enum llz_lab_row)row, &s->plan));
        assert_int_equal(archive_encode(&a[row], b, (enum llz_lab_row)row, s->M), 0);
        assert_true(a[row].policy > 0 && a[row].size > a[row].policy && a[row].distance < 0.1);
    }
    drop(b);
}

/* Decoded by every kernel, on a bench that has run nothing. */
static void check_kernels(const struct subject *s)
{
    struct lab_archive first[LLZ_LAB_ROWS], other[LLZ_LAB_ROWS];

    encode(s, first, llz_kernels_list(0)->name);
    for (int k = 0; llz_kernels_list(k); k++) {
        struct llz_lab_bench *b;

        encode(s, other, llz_kernels_list(k)->name);
        b = bench_of(s, llz_kernels_list(k)->name);
        for (int row = 0; row < LLZ_LAB_ROWS; row++) {
            assert_int_equal(first[row].size, other[row].size);
            if (is_run(s, row)) {
                assert_memory_equal(first[row].bytes, other[row].bytes, first[row].size);
                assert_int_equal(archive_check(&first[row], b, s->M), 0);
            }
            archive_free(&other[row]);
        }
        drop(b);
    }
    for (int row = 0; row < LLZ_LAB_ROWS; row++)
        archive_free(&first[row]);
    assert_int_equal(unsetenv("LLZ_KERNEL"), 0);
}

static void test_kernels(void **state)
{
    (void)state;
    check_kernels(&perceptron);
    check_kernels(&transformer);
}

/* A flipped bit, in the policy or in the labels, is noticed. */
static void check_damage(const struct subject *s)
{
    struct lab_archive a[LLZ_LAB_ROWS];
    struct llz_lab_bench *b;

    encode(s, a, "portable");
    b = bench_of(s, "portable");
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        if (is_run(s, row)) {
            a[row].bytes[row % 2 ? a[row].size / 2 : 0] ^= 4;
            assert_true(archive_check(&a[row], b, s->M) > 0);
        }
        archive_free(&a[row]);
    }
    drop(b);
    assert_int_equal(unsetenv("LLZ_KERNEL"), 0);
}

static void test_damage(void **state)
{
    (void)state;
    check_damage(&perceptron);
    check_damage(&transformer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kernels),
        cmocka_unit_test(test_damage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
