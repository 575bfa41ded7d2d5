/* tokens.h - a text as words with what stands between them: words that may have digits, the gaps, phrases of plain words,
 * what bytes look like, and what came after a word when it came last.
 *
 * text.h asks which word it is; here it is asked what surrounds it. Such contexts are half of what the word models of
 * paq8px bring (Mahoney 2005 and those who came after; measured in tests/bench/LOG.md). */
#ifndef LLZ_TOKENS_H
#define LLZ_TOKENS_H

#include <stddef.h>
#include <stdint.h>

#include "model/contexts/text.h"

#define LLZ_TOKENS_WORDS 5
#define LLZ_TOKENS_KEYS 23 /* contexts made of these */

/* All hashes are of lower case. Zero: nothing has been read. */
struct llz_tokens {
    uint8_t last; /* the last byte */
    uint64_t
        word[LLZ_TOKENS_WORDS]; /* hashes of words of letters and digits; 0 is the one being written; 0: none */
    uint64_t gap[2];            /* hashes of what stands after the last word, and between the two before that */
    uint32_t length;            /* bytes of word 0 */
    uint64_t phrase
        [LLZ_TOKENS_WORDS]; /* hashes of words of letters that nothing but white space and quotes separates */
    uint32_t letters;       /* of phrase 0, LLZ_TOKENS_LETTERS at most */
    uint32_t tail;          /* the last four of them */
    uint64_t keyword;       /* the word before the last colon or equals sign */
    uint64_t forms;         /* what the last 8 bytes look like (form_of), the last one lowest */
    uint8_t head;           /* of the first byte of this line, or of the one before */
    uint32_t lines;         /* so far */
    uint64_t token;         /* hash of the word or gap being written */
    int after_bits;
    uint16_t *after; /* [2^after_bits] by token, the last two bytes that came after it */
};

#define LLZ_TOKENS_LETTERS 31 /* longer words are not told apart */

/* After each byte of text. */
void llz_tokens_add(struct llz_tokens *t, uint8_t byte);

/* What contexts of the next byte are made of: key[LLZ_TOKENS_KEYS], those first that say most beside the contexts of
 * text.h. text has the same bytes. */
void llz_tokens_keys(const struct llz_tokens *t, const struct llz_text *text, uint64_t *key);

#endif
