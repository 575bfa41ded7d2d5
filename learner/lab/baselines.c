/* baselines.c - uniform weights and Adam at their best step, myopic and shuffled weights. */
#include "learner/lab/baselines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learner/lab/lab_model.h"
#include "learner/lab/lab_random.h"

#define POWERS 13       /* beyond the first */
#define BRIEF_RATE (-9) /* power of two: 0.002 */
#define SECTIONS 10     /* each leaves 0.618 of the interval: 4 times becomes 1.5 percent */
_Static_assert(LLZ_LAB_TRIALS == POWERS + 1 + SECTIONS + 2 + 1, "powers of two, a golden section, once more");
#define GOLDEN 0.6180339887498949
#define LN2 0x1.62e430p-1f
#define STREAM_SHUFFLE 1000000 /* no stream of the problem's numbers (problem.c) */

void llz_lab_uniform(const struct llz_lab_problem *p, struct llz_lab_policy *policy, double step)
{
    const struct llz_lab_sizes *s = &p->setting.sizes;

    for (size_t t = 0; t < s->T; t++)
        policy->step[t] = (llz_real)step;
    for (size_t i = 0; i < (policy->stride ? s->T * s->N : s->N); i++)
        policy->gamma[i] = 1 / (llz_real)s->N;
}

/* A number on which a course depends. */
struct trial {
    struct llz_lab_course *course;
    const struct llz_lab_problem *problem;
    struct llz_lab_policy *policy; /* NULL: Adam */
    struct llz_lab_found *found;
};

static double try_number(const struct trial *t, double number)
{
    t->found->passes++;
    if (!t->policy)
        return t->found->J = llz_lab_forward_adam(t->course, t->problem, (llz_real)number);
    llz_lab_uniform(t->problem, t->policy, number);
    return t->found->J = llz_lab_forward(t->course, t->problem, t->policy);
}

/* Canonical, so that the step that is found does not depend on the C library. */
static double power_of_two(double exponent)
{
    return (double)llz_expf_canon((float)exponent * LN2);
}

/* Golden section in logarithms. */
static double section(const struct trial *t, double low, double high)
{
    double a = high - GOLDEN * (high - low), b = low + GOLDEN * (high - low);
    double at_a = try_number(t, power_of_two(a)), at_b = try_number(t, power_of_two(b));

    for (int i = 0; i < SECTIONS; i++) {
        if (at_a < at_b) {
            high = b;
            b = a;
            at_b = at_a;
            a = high - GOLDEN * (high - low);
            at_a = try_number(t, power_of_two(a));
        } else {
            low = a;
            a = b;
            at_a = at_b;
            b = low + GOLDEN * (high - low);
            at_b = try_number(t, power_of_two(b));
        }
    }
    return power_of_two(at_a < at_b ? a : b);
}

/* A grid first: above the best step the course may swing, and J has more than one valley. */
static double best(const struct trial *t, double lowest, int powers)
{
    double least = (double)INFINITY, at = lowest, number;

    for (int i = 0; i <= powers; i++) {
        const double J = try_number(t, power_of_two(lowest + i));

        if (J < least) {
            least = J;
            at = lowest + i;
        }
    }
    number = section(t, at - 1, at + 1);
    if (try_number(t, number) <= least)
        return number;
    (void)try_number(t, power_of_two(at));
    return power_of_two(at);
}

/* Three courses: two, and one more on the better side. */
static double best_of_three(const struct trial *t, double lower)
{
    const double at_lower = try_number(t, power_of_two(lower)),
                 at_upper = try_number(t, power_of_two(lower + 2));
    const double last = at_upper < at_lower ? lower + 4 : lower + 1,
                 at_last = try_number(t, power_of_two(last));

    if (at_last <= at_lower && at_last <= at_upper)
        return power_of_two(last);
    return power_of_two(at_upper < at_lower ? lower + 2 : lower);
}

double llz_lab_best_step(struct llz_lab_course *c, const struct llz_lab_problem *p,
                         struct llz_lab_policy *policy, double eta, bool brief, struct llz_lab_found *found)
{
    const struct trial t = { c, p, policy, found };
    double number;

