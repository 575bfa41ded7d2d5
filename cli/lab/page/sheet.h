/* sheet.h - a table in memory, cell by cell; document.h prints it. */
#ifndef LLZ_SHEET_H
#define LLZ_SHEET_H

#include <stddef.h>

#include "cli/files/byte_buffer.h"

enum column_kind {
    COLUMN_NUMBER, /* to the right */
    COLUMN_TEXT,
    COLUMN_STRIP /* an interval, drawn on a scale that all rows share, with 0 on it: a forest plot */
};

struct column {
    const char *title;
    const char *meaning; /* a sentence for who points at the title; NULL: the title says all */
    enum column_kind kind;
};

/* Of a strip: where a value lies, and its interval. */
struct strip {
    double value, low, high;
    int known; /* 0: there is none, and nothing is drawn */
};

struct sheet_cell {
    const char *text;
    struct strip strip;
};

struct sheet {
    const char *caption; /* NULL: none */
    const struct column *columns;
    size_t width; /* number of columns */
    struct sheet_cell *cells;
    size_t count, room; /* cells, row by row */
    struct pool pool;
    int failed; /* memory was missing: what is there is not all */
};

/* columns outlive the sheet. sheet_free() afterwards. */
void sheet_begin(struct sheet *s, const char *caption, const struct column *columns, size_t width);

/* The next cell, from left to right and row to row. */
__attribute__((format(printf, 2, 3))) void sheet_add(struct sheet *s, const char *format, ...);
void sheet_add_strip(struct sheet *s, const struct strip *strip);

size_t sheet_rows(const struct sheet *s);
const struct sheet_cell *sheet_at(const struct sheet *s, size_t row, size_t column);

/* The scale of a column of strips: the ends of all intervals, and 0. */
void sheet_scale(const struct sheet *s, size_t column, double *least, double *most);

void sheet_free(struct sheet *s);

#endif
