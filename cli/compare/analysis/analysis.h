/* analysis.h - what the runs say together: means over seeds, ratios to the reference, how sure they are. */
#ifndef LLZ_ANALYSIS_H
#define LLZ_ANALYSIS_H

#include "cli/compare/plan.h"
#include "cli/lab/statistics.h"

/* What a comparison with the reference comes to. */
enum verdict {
    VERDICT_NONE,      /* it is the reference, or something was not run */
    VERDICT_INERT,     /* nothing that it acts on is there: it is its reference by another name */
    VERDICT_UNDECIDED, /* there may be no difference */
    VERDICT_SMALLER,
    VERDICT_LARGER
};

/* One file, or all, at one level under one variant. All figures are means over the seeds. */
struct cell {
    int complete; /* whether every run was made; otherwise nothing below means anything */
    int verified; /* whether every run was verified */
    /* whether estimate is filled: the reference is complete too, and another variant that is not inert */
    int compared;
    double size;              /* bytes of content */
    double packed;            /* bytes of archive */
    double named;             /* archive bytes that only name the variant; comparisons leave them out */
    double operations;        /* operations of the model */
    double seconds;           /* seconds of encoding */
    unsigned restarts;        /* number of times that learning diverged in its runs, and went on as uniform */
    double packed_spread;     /* standard deviation over the seeds, bytes */
    double ratio_spread;      /* standard deviation of the ratio to the reference's bytes under the same seed */
    struct estimate estimate; /* estimate of the ratio to the reference's bytes */
    enum verdict verdict;
    double *costs; /* archive bytes of each piece, without the naming ones; NULL over all files */
    size_t pieces;
};

/* Who has the fewest bytes in a part of a file, or in all files. */
struct leader {
    int best;                        /* a variant; -1: no two were run */
    int clear;                       /* whether it is clearly smaller than the next one and its reference: */
    struct estimate next, reference; /* the one with the next fewest, and its own reference */
    int has_reference;               /* whether it has a reference; 0: it is a reference itself */
};

/* The whole, and its quarters. */
enum { RANGE_WHOLE, RANGE_QUARTERS, RANGES = RANGE_QUARTERS + 4 };

struct analysis {
    const struct plan *plan;
    /* cells in the order of plan->runs, without seeds; after them the cells over all files */
    struct cell *cells;
    struct leader *leaders; /* [files + 1][levels][RANGES]; over all files the whole alone */
    size_t comparisons[2];  /* how many p are corrected for together: within files, over all */
};

/* 0, or -1 for want of memory; analysis_free() in both cases. */
int analysis_make(struct analysis *a, const struct plan *plan);

/* input == plan->input_count: over all files. */
struct cell *analysis_cell(const struct analysis *a, int input, int level, int variant);
struct leader *analysis_leader(const struct analysis *a, int input, int level, int range);

struct contrast; /* spreads.h */

/* Fills the estimate of that contrast; its p heeds pieces and seeds. pairs has room for the files. 0, or -1:
 * nothing can be said, for not all runs were made or a range is empty. */
int analysis_estimate(struct estimate *e, const struct analysis *a, const struct contrast *contrast,
                      struct pairs *pairs);

/* The pieces of a range of n: *from to *to - 1. */
void analysis_range(int range, size_t n, size_t *from, size_t *to);

/* Bytes of archive for pieces from to to - 1 of one file. */
double analysis_cost(const struct cell *cell, size_t from, size_t to);

/* "smaller"; "-" for VERDICT_NONE. */
const char *analysis_verdict(enum verdict v);

void analysis_free(struct analysis *a);

#endif
