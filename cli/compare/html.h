/* html.h - the comparison as charts: one file that needs nothing from elsewhere. */
#ifndef LLZ_CLI_COMPARE_HTML_H
#define LLZ_CLI_COMPARE_HTML_H

#include "cli/compare/analysis.h"
#include "cli/report.h"

/* Writes args->html. */
enum status html_write(const struct analysis *a);

#endif
