/* compare_table.h - the result of llz compare, for people, on stdout. */
#ifndef LLZ_COMPARE_TABLE_H
#define LLZ_COMPARE_TABLE_H

#include "cli/compare/analysis/analysis.h"
#include "cli/terminal/report.h"

enum status table_print(const struct analysis *a);

#endif
