/* run_record.h - one run as a JSON object (COMPARE.md), there and back. */
#ifndef LLZ_RUN_RECORD_H
#define LLZ_RUN_RECORD_H

#include <jansson.h>

#include "cli/compare/plan.h"

#define RECORD_VERSION 4
#define RECORD_BEGINNING "{\"llz_compare\":" /* of every line */

/* A new one with what every kind has: format, kind, build, host, command line, settings. NULL: no memory. */
json_t *record_begin(const char *kind, const struct plan *plan);
/* Adds what tells variants, and levels, apart. 0, or -1 for want of memory. */
int record_add_variant(json_t *record, const struct variant *v);
int record_add_level(json_t *record, const struct plan_level *level);

/* NULL: no memory. */
json_t *record_make(const struct run *run, const struct plan *plan);

/* A member of that type; NULL, or 0: there is none. */
const char *record_text(const json_t *record, const char *name);
json_int_t record_number(const json_t *record, const char *name);

/* NULL: a record of a run as this version writes it. Otherwise what is wrong with it. */
const char *record_flaw(const json_t *record);

/* Whether a flawless record is that of this run. */
enum match {
    MATCH_NONE,
    MATCH_BUILD, /* but for the build: its bytes may be others */
    MATCH_HOST,  /* but for the kind of machine, the kernel or the number of threads: its times are others */
    MATCH_ALL
};
enum match record_matches(const json_t *record, const struct run *run, const struct compare_request *request);

/* Fills run->result. 0, or -1 for want of memory. */
int record_take(const json_t *record, struct run *run);

/* Whether the run that a flawless record tells of was decoded and compared. */
int record_verified(const json_t *record);

#endif
