/* order_trial.h - two orders are tried. */
#ifndef LLZ_ORDER_TRIAL_H
#define LLZ_ORDER_TRIAL_H

#include "cli/terminal/report.h"
#include "cli/tree/index/tree.h"

/* Whether there is content enough for each of the files, so that it tells something and takes little of the time, and the
 * archive's own model takes no less memory. */
int order_trial_fits(const struct options *opt, const struct tree *t);

/* Compresses parts of t's files at a fast level in the order that they have, and in another one, which has the same
 * entries. *saved: bytes that the other one seems to save of all of them, or 0. STATUS_ERROR after a message, or after a
 * signal. */
enum status order_trial(const struct options *opt, const struct tree *t, const size_t *other, uint64_t *saved);

#endif
