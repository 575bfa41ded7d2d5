#include "model/lm.h"

#include <string.h>

#include "model/bytetree.h"
#include "model/canonical.h"

static void lay_layers(struct llz_lm *m, struct llz_arena *a)
{
    const struct llz_shape *s = &m->shape;
    const size_t E = s->contexts * s->embed_dim;
    const int views = s->delay ? 2 : 1;
    struct llz_dense *l = m->layer;
    llz_dense_lay(&l[LLZ_OUTPUT], a, s->relu + s->hidden2 + s->hidden1, LLZ_SYMBOLS, views);
    if (s->relu)
        llz_dense_lay(&l[LLZ_RELU], a, s->hidden2 + s->hidden1 + E, s->relu, views);
    if (s->hidden2)
        llz_dense_lay(&l[LLZ_RECURRENT2], a, s->hidden1 + E, llz_gate_width(s->hidden2), views);
    llz_dense_lay(&l[LLZ_RECURRENT1], a, E, llz_gate_width(s->hidden1), views);
}

void llz_lm_lay(struct llz_lm *m, struct llz_arena *a, const struct llz_shape *shape)
{
    m->shape = *shape;
    m->at = llz_layout_of(shape);
    llz_embedding_lay(&m->embedding, a, shape->contexts, shape->embed_dim, shape->embed_bits);
    llz_ngram_lay(&m->ngram, a, shape->contexts, shape->slot_bits);
    lay_layers(m, a);
    m->c1 = llz_arena_take(a, shape->hidden1, sizeof *m->c1);
    m->c2 = llz_arena_take(a, shape->hidden2, sizeof *m->c2);
    m->logits = llz_arena_take(a, LLZ_SYMBOLS, sizeof *m->logits);
    m->tree = llz_arena_take(a, 2 * LLZ_SYMBOLS, sizeof *m->tree);
}

void llz_window_lay(struct llz_window *w, struct llz_arena *a, const struct llz_shape *s)
{
    const size_t T = s->window;
    w->a = llz_arena_take(a, T * llz_layout_of(s).total, sizeof *w->a);
    w->g1 = llz_arena_take(a, T * llz_gate_width(s->hidden1), sizeof *w->g1);
    w->g2 = llz_arena_take(a, T * llz_gate_width(s->hidden2), sizeof *w->g2);
    w->c1 = llz_arena_take(a, T * s->hidden1, sizeof *w->c1);
    w->c2 = llz_arena_take(a, T * s->hidden2, sizeof *w->c2);
    w->dlogits = llz_arena_take(a, T * LLZ_SYMBOLS, sizeof *w->dlogits);
    w->row = llz_arena_take(a, T * s->contexts, sizeof *w->row);
    w->loss = llz_arena_take(a, T, sizeof *w->loss);
}

/* Layer 1 reads e, layer 2 h1 and e, the feed-forward layer h2, h1 and e, the output layer u, h2 and h1. */
size_t llz_lm_inputs(const struct llz_lm *m, enum llz_layer i)
{
    const size_t first[LLZ_LAYERS] = { 0, m->at.h2, m->at.h1, m->at.e };
    return first[i];
}

static void feed_forward(struct llz_lm *m, llz_real *a)
{
    const size_t U = m->shape.relu;
    if (U == 0)
        return;
    llz_dense_forward(&m->layer[LLZ_RELU], m->kernels, m->view, a + m->at.h2, a);
    for (size_t j = 0; j < U; j++)
        a[j] = a[j] > 0 ? a[j] : 0;
}

static void recurrent(struct llz_lm *m, enum llz_layer i, const llz_real *x, llz_real *gates, llz_real *before,
                      llz_real *cell, size_t H, llz_real *h)
{
    if (H == 0)
        return;
    memcpy(before, cell, H * sizeof *cell);
    llz_dense_forward(&m->layer[i], m->kernels, m->view, x, gates);
    llz_recurrent_forward(m->kernels, H, gates, cell, h);
}

void llz_lm_look_ahead(struct llz_lm *m)
{
    llz_history_keys(&m->history, m->keys, m->shape.contexts);
    llz_embedding_find(&m->embedding, m->keys, m->row);
    llz_ngram_prefetch(&m->ngram, m->keys);
}

/* A step up to the logits, the direct ones excepted. */
static void activate(struct llz_lm *m, struct llz_window *w)
{
    const struct llz_shape *s = &m->shape;
    const size_t t = w->n;
    llz_real *a = w->a + t * m->at.total;

    memcpy(w->row + t * s->contexts, m->row, s->contexts * sizeof *m->row);
    llz_embedding_read(&m->embedding, m->row, a + m->at.e);
    recurrent(m, LLZ_RECURRENT1, a + m->at.e, w->g1 + t * llz_gate_width(s->hidden1), w->c1 + t * s->hidden1,
              m->c1, s->hidden1, a + m->at.h1);
    recurrent(m, LLZ_RECURRENT2, a + m->at.h1, w->g2 + t * llz_gate_width(s->hidden2), w->c2 + t * s->hidden2,
              m->c2, s->hidden2, a + m->at.h2);
    feed_forward(m, a);
    llz_dense_forward(&m->layer[LLZ_OUTPUT], m->kernels, m->view, a, m->logits);
}

static void distribute(struct llz_lm *m)
{
    m->sum = m->kernels->softmax(m->tree + LLZ_SYMBOLS, m->logits, LLZ_SYMBOLS);
}

void llz_lm_step(struct llz_lm *m, struct llz_window *w)
{
    activate(m, w);
    llz_ngram_forward(&m->ngram, m->keys, m->logits);
    distribute(m);
}

void llz_lm_step_frozen(struct llz_lm *m, struct llz_window *w)
{
    activate(m, w);
    llz_ngram_peek(&m->ngram, m->keys, m->logits);
    distribute(m);
}

/* Losses only inform policies and reports; log2 is canonical, so a policy may depend on them. */
static llz_real nats(llz_real p)
{
    return (llz_real)(-0.693147180559945f * llz_log2f_canon((float)p));
}

/* Ends a step; returns the gradient of its loss by the logits. */
static const llz_real *score(struct llz_lm *m, struct llz_window *w, uint8_t byte)
{
    const llz_real scale = 1 / m->sum;
    llz_real *d = w->dlogits + w->n * LLZ_SYMBOLS;
    llz_history_add(&m->history, byte);
    llz_lm_look_ahead(m); /* what the next step needs arrives while this one is being finished */
    for (size_t j = 0; j < LLZ_SYMBOLS; j++)
        d[j] = m->tree[LLZ_SYMBOLS + j] * scale;
    w->loss[w->n] = nats(d[byte]);
    d[byte] -= 1;
    w->n++;
    return d;
}

void llz_lm_observe(struct llz_lm *m, struct llz_window *w, uint8_t byte, llz_real step)
{
    llz_ngram_learn(&m->ngram, score(m, w, byte), byte, step);
}

void llz_lm_observe_frozen(struct llz_lm *m, struct llz_window *w, uint8_t byte)
{
    (void)score(m, w, byte);
}
