/* test_math.c - errors of the canonical functions against libm in double, extremes, and the environment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <fenv.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "model/arithmetic/kernels.h"

enum { CHUNK = 1024 };

typedef void elementwise(float *y, const float *x, size_t n);

/* What is tested of one function: the largest error over [from, to] in steps of step; the
 * error is absolute where the result is below scale, else relative to it. decrease: how far a
 * result may fall below an earlier one. */
struct range {
    double from, to, step, scale, error;
};

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static void check(elementwise *function, double (*exact)(double), const struct range *r, double decrease)
{
    static _Alignas(64) float x[CHUNK], y[CHUNK];
    double highest = -1;
    for (double start = r->from; start < r->to; start += r->step * CHUNK) {
        for (int i = 0; i < CHUNK; i++)
            x[i] = (float)fmin(start + r->step * i, r->to);
        function(y, x, CHUNK);
        for (int i = 0; i < CHUNK; i++) {
            double want = exact((double)x[i]);
            assert_true(fabs((double)y[i] - want) <= r->error * fmax(fabs(want), r->scale));
            assert_true((double)y[i] >= highest - decrease * fabs((double)y[i]));
            highest = fmax(highest, (double)y[i]);
        }
    }
}

static void test_errors(void **state)
{
    (void)state;
    static const struct range of_exp = { -87, 88, 1e-4, 0, 1.2e-7 }, near_0 = { -0.4, 0.4, 1e-6, 0, 1.2e-7 };
    static const struct range of_sigmoid = { -87, 87, 1e-4, 1, 1.3e-7 };
    static const struct range of_tanh = { -10, 10, 1e-5, 0, 2.5e-7 }, tiny = { -1e-3, 1e-3, 1e-9, 0, 2.5e-7 };
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++) {
        check(k->exp, exp, &of_exp, 2e-7);
        check(k->exp, exp, &near_0, 2e-7);
        check(k->sigmoid, logistic, &of_sigmoid, 2e-7);
        check(k->tanh, tanh, &of_tanh, 4e-7);
        check(k->tanh, tanh, &tiny, 4e-7);
    }
}

static void test_extremes(void **state)
{
    (void)state;
    static _Alignas(64)
        const float x[16] = { 0.0f,    -0.0f,    1e-45f, -1e-45f, 1e-38f, -1e-38f, 1e-20f, -1e-20f,
                              FLT_MAX, -FLT_MAX, 88.5f,  -88.5f,  1e30f,  -1e30f,  40.0f,  -40.0f };
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++) {
        _Alignas(64) float e[16], s[16], t[16];
        k->exp(e, x, 16);
        k->sigmoid(s, x, 16);
        k->tanh(t, x, 16);
        for (int j = 0; j < 16; j++) {
            assert_true(isnormal(e[j]));
            assert_true(s[j] > 0 && s[j] <= 1);
            assert_true(fabsf(t[j]) <= 1 && !signbit(t[j]) == !signbit(x[j]));
            if (fabsf(x[j]) < 1e-10f)
                assert_true(e[j] == 1 && s[j] == 0.5f && fabsf(t[j] - x[j]) <= 2e-7f * fabsf(x[j]));
            if (fabsf(x[j]) > 39)
                assert_true(fabsf(t[j]) == 1);
            float mirrored = j % 2 ? -t[j - 1] : t[j];
            assert_memory_equal(&mirrored, &t[j], sizeof mirrored);
        }
    }
}

/* The scalar functions: exp has the bits of the kernels, log2 is right over all magnitudes and denormals. */
static void test_scalar(void **state)
{
    (void)state;
    const struct llz_kernels *k = llz_kernels_get();
    for (float start = -90; start < 90; start += 0.16f) {
        _Alignas(64) float x[16], y[16];
        for (int i = 0; i < 16; i++)
            x[i] = start + 0.01f * (float)i;
        k->exp(y, x, 16);
        for (int i = 0; i < 16; i++)
            assert_true(y[i] == llz_expf_canon(x[i]));
    }
    for (uint32_t bits = 1; bits < 0x7f800000U; bits += 10007) {
        float x;
        memcpy(&x, &bits, sizeof x);
        double want = log2((double)x);
        assert_true(fabs((double)llz_log2f_canon(x) - want) <= 1.2e-7 * fmax(1, fabs(want)));
    }
    assert_true(llz_log2f_canon(1.0f) == 0);
    assert_true(llz_log2f_canon(0x1p-149f) == -149);
    assert_true(llz_log2f_canon(0.0f) == -149 && llz_log2f_canon(-1.0f) == -149);
    assert_true(llz_log2f_canon(FLT_MAX) == 128);
}

/* 1 + 2^-30 rounds to 1 unless the direction is upward. (fegetround would ask the wrong unit on x86.) */
static bool rounds_upward(void)
{
    volatile float one = 1.0f, little = 0x1p-30f;
    volatile float sum = one + little;
    return sum > 1.0f;
}

/* A caller's rounding mode neither changes a result nor gets lost; denormals survive. */
static void test_environment(void **state)
{
    (void)state;
    assert_int_equal(fesetround(FE_UPWARD), 0);
    uint64_t hash = llz_kernels_hash(llz_kernels_get());
    bool upward_after = rounds_upward();
    struct llz_fpenv saved = llz_fpenv_enter();
    bool upward_inside = rounds_upward();
    volatile float least = FLT_MIN;
    least = least / 2;
    llz_fpenv_leave(saved);
    bool upward_at_last = rounds_upward();
    assert_int_equal(fesetround(FE_TONEAREST), 0);
    assert_true(hash == LLZ_KERNELS_KNOWN_ANSWER);
    assert_true(upward_after && !upward_inside && upward_at_last);
    assert_true(least > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_extremes),
        cmocka_unit_test(test_scalar),
        cmocka_unit_test(test_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
