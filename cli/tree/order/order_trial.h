/* order_trial.h - two orders are tried. */
#ifndef LLZ_ORDER_TRIAL_H
#define LLZ_ORDER_TRIAL_H

#include "cli/terminal/report.h"
#include "cli/tree/index/tree.h"

/* Whether there is content enough, of which less would make it take too much of the time, and the archive's own model takes
 * no less memory. */
int order_trial_fits(const struct options *opt, const struct tree *t);

/* Compresses parts of t's files at a fast level, in both orders: each has the entries of all files. *packed: bytes that
 * they make. STATUS_ERROR after a message, or after a signal. */
enum status order_trial(const struct options *opt, const struct tree *t, const size_t *const orders[2],
                        size_t packed[2]);

#endif
