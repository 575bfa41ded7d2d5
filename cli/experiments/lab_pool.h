/* lab_pool.h - runs the rows that are missing in all sheets, several at a time. */
#ifndef LLZ_LAB_POOL_H
#define LLZ_LAB_POOL_H

#include "cli/experiments/lab_sheet.h"
#include "cli/terminal/report.h"

/* First says on stderr how long it will take, unless -q was given. A row is written to --state as soon as it is done. After
 * STATUS_OK all rows are. Figures do not depend on the number of threads: each row is one thread's. */
enum status lab_pool_run(const struct lab_request *request, struct lab_sheets *sheets);

#endif
