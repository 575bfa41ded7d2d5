/* search_job.h - --search: an input compressed in several passes, of which the smallest archive stays. */
#ifndef LLZ_SEARCH_JOB_H
#define LLZ_SEARCH_JOB_H

#include "cli/files/source.h"
#include "cli/output/target.h"

/* From an open source to a complete target, which is not yet committed. The source may be a pipe: all of it is
 * kept in memory. SIGINT, once a pass is complete, ends the search and not the program: the best archive so far
 * is written. */
enum status search_contents(const struct options *opt, struct source *src, struct target *dst);

#endif
