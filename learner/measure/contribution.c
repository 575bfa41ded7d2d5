/* contribution.c - Forward mode: one pass of tangents along the target's gradient gives every byte's
 * contribution at once. Backward mode would take a pass for each byte. What a byte contributes through the
 * recurrence to later bytes of its window is in it. */
#include "learner/measure/contribution.h"

#include <string.h>

void llz_tangents_lay(struct llz_tangents *d, struct llz_arena *a, const struct llz_shape *s)
{
    const size_t T = s->window, w1 = llz_gate_width(s->hidden1), w2 = llz_gate_width(s->hidden2);
    const size_t H = s->hidden1 > s->hidden2 ? s->hidden1 : s->hidden2;
    d->a = llz_arena_take(a, T * llz_layout_of(s).total, sizeof *d->a);
    d->gates = llz_arena_take(a, T * (w1 > w2 ? w1 : w2), sizeof *d->gates);
    d->logits = llz_arena_take(a, T * LLZ_SYMBOLS, sizeof *d->logits);
    d->c = llz_arena_take(a, H, sizeof *d->c);
}

/* y [T][N] (ldy floats apart) = x G + bG: what the direction G of the layer itself brings. x: rows of w->a.
 *
 * Gradients of the biases stand in the row after the last, and begin each sum. */
static void by_weights(const struct llz_lm *m, enum llz_layer i, const llz_real *x, const llz_real *direction,
                       llz_real *y, size_t ldy)
{
    const struct llz_dense *d = &m->layer[i];
    for (size_t t = 0; t < m->shape.window; t++)
        memcpy(y + t * ldy, direction + d->K * d->N, d->N * sizeof *y);
    m->kernels->gemm(y, ldy, x, m->at.total, direction, d->N, m->shape.window, d->N, d->K, true);
}

/* The same and + dx W: what the tangents of its inputs bring. */
static void by_all(const struct llz_lm *m, enum llz_layer i, const struct llz_window *w,
                   const struct llz_target *g, const struct llz_tangents *s, llz_real *y, size_t ldy)
{
    const struct llz_dense *d = &m->layer[i];
    const size_t first = llz_lm_inputs(m, i);
    by_weights(m, i, w->a + first, g->dense[i], y, ldy);
    m->kernels->gemm(y, ldy, s->a + first, m->at.total, d->w, d->N, m->shape.window, d->N, d->K, true);
}

/* One step of the cells (recurrent.h): g holds z, o, n, dg the tangents of the gates' inputs; dc that of the
 * cells before the step, then of those after it. */
static void cells_step(size_t H, const llz_real *g, const llz_real *before, const llz_real *dg, llz_real *dc,
                       llz_real *dh)
{
    const size_t S = llz_gate_stride(H);
    for (size_t j = 0; j < H; j++) {
        const llz_real z = g[j], o = g[S + j], n = g[2 * S + j], gap = before[j] - n;
        const llz_real dz = z * (1 - z) * dg[j], dn = (1 - n * n) * dg[2 * S + j];
        dc[j] = dn * (1 - z) + dz * gap + z * dc[j];
        dh[j] = o * (1 - o) * dg[S + j] * (n + z * gap) + o * dc[j];
    }
}

/* at: where the layer's outputs lie in the activations. */
static void recurrent(const struct llz_lm *m, enum llz_layer i, const struct llz_window *w,
                      const struct llz_target *g, struct llz_tangents *s, size_t at, size_t H)
{
    const bool first = i == LLZ_RECURRENT1;
    const llz_real *gates = first ? w->g1 : w->g2, *before = first ? w->c1 : w->c2;
    const size_t N = llz_gate_width(H), A = m->at.total;
    if (H == 0)
        return;
    by_all(m, i, w, g, s, s->gates, N);
    memset(s->c, 0, H * sizeof *s->c);
    for (size_t t = 0; t < m->shape.window; t++)
        cells_step(H, gates + t * N, before + t * H, s->gates + t * N, s->c, s->a + t * A + at);
}

static void feed_forward(const struct llz_lm *m, const struct llz_window *w, const struct llz_target *g,
                         struct llz_tangents *s)
{
    const size_t A = m->at.total, U = m->shape.relu;
    if (U == 0)
        return;
    by_all(m, LLZ_RELU, w, g, s, s->a, A);
    for (size_t t = 0; t < m->shape.window; t++)
        for (size_t j = 0; j < U; j++)
            if (!(w->a[t * A + j] > 0))
                s->a[t * A + j] = 0;
}

/* out[t] = dlogits_t . logits_t */
static void project(const struct llz_lm *m, const struct llz_window *w, const llz_real *logits, llz_real *out)
{
    for (size_t t = 0; t < m->shape.window; t++)
        out[t] = m->kernels->dot(w->dlogits + t * LLZ_SYMBOLS, logits + t * LLZ_SYMBOLS, LLZ_SYMBOLS);
}

void llz_contribution_full(const struct llz_lm *m, const struct llz_window *w, const struct llz_target *g,
                           struct llz_tangents *scratch, llz_real *out)
{
    const size_t C = m->shape.contexts;
    for (size_t t = 0; t < m->shape.window; t++)
        llz_target_rows(g, m, w->row + t * C, scratch->a + t * m->at.total + m->at.e);
    recurrent(m, LLZ_RECURRENT1, w, g, scratch, m->at.h1, m->shape.hidden1);
    recurrent(m, LLZ_RECURRENT2, w, g, scratch, m->at.h2, m->shape.hidden2);
    feed_forward(m, w, g, scratch);
    by_all(m, LLZ_OUTPUT, w, g, scratch, scratch->logits, LLZ_SYMBOLS);
    project(m, w, scratch->logits, out);
}

void llz_contribution_output(const struct llz_lm *m, const struct llz_window *w, const struct llz_target *g,
                             struct llz_tangents *scratch, llz_real *out)
{
    by_weights(m, LLZ_OUTPUT, w->a, g->dense[LLZ_OUTPUT], scratch->logits, LLZ_SYMBOLS);
    project(m, w, scratch->logits, out);
}

void llz_contribution_rows(const struct llz_lm *m, const struct llz_window *w, const llz_real *de,
                           const struct llz_target *g, struct llz_tangents *scratch, llz_real *out)
{
    const size_t E = m->at.total - m->at.e, C = m->shape.contexts;
    llz_real *other = scratch->a;
    for (size_t t = 0; t < m->shape.window; t++) {
        llz_real sum = 0;
        llz_target_rows(g, m, w->row + t * C, other);
        for (size_t j = 0; j < E; j++)
            sum += de[t * E + j] * other[j];
        out[t] = sum;
    }
}
