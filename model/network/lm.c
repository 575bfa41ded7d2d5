/* lm.c - One step: the last bytes choose rows of the embedding tables and slots of direct logits; two
 * recurrent layers and one of rectified units, each of which sees all below it, give logits; the slots add
 * theirs. Layers' activations lie in a window one after the other, in the order u, h2, h1, e, so that each
 * layer's input is one stretch of memory: nothing is copied. */
#include "model/network/lm.h"

#include <string.h>

#include "model/arithmetic/bytetree.h"
#include "model/arithmetic/canonical.h"
#include "model/network/joined.h"

/* Contexts reach no further back, so more of a repeat would only take time. */
#define SEEN 256 /* bytes of those that pass, the last ones */

/* The output layer first, in the order in which gradients are formed. */
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
    llz_ngram_lay(&m->ngram, a, shape->contexts, shape->slot_bits, shape->slot_most);
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
    w->surest = llz_arena_take(a, T, sizeof *w->surest);
    w->match = llz_arena_take(a, T, sizeof *w->match);
    w->byte = llz_arena_take(a, T, sizeof *w->byte);
}

/* Only policies that replay windows keep the direct logits: slots have learned the window by heart since,
 * and would answer what they were told instead of what they knew. */
void llz_window_lay_direct(struct llz_window *w, struct llz_arena *a, const struct llz_shape *s)
{
    w->direct = llz_arena_take(a, s->window * LLZ_SYMBOLS, sizeof *w->direct);
}

/* Layer 1 reads e, layer 2 h1 and e, the feed-forward layer h2, h1 and e, the output layer u, h2 and h1. */
size_t llz_lm_inputs(const struct llz_lm *m, enum llz_layer i)
{
    const size_t first[LLZ_LAYERS] = { 0, m->at.h2, m->at.h1, m->at.e };
    return first[i];
}

static void feed_forward(const struct llz_lm *m, int view, llz_real *a)
{
    const size_t U = m->shape.relu;
    if (U == 0)
        return;
    llz_dense_forward(&m->layer[LLZ_RELU], m->kernels, view, a + m->at.h2, a);
    for (size_t j = 0; j < U; j++)
        a[j] = a[j] > 0 ? a[j] : 0;
}

static void recurrent(const struct llz_lm *m, int view, enum llz_layer i, const llz_real *x, llz_real *gates,
                      llz_real *before, llz_real *cell, size_t H, llz_real *h)
{
    if (H == 0)
        return;
    /* The backward pass needs the cells as they were before the step. */
    memcpy(before, cell, H * sizeof *cell);
    llz_dense_forward(&m->layer[i], m->kernels, view, x, gates);
    llz_recurrent_forward(m->kernels, H, gates, cell, h);
}

void llz_lm_look_ahead(struct llz_lm *m)
{
    llz_history_keys(&m->history, m->keys, m->shape.contexts);
    llz_embedding_prefetch_places(&m->embedding, m->keys);
    llz_ngram_prefetch_places(&m->ngram, m->keys);
}

void llz_lm_profile(struct llz_lm *m, enum llz_kind kind)
{
    m->history.kind = kind;
    llz_lm_look_ahead(m);
}

void llz_lm_network(const struct llz_lm *m, int view, struct llz_window *w, size_t t, llz_real *c1,
                    llz_real *c2, llz_real *logits)
{
    const size_t H1 = m->shape.hidden1, H2 = m->shape.hidden2;
    llz_real *a = w->a + t * m->at.total;

    recurrent(m, view, LLZ_RECURRENT1, a + m->at.e, w->g1 + t * llz_gate_width(H1), w->c1 + t * H1, c1, H1,
              a + m->at.h1);
    recurrent(m, view, LLZ_RECURRENT2, a + m->at.h1, w->g2 + t * llz_gate_width(H2), w->c2 + t * H2, c2, H2,
              a + m->at.h2);
    feed_forward(m, view, a);
    llz_dense_forward(&m->layer[LLZ_OUTPUT], m->kernels, view, a, logits);
}

