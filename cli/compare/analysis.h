/* analysis.h - what the runs say together: means over seeds, ratios to the reference, intervals. */
#ifndef LLZ_CLI_COMPARE_ANALYSIS_H
#define LLZ_CLI_COMPARE_ANALYSIS_H

#include "cli/compare/plan.h"
#include "cli/compare/statistics.h"

/* One file, or all, at one level under one variant. All figures are means over the seeds. */
struct cell {
    int complete;  /* every run of it was made; else nothing below means anything */
    int verified;  /* every one */
    int compared;  /* the reference is complete too, and another variant: ratio and interval mean something */
    double size;   /* bytes of content */
    double packed; /* bytes of archive */
    double operations; /* of the model */
    double seconds;    /* of encoding */
    double ratio;      /* to the reference's bytes; over all files, the geometric mean */
    struct interval interval;
    double *costs; /* bytes of archive for each piece; NULL over all files */
    size_t pieces;
};

struct analysis {
    const struct plan *plan;
    struct cell *cells; /* in the order of plan->runs, without seeds; those over all files behind them */
};

/* 0, or -1 for want of memory; analysis_free() in both cases. */
int analysis_make(struct analysis *a, const struct plan *plan);

/* input == plan->input_count: over all files. */
struct cell *analysis_cell(const struct analysis *a, int input, int level, int variant);

/* Bytes of archive for pieces from to to - 1 of one file. */
double analysis_cost(const struct cell *cell, size_t from, size_t to);

void analysis_free(struct analysis *a);

#endif
