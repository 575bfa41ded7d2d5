/* test_optimizer.c - each optimizer does what it says, on problems small enough to know the answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learner/optimizers/optimizer.h"
#include "learner/optimizers/orthogonal.h"

#define LAYER LLZ_RECURRENT1
enum { K = 12, N = 32, WEIGHTS = K * N, ALL = (K + 1) * N }; /* of level 0 */

/* One layer of level 0 and gradients for it. With the unit matrix for inputs, whose last column in use goes to
 * the biases, the gradient is what stands in dy. */
struct problem {
    struct llz_arena memory;
    struct llz_lm model;
    struct llz_grads grads;
    struct llz_optimizer optimizer;
    float *dlogits;
    float step[LLZ_GROUPS];
    float *w, *g; /* [K + 1][N] weights and their gradient */
};

static void lay(struct problem *p, const struct llz_rule *rule)
{
    const struct llz_shape *shape = &llz_row_get(llz_row_of_level(0))->shape;
    llz_lm_lay(&p->model, &p->memory, shape);
    llz_grads_lay(&p->grads, &p->memory, shape);
    p->dlogits = llz_arena_take(&p->memory, shape->window * LLZ_SYMBOLS, sizeof *p->dlogits);
    llz_optimizer_lay(&p->optimizer, &p->memory, &p->model, rule);
}

static void begin(struct problem *p, const struct llz_rule *rule, float rate)
{
    const struct llz_rates rates = { rate, 0 };
    memset(p, 0, sizeof *p);
    lay(p, rule);
    p->memory = llz_arena_new(p->memory.used);
    assert_non_null(p->memory.base);
    lay(p, rule);
    llz_lm_init(&p->model, llz_kernels_get(), 1);
    llz_optimizer_init(&p->optimizer, &p->model, &rates);
    p->grads.dy[LLZ_OUTPUT] = p->dlogits;
    p->w = p->model.layer[LAYER].w;
    p->g = p->grads.dy[LAYER];
    p->step[LAYER] = 1;
    assert_int_equal(p->model.layer[LAYER].K, K);
    assert_int_equal(p->model.layer[LAYER].N, N);
    const size_t T = p->model.shape.window;
    for (size_t k = 0; k < K; k++)
        p->grads.at[(llz_lm_inputs(&p->model, LAYER) + k) * T + k] = 1;
    p->grads.ones[K] = 1;
}

static void end(struct problem *p)
{
    llz_arena_free(&p->memory);
}

static void step(struct problem *p)
{
    llz_optimizer_dense(&p->optimizer, &p->model, &p->grads, p->step, 0);
}

/* Numbers in [-1, 1) that look random. */
static void scatter(float *x, size_t n, uint32_t seed)
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525U + 1013904223U;
        x[i] = (float)(int32_t)seed * 0x1p-31F;
    }
}

static double distance(const float *x, const float *y, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((double)x[i] - y[i]) * ((double)x[i] - y[i]);
    return sqrt(sum);
}

static double length(const float *x, size_t n)
{
    static const float zero[LLZ_SYMBOLS * LLZ_SYMBOLS];
    return distance(x, zero, n);
}

/* ---- All of them ---- */

/* The gradient of |w - target|^2 / 2 leads to the target, biases included, and forward steps get to know. */
static void test_descent(void **state)
{
    (void)state;
    const struct llz_rule *rule;
    for (int i = 0; (rule = llz_rule_get(i)); i++) {
        struct problem p;
        float target[ALL];
        begin(&p, rule, 0.01F);
        scatter(target, ALL, 1);
        const double before = distance(p.w, target, ALL);
        for (int t = 0; t < 1000; t++) {
            for (int j = 0; j < ALL; j++)
                p.g[j] = p.w[j] - target[j];
            step(&p);
        }
        if (distance(p.w, target, ALL) > before / 10)
            fail_msg("%s: from %g to %g", rule->name, before, distance(p.w, target, ALL));
        assert_memory_equal(p.model.layer[LAYER].bias[0], p.w + WEIGHTS, N * sizeof(float));
        end(&p);
    }
}

