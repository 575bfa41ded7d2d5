/* findings.h - what an analysis says, as a document. */
#ifndef LLZ_FINDINGS_H
#define LLZ_FINDINGS_H

#include "cli/compare/analysis/analysis.h"
#include "cli/compare/analysis/over_files.h"
#include "cli/lab/page/document.h"

/* Where the runs come from, for the head and the foot of a document. */
struct findings_source {
    const char *maker;   /* "llz report" */
    const char *build;   /* of the program that made the runs */
    const char *version; /* its version */
    const char *machine; /* host, kernel and threads; NULL: times and machines are not told */
    const char *without; /* parts left out; "": none */
    uint64_t budget;
    size_t asked, missing; /* runs that were asked for, and how many of them were not made */
};

struct findings {
    const struct analysis *a;
    const struct over_files *over; /* [levels][variants] */
    const struct findings_source *source;
    const struct document *d;
};

/* Prints all of it. 0, or -1: no memory, and what is printed is not complete. */
int findings_print(FILE *out, const struct document_form *form, const struct analysis *a,
                   const struct findings_source *source);

/* The number of a row, as documents tell it: of a file, or, after those, of all files. From 1 on. */
size_t findings_row(const struct analysis *a, int input, int level, int variant);
/* The opposite; 0, or -1: there is no such row. */
int findings_of_row(const struct plan *plan, size_t row, int *input, int *level, int *variant);

#endif
