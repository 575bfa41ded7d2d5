/* gram_count.h - makes n-gram statistics (model/prior/grams.h) of a sequence of symbols. */
#ifndef LLZ_GRAM_COUNT_H
#define LLZ_GRAM_COUNT_H

#include <stdbool.h>

#include "model/prior/grams.h"

/* What is worth keeping. */
struct llz_gram_limits {
    size_t depth;  /* length of the longest context, at most LLZ_GRAMS_DEPTH_MAX */
    uint32_t open; /* least count of a child that is opened, */
    uint32_t keep; /* least count of a child that is kept; 1 or more */
};

/* symbols [n]; LLZ_GRAM_NONE: nothing reaches over this place. False when memory is missing. */
bool llz_grams_count(struct llz_grams *g, const uint32_t *symbols, size_t n,
                     const struct llz_gram_limits *limits);

/* What of them narrower limits keep. rename: new numbers of the symbols that are kept, in the same order; NULL:
 * as before. False when memory is missing. */
bool llz_grams_prune(struct llz_grams *to, const struct llz_grams *from, const struct llz_gram_limits *limits,
                     const uint32_t *rename);

#endif