/* Without a gradient, and without a past, nothing moves: nobody divides by 0. */
static void test_no_gradient(void **state)
{
    (void)state;
    const struct llz_rule *rule;
    for (int i = 0; (rule = llz_rule_get(i)); i++) {
        struct problem p;
        float before[ALL];
        begin(&p, rule, 0.01F);
        memcpy(before, p.w, sizeof before);
        for (int t = 0; t < 3; t++)
            step(&p);
        assert_memory_equal(p.w, before, sizeof before);
        end(&p);
    }
}

/* ---- One by one ---- */

/* As before there was a choice: kernel adam over every weight. */
static void test_adam(void **state)
{
    (void)state;
    struct problem p;
    _Alignas(64) float w[ALL], v[ALL] = { 0 };
    float power = 1;
    begin(&p, &llz_rule_adam, 0.01F);
    memcpy(w, p.w, sizeof w);
    p.step[LAYER] = 0.7F;
    for (uint32_t t = 0; t < 10; t++) {
        scatter(p.g, ALL, t);
        step(&p);
        power *= 0.9995F;
        const float f = sqrtf(1 - power);
        const struct llz_adam h = { 0.01F * 0.7F * f, 0.9995F, 1e-8F * f };
        p.model.kernels->adam(w, v, p.g, ALL, &h);
        assert_memory_equal(p.w, w, sizeof w);
    }
    end(&p);
}

/* The first step goes against the gradient, and the root of its mean square is the step size; a gradient of
 * four times the size, later, makes a larger step, but not one of four times the size. */
static void test_sgd(void **state)
{
    (void)state;
    struct problem p;
    float before[ALL], moved[ALL];
    begin(&p, &llz_rule_sgd, 0.01F);
    for (int t = 0; t < 2; t++) {
        scatter(p.g, ALL, 1);
        for (int j = 0; j < ALL; j++)
            p.g[j] *= t == 0 ? 1 : 4;
        memcpy(before, p.w, sizeof before);
        step(&p);
        for (int j = 0; j < ALL; j++)
            moved[j] = before[j] - p.w[j];
        const double size = length(moved, ALL) / sqrt(ALL), ratio = size / (length(p.g, ALL) / sqrt(ALL));
        for (int j = 0; j < ALL; j++)
            assert_true(fabs(moved[j] - ratio * p.g[j]) < 1e-6);
        assert_true(t == 0 ? fabs(size - 0.01) < 1e-5 : size > 0.011 && size < 0.02);
    }
    end(&p);
}

/* A constant gradient makes the steps grow to those of sgd; when it is gone, they go on for a while. */
static void test_momentum(void **state)
{
    (void)state;
    struct problem p;
    float before[ALL];
    double moved[100];
    begin(&p, &llz_rule_momentum, 0.01F);
    for (int t = 0; t < 100; t++) {
        scatter(p.g, ALL, 1);
        if (t >= 50)
            memset(p.g, 0, ALL * sizeof *p.g);
        memcpy(before, p.w, sizeof before);
        step(&p);
        moved[t] = distance(before, p.w, ALL) / sqrt(ALL);
    }
    for (int t = 1; t < 40; t++)
        assert_true(moved[t] > moved[t - 1] || fabs(moved[t] - 0.01) < 1e-4);
    assert_true(moved[0] < 0.005 && fabs(moved[49] - 0.01) < 1e-4);
    assert_true(moved[50] > 0.005 && moved[51] > 0.003 && moved[99] < 1e-5);
    end(&p);
}

/* The update of the weights has orthogonal rows of one length, the shorter side being K; its mean square is a
 * quarter of the step size; biases move by the step size, as under adam. */
