/* pool.h - makes the runs of a plan, several at once. */
#ifndef LLZ_CLI_COMPARE_POOL_H
#define LLZ_CLI_COMPARE_POOL_H

#include "cli/compare/coding.h"
#include "cli/compare/plan.h"
#include "cli/terminal/report.h"

/* Called from the thread of pool_run(), one run after the other in the order in which they end, with stderr
 * free for text. why: NULL when the run went well. What is not STATUS_OK is what pool_run() returns in the end;
 * *stop != 0 ends all runs. */
typedef enum status (*pool_finished_fn)(void *user, struct run *run, const struct mishap *why, int *stop);

/* Makes every run that is still to do. A signal that asks the program to end leaves the rest undone. */
enum status pool_run(const struct plan *plan, pool_finished_fn finished, void *user);

#endif
