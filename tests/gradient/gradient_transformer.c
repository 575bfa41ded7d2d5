/* gradient_transformer.c - the laboratory's transformer: gradients, contributions and products with the Hessian against finite
 * differences; in double precision. */
#include "tests/gradient/gradient.h"

#include "learner/lab/lab_course.h"

enum { N = 5 };

static const struct llz_transformer_sizes tiny = { .layers = 2, .width = 32, .length = 16, .symbols = 48 };

struct subject {
    struct llz_transformer model;
    llz_real *theta, *direction, *weight;
    unsigned char text[N * 16];
};

static struct subject subject_new(uint64_t *state)
{
    const size_t P = llz_transformer_parameters(&tiny);
    struct subject s = { .theta = reals(P), .direction = reals(P), .weight = reals(16) };

    /* A chunk of 2, so that the last one is not full. */
    assert_true(llz_transformer_new(&s.model, &tiny, 2));
    fill_uniform(s.theta, P, 0.4, state);
    fill_uniform(s.direction, P, 1, state);
    for (size_t n = 0; n < N; n++)
        s.weight[n] = 1 + uniform(state) / 2;
    for (size_t i = 0; i < sizeof s.text; i++)
        s.text[i] = (unsigned char)((uniform(state) + 1) * 24);
    return s;
}

static void subject_free(struct subject *s)
{
    llz_transformer_free(&s->model);
    free(s->theta);
    free(s->direction);
    free(s->weight);
}

static double loss(void *context)
{
    struct subject *s = context;
    double losses[N], sum = 0;
    const struct llz_transformer_pass pass = { .text = s->text, .n = N, .losses = losses };

    llz_transformer_set(&s->model, s->theta, NULL);
    llz_transformer_run(&s->model, &pass);
    for (size_t n = 0; n < N; n++)
        sum += s->weight[n] * losses[n];
    return sum;
}

static void gradient_of(struct subject *s, llz_real *gradient)
{
    const struct llz_transformer_pass pass = { .text = s->text, .n = N, .weight = s->weight, .sum = gradient };

    memset(gradient, 0, s->model.parameters * sizeof *gradient);
    llz_transformer_set(&s->model, s->theta, NULL);
    llz_transformer_run(&s->model, &pass);
}

static void test_gradient(void **state)
{
    uint64_t random = 1;
    struct subject s = subject_new(&random);
    llz_real *gradient = reals(s.model.parameters);

    (void)state;
    gradient_of(&s, gradient);
    check_gradient("transformer", loss, &s, s.theta, gradient, s.model.parameters);
    free(gradient);
    subject_free(&s);
}

/* (gradient . u), whose gradient by theta is the Hessian times u. */
static double slope(void *context)
{
    struct subject *s = context;
    llz_real *gradient = reals(s->model.parameters);
    double sum;

    gradient_of(s, gradient);
    sum = inner(gradient, s->direction, s->model.parameters);
    free(gradient);
    return sum;
}

static void test_hessian(void **state)
{
    uint64_t random = 2;
    struct subject s = subject_new(&random);
    llz_real *product = reals(s.model.parameters);
    llz_real contribution[N];
    const struct llz_transformer_pass pass = {
        .text = s.text, .n = N, .weight = s.weight, .sum = product, .contribution = contribution
    };
    double all = 0;

    (void)state;
    llz_transformer_set(&s.model, s.theta, s.direction);
    llz_transformer_run(&s.model, &pass);
    for (size_t n = 0; n < N; n++)
        all += s.weight[n] * contribution[n];
    /* Contributions add up to the gradient's product with the direction. */
    assert_true(fabs(all - slope(&s)) < 1e-9 * fabs(all));
    check_gradient("transformer's Hessian", slope, &s, s.theta, product, s.model.parameters);
    free(product);
    subject_free(&s);
}

/* ---- A whole course ---- */

enum { STEPS = 4, EXAMPLES = 16 };

struct whole {
    struct llz_lab_problem problem;
    struct llz_lab_course course;
    struct llz_lab_policy policy;
};

static double area(void *context)
{
    struct whole *w = context;

    return llz_lab_forward(&w->course, &w->problem, &w->policy) * STEPS;
}

static void test_course(void **state)
{
    const struct llz_transformer_sizes net = { .layers = 2, .width = 32, .length = 16, .symbols = 96 };
    const struct llz_lab_setting setting = {
        .experiment = LLZ_LAB_TRANSFORMER,
        .sizes = { .D = llz_transformer_parameters(&net), .N = EXAMPLES, .K = 16, .T = STEPS },
        .net = net,
        .seed = 3
    };
    struct whole w = { .policy = {
                           .gamma = reals(STEPS * EXAMPLES), .stride = EXAMPLES, .step = reals(STEPS) } };
    llz_real *gradient = reals(STEPS * EXAMPLES);
    uint64_t random = 1;

    (void)state;
    assert_true(llz_lab_problem_make(&w.problem, &setting) && llz_lab_course_new(&w.course, &w.problem));
    for (size_t i = 0; i < STEPS * EXAMPLES; i++)
        w.policy.gamma[i] = (1 + uniform(&random)) / EXAMPLES;
    for (size_t t = 0; t < STEPS; t++)
        w.policy.step[t] = 0.5 + 0.2 * uniform(&random);
    area(&w);
    llz_lab_adjoint(&w.course, &w.problem, &w.policy);
    for (size_t i = 0; i < STEPS * EXAMPLES; i++)
        gradient[i] = -w.policy.step[i / EXAMPLES] * w.course.c[i];
    check_gradient("weights of every step", area, &w, w.policy.gamma, gradient, STEPS * EXAMPLES);
    llz_lab_course_free(&w.course);
    llz_lab_problem_free(&w.problem);
    free(w.policy.gamma);
    free(w.policy.step);
    free(gradient);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gradient),
        cmocka_unit_test(test_hessian),
        cmocka_unit_test(test_course),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
