/* optimizer.h - how gradients become new parameters.
 *
 * Dense layers: Adam without momentum (Kingma, Ba 2014, arXiv 1412.6980, algorithm 1 with beta1 = 0); embedding
 * rows: Adagrad with one accumulator a row (Duchi et al. 2011). Step sizes fall with the position in the
 * member. */
#ifndef LLZ_OPTIMIZER_H
#define LLZ_OPTIMIZER_H

#include <stdint.h>

#include "learner/classes.h"
#include "learner/levels.h"
#include "learner/policy.h"
#include "model/lm.h"

struct llz_optimizer {
    struct llz_rates rates;
    llz_real *v[LLZ_LAYERS]; /* [K + 1][N] second moments */
    llz_real *block;         /* gradient of the rows at hand */
    size_t block_floats;
    llz_real beta2_power; /* beta2^t, for the bias correction of step t */
};

void llz_optimizer_lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m);
void llz_optimizer_init(struct llz_optimizer *o, const struct llz_rates *rates);

/* Factor on step sizes, 1 falling towards 0.4: half of the fall is over at 256 KiB. */
llz_real llz_schedule(uint64_t position);

/* Counts one window and updates every dense layer from g, then publishes it into view. step [LLZ_GROUPS]:
 * factors on the step sizes, the schedule included. */
void llz_optimizer_dense(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g,
                         const llz_real *step, int view);
/* Updates the embedding rows of window w. classes: NULL, or factors on the steps of its classes, which it
 * teaches.
 */
void llz_optimizer_rows(struct llz_optimizer *o, struct llz_lm *m, const struct llz_window *w,
                        const struct llz_grads *g, llz_real step, struct llz_classes *classes);

#endif
