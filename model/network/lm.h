/* lm.h - the language model: a distribution over the next byte from all bytes before it.
 *
 *      e  = hashed n-gram embeddings of the contexts                        [E]
 *      h1 = recurrent(e)              (recurrent.h)                         [H1]
 *      h2 = recurrent([h1 e])                                               [H2]
 *      u  = max(0, [h2 h1 e] Wu + bu)                                       [U]
 *      logits = [u h2 h1] Wo + bo + direct n-gram logits (ngram.h)          [256]
 *      p  = softmax(logits)
 *
 * The model computes forward and backward; it does not change its dense weights or embeddings: a
 * learner does, from the gradients that llz_lm_backward leaves in a struct llz_grads. Direct n-gram
 * logits learn at once in llz_lm_observe. */
#ifndef LLZ_LM_H
#define LLZ_LM_H

#include <stdint.h>

#include "model/network/dense.h"
#include "model/network/embedding.h"
#include "model/network/lm_context.h"
#include "model/network/ngram.h"
#include "model/network/recurrent.h"
#include "model/network/shape.h"

enum llz_layer { LLZ_OUTPUT, LLZ_RELU, LLZ_RECURRENT2, LLZ_RECURRENT1, LLZ_LAYERS };

/* What the forward steps of one window leave for its backward pass; T = shape.window. */
struct llz_window {
    size_t n;          /* number of bytes in it so far */
    size_t matched;    /* number of its bytes that a long match foresaw */
    llz_real *a;       /* [T][A] activations, see struct llz_layout */
    llz_real *g1, *g2; /* [T][width] gates */
    llz_real *c1, *c2; /* [T][H] cells before each step */
    llz_real *dlogits; /* [T][256] probability minus one for the byte that came */
    uint32_t *row;     /* [T][contexts] embedding rows */
    llz_real *loss;    /* [T] nats */
    llz_real *surest;  /* [T] the largest probability before the byte came */
    uint8_t
        *match; /* [T] bytes of the longest match at hand before it, 255 at most; 0 unless the learner says */
    llz_real *direct; /* [T][256] what the direct n-gram logits added; NULL: not kept */
    uint8_t *byte;    /* [T] bytes that came */
};

/* What running a window again needs besides. */
struct llz_again {
    llz_real *c1, *c2;         /* [H] cells; afterwards the cells after the window */
    llz_real *logits, *leaves; /* [256] */
};

/* Gradients of one window, and the memory to form them. Layer i is absent when its shape is 0. */
struct llz_grads {
    llz_real *at;             /* [A][T] activations, transposed; every layer's inputs are a run of its rows */
    llz_real *dat;            /* [A][T] their gradients */
    llz_real *dy[LLZ_LAYERS]; /* [T][N] output gradients of each layer */
    llz_real *de;             /* [T][E] gradients of the embeddings */
    llz_real *piece;          /* [T][max H] or [32][T] */
    llz_real *dgt;            /* [max width][T] */
    llz_real *ones;           /* [T] */
    void (*pause)(void *);    /* NULL, or called every few microseconds of learning, with */
    void *pausing;            /* this */
};

static inline void llz_grads_pause(const struct llz_grads *g)
{
    if (g->pause)
        g->pause(g->pausing);
}

struct llz_lm {
    struct llz_shape shape;
    struct llz_layout at;
    const struct llz_kernels *kernels;
    struct llz_history history;
    struct llz_embedding embedding;
    struct llz_ngram ngram;
    struct llz_dense layer[LLZ_LAYERS]; /* K == 0: absent */
    llz_real *c1, *c2;                  /* [H] cells */
    llz_real *logits;                   /* [256] */
    llz_real *tree;                  /* [512] the distribution, see bytetree.h; leaves are exp(logit - max) */
    llz_real sum;                    /* sum of the leaves */
    uint64_t keys[LLZ_CONTEXTS_MAX]; /* keys of the next byte's contexts */
    uint32_t row[LLZ_CONTEXTS_MAX];  /* and their embedding rows */
    int view;                        /* view of the dense layers that forward steps read, 0 or 1 */
};

