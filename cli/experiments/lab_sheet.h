/* lab_sheet.h - the results of one problem, row by row as they come. */
#ifndef LLZ_LAB_SHEET_H
#define LLZ_LAB_SHEET_H

#include "cli/experiments/lab_request.h"

/* What lab_archive.h made of a row. */
struct row_bytes {
    size_t policy, size;
    double distance;
};

struct lab_sheet {
    struct llz_lab_results results;
    struct row_bytes bytes[LLZ_LAB_ROWS];
    bool done[LLZ_LAB_ROWS];
};

/* Lengths of the course: shortest first, the last is the whole one. */
#define LAB_LENGTHS_MAX 3

/* Of all seeds, and at each length that was asked for. */
struct lab_sheets {
    struct lab_sheet *sheet; /* [lengths][seeds] */
    size_t lengths, seeds;
};

/* 0, or -1 for want of memory; lab_sheets_free() in both cases. */
int lab_sheets_new(struct lab_sheets *s, const struct lab_request *request);
void lab_sheets_free(struct lab_sheets *s);

static inline struct lab_sheet *lab_sheet_of(const struct lab_sheets *s, size_t length, size_t seed)
{
    return s->sheet + length * s->seeds + seed;
}

#endif
