/* optimizer.c - what all optimizers share: memory, the schedule of steps, and the rows of the embedding
 * tables, which follow Adagrad whatever rule the dense layers have. */
#include "learner/optimizers/optimizer.h"

#include <math.h>

#define ROW_EPS ((llz_real)1e-6)
/* Steps fall to 0.4 of their beginning, half of the way within 256 KiB. A lower end would stop
 * following long files. */
#define FALL_TO ((llz_real)0.4)
#define FALL_BYTES ((llz_real)(1 << 18))

void llz_optimizer_lay(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m,
                       const struct llz_rule *rule)
{
    o->rule = rule;
    rule->lay(o, a, m);
    o->block_floats = m->shape.block;
    o->block = llz_arena_take(a, o->block_floats, sizeof *o->block);
}

void llz_optimizer_init(struct llz_optimizer *o, const struct llz_lm *m, const struct llz_rates *rates)
{
    o->rates = *rates;
    o->beta2_power = 1;
    if (o->rule->init)
        o->rule->init(o, m);
}

size_t llz_optimizer_largest(const struct llz_lm *m)
{
    size_t most = 0;
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const size_t n = llz_dense_floats(&m->layer[i]);
        most = n > most ? n : most;
    }
    return most;
}

void llz_optimizer_lay_m(struct llz_optimizer *o, struct llz_arena *a, const struct llz_lm *m)
{
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const struct llz_dense *d = &m->layer[i];
        o->m[i] = d->K ? llz_arena_take(a, (d->K + 1) * d->N, sizeof **o->m) : NULL;
    }
}

void llz_optimizer_gradient(const struct llz_lm *m, const struct llz_grads *g, int i, llz_real *out)
{
    const struct llz_dense *d = &m->layer[i];
    const size_t T = m->shape.window;
    const llz_real *xt = g->at + llz_lm_inputs(m, (enum llz_layer)i) * T;
    llz_dense_gradient(d, m->kernels, T, xt, g->dy[i], 0, d->K, out);
    llz_dense_bias_gradient(d, m->kernels, T, g->ones, g->dy[i], out + d->K * d->N);
}

llz_real llz_schedule(uint64_t position)
{
    /* Positions beyond 2^40 change nothing; the cap keeps the conversion exact enough and finite. */
    const uint64_t capped = position < (UINT64_C(1) << 40) ? position : UINT64_C(1) << 40;
    return FALL_TO + (1 - FALL_TO) / (1 + (llz_real)capped / FALL_BYTES);
}

void llz_optimizer_dense(struct llz_optimizer *o, struct llz_lm *m, const struct llz_grads *g,
                         const llz_real *step, int view)
{
    o->beta2_power *= LLZ_BETA2;
    o->correction = (llz_real)sqrtf((float)(1 - o->beta2_power));
    for (int i = 0; i < LLZ_LAYERS; i++)
        if (m->layer[i].K != 0)
            o->rule->update(o, m, g, i, step[i], view);
}

static llz_real mean_square(const llz_real *x, size_t n)
{
    llz_real sum = 0;
    for (size_t j = 0; j < n; j++)
        sum += x[j] * x[j];
    return sum / (llz_real)n;
}

void llz_optimizer_rows(struct llz_optimizer *o, struct llz_lm *m, const struct llz_window *w,
                        const struct llz_grads *g, llz_real step)
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
        /* One sum for a row, not one for each float: rows are rare, and what has been seen often
         * should move little. */
        llz_embedding_mark(e, w->row[i]);
        *squares += mean_square(d, D);
        llz_real rate = o->rates.rows * step / ((llz_real)sqrtf((float)*squares) + ROW_EPS);
        for (size_t j = 0; j < D; j++)
            row[j] -= rate * d[j];
    }
}
