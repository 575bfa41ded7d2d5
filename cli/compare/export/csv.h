/* csv.h - every run as a row (RFC 4180), for other programs. */
#ifndef LLZ_CSV_H
#define LLZ_CSV_H

#include <stdio.h>

#include "cli/compare/analysis/analysis.h"
#include "cli/terminal/report.h"

/* How the file begins, by which an older one is known as one that may be replaced. */
#define CSV_BEGINNING "file,size,xxh3_128,level,"

/* Writes request->csv. */
enum status csv_write(const struct analysis *a);

/* A field: quoted where it has to be. */
void csv_text(FILE *out, const char *text);

#endif
