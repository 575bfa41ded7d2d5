/* lab_results.h - what is known of one problem: of each policy how it was sought, what it is, and how it learned. */
#ifndef LLZ_LAB_RESULTS_H
#define LLZ_LAB_RESULTS_H

#include "learner/lab/figures.h"
#include "learner/lab/lab_search.h"
#include "learner/lab/stages.h"

/* In the order of tables. Some begin with what another has found: llz_lab_row_ready() says which. */
enum llz_lab_row {
    LLZ_LAB_UNIFORM,       /* at the paper's step */
    LLZ_LAB_UNIFORM_BEST,  /* at its best one */
    LLZ_LAB_UNIFORM_LONG,  /* at the paper's, 5.5 times as long: the acceleration that it tells of its policy */
    LLZ_LAB_ADAM,          /* at its best rate */
    LLZ_LAB_SCHEDULE,      /* uniform weights, steps by stages */
    LLZ_LAB_FEATURES_ROW,  /* weights by features and steps, by stages */
    LLZ_LAB_CONSTANT,      /* gamma constant in time, the paper's step */
    LLZ_LAB_CONSTANT_BEST, /* the same at its best step */
    LLZ_LAB_FULL_BEST,     /* gamma of every step, at its best step */
    LLZ_LAB_FULL,          /* the same, the paper's step */
    LLZ_LAB_SHUFFLED,      /* the last one's weights, given to other examples */
    LLZ_LAB_FLIPPED,       /* sought with the sign of contributions flipped */
    LLZ_LAB_MYOPIC,        /* chosen by grad L in the place of lambda */
    LLZ_LAB_PROJECTED,     /* gamma of every step by projected gradient, as the paper sought it */
    LLZ_LAB_ROWS
};

const char *llz_lab_row_name(enum llz_lab_row row);

#define LLZ_LAB_CHECKPOINTS 128

struct llz_lab_result {
    enum llz_lab_row row;
    double step;                      /* Adam: its rate; where steps change, the first */
    size_t numbers;                   /* that a decoder has to be told, beside what all rows have */
    llz_real number[LLZ_LAB_NUMBERS]; /* of policies by stages */
    llz_real *weights; /* [N] of CONSTANT and CONSTANT_BEST, with which others begin; else NULL */
    double J, unseen;  /* mean loss over the course, in nats, of the seen targets and of the others */
    double *curve;     /* [T + 1] mean loss of the unseen targets */
    double *losses;    /* [checkpoints][K] of single unseen targets */
    struct llz_lab_figures figures;
    struct llz_lab_found found; /* its gap is not a number where nothing was sought by contributions */
};

/* Of one seed. Rows do not share what is written, so several may be run at a time. */
struct llz_lab_results {
    struct llz_lab_setting setting;
    struct llz_arena memory;
    size_t at[LLZ_LAB_CHECKPOINTS]; /* steps at which single losses are kept: 0 first, T last */
    size_t checkpoints;
    struct llz_lab_result result[LLZ_LAB_ROWS];
};

/* False for want of memory; llz_lab_results_free() in both cases. */
bool llz_lab_results_make(struct llz_lab_results *r, const struct llz_lab_setting *setting);
void llz_lab_results_free(struct llz_lab_results *r);

#endif
