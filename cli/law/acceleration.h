/* acceleration.h - how much less data a policy needs than the reference, and how sure that is. */
#ifndef LLZ_CLI_LAW_ACCELERATION_H
#define LLZ_CLI_LAW_ACCELERATION_H

#include "cli/lab/statistics.h"
#include "cli/law/course.h"
#include "cli/law/fit.h"

/* How many times the data of ours theirs needs to reach the loss that the worse of them ends with: by the
 * curves fitted, and by the losses read at the checkpoints. 0: that is not known (fit.h). */
struct acceleration {
    double fitted, read;
    struct interval fitted_interval, read_interval;
    int same; /* 1: every loss is the other's, so there is nothing to measure; the rest is 0 */
};

/* Of the losses on the probe. */
struct fit acceleration_fit(const struct course *c);

/* ours and theirs learned the same file. For the intervals the stretches of its probe are drawn anew, the same
 * ones for both and for all checkpoints. */
struct acceleration acceleration_make(const struct course *ours, const struct course *theirs);

#endif
