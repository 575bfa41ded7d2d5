/* html.h - the comparison as charts: one file that needs nothing from elsewhere. */
#ifndef LLZ_HTML_H
#define LLZ_HTML_H

#include "cli/compare/analysis/analysis.h"
#include "cli/terminal/report.h"

/* How the file begins, by which an older one is known as one that may be replaced. */
#define HTML_BEGINNING "<!DOCTYPE html>\n<!-- llz compare -->\n"

/* Writes request->html. */
enum status html_write(const struct analysis *a);

#endif
