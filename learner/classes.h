/* classes.h - step sizes of classes of embedding rows, for policies that move them.
 *
 * A row's class is its kind of context and how often it was updated. Each row keeps a trace of its updates; its
 * cosine with descent on a new gradient tells what the updates of the class that the row had then were worth.
 */
#ifndef LLZ_CLASSES_H
#define LLZ_CLASSES_H

#include "learner/policy.h"
#include "model/arena.h"

struct llz_classes {
    const struct llz_policy *policy; /* hear is not NULL */
    llz_real *factor;                /* [LLZ_ROW_CLASSES] on the step size */
    llz_real *sum, *seen_n;          /* [LLZ_ROW_CLASSES] cosines since the last turn, and their number */
    llz_real *trace;                 /* [rows][dim] */
    uint16_t *updates;               /* [rows] at most 65535 */
    size_t dim;
    uint64_t turn;
};

void llz_classes_lay(struct llz_classes *c, struct llz_arena *a, const struct llz_embedding *e);
void llz_classes_init(struct llz_classes *c, const struct llz_policy *policy);

/* Before row (of this table) descends gradient [dim]: notes what its past updates are worth, returns the factor
 * on its step. */
llz_real llz_classes_begin(struct llz_classes *c, size_t table, uint32_t row, const llz_real *gradient);
/* It has moved by -rate * gradient. */
void llz_classes_end(struct llz_classes *c, uint32_t row, const llz_real *gradient, llz_real rate);
/* Lets the policy move the factors; once a window. */
void llz_classes_turn(struct llz_classes *c);

#endif
