/* lab_columns.h - the figures of a row, as the table, CSV and JSON have them (LAB.md). */
#ifndef LLZ_LAB_COLUMNS_H
#define LLZ_LAB_COLUMNS_H

#include "cli/experiments/lab_sheet.h"
#include "cli/lab/page/sheet.h"

/* Not a number where there is none. */
enum lab_column {
    LAB_STEP,
    LAB_NUMBERS,
    LAB_SEEN,
    LAB_UNSEEN,
    LAB_RATE,
    LAB_AR,
    LAB_AR_BEST,
    LAB_BY_LAMBDA,
    LAB_BY_GRADIENT,
    LAB_REFUSED, /* percent */
    LAB_SUPPORT,
    LAB_RESIDUAL,
    LAB_PASSES,
    LAB_COLUMNS
};

/* Of bytes. */
enum lab_byte_column {
    LAB_POLICY_BYTES,
    LAB_LABEL_BYTES,
    LAB_BOTH,
    LAB_BITS,
    LAB_CHANGE,
    LAB_PAYS,
    LAB_PAYS_BEST,
    LAB_BYTE_COLUMNS
};

/* As programs know them, and as people do. */
struct lab_look {
    const char *name;
    struct column head;
    int width; /* in tables of text */
    const char *form;
};
extern const struct lab_look lab_look[LAB_COLUMNS], lab_byte_look[LAB_BYTE_COLUMNS];

/* Labels, or symbols of texts, that are coded along a course. */
double lab_labels(const struct lab_request *request, const struct lab_sheet *sheet);

/* All rows of the sheet are done. */
void lab_columns(const struct lab_sheet *sheet, enum llz_lab_row row, double figures[LAB_COLUMNS]);
void lab_byte_columns(const struct lab_request *request, const struct lab_sheet *sheet, enum llz_lab_row row,
                      double figures[LAB_BYTE_COLUMNS]);

#endif
