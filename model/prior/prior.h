/* prior.h - what a model knows before the first byte because somebody has trained it: n-gram statistics of
 * bytes and of words, and a sample to learn from as from the primer (primer.h).
 *
 * Statistics are taught to the contexts of text whose keys can be told from them: the orders, and the word
 * being written after none, one and two words. They do not depend on a level: each takes what it has contexts
 * for. How far they can be trusted the mixers learn from the sample, which is no part of what was counted. */
#ifndef LLZ_PRIOR_H
#define LLZ_PRIOR_H

#include <stddef.h>
#include <stdint.h>

#include "model/prior/grams.h"

#define LLZ_PRIOR_DEPTH 8      /* bytes of the longest context */
#define LLZ_PRIOR_WORD_DEPTH 2 /* words of the longest context */
#define LLZ_PRIOR_WORD_MAX 30  /* letters; what is longer is no word */
#define LLZ_PRIOR_WORDS_MAX (1u << 20)

/* Words in lower case (bytes | 0x20), in the order of memcmp, each once; their numbers are the
 * symbols of their grams. */
struct llz_vocabulary {
    uint8_t *letters;
    uint32_t *at; /* [n + 1] where each begins */
    size_t n;
};

struct llz_prior_content {
    struct llz_grams bytes, words;
    struct llz_vocabulary vocabulary;
    uint8_t *reference; /* passages that matches are looked for in; nothing else learns from them */
    size_t reference_bytes;
    uint8_t *sample;
    size_t sample_bytes;
};

struct llz_experts;

/* Before anything else has been learned. */
void llz_prior_content_teach(const struct llz_prior_content *p, struct llz_experts *e);
/* Frees what it holds. */
void llz_prior_content_clear(struct llz_prior_content *p);

/* ---- Between the two files that teach ---- */

struct llz_follower {
    uint8_t byte;
    uint64_t count;
};

/* Teaches what followed a context in a role of text (contexts.h). f is reordered. */
void llz_teach_context(struct llz_experts *e, size_t role, uint64_t context, struct llz_follower *f, size_t n);
void llz_teach_words(const struct llz_prior_content *p, struct llz_experts *e);

#endif
