/* lab_tables.h - the results of llz lab, as LAB.md explains them. */
#ifndef LLZ_LAB_TABLES_H
#define LLZ_LAB_TABLES_H

#include "cli/experiments/lab_sheet.h"
#include "cli/experiments/seeds.h"

/* What all seeds say of one length of the course. */
struct lab_outcome {
    struct seeds seeds;
    struct seeds_estimate estimates[LLZ_LAB_ROWS];
};

#define LAB_PROBLEM_TEXT 256
/* Its sizes, and what its bytes are, in words. */
void lab_problem_text(char text[LAB_PROBLEM_TEXT], const struct lab_request *request,
                      const struct llz_lab_setting *s);
void lab_bytes_text(char text[LAB_PROBLEM_TEXT], const struct lab_request *request,
                    const struct lab_sheet *sheet);

/* The rows of one seed. */
void lab_table_print(const struct lab_request *request, const struct lab_sheet *sheet);
void lab_bytes_print(const struct lab_request *request, const struct lab_sheet *sheet);

/* All seeds together. */
void lab_estimates_print(const struct lab_request *request, const struct seeds *s,
                         const struct seeds_estimate estimates[LLZ_LAB_ROWS]);
/* All lengths together. */
void lab_lengths_print(const struct lab_outcome outcomes[LAB_LENGTHS_MAX]);

#endif