/* Lays the parts of a model, a window or a gradient out in an arena (see arena.h). */
void llz_lm_lay(struct llz_lm *m, struct llz_arena *a, const struct llz_shape *shape);
void llz_window_lay(struct llz_window *w, struct llz_arena *a, const struct llz_shape *shape);
void llz_window_lay_direct(struct llz_window *w, struct llz_arena *a, const struct llz_shape *shape);
void llz_grads_lay(struct llz_grads *g, struct llz_arena *a, const struct llz_shape *shape);
void llz_again_lay(struct llz_again *s, struct llz_arena *a, const struct llz_shape *shape);

/* Initial weights from a seed; the memory is zero before. Both views are published. */
void llz_lm_init(struct llz_lm *m, const struct llz_kernels *kernels, uint64_t seed);
void llz_grads_init(struct llz_grads *g, const struct llz_shape *shape);

/* Finds the contexts of the next byte and asks for their memory; llz_lm_init and llz_lm_observe do it. Call it
 * only after changing the history from outside. */
void llz_lm_look_ahead(struct llz_lm *m);
/* From the next byte on the data are of this kind. */
void llz_lm_profile(struct llz_lm *m, enum llz_kind kind);
/* So many bytes, those at `period` (of length n) again and again, enter the history and nothing else. */
void llz_lm_pass(struct llz_lm *m, const uint8_t *period, size_t n, uint64_t bytes);
/* Computes the distribution of the next byte into m->tree and appends the step to the window (w->n < T). */
void llz_lm_step(struct llz_lm *m, struct llz_window *w);
/* Tells which byte came: ends the step. step multiplies the step size of the direct n-gram logits. */
void llz_lm_observe(struct llz_lm *m, struct llz_window *w, uint8_t byte, llz_real step);
/* The same beside experts: error [8], of the mixed probabilities, see joined.h; NULL: nobody mixed this byte. The tree
 * has been built. */
void llz_lm_observe_joined(struct llz_lm *m, struct llz_window *w, uint8_t byte, llz_real step,
                           const llz_real *error);

/* The network's part of the step at t, through a view of the dense layers: from the embeddings in w to logits
 * [256]. c1, c2: cells. */
void llz_lm_network(const struct llz_lm *m, int view, struct llz_window *w, size_t t, llz_real *c1,
                    llz_real *c2, llz_real *logits);
/* What a step leaves once its byte is known: d [256], probability minus one for the byte, from leaves that have
 * this sum; returns the loss in nats. */
llz_real llz_lm_errors(llz_real *d, const llz_real *leaves, llz_real sum, uint8_t byte);

/* Runs a whole window again with present weights (through a view) and present embeddings. Given are w->row,
 * w->byte, w->direct, and the cells before the first step in w->c1 and w->c2; all else in w is computed.
 * Neither histories nor direct logits are asked, so it may run beside the coding of the next window. */
void llz_lm_again(const struct llz_lm *m, int view, struct llz_window *w, struct llz_again *s);
/* The same pair for a model that only reads (frozen.h): direct n-gram logits
 * give their opinion and learn nothing. */
void llz_lm_step_frozen(struct llz_lm *m, struct llz_window *w);
void llz_lm_observe_frozen(struct llz_lm *m, struct llz_window *w, uint8_t byte);

/* Gradients of the sum of weight[t] * loss[t] over a full window (weight: [T]), by backpropagation through it
 * with the present master weights. Fills g->at, g->dy and g->de; scales w->dlogits by the weights. */
void llz_lm_backward(const struct llz_lm *m, struct llz_window *w, const llz_real *weight, struct llz_grads *g);

/* First row of layer i's inputs in g->at. */
size_t llz_lm_inputs(const struct llz_lm *m, enum llz_layer i);

#endif
