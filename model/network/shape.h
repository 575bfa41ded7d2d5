/* shape.h - the sizes and fixed rates of a language model; one for each model, see learner/rows.c. */
#ifndef LLZ_SHAPE_H
#define LLZ_SHAPE_H

#include <stddef.h>

#define LLZ_CONTEXTS_MAX 12 /* kinds of context, see lm_context.h */
#define LLZ_SYMBOLS 256
#define LLZ_WINDOW_MAX 64

/* relu + hidden2 + hidden1 + contexts * embed_dim is a multiple of 16, so that every step's a is aligned. */
struct llz_shape {
    size_t contexts;  /* the first so many kinds of context are used, at most LLZ_CONTEXTS_MAX */
    size_t embed_dim; /* floats in an embedding row; contexts * embed_dim is a multiple of 4 */
    int embed_bits;   /* each context has 2^embed_bits rows */
    int slot_bits;  /* all contexts share 2^slot_bits n-gram slots of 64 bytes at first; 0: no direct logits */
    int slot_most;  /* and up to 2^slot_most as more come */
    size_t hidden1; /* cells of the first recurrent layer, a multiple of 4 */
    size_t hidden2; /* cells of the second one, 0: there is none */
    size_t relu;    /* units of the feed-forward layer, a multiple of 32; 0: there is none */
    size_t window;  /* bytes learned at once (T), a multiple of 16, at most LLZ_WINDOW_MAX */
    size_t block;   /* floats of gradient formed at once, at least the outputs of the widest layer */
    int delay;      /* 1: a window is learned while the next one is coded; 0: before it */
};

/* Where the parts of the activation vector a = [ u | h2 | h1 | e ] begin. Every layer reads one slice of it:
 * layer 1 reads e, layer 2 h1..e, the feed-forward layer h2..e, the output layer u..h1. */
struct llz_layout {
    size_t h2, h1, e, total; /* u begins at 0 */
};

static inline struct llz_layout llz_layout_of(const struct llz_shape *s)
{
    struct llz_layout l;
    l.h2 = s->relu;
    l.h1 = l.h2 + s->hidden2;
    l.e = l.h1 + s->hidden1;
    l.total = l.e + s->contexts * s->embed_dim;
    return l;
}

#endif
