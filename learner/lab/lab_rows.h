/* lab_rows.h - the policies that are compared: each is sought, run, and measured by the targets that it was not sought by. */
#ifndef LLZ_LAB_ROWS_H
#define LLZ_LAB_ROWS_H

#include "learner/lab/lab_results.h"

struct llz_lab_plan {
    double eta; /* the paper's step */
    int passes; /* courses that a search of gamma may run */
    /* Where each course is dear: steps and rates are tried three times, gamma is sought by exponentiated gradient alone and
     * only at the paper's step, those at the best step are the same weights, and PROJECTED is left out. */
    bool brief;
    double projected; /* rate of the projected gradient, on the summed loss of the targets */
    bool (*stop)(void *user, int pass, double J, double gap);
    /* Of a brief plan, in which gamma is sought by one search: lab_search.h. */
    void (*load)(void *user, struct llz_lab_pause *pause);
    void (*save)(void *user, const struct llz_lab_pause *pause);
    void *user;
};

/* Whether the row is run at all. */
bool llz_lab_row_runs(enum llz_lab_row row, const struct llz_lab_plan *plan);
/* The row right after which it has to be run, on the same bench; itself where there is none. */
enum llz_lab_row llz_lab_row_leader(enum llz_lab_row row, const struct llz_lab_plan *plan);
/* Whether what a leader needs is among the rows that are done. */
bool llz_lab_row_ready(enum llz_lab_row row, const struct llz_lab_plan *plan, const bool done[LLZ_LAB_ROWS]);
/* Courses with adjoints that a row takes at most, a course alone being half of one. */
double llz_lab_row_passes(enum llz_lab_row row, const struct llz_lab_plan *plan,
                          const struct llz_lab_sizes *sizes);

/* What it takes to run rows of one problem, one at a time. */
struct llz_lab_bench {
    struct llz_lab_problem problem;
    struct llz_lab_course course;
    struct llz_lab_policy policy; /* of the row that was run last */
    llz_real *kept; /* [T][N] weights of FULL, which others of a brief plan begin with; NULL before */
    struct llz_arena memory;
    struct llz_lab_results *results;
};

/* False for want of memory; llz_lab_bench_free() in both cases. results outlive it. */
bool llz_lab_bench_make(struct llz_lab_bench *b, struct llz_lab_results *results);
/* A row that is ready, or whose leader was run before. */
bool llz_lab_bench_run(struct llz_lab_bench *b, enum llz_lab_row row, const struct llz_lab_plan *plan);
void llz_lab_bench_free(struct llz_lab_bench *b);

/* Seconds that a course with its adjoint takes here, from a few of its steps; 0 for want of memory. */
double llz_lab_pass_seconds(const struct llz_lab_setting *setting);

#endif
