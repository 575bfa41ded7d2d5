/* problem.h - the perceptron's learning problem of Gu et al. 2024 (arXiv 2402.17759, section 4): a linear model
 * without bias, logistic loss, labels by a teacher; examples to learn from, and targets of another distribution
 * whose loss is to fall.
 *
 * All numbers come from the seed by canonical arithmetic, so a decoder on another machine has the same examples. */
#ifndef LLZ_LAB_PROBLEM_H
#define LLZ_LAB_PROBLEM_H

#include "learner/lab/transformer/transformer.h"
#include "model/arithmetic/kernels.h"
#include "model/memory/arena.h"

#define LLZ_LAB_GRAIN 16 /* counts are multiples of it, as the kernels want them */

#define LLZ_LAB_TARGETS_MAX 1024

struct llz_lab_sizes {
    size_t D; /* parameters; of the perceptron, dimensions of an example */
    size_t N; /* examples to learn from */
    size_t K; /* targets of each set, LLZ_LAB_TARGETS_MAX at most */
    size_t T; /* steps */
};

enum llz_lab_experiment { LLZ_LAB_PERCEPTRON, LLZ_LAB_TRANSFORMER };

/* What the paper and its code leave open, or say in two ways. */
struct llz_lab_setting {
    enum llz_lab_experiment experiment;
    struct llz_lab_sizes sizes;
    struct llz_transformer_sizes net; /* of the transformer */
    uint64_t seed;
    float spread; /* standard deviation of the examples' coordinates; the paper has 3, or a variance of 3 */
    float shift;  /* mean of the targets' coordinates; the paper has 0.5, the examples 0 */
    bool
        start_at_zero; /* of the parameters; else uniform within 1 / sqrt(D), as libraries begin linear layers */
};

#define LLZ_LAB_DIMENSIONS_MAX 128

/* Labelled inputs, laid out twice, so that each kind of product reads memory from one end to the other: at full size the
 * examples do not fit in the nearer caches, and rows of 16 KiB would share their sets. Both in panels of columns,
 * LLZ_LAB_PANEL each but the last, which may be narrower. */
struct llz_lab_set {
    size_t n, D;
    llz_real *x;         /* [n][D] in panels of dimensions */
    llz_real *xt;        /* [D][n], the same transposed, in panels of inputs */
    llz_real *y;         /* [n] 0 or 1 */
    unsigned char *text; /* of the transformer, [n][length] symbols; the three above are NULL */
};
#define LLZ_LAB_PANEL 64

struct llz_lab_problem {
    struct llz_lab_setting setting;
    const struct llz_lab_model *model; /* how it learns: lab_model.h */
    const struct llz_kernels *kernels;
    struct llz_arena memory;
    llz_real *teacher; /* [D]; none of the transformer */
    llz_real *start;   /* [D] parameters before the first step */
    uint32_t *order;   /* [texts] of the transformer: which piece each text is */
    size_t texts;
    struct llz_lab_set examples;
    struct llz_lab_set seen;   /* targets by which a policy is sought */
    struct llz_lab_set unseen; /* targets by which it is judged */
};

/* False for want of memory. */
bool llz_lab_problem_make(struct llz_lab_problem *p, const struct llz_lab_setting *setting);
void llz_lab_problem_free(struct llz_lab_problem *p);

/* The i-th batch of further targets of the same distribution, drawn into set, which llz_lab_set_lay() laid. */
void llz_lab_problem_batch(const struct llz_lab_problem *p, uint64_t i, struct llz_lab_set *set);
void llz_lab_set_lay(struct llz_lab_set *set, struct llz_arena *a, size_t n, size_t D);

/* y [rows][n] = v [rows][D] x': products of vectors with all inputs. */
void llz_lab_products(const struct llz_lab_problem *p, const struct llz_lab_set *set, llz_real *y,
                      const llz_real *v, size_t rows);
/* y [rows][D] = w [rows][n] x: sums of the inputs by weights. */
void llz_lab_sums(const struct llz_lab_problem *p, const struct llz_lab_set *set, llz_real *y,
                  const llz_real *w, size_t rows);
/* One input, in x [D]. */
void llz_lab_input(const struct llz_lab_set *set, size_t i, llz_real *x);

#endif
