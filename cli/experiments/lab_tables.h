/* lab_tables.h - the results of llz lab, as LAB.md explains them. */
#ifndef LLZ_LAB_TABLES_H
#define LLZ_LAB_TABLES_H

#include "cli/experiments/lab_request.h"
#include "cli/experiments/seeds.h"

/* The rows of one seed. */
void lab_table_print(const struct lab_request *request, const struct llz_lab_bench *b);

/* What archive.h made of a row. */
struct row_bytes {
    size_t policy, size;
    double distance;
};
void lab_bytes_print(const struct lab_request *request, const struct llz_lab_bench *b,
                     const struct row_bytes bytes[LLZ_LAB_ROWS]);

/* All seeds together. */
void lab_estimates_print(const struct seeds *s, const struct seeds_estimate estimates[LLZ_LAB_ROWS]);

#endif
