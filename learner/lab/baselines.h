/* baselines.h - what optimal policies are to be compared with: uniform weights and Adam at their best step, and weights
 * by the law's myopic form. */
#ifndef LLZ_LAB_BASELINES_H
#define LLZ_LAB_BASELINES_H

#include "learner/lab/lab_search.h"

/* All steps of that length, all weights equal. */
void llz_lab_uniform(const struct llz_lab_problem *p, struct llz_lab_policy *policy, double step);

/* Courses that a search for a step or rate runs, about. */
#define LLZ_LAB_TRIALS 27
#define LLZ_LAB_BRIEF 3 /* where it has to be brief */

/* The step of the least J under uniform weights, near eta or far: powers of 2 from eta / 8 to 1,024 eta, then a golden
 * section between the neighbours of the best; if it has to be brief, 4 and 16 times eta and what then seems better. policy and
 * course are its in the end; passes are added to found. */
double llz_lab_best_step(struct llz_lab_course *c, const struct llz_lab_problem *p,
                         struct llz_lab_policy *policy, double eta, bool brief, struct llz_lab_found *found);
/* Likewise the rate of Adam, from 2^-10 to 2^3. */
double llz_lab_best_rate(struct llz_lab_course *c, const struct llz_lab_problem *p, bool brief,
                         struct llz_lab_found *found);

/* At each step the m examples of the largest grad L . grad l_n have equal weights; m is the best power of 4 below N, if it has to
 * be brief the best of N / 16, N / 4 and N / 2.
 * Steps are those of policy. Returns m. */
size_t llz_lab_myopic(struct llz_lab_course *c, const struct llz_lab_problem *p, struct llz_lab_policy *policy,
                      bool brief, struct llz_lab_found *found);

/* The same weights given to other examples: one permutation for all steps. work [N]. False for want of memory. */
bool llz_lab_shuffle(const struct llz_lab_problem *p, struct llz_lab_policy *policy, llz_real *work);

#endif
