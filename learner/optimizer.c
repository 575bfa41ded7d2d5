#include "learner/optimizer.h"

#include <math.h>

#define BETA2 ((llz_real)0.9995)
#define EPS ((llz_real)1e-8)
#define ROW_EPS ((llz_real)1e-6)
#define FALL_TO ((llz_real)0.4)
#define FALL_BYTES ((llz_real)(1 << 18))

void llz_optimizer_lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m)
{
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const struct llz_dense *d = &m->layer[i];
        o->v[i] = d->K ? llz_arena_take(a, (d->K + 1) * d->N, sizeof **o->v) : NULL;
    }
    o->block_floats = m->shape.block;
    o->block = llz_arena_take(a, o->block_floats, sizeof *o->block);
}

void llz_optimizer_init(struct llz_optimizer *o, const struct llz_rates *rates)
{
    o->rates = *rates;
    o->beta2_power = 1;
}

llz_real llz_schedule(uint64_t position)
{
    /* Positions beyond 2^40 change nothing; the cap keeps the conversion exact enough and finite. */
    const uint64_t capped = position < (UINT64_C(1) << 40) ? position : UINT64_C(1) << 40;
    return FALL_TO + (1 - FALL_TO) / (1 + (llz_real)capped / FALL_BYTES);
}

/* Gradient and update go block by block of weight rows, so that a gradient never leaves the cache. */
static void update_layer(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g, int i,
                         const struct llz_adam *h, int view)
{
    struct llz_dense *d = &m->layer[i];
    const struct llz_kernels *k = m->kernels;
    const size_t T = m->shape.window, N = d->N, rows = o->block_floats / N ? o->block_floats / N : 1;
    const llz_real *xt = g->at + llz_lm_inputs(m, (enum llz_layer)i) * T;
    for (size_t k0 = 0; k0 < d->K; k0 += rows) {
        const size_t n = d->K - k0 < rows ? d->K - k0 : rows;
        llz_dense_gradient(d, k, T, xt, g->dy[i], k0, n, o->block);
        k->adam(d->w + k0 * N, o->v[i] + k0 * N, o->block, n * N, h);
        llz_dense_publish(d, k, view, k0, k0 + n);
    }
    llz_dense_bias_gradient(d, k, T, g->ones, g->dy[i], o->block);
    k->adam(d->w + d->K * N, o->v[i] + d->K * N, o->block, N, h);
    llz_dense_publish(d, k, view, d->K, d->K + 1);
}

void llz_optimizer_dense(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g,
                         const llz_real *step, int view)
{
    o->beta2_power *= BETA2;
    /* v / (1 - beta2^t) is unbiased; the factor moves into the step and into eps. */
    const llz_real correction = (llz_real)sqrtf((float)(1 - o->beta2_power));
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const struct llz_adam h = { o->rates.dense * step[i] * correction, BETA2, EPS * correction };
        if (m->layer[i].K != 0)
            update_layer(o, m, g, i, &h, view);
    }
}

static llz_real mean_square(const llz_real *x, size_t n)
{
    llz_real sum = 0;
    for (size_t j = 0; j < n; j++)
        sum += x[j] * x[j];
    return sum / (llz_real)n;
}

void llz_optimizer_rows(struct llz_optimizer *o, struct llz_lm *m, const struct llz_window *w,
                        const struct llz_grads *g, llz_real step, struct llz_classes *classes)
{
    struct llz_embedding *e = &m->embedding;
    const size_t D = e->dim, rows = m->shape.window * e->tables;
    for (size_t i = 0; i < rows; i++) { /* they lie anywhere in memory: ask for all before using one */
        __builtin_prefetch(e->rows + w->row[i] * D, 1);
        __builtin_prefetch(e->squares + w->row[i], 1);
    }
    for (size_t i = 0; i < rows; i++) {
        const llz_real *d = g->de + i * D;
        llz_real *row = e->rows + w->row[i] * D, *squares = e->squares + w->row[i];
        *squares += mean_square(d, D);
        llz_real rate = o->rates.rows * step / ((llz_real)sqrtf((float)*squares) + ROW_EPS);
        if (classes)
            rate *= llz_classes_begin(classes, i % e->tables, w->row[i], d);
        for (size_t j = 0; j < D; j++)
            row[j] -= rate * d[j];
        if (classes)
            llz_classes_end(classes, w->row[i], d, rate);
    }
}
