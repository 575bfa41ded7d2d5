/* list.h - the table of -l. */
#ifndef LLZ_LIST_H
#define LLZ_LIST_H

#include "cli/terminal/report.h"

/* Lists all inputs; several are followed by their totals. */
enum status list_run(const struct options *opt);

#endif
