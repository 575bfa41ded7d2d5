/* table.h - the result of llz compare, for people, on stdout. */
#ifndef LLZ_CLI_COMPARE_TABLE_H
#define LLZ_CLI_COMPARE_TABLE_H

#include "cli/compare/analysis.h"
#include "cli/report.h"

enum status table_print(const struct analysis *a);

#endif
