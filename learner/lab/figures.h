/* figures.h - how far a course is from what the Learning Law says of an optimal one. */
#ifndef LLZ_LAB_FIGURES_H
#define LLZ_LAB_FIGURES_H

#include "learner/lab/lab_course.h"

/* The support of a step: examples with at least so much of a uniform weight. */
#define LLZ_LAB_SUPPORT 0.01

struct llz_lab_figures {
    /* Mean of contributions over the support by their deviation there, each step's divided by the length of the
     * vector that they are measured with; means and variances are averaged over the steps of two members or more
     * before they are divided. Not a number where there are none. */
    double by_lambda, by_gradient; /* by lambda(t + 1); by grad L(theta(t)) */
    double support;                /* examples in it, mean over the steps */
    double refused;                /* of the negative contributions (lambda), the share outside the support */
};

/* After llz_lab_adjoint() with the same policy; of Adam, after llz_lab_target_gradients(), policy is NULL, weights count
 * as uniform, and what needs lambda is not a number. */
struct llz_lab_figures llz_lab_figures_make(struct llz_lab_course *c, const struct llz_lab_problem *p,
                                            const struct llz_lab_policy *policy);

#endif
