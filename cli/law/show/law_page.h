/* law_page.h - the results of llz law as a page. */
#ifndef LLZ_LAW_PAGE_H
#define LLZ_LAW_PAGE_H

#include <stdio.h>

#include "cli/lab/inputs.h"
#include "cli/law/finding.h"

/* How the file begins, by which an older page is known as one that may be replaced. */
#define LAW_PAGE_BEGINNING "<!DOCTYPE html>\n<!-- llz law -->\n"

void law_page_begin(FILE *out);

/* What one file, level and seed showed: a chart of losses, the course of each policy, curves. 0, or -1: no memory, and
 * not all of it is there. */
int law_page_add(FILE *out, const struct law_request *r, const struct input *in, const struct course *courses,
                 const struct finding *findings, int count);

void law_page_end(FILE *out);

#endif
