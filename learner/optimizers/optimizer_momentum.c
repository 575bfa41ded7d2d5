/* momentum: sgd along a fading mean of the gradients, corrected by the newest one as in Nesterov's method
 * (Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning", eq. 3 and 4,
 * with the change of variables of Bengio et al. 2012, arXiv 1212.0901). */
#include "learner/optimizers/optimizer.h"

#define MOMENTUM_MU ((llz_real)0.8) /* memory of the mean: 5 windows */
#define TINY ((llz_real)LLZ_ADAM_TINY)

static void lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m)
{
    llz_sgd_lay(o, a, m);
    llz_optimizer_lay_m(o, a, m);
}

/* Tiny means become 0, as denormals would take many times as long. */
void llz_momentum_join(llz_real *m, llz_real *g, size_t n, llz_real mu)
{
    for (size_t j = 0; j < n; j++) {
        const llz_real mean = mu * m[j] + (1 - mu) * g[j];
        /* The same threshold as in Adam's second moments. */
        m[j] = mean > TINY || mean < -TINY ? mean : 0;
        g[j] = mu * m[j] + (1 - mu) * g[j];
    }
}

static void update(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g, int i, llz_real factor,
                   int view)
{
    const llz_real rate = llz_sgd_begin(o, m, g, i, factor);
    llz_momentum_join(o->m[i], o->work, (m->layer[i].K + 1) * m->layer[i].N, MOMENTUM_MU);
    llz_sgd_end(o, m, i, rate, view);
}

static uint64_t work(uint64_t K, uint64_t N)
{
    return 10 * (K + 1) * N;
}

const struct llz_rule llz_rule_momentum = { "momentum", lay, NULL, update, work };
