/* law_tables.h - the results of llz law for one file, for people, on stdout. */
#ifndef LLZ_LAW_TABLES_H
#define LLZ_LAW_TABLES_H

#include "cli/law/finding.h"

/* The first of the courses is that of the reference; findings are theirs.
 * STATUS_ERROR: no memory, or stdout is full. */
enum status tables_print(const struct law_request *r, const struct input *in, const struct course *courses,
                         const struct finding *findings, int count);

#endif
