/* test_lab.c - the Learning Law on the small perceptron: what is claimed of it must come out, controls must lose, and the
 * figures must be the same with every kernel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learner/lab/lab_rows.h"
#include "learner/lab/minimum.h"

/* As llz lab has it by default. */
static const struct llz_lab_setting small = { .sizes = { .D = 16, .N = 128, .K = 512, .T = 100 },
                                              .spread = 1.732f,
                                              .shift = 0.5f };

static bool go_on(void *user, int pass, double J, double gap)
{
    (void)user;
    (void)pass;
    (void)J;
    (void)gap;
    return false;
}

static struct llz_lab_bench *bench_of(const struct llz_lab_setting *setting)
{
    struct llz_lab_bench *b = malloc(sizeof *b);
    struct llz_lab_results *results = malloc(sizeof *results);

    assert_non_null(b);
    assert_non_null(results);
    assert_true(llz_lab_results_make(results, setting) && llz_lab_bench_make(b, results));
    return b;
}

static void drop(struct llz_lab_bench *b)
{
    llz_lab_results_free(b->results);
    free(b->results);
    llz_lab_bench_free(b);
    free(b);
}

/* The law in its costate form: contributions to all that is still to come become equal over the support, those to the
 * present loss do not; what contributes negatively has no weight. */
static void test_law(void **state)
{
    (void)state;
    const struct llz_lab_plan plan = { .eta = 0.1, .passes = 4000, .projected = 5e-6, .stop = go_on };
    struct llz_lab_bench *b = bench_of(&small);
    const struct llz_lab_result *uniform = &b->results->result[LLZ_LAB_UNIFORM],
                                *full = &b->results->result[LLZ_LAB_FULL],
                                *shuffled = &b->results->result[LLZ_LAB_SHUFFLED],
                                *flipped = &b->results->result[LLZ_LAB_FLIPPED];

    assert_true(llz_lab_bench_run(b, LLZ_LAB_UNIFORM, &plan));
    assert_true(llz_lab_bench_run(b, LLZ_LAB_FULL, &plan));
    assert_true(llz_lab_bench_run(b, LLZ_LAB_SHUFFLED, &plan));
    assert_true(llz_lab_bench_run(b, LLZ_LAB_FLIPPED, &plan));
    assert_true(full->found.gap < 0.05);
    assert_true(full->figures.by_lambda > 100);
    assert_true(full->figures.by_gradient < 10);
    assert_true(full->figures.refused > 0.9);
    assert_true(full->J < 0.7 * uniform->J && full->unseen < 0.7 * uniform->unseen);
    assert_true(uniform->figures.by_lambda < 1);
    assert_true(shuffled->unseen > full->unseen);
    assert_true(flipped->unseen > uniform->unseen && flipped->J > uniform->J);
    drop(b);
}

/* Where a curve is first as low as loss. */
static double reached(const double *curve, double loss)
{
    size_t t = 1;

    while (curve[t] > loss)
        t++;
    return (double)(t - 1) + (curve[t - 1] - loss) / (curve[t - 1] - curve[t]);
}

/* An acceleration of 5.5 is what 5.5 times the step gives, without any policy. Steps so short that the course is nearly
 * that of gradient flow, for which it would be 5.5 exactly. */
static void test_confound(void **state)
{
    (void)state;
    const struct llz_lab_plan plan = { .eta = 0.02, .passes = 16, .projected = 5e-6, .stop = go_on };
    struct llz_lab_bench *b = bench_of(&small);

    assert_true(llz_lab_bench_run(b, LLZ_LAB_UNIFORM, &plan));
    assert_true(llz_lab_bench_run(b, LLZ_LAB_UNIFORM_LONG, &plan));
    const double *slow = b->results->result[LLZ_LAB_UNIFORM].curve,
                 *fast = b->results->result[LLZ_LAB_UNIFORM_LONG].curve;
    const double ratio = (double)small.sizes.T / reached(fast, slow[small.sizes.T]);

    if (getenv("LLZ_VERBOSE"))
        print_message("5.5 times the step: acceleration %.3f\n", ratio);
    assert_true(fabs(ratio - 5.5) < 0.2);
    drop(b);
}

static struct llz_lab_setting tiny_texts(size_t T)
{
    const struct llz_transformer_sizes net = { .layers = 2, .width = 16, .length = 16, .symbols = 96 };

    return (struct llz_lab_setting){ .experiment = LLZ_LAB_TRANSFORMER,
                                     .sizes = { llz_transformer_parameters(&net), 32, 16, T },
                                     .net = net };
}

