/* store.h - results in a file of JSON (COMPARE.md), so that no run is made twice. */
#ifndef LLZ_CLI_COMPARE_STORE_H
#define LLZ_CLI_COMPARE_STORE_H

#include "cli/compare/plan.h"
#include "cli/report.h"

struct store;

/* Takes from args->json, if it exists, the results of runs of the plan, which are then done; *taken says how
 * many. Results of other runs stay in the file. STATUS_ERROR after a message: the file is not usable, and stays
 * as it is. store_free() in both cases. */
enum status store_open(struct store **store, const struct plan *plan, size_t *taken);

/* Adds the result of a finished run and writes the file. */
enum status store_add(struct store *store, const struct run *run);

void store_free(struct store *store); /* NULL is allowed */

#endif
