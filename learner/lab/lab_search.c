/* lab_search.c - exponentiated and projected gradient on the weights of a policy. */
#include "learner/lab/lab_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RATE_START 0.1 /* of the first step, in units of a contribution as large as the mean */
#define RATE_GROWS 1.5
#define RATE_LEAST 1e-9    /* below, rounding decides */
#define EXPONENT_MAX 8     /* of one step: e^8 = 3,000 times the weight */
#define SMALL 1e-3         /* of the largest contribution: a mean below is taken for that much */
#define GAMMA_LEAST 1e-20f /* so that a weight can come back, and is no denormal */

/* Rows of weights that are sought. */
static size_t rows_of(const struct llz_lab_problem *p, const struct llz_lab_policy *policy)
{
    return policy->stride ? p->setting.sizes.T : 1;
}

/* Weights that do not change with time act in each step, so their contributions add up over all of them. */
static void gather(struct llz_lab_course *c, const struct llz_lab_problem *p,
                   const struct llz_lab_policy *policy)
{
    const size_t N = p->setting.sizes.N;

    if (policy->stride)
        return;
    for (size_t n = 0; n < N; n++)
        c->constant[n] = policy->step[0] * c->c[n];
    for (size_t t = 1; t < p->setting.sizes.T; t++)
        p->kernels->axpy(c->constant, policy->step[t], c->c + t * N, N);
}

const llz_real *llz_lab_contributions(const struct llz_lab_course *c, const struct llz_lab_policy *policy,
                                      size_t row)
{
    return policy->stride ? c->c + row * policy->stride : c->constant;
}

static double mean_of(const llz_real *gamma, const llz_real *c, size_t N)
{
    double mean = 0;

    for (size_t n = 0; n < N; n++)
        mean += (double)gamma[n] * (double)c[n];
    return mean;
}

static double largest_of(const llz_real *c, size_t N, int sign)
{
    double most = -(double)INFINITY;

    for (size_t n = 0; n < N; n++)
        most = sign * (double)c[n] > most ? sign * (double)c[n] : most;
    return most;
}

double llz_lab_gap(const struct llz_lab_course *c, const struct llz_lab_problem *p,
                   const struct llz_lab_policy *policy, int sign)
{
    const size_t N = p->setting.sizes.N;
    double gap = 0, all = 0;

    for (size_t r = 0; r < rows_of(p, policy); r++) {
        const llz_real *gamma = llz_lab_gamma(policy, r), *row = llz_lab_contributions(c, policy, r);
        const double mean = sign * mean_of(gamma, row, N), step = policy->stride ? (double)policy->step[r] : 1;

        gap += step * (largest_of(row, N, sign) - mean);
        all += step * fabs(mean);
    }
    return all > 0 ? gap / all : (double)INFINITY;
}

/* ---- Exponentiated gradient ---- */

/* One row: gamma_n times exp of rate times its contribution's advantage over the mean, in units of that mean, so that one
 * rate serves early and late steps, whose contributions differ by far. */
static void move_row(const struct llz_lab_problem *p, llz_real *to, const llz_real *gamma, const llz_real *c,
                     double rate, int sign)
{
    const size_t N = p->setting.sizes.N;
    const double mean = mean_of(gamma, c, N);
    const double size = fmax(fabs(largest_of(c, N, 1)), fabs(largest_of(c, N, -1)));
    const double scale = sign * rate / fmax(fmax(fabs(mean), SMALL * size), 1e-30);
    double sum = 0;

    for (size_t n = 0; n < N; n++) {
        const double x = scale * ((double)c[n] - mean);

        to[n] = (llz_real)(x > EXPONENT_MAX ? EXPONENT_MAX : x < -EXPONENT_MAX ? -EXPONENT_MAX : x);
    }
    p->kernels->exp(to, to, N);
    for (size_t n = 0; n < N; n++) {
        to[n] *= gamma[n];
        sum += (double)to[n];
    }
    for (size_t n = 0; n < N; n++) {
        to[n] = (llz_real)((double)to[n] / sum);
        to[n] = to[n] > GAMMA_LEAST ? to[n] : GAMMA_LEAST;
    }
}

static bool told_to_stop(const struct llz_lab_search *search, const struct llz_lab_found *found)
{
    return search->stop && search->stop(search->user, found->passes, found->J, found->gap);
}

void llz_lab_evaluate(struct llz_lab_course *c, const struct llz_lab_problem *p,
                      const struct llz_lab_policy *policy, int sign, struct llz_lab_found *found)
{
    found->J = llz_lab_forward(c, p, policy);
    llz_lab_adjoint(c, p, policy);
    gather(c, p, policy);
    found->gap = llz_lab_gap(c, p, policy, sign);
}

