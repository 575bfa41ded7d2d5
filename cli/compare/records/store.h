/* store.h - results in a file of JSON lines (COMPARE.md), so that no run is made twice. */
#ifndef LLZ_STORE_H
#define LLZ_STORE_H

#include "cli/compare/analysis/analysis.h"
#include "cli/terminal/report.h"

struct store;

/* Takes from request->json, if it exists, and from request->reads the results of runs of the plan, which
 * are then done; *taken says how many. A line that is torn or damaged is skipped with a warning, runs
 * of other builds or kinds of machines with a note. STATUS_ERROR after a message: a file is not
 * usable. store_free() in all cases. */
enum status store_open(struct store **store, const struct plan *plan, size_t *taken);

/* Adds the result of a finished run to request->json, if there is one. */
enum status store_add(struct store *store, const struct run *run);

/* Adds what all runs say together, unless it stands there already. */
enum status store_conclude(struct store *store, const struct analysis *a);

void store_free(struct store *store); /* NULL is allowed */

#endif
