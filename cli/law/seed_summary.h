/* seed_summary.h - what several seeds say together. */
#ifndef LLZ_SEED_SUMMARY_H
#define LLZ_SEED_SUMMARY_H

#include "cli/law/finding.h"

/* Of one file and level: figures of each policy under each seed. */
struct seed_summary {
    double *figures; /* [policies][SUMMARY_FIGURES][seeds]; 0: not known */
    int policies, seeds, taken;
};
enum { SUMMARY_PROBE, SUMMARY_EVENNESS, SUMMARY_FITTED, SUMMARY_READ, SUMMARY_FIGURES };

/* 0, or -1 for want of memory; summary_free() in both cases. */
int summary_begin(struct seed_summary *s, int policies, int seeds);
/* The next seed. */
void summary_take(struct seed_summary *s, const struct course *courses, const struct finding *findings);
/* Mean and standard deviation of all that is known; nothing with one seed. */
void summary_print(const struct seed_summary *s, const struct names *policies);
void summary_free(struct seed_summary *s);

#endif
