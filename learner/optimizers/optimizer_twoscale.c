/* twoscale: fast weights learn as under adam and serve the forward steps; slow ones follow them at a distance
 * and pull them back, so that larger steps do no harm. The idea is that of Zhang et al. 2019, "Lookahead
 * Optimizer: k steps forward, 1 step back", arXiv 1907.08610; their step back, once in k steps and all the way,
 * is spread over all of them: nothing jumps while a file is being coded. */
#include "learner/optimizers/optimizer.h"

#include <string.h>

#define FAST_STEP ((llz_real)2)        /* of the fast weights, in Adam's step sizes */
#define SLOW_FOLLOW ((llz_real)0x1p-7) /* of the gap, that the slow weights make up in a window */
#define FAST_PULL ((llz_real)0x1p-7)   /* and the fast ones, times the factor on their step */

static void lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m)
{
    llz_adam_lay(o, a, m);
    llz_optimizer_lay_m(o, a, m);
}

static void init(struct llz_optimizer *o, const struct llz_lm *m)
{
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const struct llz_dense *d = &m->layer[i];
        if (d->K != 0)
            memcpy(o->m[i], d->w, (d->K + 1) * d->N * sizeof *d->w);
    }
}

static void approach(llz_real *fast, llz_real *slow, size_t n, llz_real pull)
{
    for (size_t j = 0; j < n; j++) {
        const llz_real gap = fast[j] - slow[j];
        slow[j] = slow[j] + SLOW_FOLLOW * gap;
        fast[j] = fast[j] - pull * gap;
    }
}

static void update(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g, int i, llz_real factor,
                   int view)
{
    struct llz_dense *d = &m->layer[i];
    approach(d->w, o->m[i], (d->K + 1) * d->N, FAST_PULL * factor);
    llz_adam_update(o, m, g, i, FAST_STEP * factor, view);
}

static uint64_t work(uint64_t K, uint64_t N)
{
    return 5 * (K + 1) * N + llz_adam_work(K, N);
}

const struct llz_rule llz_rule_twoscale = { "twoscale", lay, init, update, work };
