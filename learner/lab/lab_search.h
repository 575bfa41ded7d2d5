/* lab_search.h - policies that are optimal through a whole course, sought by their exact gradient (lab_course.h). */
#ifndef LLZ_LAB_SEARCH_H
#define LLZ_LAB_SEARCH_H

#include "learner/lab/lab_course.h"

/* A search by exponentiated gradient between two courses: with the weights, all that it needs to go on to the same end. */
struct llz_lab_pause {
    llz_real *gamma; /* [count] */
    size_t count;
    double rate;
    int passes;
};

/* How to seek. */
struct llz_lab_search {
    int passes;    /* courses at most */
    double enough; /* it ends when the gap is below */
    int sign;      /* 1: the least J; -1: the largest, of which the control "flipped" is made */
    double reach;  /* of stages: the first step changes no number by more; 0: whatever the gradient says */
    bool (*stop)(void *user, int pass, double J, double gap); /* asked after each course; NULL: nobody is */
    /* Of exponentiated gradient: fills in a state to go on from, if there is one; and told after each course that
     * was better. NULL: nobody keeps any. */
    void (*load)(void *user, struct llz_lab_pause *pause);
    void (*save)(void *user, const struct llz_lab_pause *pause);
    void *user;
};

/* What was found. */
struct llz_lab_found {
    double J;
    /* How far the law is from being fulfilled: largest contribution less the mean by gamma, summed over the steps, as
     * a share of the means' sizes. It is the Frank-Wolfe gap: 0 at an optimum. */
    double gap;
    int passes;    /* courses run */
    bool measured; /* the course is the policy's, with its adjoint */
};

/* Exponentiated gradient (Kivinen, Warmuth 1997) from policy, which becomes the best that was found; its steps stay.
 * Each step's weights are multiplied by exp(rate * (c_n - mean) / |mean|): where contributions are equal nothing moves,
 * and late steps, whose contributions are small, move as fast as early ones. The rate grows while J falls and is halved
 * where it does not. False for want of memory. The course is the policy's in the end, with its adjoint. */
bool llz_lab_exponentiated(struct llz_lab_course *c, const struct llz_lab_problem *p,
                           struct llz_lab_policy *policy, const struct llz_lab_search *search,
                           struct llz_lab_found *found);

/* The same from where exponentiated gradient has become slow: quasi-Newton steps (minimum.h) on u, where gamma_n = u_n^2
 * / sum of u^2. Near an optimum contributions become equal to several digits, and weights outside the support vanish.
 * memory: pairs kept, each as large as the policy, twice. Lowers J, whatever search->sign is. */
bool llz_lab_refined(struct llz_lab_course *c, const struct llz_lab_problem *p, struct llz_lab_policy *policy,
                     int memory, const struct llz_lab_search *search, struct llz_lab_found *found);

/* Projected gradient, as the paper has it: gamma(t) - rate * K * dJ/dgamma(t), projected on the simplex, the rate falling
 * linearly to 0 over the passes. rate is for the summed loss of the targets. */
bool llz_lab_projected(struct llz_lab_course *c, const struct llz_lab_problem *p, struct llz_lab_policy *policy,
                       double rate, const struct llz_lab_search *search, struct llz_lab_found *found);

/* The nearest point of the simplex to v [n], in its place. work [n]. */
void llz_lab_project(llz_real *v, size_t n, llz_real *work);

/* The course of policy from its beginning, with its adjoint, J and gap. */
void llz_lab_evaluate(struct llz_lab_course *c, const struct llz_lab_problem *p,
                      const struct llz_lab_policy *policy, int sign, struct llz_lab_found *found);

/* What a unit of weight contributes, [N]: at step number row, or with weights that are constant in time, which have one row, at
 * all steps, each times its length. */
const llz_real *llz_lab_contributions(const struct llz_lab_course *c, const struct llz_lab_policy *policy,
                                      size_t row);

/* After that. */
double llz_lab_gap(const struct llz_lab_course *c, const struct llz_lab_problem *p,
                   const struct llz_lab_policy *policy, int sign);

#endif
