/* lm_context.h - what precedes the next byte, as hashed keys. */
#ifndef LLZ_LM_CONTEXT_H
#define LLZ_LM_CONTEXT_H

#include <stddef.h>
#include <stdint.h>

#include "model/contexts/code/x86.h"
#include "model/contexts/typeset.h"
#include "model/network/shape.h"
#include "model/profile.h"

/* The past in the form that the contexts need. Zero-initialised at the start of a member. */
struct llz_history {
    enum llz_kind kind;         /* of the data, which says what contexts there are */
    uint64_t recent;            /* the last eight bytes, the newest in the low byte */
    uint64_t word;              /* hash of the letters since the last non-letter, case folded; 0: none */
    uint64_t word1;             /* the word before that */
    uint64_t word2;             /* and the one before */
    struct llz_x86 x86;         /* kept up while it is the kind */
    struct llz_typeset typeset; /* where it is, words are those of the page */
};

void llz_history_add(struct llz_history *h, uint8_t byte);
/* As before the first byte, but for the kind. */
void llz_history_forget(struct llz_history *h);

/* keys[0..n): one 64-bit key for each of the first n contexts, well mixed in all bits. Of text, in this order: the
 * last 1, 2, 3, 4 bytes; the word, or what stands between words; the last 6, 5 bytes; word and previous word; the
 * previous word; bytes 2 and 3; the word before the previous one; the last 8 bytes. Of data that are neither text nor
 * code, in the places 8, 10 and 11: upper three bits of 4 bytes; byte 2; upper two bits of 8 bytes. */
void llz_history_keys(const struct llz_history *h, uint64_t *keys, size_t n);

#endif
