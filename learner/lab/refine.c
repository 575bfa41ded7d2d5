/* refine.c - quasi-Newton steps on the square roots of a policy's weights.
 *
 * Squares are never negative, so that the search is free of constraints. What is exactly 0 stays so, since its gradient
 * has the root as a factor: the exponentiated search before this one leaves no weight at 0 (GAMMA_LEAST). */
#include "learner/lab/lab_search.h"

#include <math.h>

#include "learner/lab/minimum.h"

struct refinement {
    struct llz_lab_course *course;
    const struct llz_lab_problem *problem;
    struct llz_lab_policy *policy;
    const struct llz_lab_search *search;
    struct llz_lab_found *found;
    size_t rows;
};

/* gamma of a row from its roots u. Returns the sum of their squares. */
static double set_row(llz_real *gamma, const llz_real *u, size_t N)
{
    double sum = 0;

    for (size_t n = 0; n < N; n++)
        sum += (double)u[n] * (double)u[n];
    for (size_t n = 0; n < N; n++)
        gamma[n] = (llz_real)((double)u[n] * (double)u[n] / sum);
    return sum;
}

/* Contributions of row r, and the factor that makes them a gradient of J: a row for all time has its steps in it. */
static double row_step(const struct refinement *r, size_t row)
{
    return r->policy->stride ? (double)r->policy->step[row] : 1;
}

static double row_mean(const struct refinement *r, size_t row)
{
    const size_t N = r->problem->setting.sizes.N;
    const llz_real *gamma = llz_lab_gamma(r->policy, row),
                   *c = llz_lab_contributions(r->course, r->policy, row);
    double mean = 0;

    for (size_t n = 0; n < N; n++)
        mean += (double)gamma[n] * (double)c[n];
    return mean;
}

/* T * J, for which lab_course.h has the gradient: d / du_n = -step * (c_n - mean) * 2 u_n / sum of u^2. */
static double value(void *user, const llz_real *u, llz_real *gradient)
{
    struct refinement *r = user;
    const size_t N = r->problem->setting.sizes.N;

    for (size_t row = 0; row < r->rows; row++)
        (void)set_row(llz_lab_gamma(r->policy, row), u + row * N, N);
    llz_lab_evaluate(r->course, r->problem, r->policy, r->search->sign, r->found);
    for (size_t row = 0; row < r->rows; row++) {
        const llz_real *c = llz_lab_contributions(r->course, r->policy, row);
        double sum = 0, mean = row_mean(r, row);

        for (size_t n = 0; n < N; n++)
            sum += (double)u[row * N + n] * (double)u[row * N + n];
        for (size_t n = 0; n < N; n++)
            gradient[row * N + n] =
                (llz_real)(-2 * row_step(r, row) / sum * (double)u[row * N + n] * ((double)c[n] - mean));
    }
    return r->found->J * (double)r->problem->setting.sizes.T;
}

/* Outside the support the curvature along u is 2 step (mean - c): of the size of the mean. */
static void scale(void *user, llz_real *direction)
{
    struct refinement *r = user;
    const size_t N = r->problem->setting.sizes.N;

    for (size_t row = 0; row < r->rows; row++) {
        const double factor = 1 / (2 * row_step(r, row) * fabs(row_mean(r, row)) + 1e-12);

        for (size_t n = 0; n < N; n++)
            direction[row * N + n] = (llz_real)((double)direction[row * N + n] * factor);
    }
}

static bool enough(void *user, double least)
{
    const struct refinement *r = user;

    (void)least;
    return r->found->gap <= r->search->enough ||
           (r->search->stop && r->search->stop(r->search->user, r->found->passes, r->found->J, r->found->gap));
}

bool llz_lab_refined(struct llz_lab_course *c, const struct llz_lab_problem *p, struct llz_lab_policy *policy,
                     int memory, const struct llz_lab_search *search, struct llz_lab_found *found)
{
    const size_t N = p->setting.sizes.N, rows = policy->stride ? p->setting.sizes.T : 1;
    struct refinement r = { c, p, policy, search, found, rows };
    const struct llz_lab_function f = { .n = rows * N,
                                        .value = value,
                                        .scale = scale,
                                        .enough = enough,
                                        .user = &r,
                                        .memory = memory,
                                        .passes = search->passes };
    struct llz_arena arena = llz_arena_new(rows * N * sizeof(llz_real) + LLZ_ALIGN);
    llz_real *u;
    double least;
    int passes;

    if (!arena.base)
        return false;
    u = llz_arena_take(&arena, rows * N, sizeof *u);
    for (size_t i = 0; i < rows * N; i++)
        u[i] = (llz_real)sqrt((double)policy->gamma[i]);
    passes = llz_lab_minimum(&f, u, &least);
    found->passes = passes;
    found->measured = false;
    llz_arena_free(&arena);
    return passes > 0;
}