/* Adds the direct logits to m->logits. kept [256]: their sum goes there; NULL: nowhere. */
static void add_direct(struct llz_lm *m, llz_real *kept)
{
    if (kept)
        memcpy(kept, m->logits, LLZ_SYMBOLS * sizeof *kept);
    llz_ngram_forward(&m->ngram, m->keys, m->logits);
    for (size_t j = 0; kept && j < LLZ_SYMBOLS; j++)
        kept[j] = m->logits[j] - kept[j];
}

/* A step up to the logits, the direct ones excepted. */
static void activate(struct llz_lm *m, struct llz_window *w)
{
    const size_t C = m->shape.contexts, t = w->n;

    memcpy(w->row + t * C, m->row, C * sizeof *m->row);
    llz_embedding_read(&m->embedding, m->row, w->a + t * m->at.total + m->at.e);
    llz_lm_network(m, m->view, w, t, m->c1, m->c2, m->logits);
}

static void distribute(struct llz_lm *m, struct llz_window *w)
{
    /* Leaves are not divided by their sum: the tree's quotients do not need it, and it saves 256
     * divisions a byte. */
    m->sum = m->kernels->softmax(m->tree + LLZ_SYMBOLS, m->logits, LLZ_SYMBOLS);
    /* The largest leaf is exp(0). */
    w->surest[w->n] = 1 / m->sum;
    w->match[w->n] = 0;
}

void llz_lm_step(struct llz_lm *m, struct llz_window *w)
{
    llz_embedding_find(&m->embedding, m->keys, m->row);
    llz_embedding_take(&m->embedding, m->keys, m->row);
    activate(m, w);
    add_direct(m, w->direct ? w->direct + w->n * LLZ_SYMBOLS : NULL);
    distribute(m, w);
}

void llz_lm_step_frozen(struct llz_lm *m, struct llz_window *w)
{
    llz_embedding_find(&m->embedding, m->keys, m->row);
    activate(m, w);
    llz_ngram_peek(&m->ngram, m->keys, m->logits);
    distribute(m, w);
}

/* Losses only inform policies and reports; log2 is canonical, so a policy may depend on them. */
static llz_real nats(llz_real p)
{
    return (llz_real)(-0.693147180559945f * llz_log2f_canon((float)p));
}

llz_real llz_lm_errors(llz_real *d, const llz_real *leaves, llz_real sum, uint8_t byte)
{
    const llz_real scale = 1 / sum;
    for (size_t j = 0; j < LLZ_SYMBOLS; j++)
        d[j] = leaves[j] * scale;
    const llz_real loss = nats(d[byte]);
    d[byte] -= 1;
    return loss;
}

/* Ends a step; returns the gradient of its loss by the logits. */
static llz_real *score(struct llz_lm *m, struct llz_window *w, uint8_t byte)
{
    llz_real *d = w->dlogits + w->n * LLZ_SYMBOLS;
    llz_history_add(&m->history, byte);
    llz_lm_look_ahead(m); /* what the next step needs arrives while this one is being finished */
    w->loss[w->n] = llz_lm_errors(d, m->tree + LLZ_SYMBOLS, m->sum, byte);
    w->byte[w->n] = byte;
    w->n++;
    return d;
}

void llz_lm_observe(struct llz_lm *m, struct llz_window *w, uint8_t byte, llz_real step)
{
    llz_lm_observe_joined(m, w, byte, step, NULL);
}

void llz_lm_observe_joined(struct llz_lm *m, struct llz_window *w, uint8_t byte, llz_real step,
                           const llz_real *error)
{
    llz_real *d = score(m, w, byte);
    if (error)
        llz_joined_errors(d, m->tree, byte, error);
    llz_ngram_learn(&m->ngram, d, byte, step);
    llz_embedding_prefetch(&m->embedding, m->keys);
    llz_ngram_prefetch(&m->ngram, m->keys);
}

void llz_lm_observe_frozen(struct llz_lm *m, struct llz_window *w, uint8_t byte)
{
    (void)score(m, w, byte);
}

void llz_lm_pass(struct llz_lm *m, const uint8_t *period, size_t n, uint64_t bytes)
{
    for (uint64_t i = bytes < SEEN ? 0 : bytes - SEEN; i < bytes; i++)
        llz_history_add(&m->history, period[i % n]);
    llz_lm_look_ahead(m);
}
