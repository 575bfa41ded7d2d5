/* adam: Adam without momentum (Kingma, Ba 2014, arXiv 1412.6980, algorithm 1 with beta1 = 0): every weight has
 * a step size of its own, the smaller the larger its gradients have been. */
#include "learner/optimizers/optimizer.h"

void llz_adam_lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m)
{
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const struct llz_dense *d = &m->layer[i];
        o->v[i] = d->K ? llz_arena_take(a, (d->K + 1) * d->N, sizeof **o->v) : NULL;
    }
}

/* The correction of v moves into the step and into eps.
 *
 * beta1 is 0 because windows are short and come in order: 48,712 bytes with momentum, 47,903 without
 * (design figures, first 200,000 bytes of enwik). */
struct llz_adam llz_adam_settings(const struct llz_optimizer *o, llz_real factor)
{
    return (struct llz_adam){ o->rates.dense * factor * o->correction, LLZ_BETA2, LLZ_EPS * o->correction };
}

/* Floats whose gradient and update are done between two pauses. Each takes 1 to 2 microseconds, so that the other task is
 * mostly begun before the first thread comes for its result and has to run it itself. */
#define BRIEF ((size_t)1024)

/* Gradient and update go block by block of weight rows, so that a gradient never leaves the cache. */
void llz_adam_update(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g, int i,
                     llz_real factor, int view)
{
    struct llz_dense *d = &m->layer[i];
    const struct llz_kernels *k = m->kernels;
    const struct llz_adam h = llz_adam_settings(o, factor);
    const size_t T = m->shape.window, N = d->N,
                 most = g->pause && o->block_floats > BRIEF ? BRIEF : o->block_floats,
                 rows = most / N ? most / N : 1;
    const llz_real *xt = g->at + llz_lm_inputs(m, (enum llz_layer)i) * T;
    for (size_t k0 = 0; k0 < d->K; k0 += rows) {
        const size_t n = d->K - k0 < rows ? d->K - k0 : rows;
        llz_dense_gradient(d, k, T, xt, g->dy[i], k0, n, o->block);
        k->adam(d->w + k0 * N, o->v[i] + k0 * N, o->block, n * N, &h);
        llz_dense_publish(d, k, view, k0, k0 + n);
        llz_grads_pause(g);
    }
    llz_dense_bias_gradient(d, k, T, g->ones, g->dy[i], o->block);
    k->adam(d->w + d->K * N, o->v[i] + d->K * N, o->block, N, &h);
    llz_dense_publish(d, k, view, d->K, d->K + 1);
}

/* Moment, root, quotient and step. */
uint64_t llz_adam_work(uint64_t K, uint64_t N)
{
    return 8 * (K + 1) * N;
}

const struct llz_rule llz_rule_adam = { "adam", llz_adam_lay, NULL, llz_adam_update, llz_adam_work };