/* The canonical environment is entered for exp() of the kernels, as everywhere. */
static void move(const struct llz_lab_course *c, const struct llz_lab_problem *p, struct llz_lab_policy *to,
                 const struct llz_lab_policy *from, double rate, int sign)
{
    const struct llz_fpenv saved = llz_fpenv_enter();

    for (size_t r = 0; r < rows_of(p, from); r++)
        move_row(p, llz_lab_gamma(to, r), llz_lab_gamma(from, r), llz_lab_contributions(c, from, r), rate,
                 sign);
    llz_fpenv_leave(saved);
}

bool llz_lab_exponentiated(struct llz_lab_course *c, const struct llz_lab_problem *p,
                           struct llz_lab_policy *policy, const struct llz_lab_search *search,
                           struct llz_lab_found *found)
{
    const size_t floats = rows_of(p, policy) * p->setting.sizes.N;
    struct llz_arena memory = llz_arena_new(floats * sizeof *policy->gamma + LLZ_ALIGN);
    struct llz_lab_policy trial = *policy;
    struct llz_lab_pause now = { .gamma = policy->gamma, .count = floats, .rate = RATE_START, .passes = 1 };
    bool refused = false;

    if (!memory.base)
        return false;
    trial.gamma = llz_arena_take(&memory, floats, sizeof *trial.gamma);
    if (search->load)
        search->load(search->user, &now);
    *found = (struct llz_lab_found){ .passes = now.passes };
    llz_lab_evaluate(c, p, policy, search->sign, found);
    while (found->passes < search->passes && found->gap > search->enough && now.rate > RATE_LEAST &&
           !told_to_stop(search, found)) {
        double J;

        refused = false;
        move(c, p, &trial, policy, now.rate, search->sign);
        J = llz_lab_forward(c, p, &trial);
        found->passes++;
        if (!(search->sign * J < search->sign * found->J)) {
            now.rate /= 2;
            refused = true;
            continue;
        }
        now.rate *= RATE_GROWS;
        memcpy(policy->gamma, trial.gamma, floats * sizeof *policy->gamma);
        found->J = J;
        llz_lab_adjoint(c, p, policy);
        gather(c, p, policy);
        found->gap = llz_lab_gap(c, p, policy, search->sign);
        now.passes = found->passes;
        if (search->save)
            search->save(search->user, &now);
    }
    /* The way back of what was refused was never gone: the costates are still the policy's. */
    if (refused)
        found->J = llz_lab_forward(c, p, policy);
    found->measured = true;
    llz_arena_free(&memory);
    return true;
}

/* ---- Projected gradient ---- */

static int compare_falling(const void *a, const void *b)
{
    const llz_real x = *(const llz_real *)a, y = *(const llz_real *)b;

    return (x < y) - (x > y);
}

/* Held, Wolfe, Crowder 1974: the point is max(v - tau, 0), tau such that its sum is 1. */
void llz_lab_project(llz_real *v, size_t n, llz_real *work)
{
    double sum = 0, tau = 0;

    memcpy(work, v, n * sizeof *v);
    qsort(work, n, sizeof *work, compare_falling);
    for (size_t i = 0; i < n; i++) {
        sum += (double)work[i];
        if ((double)work[i] * (double)(i + 1) > sum - 1)
            tau = (sum - 1) / (double)(i + 1);
    }
    for (size_t i = 0; i < n; i++)
        v[i] = (double)v[i] > tau ? (llz_real)((double)v[i] - tau) : 0;
}

bool llz_lab_projected(struct llz_lab_course *c, const struct llz_lab_problem *p, struct llz_lab_policy *policy,
                       double rate, const struct llz_lab_search *search, struct llz_lab_found *found)
{
    const size_t N = p->setting.sizes.N;
    llz_real *work = malloc(N * sizeof *work);

    if (!work)
        return false;
    *found = (struct llz_lab_found){ .passes = 1 };
    llz_lab_evaluate(c, p, policy, search->sign, found);
    while (found->passes < search->passes && found->gap > search->enough && !told_to_stop(search, found)) {
        const double fall = 1 - (double)found->passes / search->passes;

        for (size_t r = 0; r < rows_of(p, policy); r++) {
            const double factor =
                fall * rate * (double)(policy->stride ? policy->step[r] : 1) * (double)p->setting.sizes.K;

            for (size_t n = 0; n < N; n++)
                llz_lab_gamma(policy, r)[n] +=
                    (llz_real)(factor * (double)llz_lab_contributions(c, policy, r)[n]);
            llz_lab_project(llz_lab_gamma(policy, r), N, work);
        }
        llz_lab_evaluate(c, p, policy, search->sign, found);
        found->passes++;
    }
    found->measured = true;
    free(work);
    return true;
}
