/* prior_code.h - the payload of a prior's file: statistics, vocabulary and sample as coded bits (FORMAT.md,
 * "Priors"). One walk serves both directions, as with content: a decoder ignores what it is offered. */
#ifndef LLZ_PRIOR_CODE_H
#define LLZ_PRIOR_CODE_H

#include <stdbool.h>

#include "codec/coder/rangecoder.h"
#include "model/experts/adaptive.h"
#include "model/prior/prior.h"

#define LLZ_PRIOR_LEVELS 17

/* Adaptive probabilities (adaptive.h) of everything that is coded. */
struct llz_prior_coding {
    struct llz_coder coder;
    struct llz_rates_of_counts rates;
    int model; /* by which passages and sample are coded, 0: by the statistics */
    bool decoding;
    bool broken;                 /* decoder: whether what it read is not a prior */
    bool starved;                /* decoder: broken because memory is missing */
    uint32_t present[9][48][32]; /* a candidate follows: by depth, expected class and class of the context */
    uint32_t weight[48][64];     /* class of a count, bit by bit: by expected class */
    uint32_t opened[9][64];      /* by depth and class */
    uint32_t length[64][32];     /* lengths of numbers in bits, by kind and bit by bit */
    uint32_t mantissa[64][4];    /* their highest bits */
    uint32_t prefix[32];         /* number of letters that a word shares with the one before, bit by bit */
    uint32_t letter[1 << 16];    /* letters of words, bit by bit, by the letter before */
    /* Of texts: by the length of the context that foresees them, and what it and its suffix say. */
    uint32_t foreseen[LLZ_PRIOR_DEPTH + 1][LLZ_PRIOR_LEVELS][LLZ_PRIOR_LEVELS];
    uint64_t count[64]; /* llz_gram_count() */
};

/* The words of a vocabulary of n by falling frequency. */
struct llz_prior_ranks {
    uint32_t *order; /* [n] words */
    uint32_t *rank;  /* [n] their places in order */
    uint32_t *list;  /* [n] scratch */
};

/* Entries or bytes that a decoder's table has before anything has been read into it. A head may declare 2^27 of
 * them in a file of 54 bytes, so tables grow with what has come. */
#define LLZ_PRIOR_ROOM ((size_t)4096)

void llz_prior_coding_init(struct llz_prior_coding *c);
/* The counts are those of the file's head: g->contexts and the like say what shall come out. An
 * encoder's tables are complete. A decoder's have room for LLZ_PRIOR_ROOM entries, or for all of
 * them and one more where that is less; only `at` of the vocabulary has all of its n + 1, with its
 * length in letters at the end: at[n]. */
void llz_prior_code(struct llz_prior_coding *c, struct llz_prior_content *p, struct llz_prior_ranks *ranks);

/* Bytes that a model takes which codes texts; 0: it is not here. */
size_t llz_prior_model_memory(int model);

/* Entries that a decoder's table of n has room for at first. */
size_t llz_prior_room(uint64_t n);

/* ---- between its files ---- */
/* Decoder: room for entry `used` of `size` bytes and one after it, doubled up to most + 1 entries. Sets starved
 * and broken when memory is missing. Returns the table, which may have moved. */
void *llz_prior_grow(struct llz_prior_coding *c, void *table, size_t *room, size_t used, size_t most,
                     size_t size);
int llz_prior_bit(struct llz_prior_coding *c, uint32_t *a, int bit);
/* A number of so many bits, the highest one first; tree [1 << bits]. */
unsigned llz_prior_symbol(struct llz_prior_coding *c, uint32_t *tree, int bits, unsigned value);
void llz_prior_code_grams(struct llz_prior_coding *c, struct llz_grams *g, uint32_t alphabet,
                          struct llz_prior_ranks *ranks);
/* words [n]: their counts. */
void llz_prior_rank(struct llz_prior_ranks *k, const struct llz_gram *words, uint32_t n);
/* n bytes at *text, with the statistics of bytes complete. */
void llz_prior_code_text(struct llz_prior_coding *c, const struct llz_grams *g, uint8_t **text, size_t n);
/* Passages and sample by c->model, which is here, with all statistics complete. */
void llz_prior_code_modelled(struct llz_prior_coding *c, struct llz_prior_content *p);

#endif
