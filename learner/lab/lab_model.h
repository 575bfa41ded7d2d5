/* lab_model.h - what learns, as courses, searches and figures see it: losses, their gradients, and products with their
 * Hessians. */
#ifndef LLZ_LAB_MODEL_H
#define LLZ_LAB_MODEL_H

#include "learner/lab/lab_course.h"

struct llz_lab_model {
    /* What a course needs of its own; false for want of memory, and end() in both cases. NULL: nothing. */
    bool (*begin)(struct llz_lab_course *c, const struct llz_lab_problem *p);
    void (*end)(struct llz_lab_course *c);

    /* direction [D] = sum of gamma_n * grad l_n(theta(t)); gamma NULL: uniform. */
    void (*descend)(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t, const llz_real *gamma,
                    llz_real *direction);
    /* What look_back() needs where there was no descend() at the same step; NULL: nothing. */
    void (*prepare)(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t);
    /* contribution [N] = v . grad l_n(theta(t)), after descend() or prepare() at the same step; product [D], unless it is NULL, = sum of
     * gamma_n * Hessian of l_n times v. */
    void (*look_back)(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t, llz_real *v,
                      const llz_real *gamma, llz_real *contribution, llz_real *product);

    /* losses[i][k] of a set at theta(at[i]), in nats. */
    void (*losses)(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                   const size_t *at, size_t count, double *losses);
    /* Their means at every step, 0 to T. */
    void (*curve)(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                  double *curve);
    /* gradient of the seen targets at steps first to last. */
    void (*target_gradients)(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t first,
                             size_t last);

    /* What is known of examples before any learning, for stages.h; standardised there. feature
     * [LLZ_LAB_FEATURES][N]. */
    void (*features)(const struct llz_lab_problem *p, llz_real *feature);
};

extern const struct llz_lab_model llz_lab_perceptron, llz_lab_transformer;

#endif
