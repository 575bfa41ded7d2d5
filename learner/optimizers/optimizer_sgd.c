/* sgd: stochastic gradient descent. All weights of a layer share one step size, and the direction is that of
 * the gradient.
 *
 * The gradient is divided by its root mean square over the layer and the windows before (with Adam's memory),
 * so that the mean weight moves as far as under Adam, and one step size serves layers of all shapes: normalised
 * steps, Hazan et al. 2015, "Beyond Convexity: Stochastic Quasi-Convex Optimization", arXiv 1507.02030; but
 * over time, because windows that surprise should teach more than those that do not. */
#include "learner/optimizers/optimizer.h"

#include <math.h>

void llz_sgd_lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m)
{
    for (int i = 0; i < LLZ_LAYERS; i++)
        o->v[i] = llz_arena_take(a, 1, sizeof **o->v);
    o->work = llz_arena_take(a, llz_optimizer_largest(m), sizeof *o->work);
}

llz_real llz_sgd_begin(struct llz_optimizer *o, const struct llz_lm *m, const struct llz_grads *g, int i,
                       llz_real factor)
{
    const size_t n = (m->layer[i].K + 1) * m->layer[i].N;
    llz_optimizer_gradient(m, g, i, o->work);
    const llz_real square = m->kernels->dot(o->work, o->work, n) / (llz_real)n;
    llz_real *v = o->v[i];
    *v = LLZ_BETA2 * *v + (1 - LLZ_BETA2) * square;
    const llz_real root = (llz_real)sqrtf((float)*v) + LLZ_EPS * o->correction;
    return o->rates.dense * factor * o->correction / root;
}

void llz_sgd_end(struct llz_optimizer *o, struct llz_lm *m, int i, llz_real rate, int view)
{
    struct llz_dense *d = &m->layer[i];
    m->kernels->axpy(d->w, -rate, o->work, (d->K + 1) * d->N);
    llz_dense_publish(d, m->kernels, view, 0, d->K + 1);
}

static void update(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g, int i, llz_real factor,
                   int view)
{
    llz_sgd_end(o, m, i, llz_sgd_begin(o, m, g, i, factor), view);
}

static uint64_t work(uint64_t K, uint64_t N)
{
    return 4 * (K + 1) * N;
}

const struct llz_rule llz_rule_sgd = { "sgd", llz_sgd_lay, NULL, update, work };
