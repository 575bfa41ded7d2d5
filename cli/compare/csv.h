/* csv.h - every run as a row (RFC 4180), for other programs. */
#ifndef LLZ_CLI_COMPARE_CSV_H
#define LLZ_CLI_COMPARE_CSV_H

#include "cli/compare/plan.h"
#include "cli/report.h"

/* Writes args->csv. */
enum status csv_write(const struct plan *plan);

#endif
