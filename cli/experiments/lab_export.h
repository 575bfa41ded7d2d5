/* lab_export.h - results for other programs. */
#ifndef LLZ_LAB_EXPORT_H
#define LLZ_LAB_EXPORT_H

#include "cli/experiments/lab_tables.h"
#include "cli/terminal/report.h"

/* Asked before hours of computing: can the files be written, and would nothing be lost? */
enum status lab_export_check(const struct lab_request *request);

/* Writes what the request names. */
enum status lab_export_write(const struct lab_request *request, const struct lab_sheets *sheets,
                             const struct lab_outcome outcomes[LAB_LENGTHS_MAX]);

#endif
