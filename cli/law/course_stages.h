/* course_stages.h - a course in a few stages, and its figures where the loss on the probe is a given one. */
#ifndef LLZ_COURSE_STAGES_H
#define LLZ_COURSE_STAGES_H

#include "cli/law/course.h"

#define STAGES 8 /* each of CHECKPOINTS / STAGES checkpoints */
#define MATCHES 4

struct stage {
    double position, learned; /* content bytes passed and learned at its end */
    double coded, probe;      /* means */
    struct figures figures;
};

void stages_make(struct stage stages[STAGES], const struct course *c);

/* Whether a course ever comes below the loss that the reference begins with; others cannot be matched. */
int stages_learned(const struct stage stages[STAGES], const struct stage reference[STAGES]);

/* Losses that every such course passes through, evenly and from high to low; the first course is the reference.
 * 0, or -1: there are none. */
int stages_losses(double losses[MATCHES], struct stage (*courses)[STAGES], int count);

/* The stage between two stages in which the loss on the probe first falls to loss, all its numbers
 * interpolated. loss is one of those above. */
struct stage stage_matched(const struct stage stages[STAGES], double loss);

#endif
