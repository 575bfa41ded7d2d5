/* lab_course.c - the perceptron learning, forward and backward. Products are the canonical ones: what a policy is found to
 * be does not depend on the machine, and a decoder can repeat the course that an archive was made by.
 *
 * A step needs products of a matrix and a vector only, which memory bounds and not arithmetic; what can be done for
 * all steps at once (targets) is a product of matrices. */
#include "learner/lab/lab_course.h"

#include <math.h>
#include <string.h>

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void lay(struct llz_lab_course *c, struct llz_arena *a, const struct llz_lab_sizes *s)
{
    c->theta = llz_arena_take(a, (s->T + 1) * s->D, sizeof *c->theta);
    c->residual = llz_arena_take(a, s->T * s->N, sizeof *c->residual);
    c->gradient = llz_arena_take(a, (s->T + 1) * s->D, sizeof *c->gradient);
    c->lambda = llz_arena_take(a, (s->T + 1) * s->D, sizeof *c->lambda);
    c->c = llz_arena_take(a, s->T * s->N, sizeof *c->c);
    c->logits = llz_arena_take(a, (s->T + 1) * s->K, sizeof *c->logits);
    c->work = llz_arena_take(a, 2 * most(s->N, s->K), sizeof *c->work);
}

bool llz_lab_course_new(struct llz_lab_course *c, const struct llz_lab_problem *p)
{
    struct llz_arena count = { 0 };

    lay(c, &count, &p->setting.sizes);
    c->memory = llz_arena_new(count.used);
    if (!c->memory.base)
        return false;
    lay(c, &c->memory, &p->setting.sizes);
    return true;
}

void llz_lab_course_free(struct llz_lab_course *c)
{
    llz_arena_free(&c->memory);
}

/* ---- Losses ---- */

/* ln(1 + e) for 0 < e <= 1, in double: 2 artanh(q), q = e / (2 + e) at most 1 / 3, by its series. A search compares
 * courses whose losses differ in the eighth digit, which the logarithm of floats does not have. */
static double log_of_one_more(double e)
{
    const double q = e / (2 + e), square = q * q;
    double sum = 0;

    for (int i = 31; i > 0; i -= 2)
        sum = sum * square + 1.0 / i;
    return 2 * q * sum;
}

/* losses[k] = ln(1 + exp(-margin)), where the margin is the logit, or its negative for the label 0. */
static void losses_of(const struct llz_lab_problem *p, const llz_real *logits, const llz_real *y, size_t n,
                      llz_real *work, double *losses)
{
    for (size_t k = 0; k < n; k++)
        work[k] = logits[k] > 0 ? -logits[k] : logits[k];
    p->kernels->exp(work, work, n);
    for (size_t k = 0; k < n; k++) {
        const llz_real margin = y[k] > 0 ? logits[k] : -logits[k];

        losses[k] = log_of_one_more((double)work[k]) - (margin < 0 ? (double)margin : 0);
    }
}

static void all_logits(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set)
{
    llz_lab_products(p, set, c->logits, c->theta, p->setting.sizes.T + 1);
}

static double mean_loss(struct llz_lab_course *c, const struct llz_lab_problem *p,
                        const struct llz_lab_set *set, size_t t, double *losses)
{
    double sum = 0;

    losses_of(p, c->logits + t * set->n, set->y, set->n, c->work, losses);
    for (size_t k = 0; k < set->n; k++)
        sum += losses[k];
    return sum / (double)set->n;
}

void llz_lab_losses(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                    const size_t *at, size_t count, double *losses)
{
    const struct llz_fpenv saved = llz_fpenv_enter();

    all_logits(c, p, set);
    for (size_t i = 0; i < count; i++)
        (void)mean_loss(c, p, set, at[i], losses + i * set->n);
    llz_fpenv_leave(saved);
}

void llz_lab_curve(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                   double *curve)
{
    const struct llz_fpenv saved = llz_fpenv_enter();
    double losses[LLZ_LAB_TARGETS_MAX];

    all_logits(c, p, set);
    for (size_t t = 0; t <= p->setting.sizes.T; t++)
        curve[t] = mean_loss(c, p, set, t, losses);
    llz_fpenv_leave(saved);
}

/* Infinite and not a number where parameters are: a policy under which they overflow is worse than any. */
static double area(struct llz_lab_course *c, const struct llz_lab_problem *p)
{
    const size_t T = p->setting.sizes.T;
    double losses[LLZ_LAB_TARGETS_MAX], sum = 0;

    all_logits(c, p, &p->seen);
    for (size_t t = 1; t <= T; t++)
        sum += mean_loss(c, p, &p->seen, t, losses);
    c->J = isfinite(sum) ? sum / (double)T : (double)INFINITY;
    return c->J;
}

/* ---- Forward ---- */

/* direction [D] = sum of gamma_n * grad l_n; gamma NULL: uniform. */
static void mean_gradient(const struct llz_lab_problem *p, llz_real *direction, const llz_real *theta,
                          const llz_real *gamma, llz_real *residual, llz_real *work)
{
    const size_t N = p->setting.sizes.N;
    const struct llz_lab_set *e = &p->examples;

    llz_lab_products(p, e, residual, theta, 1);
    p->kernels->sigmoid(residual, residual, N);
    for (size_t n = 0; n < N; n++) {
        residual[n] -= e->y[n];
        work[n] = residual[n] * (gamma ? gamma[n] : 1 / (llz_real)N);
    }
    llz_lab_sums(p, e, direction, work, 1);
}

