/* figures.c - equality of contributions over the support, by the costate and by the target's gradient. */
#include "learner/lab/figures.h"

#include <math.h>

#include "learner/lab/lab_model.h"

struct sums {
    double mean, variance; /* over steps */
    double steps;          /* of two members or more, over which these are summed */
    double members, against, refused;
};

static double length_of(const llz_real *v, size_t D)
{
    double sum = 0;

    for (size_t d = 0; d < D; d++)
        sum += (double)v[d] * (double)v[d];
    return sqrt(sum) + 1e-30;
}

/* One step: contributions c [N], measured with a vector of that length. */
static void add_step(struct sums *s, const llz_real *gamma, const llz_real *c, size_t N, double length)
{
    double sum = 0, squares = 0, members = 0, mean;

    for (size_t n = 0; n < N; n++) {
        const bool inside = !gamma || (double)gamma[n] * (double)N >= LLZ_LAB_SUPPORT;

        s->against += c[n] < 0;
        s->refused += c[n] < 0 && !inside;
        if (!inside)
            continue;
        members++;
        sum += (double)c[n] / length;
    }
    s->members += members;
    /* One example alone is as equal as can be, and says nothing. */
    if (members < 2)
        return;
    mean = sum / members;
    for (size_t n = 0; n < N; n++)
        if (!gamma || (double)gamma[n] * (double)N >= LLZ_LAB_SUPPORT)
            squares += ((double)c[n] / length - mean) * ((double)c[n] / length - mean);
    s->steps++;
    s->mean += mean;
    s->variance += squares / members;
}

static double equality(const struct sums *s)
{
    return s->variance > 0 ? s->mean / s->steps / sqrt(s->variance / s->steps) : (double)NAN;
}

/* grad L . grad l_n of step t. */
static const llz_real *myopic(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t)
{
    p->model->look_back(c, p, t, c->gradient + t * p->setting.sizes.D, NULL, c->spare, NULL);
    return c->spare;
}

struct llz_lab_figures llz_lab_figures_make(struct llz_lab_course *c, const struct llz_lab_problem *p,
                                            const struct llz_lab_policy *policy)
{
    const struct llz_lab_sizes *z = &p->setting.sizes;
    const struct llz_fpenv saved = llz_fpenv_enter();
    struct sums lambda = { 0 }, gradient = { 0 };

    for (size_t t = 0; t < z->T; t++) {
        const llz_real *gamma = policy ? llz_lab_gamma(policy, t) : NULL;

        add_step(&gradient, gamma, myopic(c, p, t), z->N, length_of(c->gradient + t * z->D, z->D));
        if (policy)
            add_step(&lambda, gamma, c->c + t * z->N, z->N, length_of(c->lambda + (t + 1) * z->D, z->D));
    }
    llz_fpenv_leave(saved);
    return (struct llz_lab_figures){
        .by_lambda = policy ? equality(&lambda) : (double)NAN,
        .by_gradient = equality(&gradient),
        .support = gradient.members / (double)z->T,
        .refused = policy && lambda.against > 0 ? lambda.refused / lambda.against : (double)NAN,
    };
}
