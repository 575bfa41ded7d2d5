/* momentum: sgd along a fading mean of the gradients, corrected by the newest one as in Nesterov's method
 * (Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning", eq. 3 and 4,
 * with the change of variables of Bengio et al. 2012, arXiv 1212.0901). */
#include "learner/optimizer.h"

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
        m[j] = mean > TINY || mean < -TINY ? mean : 0;
        g[j] = mu * m[j] + (1 - mu) * g[j];
    }
}

static void update(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g, int i, llz_real factor,
                   int view)
{
    struct llz_dense *d = &m->layer[i];
    const size_t n = (d->K + 1) * d->N;
    llz_optimizer_gradient(m, g, i, o->work);
    const llz_real rate = llz_sgd_rate(o, m->kernels, i, n, factor);
    llz_momentum_join(o->m[i], o->work, n, MOMENTUM_MU);
    m->kernels->axpy(d->w, -rate, o->work, n);
    llz_dense_publish(d, m->kernels, view, 0, d->K + 1);
}

static uint64_t work(uint64_t K, uint64_t N)
{
    return 10 * (K + 1) * N;
}

const struct llz_rule llz_rule_momentum = { "momentum", lay, NULL, update, work };