static void test_muon(void **state)
{
    (void)state;
    struct problem p;
    float before[ALL], moved[ALL];
    begin(&p, &llz_rule_muon, 0.01F);
    scatter(p.g, ALL, 3);
    memcpy(before, p.w, sizeof before);
    step(&p);
    for (int j = 0; j < ALL; j++)
        moved[j] = before[j] - p.w[j];
    const double size = length(moved, WEIGHTS) / sqrt(WEIGHTS), row = length(moved, WEIGHTS) / sqrt(K);
    assert_true(size > 0.0025 * 0.68 && size < 0.0025 * 1.21);
    for (int a = 0; a < K; a++) {
        for (int b = 0; b <= a; b++) {
            double product = 0;
            for (int j = 0; j < N; j++)
                product += (double)moved[a * N + j] * moved[b * N + j];
            assert_true(fabs(product / (row * row) - (a == b)) < 0.4);
        }
    }
    for (int j = WEIGHTS; j < ALL; j++)
        assert_true(fabs(fabs(moved[j]) - 0.01) < 1e-5);
    end(&p);
}

/* A gradient that stays the same drives the fast weights away, and the slow ones follow; when it is gone, both
 * meet in between. */
static void test_twoscale(void **state)
{
    (void)state;
    struct problem p;
    float start[ALL];
    begin(&p, &llz_rule_twoscale, 0.01F);
    const float *fast = p.w, *slow = p.optimizer.m[LAYER];
    memcpy(start, p.w, sizeof start);
    assert_memory_equal(slow, start, sizeof start);
    for (int j = 0; j < ALL; j++)
        p.g[j] = 1;
    step(&p);
    assert_memory_equal(slow, start, sizeof start); /* it follows what it has seen */
    for (int t = 1; t < 100; t++)
        step(&p);
    for (int j = 0; j < ALL; j++)
        assert_true(fast[j] < slow[j] - 0.1F && slow[j] < start[j] - 0.1F);
    const float farthest = fast[0];
    memset(p.g, 0, ALL * sizeof *p.g);
    for (int t = 0; t < 1000; t++)
        step(&p);
    assert_true(distance(fast, slow, ALL) < 1e-3);
    assert_true(fast[0] > farthest + 0.1F && fast[0] < start[0] - 0.1F);
    end(&p);
}

/* ---- Orthogonal matrices ---- */

/* u u^T, or u^T u if that is smaller, of what becomes of a random matrix: about the unit matrix. */
static void check_orthogonal(size_t rows, size_t columns)
{
    const size_t shorter = rows < columns ? rows : columns, longer = rows < columns ? columns : rows;
    const size_t by_short = rows < columns ? columns : 1, by_long = rows < columns ? 1 : columns;
    struct llz_orthogonal o;
    struct llz_orthogonal_size size = { 0, 0 };
    struct llz_arena memory = { 0 };
    float *u = NULL;
    llz_orthogonal_need(&size, rows, columns);
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1)
            memory = llz_arena_new(memory.used);
        llz_orthogonal_lay(&o, &memory, &size);
        u = llz_arena_take(&memory, rows * columns, sizeof *u);
    }
    assert_non_null(u);
    for (int again = 0; again < 2; again++) { /* the memory need not be zero */
        double trace = 0;
        scatter(u, rows * columns, (uint32_t)rows);
        llz_orthogonalize(&o, llz_kernels_get(), u, rows, columns);
        for (size_t a = 0; a < shorter; a++) {
            for (size_t b = 0; b <= a; b++) {
                double product = 0;
                for (size_t j = 0; j < longer; j++)
                    product += (double)u[a * by_short + j * by_long] * u[b * by_short + j * by_long];
                assert_true(fabs(product - (a == b)) < 0.55); /* singular values lie within 0.68 to 1.21 */
                trace += a == b ? product : 0;
            }
        }
        assert_true(trace / (double)shorter > 0.46 && trace / (double)shorter < 1.46);
    }
    llz_arena_free(&memory);
}

static void test_orthogonal(void **state)
{
    (void)state;
    static const size_t shapes[][2] = {
        { 1, 16 }, { 4, 256 }, { 12, 32 }, { 48, 256 }, { 80, 32 }, { 67, 64 }
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        check_orthogonal(shapes[i][0], shapes[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_descent),  cmocka_unit_test(test_no_gradient), cmocka_unit_test(test_adam),
        cmocka_unit_test(test_sgd),      cmocka_unit_test(test_momentum),    cmocka_unit_test(test_muon),
        cmocka_unit_test(test_twoscale), cmocka_unit_test(test_orthogonal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