    const double log = (double)llz_log2f_canon((float)eta);

    if (!brief)
        return best(&t, log - 3, POWERS);
    number = best_of_three(&t, log + 2);
    llz_lab_uniform(p, policy, number);
    return number;
}

double llz_lab_best_rate(struct llz_lab_course *c, const struct llz_lab_problem *p, bool brief,
                         struct llz_lab_found *found)
{
    const struct trial t = { c, p, NULL, found };

    return brief ? best_of_three(&t, BRIEF_RATE) : best(&t, -10, POWERS);
}

/* ---- Myopic weights ---- */

static int compare_falling(const void *a, const void *b)
{
    const llz_real x = *(const llz_real *)a, y = *(const llz_real *)b;

    return (x < y) - (x > y);
}

/* gamma [N] at theta(t). sorted [N]. */
static void choose(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t, size_t m,
                   llz_real *gamma, llz_real *sorted)
{
    const size_t N = p->setting.sizes.N, D = p->setting.sizes.D;
    const llz_real *contribution = c->spare;
    size_t left = m;

    p->model->target_gradients(c, p, t, t);
    if (p->model->prepare)
        p->model->prepare(c, p, t);
    p->model->look_back(c, p, t, c->gradient + t * D, NULL, c->spare, NULL);
    memcpy(sorted, contribution, N * sizeof *sorted);
    qsort(sorted, N, sizeof *sorted, compare_falling);
    for (size_t n = 0; n < N; n++) {
        const bool in = left > 0 && contribution[n] >= sorted[m - 1];

        gamma[n] = in ? 1 / (llz_real)m : 0;
        left -= in;
    }
}

/* As llz_lab_forward(), but for the weights, which it chooses on its way. */
static double myopic_course(struct llz_lab_course *c, const struct llz_lab_problem *p,
                            struct llz_lab_policy *policy, size_t m, llz_real *sorted)
{
    const size_t D = p->setting.sizes.D;
    const struct llz_fpenv saved = llz_fpenv_enter();
    double J;

    memcpy(c->theta, p->start, D * sizeof *c->theta);
    for (size_t t = 0; t < p->setting.sizes.T; t++) {
        choose(c, p, t, m, llz_lab_gamma(policy, t), sorted);
        llz_lab_step(c, p, t, llz_lab_gamma(policy, t), policy->step[t]);
    }
    J = llz_lab_area(c, p);
    llz_fpenv_leave(saved);
    return J;
}

static size_t next_count(size_t m, size_t N, bool brief)
{
    return brief && m == N / 4 ? N / 2 : brief && m == N / 2 ? N : 4 * m;
}

size_t llz_lab_myopic(struct llz_lab_course *c, const struct llz_lab_problem *p, struct llz_lab_policy *policy,
                      bool brief, struct llz_lab_found *found)
{
    const size_t N = p->setting.sizes.N;
    double least = (double)INFINITY;
    size_t best_m = 1;

    /* c is free as long as there is no adjoint. */
    for (size_t m = brief ? N / 16 : 1; m < N; m = next_count(m, N, brief)) {
        const double J = myopic_course(c, p, policy, m, c->c);

        found->passes++;
        if (J < least) {
            least = J;
            best_m = m;
        }
    }
    found->J = myopic_course(c, p, policy, best_m, c->c);
    return best_m;
}

bool llz_lab_shuffle(const struct llz_lab_problem *p, struct llz_lab_policy *policy, llz_real *work)
{
    const size_t N = p->setting.sizes.N, rows = policy->stride ? p->setting.sizes.T : 1;
    struct llz_lab_random r = llz_lab_random_begin(p->setting.seed, STREAM_SHUFFLE);
    uint32_t *order = malloc(N * sizeof *order);

    if (!order)
        return false;
    llz_lab_random_order(&r, order, N);
    for (size_t row = 0; row < rows; row++) {
        llz_real *gamma = llz_lab_gamma(policy, row);

        memcpy(work, gamma, N * sizeof *work);
        for (size_t n = 0; n < N; n++)
            gamma[n] = work[order[n]];
    }
    free(order);
    return true;
}
