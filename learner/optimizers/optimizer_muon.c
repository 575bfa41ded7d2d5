/* muon: the weights of a layer move along the orthogonal matrix nearest to their momentum, so that rare
 * directions move as far as frequent ones (Keller Jordan et al. 2024, "Muon: An optimizer for hidden layers in
 * neural networks"); biases follow adam. Such a matrix has entries of the root mean square 1 / sqrt(the longer
 * side); the step makes up for it (Liu et al. 2025, "Muon is Scalable for LLM Training", arXiv 2502.16982,
 * section 2.2).
 *
 * Cost: with S and L the shorter and the longer side of a layer, 5 S S (2 L + S) multiply-adds a window of T
 * bytes, whose gradients take 2 S L T. With the language model alone, level 3 (S up to 64, T = 32) takes 6
 * times as long as with adam, level 9 (S up to 256, T = 16) 50 times: 3 ms a byte. */
#include "learner/optimizers/optimizer.h"

#include <math.h>

#define MUON_MU ((llz_real)0.9)    /* memory of the momentum: 10 windows */
#define MUON_STEP ((llz_real)0.25) /* weights move by so much of Adam's step size, in the root mean square */

static void lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m)
{
    struct llz_orthogonal_size size = { 0, 0 };
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const struct llz_dense *d = &m->layer[i];
        llz_orthogonal_need(&size, d->K, d->N);
        o->v[i] = llz_arena_take(a, d->N, sizeof **o->v); /* of biases */
    }
    llz_optimizer_lay_m(o, a, m);
    o->work = llz_arena_take(a, llz_optimizer_largest(m), sizeof *o->work);
    llz_orthogonal_lay(&o->orthogonal, a, &size);
}

static void update(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g, int i, llz_real factor,
                   int view)
{
    struct llz_dense *d = &m->layer[i];
    const struct llz_adam h = llz_adam_settings(o, factor);
    const size_t n = d->K * d->N, longer = d->K > d->N ? d->K : d->N;
    const llz_real rate = o->rates.dense * factor * MUON_STEP * (llz_real)sqrtf((float)longer);
    llz_optimizer_gradient(m, g, i, o->work);
    llz_momentum_join(o->m[i], o->work, n, MUON_MU);
    llz_orthogonalize(&o->orthogonal, m->kernels, o->work, d->K, d->N);
    m->kernels->axpy(d->w, -rate, o->work, n);
    m->kernels->adam(d->w + n, o->v[i], o->work + n, d->N, &h);
    llz_dense_publish(d, m->kernels, view, 0, d->K + 1);
}

static uint64_t work(uint64_t K, uint64_t N)
{
    const uint64_t shorter = K < N ? K : N, longer = K < N ? N : K;
    return 5 * 2 * shorter * shorter * (2 * longer + shorter) + 12 * K * N + llz_adam_work(0, N);
}

const struct llz_rule llz_rule_muon = { "muon", lay, NULL, update, work };
