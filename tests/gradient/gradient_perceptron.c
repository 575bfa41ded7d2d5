/* gradient_perceptron.c - what the laboratory's perceptron says a weight contributes to the whole course (dJ / dgamma by
 * the adjoint), against finite differences; in double precision. */
#include "tests/gradient/gradient.h"

#include "learner/lab/lab_course.h"

enum { D = 16, N = 32, K = 48, T = 12 };

struct subject {
    struct llz_lab_problem problem;
    struct llz_lab_course course;
    struct llz_lab_policy policy;
};

static double loss(void *context)
{
    struct subject *s = context;

    return llz_lab_forward(&s->course, &s->problem, &s->policy) * T;
}

/* The loss is defined off the simplex too, so weights may move anywhere. */
static void check(const char *name, size_t stride, bool by_step)
{
    const struct llz_lab_setting setting = { .sizes = { D, N, K, T }, .seed = 3, .spread = 1, .shift = 0.5f };
    struct subject s = { .policy = { .gamma = reals(T * N), .stride = stride, .step = reals(T) } };
    llz_real *gradient = reals(T * N);
    uint64_t state = 1;

    assert_true(llz_lab_problem_make(&s.problem, &setting) && llz_lab_course_new(&s.course, &s.problem));
    for (size_t i = 0; i < T * N; i++)
        s.policy.gamma[i] = (1 + uniform(&state)) / N;
    for (size_t t = 0; t < T; t++)
        s.policy.step[t] = 0.3 + 0.2 * uniform(&state);
    loss(&s);
    llz_lab_adjoint(&s.course, &s.problem, &s.policy);
    for (size_t t = 0; t < T; t++)
        for (size_t n = 0; n < N; n++) {
            const double c = s.course.c[t * N + n];

            if (by_step)
                gradient[t] -= llz_lab_gamma(&s.policy, t)[n] * c;
            else
                gradient[t * stride + n] -= s.policy.step[t] * c;
        }
    if (by_step)
        check_gradient(name, loss, &s, s.policy.step, gradient, T);
    else
        check_gradient(name, loss, &s, s.policy.gamma, gradient, stride ? T * N : N);
    llz_lab_course_free(&s.course);
    llz_lab_problem_free(&s.problem);
    free(s.policy.gamma);
    free(s.policy.step);
    free(gradient);
}

static void test_weights(void **state)
{
    (void)state;
    check("weights of every step", N, false);
    check("weights constant in time", 0, false);
}

static void test_steps(void **state)
{
    (void)state;
    check("lengths of steps", N, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_steps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
