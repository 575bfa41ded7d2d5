/* stages.h - policies of few numbers, which can be sent ahead of an archive: in each of a few stages of the course the
 * length of the steps, and how an example's weight depends on what is known of it.
 *
 *     gamma_n ~ exp(sum over f of slope[stage][f] * feature_f(n)),     step = exp(length[stage])
 *
 * Features, of the examples and their labels alone: mean coordinate (towards the targets' mean), squared length,
 * label, label times mean coordinate; each of mean 0 and deviation 1 over the examples. */
#ifndef LLZ_LAB_STAGES_H
#define LLZ_LAB_STAGES_H

#include "learner/lab/lab_search.h"

#define LLZ_LAB_STAGES 8
#define LLZ_LAB_FEATURES 4
/* Lengths of all stages first, then the slopes of each. */
#define LLZ_LAB_NUMBERS (LLZ_LAB_STAGES * (1 + LLZ_LAB_FEATURES))

/* Seeks the best numbers from steps as policy has them, all alike, and uniform weights. features: 0 (all slopes stay 0) or
 * LLZ_LAB_FEATURES. policy has stride N. False for want of memory. */
bool llz_lab_staged(struct llz_lab_course *c, const struct llz_lab_problem *p, struct llz_lab_policy *policy,
                    int features, const struct llz_lab_search *search, struct llz_lab_found *found,
                    llz_real number[LLZ_LAB_NUMBERS]);

/* The policy that these numbers say, of stride N. work [LLZ_LAB_FEATURES][N]. */
void llz_lab_staged_set(const struct llz_lab_problem *p, struct llz_lab_policy *policy,
                        const llz_real number[LLZ_LAB_NUMBERS], llz_real *work);

#endif
