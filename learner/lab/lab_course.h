/* lab_course.h - learning under a policy, and how what it learned from acts on the targets' loss.
 *
 *     theta(t + 1) = theta(t) - step(t) * sum over n of gamma_n(t) * grad l_n(theta(t)),     t = 0 ... T - 1
 *     J = sum over t = 1 ... T of L(theta(t)),     L: mean loss of the targets, in nats
 *
 * The adjoint (costate) goes backward:
 *
 *     lambda(T) = grad L(theta(T))
 *     lambda(t) = grad L(theta(t)) + (I - step(t) * sum of gamma_n(t) * Hessian of l_n) lambda(t + 1)
 *     dJ / dgamma_n(t) = -step(t) * c_n(t),     c_n(t) = lambda(t + 1) . grad l_n(theta(t))
 *
 * c is what a unit of weight on example n at step t contributes to all losses still to come. With grad L(theta(t)) in
 * the place of lambda(t + 1) it is the law's myopic form. */
#ifndef LLZ_LAB_COURSE_H
#define LLZ_LAB_COURSE_H

#include "learner/lab/problem.h"

/* Weights of examples and lengths of steps. */
struct llz_lab_policy {
    llz_real *gamma; /* [T][N], or [N] where stride is 0; each row at least 0, of sum 1 */
    size_t stride;   /* from one step's weights to the next one's: N, or 0 for weights constant in time */
    llz_real *step;  /* [T] */
};

static inline llz_real *llz_lab_gamma(const struct llz_lab_policy *policy, size_t t)
{
    return policy->gamma + t * policy->stride;
}

struct llz_lab_course {
    struct llz_arena memory;
    llz_real *theta;    /* [T + 1][D] */
    llz_real *gradient; /* [T + 1][D] grad L of the seen targets */
    llz_real *lambda;   /* [T + 1][D]; lambda(0) is not needed and not computed */
    llz_real *c;        /* [T][N] */
    llz_real *constant; /* [N] sum of step(t) c(t), of weights constant in time: lab_search.h */
    llz_real *spare;    /* [N] for whoever needs it for a moment */
    double *curve;      /* [T + 1] of the seen targets */
    double J;           /* of the seen targets, over T: a mean loss in nats */

    /* What learns has for itself. */
    const struct llz_lab_model *model;
    struct llz_arena own;
    llz_real *residual;         /* perceptron: [T][N] sigmoid - label of each example before its step, */
    llz_real *logits;           /* [T + 1][K] scratch of the targets, */
    llz_real *work;             /* [largest of N and K] */
    llz_real *even[2];          /* transformer: [N] and [K], equal weights of examples and of targets, */
    struct llz_transformer net; /* and the network */
};

/* False for want of memory; llz_lab_course_free() in both cases. */
bool llz_lab_course_new(struct llz_lab_course *c, const struct llz_lab_problem *p);
void llz_lab_course_free(struct llz_lab_course *c);

/* Runs forward and sets theta, residual and J. Returns J, infinite where parameters overflow. */
double llz_lab_forward(struct llz_lab_course *c, const struct llz_lab_problem *p,
                       const struct llz_lab_policy *policy);
/* The same under Adam (Kingma, Ba 2015; beta 0.9 and 0.999) of uniform weights. */
double llz_lab_forward_adam(struct llz_lab_course *c, const struct llz_lab_problem *p, llz_real rate);

/* After either: gradient. */
void llz_lab_target_gradients(struct llz_lab_course *c, const struct llz_lab_problem *p);
/* After llz_lab_forward() with the same policy: gradient, lambda and c. */
void llz_lab_adjoint(struct llz_lab_course *c, const struct llz_lab_problem *p,
                     const struct llz_lab_policy *policy);

/* Losses of a set of K targets along the course, in nats: losses[i][k] at step at[i]. */
void llz_lab_losses(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                    const size_t *at, size_t count, double *losses);
/* Their mean at every step, 0 to T. */
void llz_lab_curve(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                   double *curve);

/* One step's parameters: theta(t + 1) = theta(t) - step * sum of gamma_n * grad l_n(theta(t)). A decoder repeats it, so it
 * is canonical. */
void llz_lab_step(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t, const llz_real *gamma,
                  llz_real step);

/* J of what theta is, which c->J becomes. Within the canonical floating-point environment. */
double llz_lab_area(struct llz_lab_course *c, const struct llz_lab_problem *p);

#endif