/* The same law of what is not convex at all. */
static void test_law_of_texts(void **state)
{
    (void)state;
    const struct llz_lab_setting setting = tiny_texts(12);
    const struct llz_lab_plan plan = { .eta = 0.1, .passes = 40, .brief = true, .stop = go_on };
    struct llz_lab_bench *b = bench_of(&setting);
    const struct llz_lab_result *uniform = &b->results->result[LLZ_LAB_UNIFORM],
                                *full = &b->results->result[LLZ_LAB_FULL];

    assert_true(llz_lab_bench_run(b, LLZ_LAB_UNIFORM, &plan));
    assert_true(llz_lab_bench_run(b, LLZ_LAB_FULL, &plan));
    if (getenv("LLZ_VERBOSE"))
        print_message("equality by lambda %.1f, by grad L %.1f\n", full->figures.by_lambda,
                      full->figures.by_gradient);
    assert_true(full->figures.by_lambda > 100 && full->figures.by_lambda > 3 * full->figures.by_gradient);
    assert_true(uniform->figures.by_lambda < 10);
    assert_true(full->J < uniform->J && full->unseen < uniform->unseen);
    drop(b);
}

/* All figures to the last bit, by each kernel of this machine. */
static void check_kernels(const struct llz_lab_setting *tiny, const struct llz_lab_plan *plan)
{
    double first[LLZ_LAB_ROWS][2] = { { 0 } };

    for (int k = 0; llz_kernels_list(k); k++) {
        struct llz_lab_bench *b;

        assert_int_equal(setenv("LLZ_KERNEL", llz_kernels_list(k)->name, 1), 0);
        b = bench_of(tiny);
        assert_string_equal(b->problem.kernels->name, llz_kernels_list(k)->name);
        for (int row = 0; row < LLZ_LAB_ROWS; row++) {
            const struct llz_lab_result *r = &b->results->result[row];

            /* Its leader comes after it. */
            if (!llz_lab_row_runs((enum llz_lab_row)row, plan) || (plan->brief && row == LLZ_LAB_FULL_BEST))
                continue;
            assert_true(llz_lab_bench_run(b, (enum llz_lab_row)row, plan));
            if (k == 0) {
                first[row][0] = r->J;
                first[row][1] = r->unseen;
            }
            assert_true(memcmp(&first[row][0], &r->J, sizeof r->J) == 0);
            assert_true(memcmp(&first[row][1], &r->unseen, sizeof r->unseen) == 0);
        }
        drop(b);
    }
    assert_int_equal(unsetenv("LLZ_KERNEL"), 0);
}

static void test_kernels_agree(void **state)
{
    (void)state;
    const struct llz_lab_setting tiny = { .sizes = { 16, 32, 48, 20 }, .seed = 5, .spread = 3, .shift = 0.5f };
    const struct llz_lab_setting texts = tiny_texts(2);
    const struct llz_lab_plan plan = { .eta = 0.1, .passes = 40, .projected = 5e-6, .stop = go_on };
    const struct llz_lab_plan brief = { .eta = 0.1, .passes = 2, .brief = true, .stop = go_on };

    check_kernels(&tiny, &plan);
    check_kernels(&texts, &brief);
}

static void test_projection(void **state)
{
    (void)state;
    float v[4] = { 0.9f, 0.5f, -0.3f, 0.1f }, work[4];

    llz_lab_project(v, 4, work);
    assert_true(fabsf(v[0] - 0.7f) < 1e-6f && fabsf(v[1] - 0.3f) < 1e-6f && v[2] == 0 && v[3] == 0);
}

/* Rosenbrock's valley: 0 at (1, 1). */
static double valley(void *user, const float *x, float *gradient)
{
    const double a = 1 - (double)x[0], b = (double)x[1] - (double)x[0] * (double)x[0];

    (void)user;
    gradient[0] = (float)(-2 * a - 400 * b * (double)x[0]);
    gradient[1] = (float)(200 * b);
    return a * a + 100 * b * b;
}

static void test_minimum(void **state)
{
    (void)state;
    const struct llz_lab_function f = { .n = 2, .value = valley, .memory = 4, .passes = 500 };
    float x[2] = { -1.2f, 1 };
    double least;

    assert_true(llz_lab_minimum(&f, x, &least) > 1);
    assert_true(least < 1e-6 && fabsf(x[0] - 1) < 1e-2f && fabsf(x[1] - 1) < 1e-2f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_projection), cmocka_unit_test(test_minimum), cmocka_unit_test(test_kernels_agree),
        cmocka_unit_test(test_confound),   cmocka_unit_test(test_law),     cmocka_unit_test(test_law_of_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
