/* findings_csv.h - what an analysis says, for programs: RFC 4180. */
#ifndef LLZ_FINDINGS_CSV_H
#define LLZ_FINDINGS_CSV_H

#include "cli/compare/findings/findings.h"

/* A row for each file, level and variant, and for all files. 0, or -1: no memory. */
int findings_csv(FILE *out, const struct analysis *a, const struct findings_source *source);

/* A row for each step along each file: the curves that charts show. */
void findings_curves(FILE *out, const struct analysis *a);

#endif
