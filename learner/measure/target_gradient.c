/* target_gradient.c - the gradient of the windows to come, kept as the dense layers' gradients and the
 * rows that those windows use.
 *
 * Embedding tables have millions of rows of which a window touches a few hundred, so their part is a list. */
#include "learner/measure/target_gradient.h"

#include <string.h>

#include "learner/optimizers/optimizer.h"

static size_t inputs_of(const struct llz_lm *m)
{
    return m->at.total - m->at.e;
}

void llz_target_lay(struct llz_target *g, struct llz_arena *a, const struct llz_lm *m)
{
    const size_t T = m->shape.window;
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const size_t n = llz_dense_floats(&m->layer[i]);
        g->dense[i] = n ? llz_arena_take(a, n, sizeof *g->dense[i]) : NULL;
    }
    g->de = llz_arena_take(a, T * inputs_of(m), sizeof *g->de);
    g->row = llz_arena_take(a, T * m->shape.contexts, sizeof *g->row);
}

void llz_target_take(struct llz_target *g, const struct llz_lm *m, struct llz_window *w,
                     struct llz_grads *scratch)
{
    const size_t T = m->shape.window;
    llz_real weight[LLZ_WINDOW_MAX];
    for (size_t t = 0; t < T; t++)
        weight[t] = 1 / (llz_real)T;
    llz_lm_backward(m, w, weight, scratch);
    for (int i = 0; i < LLZ_LAYERS; i++)
        if (g->dense[i])
            llz_optimizer_gradient(m, scratch, i, g->dense[i]);
    memcpy(g->de, scratch->de, T * inputs_of(m) * sizeof *g->de);
    memcpy(g->row, w->row, T * m->shape.contexts * sizeof *g->row);
}

/* A window has so few rows that looking through them takes less than a backward step. */
void llz_target_rows(const struct llz_target *g, const struct llz_lm *m, const uint32_t *row, llz_real *de)
{
    const size_t T = m->shape.window, C = m->shape.contexts, D = m->shape.embed_dim;
    /* A row that the target's window does not use has no gradient there. */
    memset(de, 0, C * D * sizeof *de);
    for (size_t i = 0; i < T * C; i++) {
        const size_t c = i % C;
        if (g->row[i] != row[c])
            continue;
        for (size_t j = 0; j < D; j++)
            de[c * D + j] += g->de[i * D + j];
    }
}

/* In doubles, as the sum goes over all weights. */
static double product(const llz_real *a, const llz_real *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)a[i] * (double)b[i];
    return sum;
}

double llz_target_product(const struct llz_target *a, const struct llz_target *b, const struct llz_lm *m,
                          llz_real *scratch)
{
    const size_t E = inputs_of(m), C = m->shape.contexts;
    double sum = 0;
    for (int i = 0; i < LLZ_LAYERS; i++)
        if (a->dense[i])
            sum += product(a->dense[i], b->dense[i], llz_dense_floats(&m->layer[i]));
    for (size_t t = 0; t < m->shape.window; t++) {
        llz_target_rows(b, m, a->row + t * C, scratch);
        sum += product(a->de + t * E, scratch, E);
    }
    return sum;
}
