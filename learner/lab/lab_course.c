/* lab_course.c - learning under a policy, forward and backward, whatever it is that learns. Products are the canonical ones:
 * what a policy is found to be does not depend on the machine, and a decoder can repeat the course that an archive was made by. */
#include "learner/lab/lab_course.h"

#include <math.h>
#include <string.h>

#include "learner/lab/lab_model.h"

static void lay(struct llz_lab_course *c, struct llz_arena *a, const struct llz_lab_sizes *s)
{
    c->theta = llz_arena_take(a, (s->T + 1) * s->D, sizeof *c->theta);
    c->gradient = llz_arena_take(a, (s->T + 1) * s->D, sizeof *c->gradient);
    c->lambda = llz_arena_take(a, (s->T + 1) * s->D, sizeof *c->lambda);
    c->c = llz_arena_take(a, s->T * s->N, sizeof *c->c);
    c->constant = llz_arena_take(a, s->N, sizeof *c->constant);
    c->spare = llz_arena_take(a, s->N, sizeof *c->spare);
    c->curve = llz_arena_take(a, s->T + 1, sizeof *c->curve);
}

bool llz_lab_course_new(struct llz_lab_course *c, const struct llz_lab_problem *p)
{
    struct llz_arena count = { 0 };

    *c = (struct llz_lab_course){ .model = p->model };
    lay(c, &count, &p->setting.sizes);
    c->memory = llz_arena_new(count.used);
    if (!c->memory.base)
        return false;
    lay(c, &c->memory, &p->setting.sizes);
    return p->model->begin(c, p);
}

void llz_lab_course_free(struct llz_lab_course *c)
{
    if (c->model)
        c->model->end(c);
    llz_arena_free(&c->memory);
}

/* ---- Losses ---- */

void llz_lab_losses(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                    const size_t *at, size_t count, double *losses)
{
    const struct llz_fpenv saved = llz_fpenv_enter();

    p->model->losses(c, p, set, at, count, losses);
    llz_fpenv_leave(saved);
}

void llz_lab_curve(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                   double *curve)
{
    const struct llz_fpenv saved = llz_fpenv_enter();

    p->model->curve(c, p, set, curve);
    llz_fpenv_leave(saved);
}

/* The mean of the curve over the steps: the area under it over T. Infinite where parameters are, or are not numbers: a
 * policy under which they overflow is worse than any. */
double llz_lab_area(struct llz_lab_course *c, const struct llz_lab_problem *p)
{
    const size_t T = p->setting.sizes.T;
    double sum = 0;

    p->model->curve(c, p, &p->seen, c->curve);
    for (size_t t = 1; t <= T; t++)
        sum += c->curve[t];
    c->J = isfinite(sum) ? sum / (double)T : (double)INFINITY;
    return c->J;
}

/* ---- Forward ---- */

void llz_lab_step(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t, const llz_real *gamma,
                  llz_real step)
{
    const size_t D = p->setting.sizes.D;
    const llz_real *theta = c->theta + t * D;
    llz_real *next = c->theta + (t + 1) * D;

    p->model->descend(c, p, t, gamma, next);
    for (size_t d = 0; d < D; d++)
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
        llz_lab_step(c, p, t, llz_lab_gamma(policy, t), policy->step[t]);
    J = llz_lab_area(c, p);
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

        p->model->descend(c, p, t, NULL, next);
        power1 *= BETA1;
        power2 *= BETA2;
        for (size_t d = 0; d < s->D; d++) {
            const llz_real g = next[d];

            m[d] = BETA1 * m[d] + (1 - BETA1) * g;
            v[d] = BETA2 * v[d] + (1 - BETA2) * g * g;
            next[d] = theta[d] - rate * (m[d] / (1 - power1)) / (sqrtf((float)(v[d] / (1 - power2))) + EPSILON);
        }
    }
    J = llz_lab_area(c, p);
    llz_fpenv_leave(saved);
    return J;
}

/* ---- Backward ---- */

void llz_lab_target_gradients(struct llz_lab_course *c, const struct llz_lab_problem *p)
{
    const struct llz_fpenv saved = llz_fpenv_enter();

    p->model->target_gradients(c, p, 0, p->setting.sizes.T);
    llz_fpenv_leave(saved);
}

/* c(t) and lambda(t) from lambda(t + 1); lambda(0) is not needed. The costate of gradient descent in steps, exactly:
 *
 *      lambda(t) = gradient of the target's loss at t + lambda(t + 1) - step(t) H(t) lambda(t + 1)
 *
 * with H(t) the Hessian of the weighted loss that the step went down. The paper's theorem 3.1 (arXiv 2402.17759) has the
 * target's gradient at t in its place, which is what the row "myopic" does. */
static void step_back(struct llz_lab_course *c, const struct llz_lab_problem *p,
                      const struct llz_lab_policy *policy, size_t t)
{
    const size_t N = p->setting.sizes.N, D = p->setting.sizes.D;
    llz_real *after = c->lambda + (t + 1) * D, *lambda = c->lambda + t * D;

    p->model->look_back(c, p, t, after, llz_lab_gamma(policy, t), c->c + t * N, t > 0 ? lambda : NULL);
    for (size_t d = 0; t > 0 && d < D; d++)
        lambda[d] = c->gradient[t * D + d] + after[d] - policy->step[t] * lambda[d];
}

void llz_lab_adjoint(struct llz_lab_course *c, const struct llz_lab_problem *p,
                     const struct llz_lab_policy *policy)
{
    const size_t T = p->setting.sizes.T, D = p->setting.sizes.D;
    const struct llz_fpenv saved = llz_fpenv_enter();

    p->model->target_gradients(c, p, 0, T);
    memcpy(c->lambda + T * D, c->gradient + T * D, D * sizeof *c->lambda);
    for (size_t t = T; t-- > 0;)
        step_back(c, p, policy, t);
    llz_fpenv_leave(saved);
}
