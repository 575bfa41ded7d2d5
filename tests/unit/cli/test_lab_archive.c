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

enum { M = 32 };

static const struct llz_lab_setting tiny = {
    .sizes = { 16, 32, 48, 20 }, .seed = 5, .spread = 1, .shift = 0.5f
};
static const struct llz_lab_plan plan = { .eta = 0.1, .passes = 40, .projected = 5e-6 };

static struct llz_lab_bench *bench_of(const char *kernel)
{
    struct llz_lab_bench *b = malloc(sizeof *b);
    struct llz_lab_results *results = malloc(sizeof *results);

    assert_int_equal(setenv("LLZ_KERNEL", kernel, 1), 0);
    assert_non_null(b);
    assert_non_null(results);
    assert_true(llz_lab_results_make(results, &tiny) && llz_lab_bench_make(b, results));
    assert_string_equal(b->problem.kernels->name, kernel);
    return b;
}

static void drop(struct llz_lab_bench *b)
{
    llz_lab_results_free(b->results);
    free(b->results);
    llz_lab_bench_free(b);
    free(b);
}

/* The archives of all rows by one kernel. */
static void encode(struct lab_archive a[LLZ_LAB_ROWS], const char *kernel)
{
    struct llz_lab_bench *b = bench_of(kernel);

    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        assert_true(llz_lab_bench_run(b, (enum llz_lab_row)row, &plan));
        assert_int_equal(archive_encode(&a[row], b, (enum llz_lab_row)row, M), 0);
        assert_true(a[row].policy > 0 && a[row].size > a[row].policy && a[row].distance < 0.1);
    }
    drop(b);
}

/* Decoded by every kernel, on a bench that has run nothing. */
static void test_kernels(void **state)
{
    (void)state;
    struct lab_archive first[LLZ_LAB_ROWS], other[LLZ_LAB_ROWS];

    encode(first, llz_kernels_list(0)->name);
    for (int k = 0; llz_kernels_list(k); k++) {
        struct llz_lab_bench *b;

        encode(other, llz_kernels_list(k)->name);
        b = bench_of(llz_kernels_list(k)->name);
        for (int row = 0; row < LLZ_LAB_ROWS; row++) {
            assert_int_equal(first[row].size, other[row].size);
            assert_memory_equal(first[row].bytes, other[row].bytes, first[row].size);
            assert_int_equal(archive_check(&first[row], b, M), 0);
            archive_free(&other[row]);
        }
        drop(b);
    }
    for (int row = 0; row < LLZ_LAB_ROWS; row++)
        archive_free(&first[row]);
    assert_int_equal(unsetenv("LLZ_KERNEL"), 0);
}

/* A flipped bit, in the policy or in the labels, is noticed. */
static void test_damage(void **state)
{
    (void)state;
    struct lab_archive a[LLZ_LAB_ROWS];
    struct llz_lab_bench *b;

    encode(a, "portable");
    b = bench_of("portable");
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        a[row].bytes[row % 2 ? a[row].size / 2 : 0] ^= 4;
        assert_true(archive_check(&a[row], b, M) > 0);
        archive_free(&a[row]);
    }
    drop(b);
    assert_int_equal(unsetenv("LLZ_KERNEL"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kernels),
        cmocka_unit_test(test_damage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
