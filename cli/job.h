/* job.h - compressing, decompressing or testing one input. */
#ifndef LLZ_CLI_JOB_H
#define LLZ_CLI_JOB_H

#include "cli/report.h"

/* name "-": standard input. */
enum status job_run(const struct options *opt, const char *name);

#endif
