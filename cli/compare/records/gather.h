/* gather.h - results out of files, put together to one comparison, whoever made them. */
#ifndef LLZ_GATHER_H
#define LLZ_GATHER_H

#include <jansson.h>

#include "cli/compare/plan.h"
#include "cli/terminal/report.h"

struct gathered; /* a record and where it comes from */

struct gathering {
    const struct options *common; /* for warnings */
    const char *build;            /* runs of this build are taken; */
    int chosen; /* whether it was named by the user: others are then left alone, else refused */
    int times;  /* whether times are told, and so have to be those of one kind of machine */

    struct gathered *records;
    size_t count, room;
    struct plan plan; /* every run that the records are about, and those that are missing among them */
    struct prior_choice *priors;
    char **names; /* of the plan's inputs, in whatever order */
    size_t
        asked; /* runs that were asked for, some of which may be about files, seeds or variants that no record tells of */
    size_t missing; /* how many of them have no record */
    size_t skipped; /* runs of other builds that were left alone */
};

/* Reads the files, whose order makes no difference. Refuses what does not belong together: runs of several builds,
 * settings, or machines whose times are to be told; shards of different comparisons; two results of one run that
 * differ; runs of several comparisons that leave gaps. STATUS_ERROR after a line; gather_free() in any case. */
enum status gather_open(struct gathering *g, char *const *names, int count);
void gather_free(struct gathering *g);

/* What all records have in common; NULL for a member that is no string. */
const char *gather_text(const struct gathering *g, const char *member);
json_int_t gather_number(const struct gathering *g, const char *member);

/* The record of a run that is done. */
const json_t *gather_record(const struct gathering *g, const struct run *run);

#endif
