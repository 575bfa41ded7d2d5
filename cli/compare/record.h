/* record.h - one run as a JSON object (COMPARE.md), there and back. */
#ifndef LLZ_CLI_COMPARE_RECORD_H
#define LLZ_CLI_COMPARE_RECORD_H

#include <jansson.h>

#include "cli/compare/plan.h"

/* NULL: no memory. */
json_t *record_make(const struct run *run, const struct arguments *args);

/* NULL: a record as this version writes it. Otherwise what is wrong with it. */
const char *record_flaw(const json_t *record);

/* Whether a flawless record is that of this run, by this version of llz. */
int record_matches(const json_t *record, const struct run *run, const struct arguments *args);

/* Fills run->result. 0, or -1 for want of memory. */
int record_take(const json_t *record, struct run *run);

/* Whether the run that a flawless record tells of was decoded and compared. */
int record_verified(const json_t *record);

#endif
