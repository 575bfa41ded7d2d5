/* optimizer.h - how gradients become new parameters.
 *
 * Dense layers follow one of several rules (optimizers.c names them; each has a file), chosen when a member
 * begins. Embedding rows: Adagrad with one accumulator a row (Duchi et al. 2011), whatever the rule. Step sizes
 * fall with the position in the member. */
#ifndef LLZ_OPTIMIZER_H
#define LLZ_OPTIMIZER_H

#include <stdint.h>

#include "learner/optimizers/orthogonal.h"
#include "learner/policies/policy.h"
#include "learner/rows.h"
#include "model/network/lm.h"

#define LLZ_BETA2 ((llz_real)0.9995) /* memory of second moments: about 2000 windows */
#define LLZ_EPS ((llz_real)1e-8)     /* floor of their roots */

struct llz_optimizer {
    const struct llz_rule *rule;
    struct llz_rates rates;
    llz_real *v[LLZ_LAYERS]; /* second moments, as many as the rule keeps */
    llz_real *m[LLZ_LAYERS]; /* [K + 1][N] further state of every weight */
    llz_real *work;          /* its scratch: floats of the largest layer */
    struct llz_orthogonal orthogonal;
    llz_real *block; /* gradient of the rows at hand */
    size_t block_floats;
    llz_real beta2_power; /* beta2^t, for the bias correction of step t */
    llz_real correction;  /* sqrt(1 - beta2^t): v / (1 - beta2^t) is unbiased */
};

/* A rule for dense layers. Its step size is that of Adam in the row, times a constant of its own. */
struct llz_rule {
    const char *name;
    void (*lay)(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m);
    /* Before the first window, the memory being zero and the weights initial; NULL: nothing to do. */
    void (*init)(struct llz_optimizer *o, const struct llz_lm *m);
    /* Changes layer i, which is present, by the gradients of a window, and publishes it into view. factor: on
     * the step size, the schedule included. */
    void (*update)(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g, int i, llz_real factor,
                   int view);
    /* Floating-point operations of that for a layer of K inputs and N outputs, gradient excluded. */
    uint64_t (*work)(uint64_t K, uint64_t N);
};

extern const struct llz_rule llz_rule_adam, llz_rule_sgd, llz_rule_momentum, llz_rule_muon, llz_rule_twoscale;

/* By the number that stands in archives; NULL after the last. */
const struct llz_rule *llz_rule_get(int i);

void llz_optimizer_lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m,
                       const struct llz_rule *rule);
/* The model's weights are initial. */
void llz_optimizer_init(struct llz_optimizer *o, const struct llz_lm *m, const struct llz_rates *rates);

/* Factor on step sizes, 1 falling towards 0.4: half of the fall is over at 256 KiB. */
llz_real llz_schedule(uint64_t position);

/* Counts one window and updates every dense layer from g, then publishes it into view. step [LLZ_GROUPS]:
 * factors on the step sizes, the schedule included. */
void llz_optimizer_dense(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g,
                         const llz_real *step, int view);
/* Updates the embedding rows of window w. */
void llz_optimizer_rows(struct llz_optimizer *o, struct llz_lm *m, const struct llz_window *w,
                        const struct llz_grads *g, llz_real step);

/* ---- For rules ---- */

/* Lays out a second moment for every weight. */
void llz_adam_lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m);
/* The update of rule adam. */
void llz_adam_update(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g, int i,
                     llz_real factor, int view);
uint64_t llz_adam_work(uint64_t K, uint64_t N);
/* What kernels->adam wants to know. */
struct llz_adam llz_adam_settings(const struct llz_optimizer *o, llz_real factor);

/* Lays out one second moment for each layer, and the scratch. */
void llz_sgd_lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m);
/* Leaves the gradient of layer i in o->work and counts it into its mean square; returns the step size that goes
 * with it. Then moves the layer by -rate * o->work and publishes it into view. */
llz_real llz_sgd_begin(struct llz_optimizer *o, const struct llz_lm *m, const struct llz_grads *g, int i,
                       llz_real factor);
void llz_sgd_end(struct llz_optimizer *o, struct llz_lm *m, int i, llz_real rate, int view);

/* Takes the gradient g into its fading mean m; g becomes the direction to go. */
void llz_momentum_join(llz_real *m, llz_real *g, size_t n, llz_real mu);

/* Floats of the largest layer, biases included. */
size_t llz_optimizer_largest(const struct llz_lm *m);
/* Lays out m, a float for every weight. */
void llz_optimizer_lay_m(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m);
/* out [K + 1][N] = gradient of layer i, its biases last. */
void llz_optimizer_gradient(const struct llz_lm *m, const struct llz_grads *g, int i, llz_real *out);

#endif
