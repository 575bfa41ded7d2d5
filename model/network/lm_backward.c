/* Backpropagation through one window. Gradients of activations are kept transposed, [feature][time]: there a
 * layer's input gradient is one matrix product W dY^T that accumulates straight into them.
 *
 * The window is cut at both ends: gradients do not pass into the one before. That bounds the work for a
 * byte, and the recurrence carries the past itself forward. */
#include <string.h>

#include "model/network/lm.h"

#define PIECE ((size_t)32) /* output columns transposed at a time: the piece stays in the first-level cache */

/* One scratch serves all layers in turn. */
static size_t widest(const struct llz_shape *s)
{
    const size_t w1 = llz_gate_width(s->hidden1), w2 = llz_gate_width(s->hidden2);
    const size_t w = w1 > w2 ? w1 : w2;
    return w > s->relu ? w : s->relu;
}

void llz_grads_lay(struct llz_grads *g, struct llz_arena *a, const struct llz_shape *s)
{
    const size_t T = s->window, A = llz_layout_of(s).total;
    const size_t H = s->hidden1 > s->hidden2 ? s->hidden1 : s->hidden2;
    g->at = llz_arena_take(a, A * T, sizeof *g->at);
    g->dat = llz_arena_take(a, A * T, sizeof *g->dat);
    g->dy[LLZ_OUTPUT] = NULL; /* the window's own */
    g->dy[LLZ_RELU] = llz_arena_take(a, T * s->relu, sizeof **g->dy);
    g->dy[LLZ_RECURRENT2] = llz_arena_take(a, T * llz_gate_width(s->hidden2), sizeof **g->dy);
    g->dy[LLZ_RECURRENT1] = llz_arena_take(a, T * llz_gate_width(s->hidden1), sizeof **g->dy);
    g->de = llz_arena_take(a, T * s->contexts * s->embed_dim, sizeof *g->de);
    g->piece = llz_arena_take(a, (T + 1) * (H > PIECE ? H : PIECE), sizeof *g->piece);
    g->dgt = llz_arena_take(a, widest(s) * T, sizeof *g->dgt);
    g->ones = llz_arena_take(a, T, sizeof *g->ones);
}

void llz_grads_init(struct llz_grads *g, const struct llz_shape *s)
{
    for (size_t t = 0; t < s->window; t++)
        g->ones[t] = 1;
}

static void weigh(const struct llz_lm *m, struct llz_window *w, const llz_real *weight)
{
    for (size_t t = 0; t < m->shape.window; t++)
        for (size_t j = 0; j < LLZ_SYMBOLS; j++)
            w->dlogits[t * LLZ_SYMBOLS + j] *= weight[t];
}

static void output_backward(const struct llz_lm *m, const struct llz_window *w, struct llz_grads *g)
{
    const size_t T = m->shape.window;
    g->dy[LLZ_OUTPUT] = w->dlogits;
    for (size_t n = 0; n < LLZ_SYMBOLS; n += PIECE) {
        m->kernels->transpose(g->piece, T, w->dlogits + n, LLZ_SYMBOLS, T, PIECE);
        llz_dense_backward(&m->layer[LLZ_OUTPUT], m->kernels, T, g->piece, n, PIECE, g->dat);
        llz_grads_pause(g);
    }
}

/* Gradients of a layer's inputs, from those of its N outputs, transposed. The sums come in the same order, however many
 * pauses there are. */
static void inputs_backward(const struct llz_lm *m, struct llz_grads *g, enum llz_layer i, const llz_real *dyt,
                            size_t N, llz_real *dxt)
{
    const size_t T = m->shape.window, piece = g->pause ? PIECE : N;
    for (size_t n = 0; n < N; n += piece) {
        llz_dense_backward(&m->layer[i], m->kernels, T, dyt + n * T, n, N - n < piece ? N - n : piece, dxt);
        llz_grads_pause(g);
    }
}

static void relu_backward(const struct llz_lm *m, struct llz_grads *g)
{
    const size_t T = m->shape.window, U = m->shape.relu;
    if (U == 0)
        return;
    for (size_t i = 0; i < U * T; i++)
        /* The derivative of max(0, a), read off the activations themselves. */
        g->dat[i] = g->at[i] > 0 ? g->dat[i] : 0;
    m->kernels->transpose(g->dy[LLZ_RELU], U, g->dat, T, U, T);
    inputs_backward(m, g, LLZ_RELU, g->dat, U, g->dat + m->at.h2 * T);
}

/* at: where the layer's outputs begin in the activations; its inputs follow.
 *
 * Serial in time, unlike the rest; but it touches gates and cells alone, and no matrix: the recurrence is
 * elementwise, which is why this network was preferred to a GRU, whose backward pass multiplies by its
 * recurrent matrix at every step. */
static void recurrent_backward(const struct llz_lm *m, struct llz_grads *g, enum llz_layer i, size_t at,
                               size_t H, const llz_real *gates, const llz_real *before)
{
    const size_t T = m->shape.window, N = llz_gate_width(H);
    if (H == 0)
        return;
    m->kernels->transpose(g->piece, H, g->dat + at * T, T, H, T);
    llz_recurrent_backward(H, T, gates, before, g->piece, g->dy[i], g->piece + T * H);
    m->kernels->transpose(g->dgt, T, g->dy[i], N, T, N);
    inputs_backward(m, g, i, g->dgt, N, g->dat + (at + H) * T);
}

void llz_lm_backward(const struct llz_lm *m, struct llz_window *w, const llz_real *weight, struct llz_grads *g)
{
    const size_t T = m->shape.window, A = m->at.total, E = A - m->at.e;
    weigh(m, w, weight);
    llz_grads_pause(g);
    m->kernels->transpose(g->at, T, w->a, A, T, A);
    memset(g->dat, 0, A * T * sizeof *g->dat);
    llz_grads_pause(g);
    output_backward(m, w, g);
    relu_backward(m, g);
    recurrent_backward(m, g, LLZ_RECURRENT2, m->at.h2, m->shape.hidden2, w->g2, w->c2);
    recurrent_backward(m, g, LLZ_RECURRENT1, m->at.h1, m->shape.hidden1, w->g1, w->c1);
    m->kernels->transpose(g->de, E, g->dat + m->at.e * T, T, E, T);
}
