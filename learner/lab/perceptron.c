/* perceptron.c - the linear model without bias, forward and backward.
 *
 * A step needs products of a matrix and a vector only, which memory bounds and not arithmetic; what can be done for
 * all steps at once (targets) is a product of matrices. */
#include <math.h>

#include "learner/lab/lab_log.h"
#include "learner/lab/lab_model.h"
#include "learner/lab/stages.h"

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void lay(struct llz_lab_course *c, struct llz_arena *a, const struct llz_lab_sizes *s)
{
    c->residual = llz_arena_take(a, s->T * s->N, sizeof *c->residual);
    c->logits = llz_arena_take(a, (s->T + 1) * s->K, sizeof *c->logits);
    c->work = llz_arena_take(a, most(s->N, s->K), sizeof *c->work);
}

static bool begin(struct llz_lab_course *c, const struct llz_lab_problem *p)
{
    struct llz_arena count = { 0 };

    lay(c, &count, &p->setting.sizes);
    c->own = llz_arena_new(count.used);
    if (!c->own.base)
        return false;
    lay(c, &c->own, &p->setting.sizes);
    return true;
}

static void end(struct llz_lab_course *c)
{
    llz_arena_free(&c->own);
}

/* ---- Losses ---- */

/* ln(1 + e) for 0 < e <= 1, in double. A search compares courses whose losses differ in the eighth digit, which the
 * logarithm of floats does not have. */
static double log_of_one_more(double e)
{
    return llz_lab_log_ratio(e / (2 + e));
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

static void losses_at(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                      const size_t *at, size_t count, double *losses)
{
    all_logits(c, p, set);
    for (size_t i = 0; i < count; i++)
        (void)mean_loss(c, p, set, at[i], losses + i * set->n);
}

static void curve_of(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                     double *curve)
{
    double losses[LLZ_LAB_TARGETS_MAX];

    all_logits(c, p, set);
    for (size_t t = 0; t <= p->setting.sizes.T; t++)
        curve[t] = mean_loss(c, p, set, t, losses);
}

static void target_gradients(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t first,
                             size_t last)
{
    const struct llz_lab_sizes *s = &p->setting.sizes;
    const size_t n = (last - first + 1) * s->K;
    const llz_real share = 1 / (llz_real)s->K;

    llz_lab_products(p, &p->seen, c->logits, c->theta + first * s->D, last - first + 1);
    p->kernels->sigmoid(c->logits, c->logits, n);
    for (size_t i = 0; i < n; i++)
        c->logits[i] = share * (c->logits[i] - p->seen.y[i % s->K]);
    llz_lab_sums(p, &p->seen, c->gradient + first * s->D, c->logits, last - first + 1);
}

/* ---- Examples ---- */

/* Sigmoid less label of each example, which way back and direction are made of. */
static void prepare(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t)
{
    const size_t N = p->setting.sizes.N;
    llz_real *residual = c->residual + t * N;

    llz_lab_products(p, &p->examples, residual, c->theta + t * p->setting.sizes.D, 1);
    p->kernels->sigmoid(residual, residual, N);
    for (size_t n = 0; n < N; n++)
        residual[n] -= p->examples.y[n];
}

static void descend(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t, const llz_real *gamma,
                    llz_real *direction)
{
    const size_t N = p->setting.sizes.N;
    const llz_real *residual = c->residual + t * N;

    prepare(c, p, t);
    for (size_t n = 0; n < N; n++)
        c->work[n] = residual[n] * (gamma ? gamma[n] : 1 / (llz_real)N);
    llz_lab_sums(p, &p->examples, direction, c->work, 1);
}

/* The Hessian of l_n is s (1 - s) x x', s the sigmoid. */
static void look_back(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t, llz_real *v,
                      const llz_real *gamma, llz_real *contribution, llz_real *product)
{
    const size_t N = p->setting.sizes.N;
    const struct llz_lab_set *e = &p->examples;

    llz_lab_products(p, e, contribution, v, 1);
    for (size_t n = 0; n < N; n++) {
        const llz_real r = c->residual[t * N + n], sigmoid = r + e->y[n];

        if (product)
            c->work[n] = gamma[n] * sigmoid * (1 - sigmoid) * contribution[n];
        contribution[n] *= r;
    }
    if (product)
        llz_lab_sums(p, e, product, c->work, 1);
}

/* Mean coordinate (towards the targets' mean), squared length, label, label times mean coordinate. */
static void find_features(const struct llz_lab_problem *p, llz_real *feature)
{
    const size_t N = p->setting.sizes.N, D = p->setting.sizes.D;
    const struct llz_lab_set *e = &p->examples;
    _Alignas(64) llz_real x[LLZ_LAB_DIMENSIONS_MAX];

    for (size_t n = 0; n < N; n++) {
        const llz_real label = 2 * e->y[n] - 1;
        llz_real sum = 0;

        llz_lab_input(e, n, x);
        for (size_t d = 0; d < D; d++)
            sum += x[d];
        feature[n] = sum;
        feature[N + n] = p->kernels->dot(x, x, D);
        feature[2 * N + n] = label;
        feature[3 * N + n] = label * sum;
    }
}

const struct llz_lab_model llz_lab_perceptron = { .begin = begin,
                                                  .end = end,
                                                  .descend = descend,
                                                  .prepare = prepare,
                                                  .look_back = look_back,
                                                  .losses = losses_at,
                                                  .curve = curve_of,
                                                  .target_gradients = target_gradients,
                                                  .features = find_features };
