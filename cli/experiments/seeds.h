/* seeds.h - what all seeds together say of a policy: how fast it learns, how the loss falls, and how sure that is. */
#ifndef LLZ_EXPERIMENT_SEEDS_H
#define LLZ_EXPERIMENT_SEEDS_H

#include "cli/lab/statistics.h"
#include "cli/law/fit.h"
#include "learner/lab/lab_results.h"

/* Losses of single unseen targets, of all seeds. */
struct seeds {
    size_t count, checkpoints, targets;
    double at[LLZ_LAB_CHECKPOINTS]; /* steps */
    double *losses;                 /* [count][rows][checkpoints][targets] */
};

/* Of one row over all seeds: mean curves are compared and fitted. */
struct seeds_estimate {
    double paper, best; /* acceleration against uniform at the paper's step and at its best one; 0: not known */
    struct interval paper_interval, best_interval;
    struct fit fit; /* L0 + (B / t)^beta, t in steps */
    struct interval floor, b, beta;
};

/* 0, or -1 for want of memory. */
int seeds_begin(struct seeds *s, size_t count, const struct llz_lab_results *r);
void seeds_add(struct seeds *s, size_t seed, const struct llz_lab_results *r);
/* 200 resamples of seeds and, within them, of targets; the same for all rows and checkpoints. 0, or -1 for want of
 * memory. */
int seeds_estimate(const struct seeds *s, struct seeds_estimate estimates[LLZ_LAB_ROWS]);
void seeds_free(struct seeds *s);

#endif
