/* grams.h - n-gram statistics: which symbols follow which runs of symbols, and how often.
 *
 * Contexts stand in order of their length, those of one length as their parents' children do. The children of
 * a context are symbols that follow it; a child can be opened, and then context and child together are a
 * context one symbol longer. The first context is the empty one. Whatever context is there, so is the one
 * without its first symbol (its suffix), and has all of its children. */
#ifndef LLZ_GRAMS_H
#define LLZ_GRAMS_H

#include <stddef.h>
#include <stdint.h>

#define LLZ_GRAMS_DEPTH_MAX 16
#define LLZ_GRAM_NONE UINT32_MAX

struct llz_gram {
    uint32_t symbol;
    uint32_t opened; /* the context that it makes, LLZ_GRAM_NONE: none */
    uint8_t weight;  /* how often it came: class of a count (llz_gram_count) */
};

struct llz_gram_context {
    uint32_t first, n; /* its children, by ascending symbol */
    uint32_t suffix;   /* LLZ_GRAM_NONE: it is the empty one */
    uint32_t parent;   /* the child that opened it; LLZ_GRAM_NONE */
};

struct llz_grams {
    struct llz_gram_context *context; /* [contexts] */
    struct llz_gram *child;           /* [children] */
    uint32_t *of;                     /* [children] the context that a child belongs to */
    size_t contexts, children;
    size_t depth;                          /* length of the longest context */
    size_t level[LLZ_GRAMS_DEPTH_MAX + 2]; /* contexts of length d are level[d] .. level[d + 1] - 1 */
};

/* Counts are kept as classes: 2^(class / 2), rounded. */
unsigned llz_gram_class(uint64_t count);
uint64_t llz_gram_count(unsigned class);

/* The child of a context with this symbol, LLZ_GRAM_NONE: there is none. */
uint32_t llz_gram_find(const struct llz_grams *g, uint32_t context, uint32_t symbol);

/* The context that a child makes when it is opened, without its first
 * symbol; LLZ_GRAM_NONE: that is not there. */
uint32_t llz_gram_suffix(const struct llz_grams *g, uint32_t child);

void llz_grams_free(struct llz_grams *g);

#endif
