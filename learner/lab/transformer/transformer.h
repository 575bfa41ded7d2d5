/* transformer.h - a small language model of two layers or so: what the paper's second experiment learns, scaled to what a
 * desk computer can go through some thousand times.
 *
 *     x = embedding of the symbol before + position
 *     x += attention(norm(x)) Wo,   x += silu(norm(x) W1) W2        in each layer
 *     p = softmax(norm(x) Wout)
 *
 * Texts have [length] symbols each; before the first stands symbol 0. No biases and no gains: what they could learn the matrices
 * can. All parameters are one vector, so a course goes along it as a perceptron's does. */
#ifndef LLZ_LAB_TRANSFORMER_H
#define LLZ_LAB_TRANSFORMER_H

#include "learner/lab/transformer/attention.h"
#include "model/memory/arena.h"

/* All multiples of 16 but the number of layers. */
struct llz_transformer_sizes {
    size_t layers, width, length, symbols;
};
#define LLZ_TRANSFORMER_LAYERS_MAX 8

size_t llz_transformer_parameters(const struct llz_transformer_sizes *s);

/* Activations of one layer, [rows][...]. */
struct llz_transformer_layer {
    struct llz_dual x, h, q, k, v, a; /* width; x: what it begins with, h: its norm */
    struct llz_dual p;                /* [examples][heads][length][length] */
    struct llz_dual middle, g;        /* width: after attention, and its norm */
    struct llz_dual u, s;             /* 4 widths */
    llz_real *sigmoid;                /* 4 widths */
};

struct llz_transformer {
    struct llz_transformer_sizes sizes;
    const struct llz_kernels *kernels;
    struct llz_arena memory;
    size_t chunk; /* texts that activations have room for */
    size_t parameters;
    struct llz_dual theta;  /* the caller's */
    struct llz_dual turned; /* the same with each matrix transposed */
    struct llz_transformer_layer layer[LLZ_TRANSFORMER_LAYERS_MAX];
    struct llz_dual last, final,
        logits; /* x after all layers, its norm; logits, which become their derivative */
    struct llz_dual dx, dh, dq, dk, dv, da, du;
    unsigned char *text; /* of the chunk */
    struct llz_attention attention;
};

#define LLZ_TRANSFORMER_CHUNK_MAX 64

/* False for want of memory. */
bool llz_transformer_new(struct llz_transformer *m, const struct llz_transformer_sizes *sizes, size_t chunk);
void llz_transformer_free(struct llz_transformer *m);

/* Parameters, and the direction along which tangents are taken; NULL: none are. Both stay the caller's and are not changed. */
void llz_transformer_set(struct llz_transformer *m, llz_real *theta, llz_real *direction);

/* What a pass over n texts is for; what is NULL is not computed. */
struct llz_transformer_pass {
    const unsigned char *text; /* [n][length] symbols */
    size_t n;
    const llz_real *weight; /* [n] of each text in sum; 0 costs little */
    double *losses;         /* [n] mean of the symbols, in nats */
    llz_real *contribution; /* [n] direction . grad of the loss; needs a direction */
    /* [parameters] += without direction: sum of weight * grad; with it: that sum's change along it, which is the Hessian's
     * product. */
    llz_real *sum;
    llz_real *probability; /* [n][length][symbols], normalised */
};
void llz_transformer_run(struct llz_transformer *m, const struct llz_transformer_pass *pass);

#endif
