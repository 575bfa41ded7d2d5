/* rerun.h - the runs of a row, made again. */
#ifndef LLZ_RERUN_H
#define LLZ_RERUN_H

#include "cli/compare/records/gather.h"
#include "cli/report/report_request.h"

/* Makes the runs of the row, and of what it is measured against, from the files under their recorded names, and prints
 * for each whether its costs are as they were. STATUS_ERROR after a line: one is not, or cannot be made. */
enum status rerun_row(const struct report_request *request, const struct gathering *g);

#endif