void llz_lab_step(const struct llz_lab_problem *p, llz_real *next, const llz_real *theta, const llz_real *gamma,
                  llz_real step, llz_real *residual, llz_real *work)
{
    mean_gradient(p, next, theta, gamma, residual, work);
    for (size_t d = 0; d < p->setting.sizes.D; d++)
        next[d] = theta[d] - step * next[d];
}

double llz_lab_forward(struct llz_lab_course *c, const struct llz_lab_problem *p,
                       const struct llz_lab_policy *policy)
{
    const struct llz_lab_sizes *s = &p->setting.sizes;
    const struct llz_fpenv saved = llz_fpenv_enter();
    double J;

    memcpy(c->theta, p->start, s->D * sizeof *c->theta);
    for (size_t t = 0; t < s->T; t++)
        llz_lab_step(p, c->theta + (t + 1) * s->D, c->theta + t * s->D, llz_lab_gamma(policy, t),
                     policy->step[t], c->residual + t * s->N, c->work);
    J = area(c, p);
    llz_fpenv_leave(saved);
    return J;
}

#define BETA1 ((llz_real)0.9)
#define BETA2 ((llz_real)0.999)
#define EPSILON ((llz_real)1e-8)

/* The powers of the betas correct moments that begin at zero. lambda is free as long as there is no adjoint. */
double llz_lab_forward_adam(struct llz_lab_course *c, const struct llz_lab_problem *p, llz_real rate)
{
    const struct llz_lab_sizes *s = &p->setting.sizes;
    const struct llz_fpenv saved = llz_fpenv_enter();
    llz_real *m = c->lambda, *v = c->lambda + s->D, power1 = 1, power2 = 1;
    double J;

    memset(m, 0, 2 * s->D * sizeof *m);
    memcpy(c->theta, p->start, s->D * sizeof *c->theta);
    for (size_t t = 0; t < s->T; t++) {
        const llz_real *theta = c->theta + t * s->D;
        llz_real *next = c->theta + (t + 1) * s->D;

        mean_gradient(p, next, theta, NULL, c->residual + t * s->N, c->work);
        power1 *= BETA1;
        power2 *= BETA2;
        for (size_t d = 0; d < s->D; d++) {
            const llz_real g = next[d];

            m[d] = BETA1 * m[d] + (1 - BETA1) * g;
            v[d] = BETA2 * v[d] + (1 - BETA2) * g * g;
            next[d] = theta[d] - rate * (m[d] / (1 - power1)) / (sqrtf((float)(v[d] / (1 - power2))) + EPSILON);
        }
    }
    J = area(c, p);
    llz_fpenv_leave(saved);
    return J;
}

/* ---- Backward ---- */

/* After area(): logits are those of the seen targets, and become their residuals. */
static void target_gradients(struct llz_lab_course *c, const struct llz_lab_problem *p)
{
    const struct llz_lab_sizes *s = &p->setting.sizes;
    const llz_real share = 1 / (llz_real)s->K;

    all_logits(c, p, &p->seen);
    p->kernels->sigmoid(c->logits, c->logits, (s->T + 1) * s->K);
    for (size_t t = 0; t <= s->T; t++)
        for (size_t k = 0; k < s->K; k++)
            c->logits[t * s->K + k] = share * (c->logits[t * s->K + k] - p->seen.y[k]);
    llz_lab_sums(p, &p->seen, c->gradient, c->logits, s->T + 1);
}

void llz_lab_target_gradients(struct llz_lab_course *c, const struct llz_lab_problem *p)
{
    const struct llz_fpenv saved = llz_fpenv_enter();

    target_gradients(c, p);
    llz_fpenv_leave(saved);
}

/* c(t) and lambda(t) from lambda(t + 1). The Hessian of l_n is s (1 - s) x x', s the sigmoid. */
static void step_back(struct llz_lab_course *c, const struct llz_lab_problem *p,
                      const struct llz_lab_policy *policy, size_t t)
{
    const size_t N = p->setting.sizes.N, D = p->setting.sizes.D;
    const struct llz_lab_set *e = &p->examples;
    const llz_real *after = c->lambda + (t + 1) * D, *gamma = llz_lab_gamma(policy, t);
    llz_real *lambda = c->lambda + t * D, *contribution = c->c + t * N;

    llz_lab_products(p, e, contribution, after, 1);
    for (size_t n = 0; n < N; n++) {
        const llz_real r = c->residual[t * N + n], sigmoid = r + e->y[n];

        c->work[n] = gamma[n] * sigmoid * (1 - sigmoid) * contribution[n];
        contribution[n] *= r;
    }
    llz_lab_sums(p, e, lambda, c->work, 1);
    for (size_t d = 0; d < D; d++)
        lambda[d] = c->gradient[t * D + d] + after[d] - policy->step[t] * lambda[d];
}

void llz_lab_adjoint(struct llz_lab_course *c, const struct llz_lab_problem *p,
                     const struct llz_lab_policy *policy)
{
    const size_t T = p->setting.sizes.T, D = p->setting.sizes.D;
    const struct llz_fpenv saved = llz_fpenv_enter();

    target_gradients(c, p);
    memcpy(c->lambda + T * D, c->gradient + T * D, D * sizeof *c->lambda);
    for (size_t t = T; t-- > 0;)
        step_back(c, p, policy, t);
    llz_fpenv_leave(saved);
}
