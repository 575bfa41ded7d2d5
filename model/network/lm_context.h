/* lm_context.h - what precedes the next byte, as hashed keys. */
#ifndef LLZ_LM_CONTEXT_H
#define LLZ_LM_CONTEXT_H

#include <stddef.h>
#include <stdint.h>

#include "model/network/shape.h"

/* The past in the form that the contexts need. Zero-initialised at the start of a member. */
struct llz_history {
    uint64_t recent; /* the last eight bytes, the newest in the low byte */
    uint64_t word;   /* hash of the letters since the last non-letter, case folded; 0: none */
    uint64_t word1;  /* the word before that */
    uint64_t word2;  /* and the one before */
};

void llz_history_add(struct llz_history *h, uint8_t byte);

/* keys[0..n): one 64-bit key for each of the first n kinds, well mixed in all bits. Kinds, in this order: the
 * last 1, 2, 3, 4 bytes; the word; the last 6, 5 bytes; word and previous word; three words; bytes 2 and 3;
 * bytes 2 to 4; the last 8 bytes. */
void llz_history_keys(const struct llz_history *h, uint64_t *keys, size_t n);

#endif
