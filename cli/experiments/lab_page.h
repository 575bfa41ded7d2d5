/* lab_page.h - the results of llz lab as a page. */
#ifndef LLZ_LAB_PAGE_H
#define LLZ_LAB_PAGE_H

#include "cli/experiments/lab_tables.h"
#include "cli/terminal/report.h"

/* How the file begins, by which an older page is known as one that may be replaced. */
#define LAB_PAGE_BEGINNING "<!DOCTYPE html>\n<!-- llz lab -->\n"

/* For each length learning curves, equality and what all seeds say; then the tables of each problem. */
enum status lab_page_write(const struct lab_request *request, const struct lab_sheets *sheets,
                           const struct lab_outcome outcomes[LAB_LENGTHS_MAX]);

#endif
