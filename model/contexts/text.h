/* text.h - what the bytes so far look like as text: words, lines, tags, classes of characters. */
#ifndef LLZ_TEXT_H
#define LLZ_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/contexts/small_alphabet.h"
#include "model/contexts/typeset.h"
#include "model/memory/byte_ring.h"
#include "model/memory/hash.h"

#define LLZ_TEXT_WORDS 4
#define LLZ_TEXT_NEST 8
#define LLZ_TEXT_TAGS 256
#define LLZ_TEXT_END_BITS 16 /* places for words that have ended */

struct llz_text {
    uint32_t bytes;                /* so far */
    uint64_t recent;               /* last 8 bytes, the last one lowest */
    uint64_t older;                /* the 8 bytes before those */
    uint64_t word[LLZ_TEXT_WORDS]; /* hashes of words in lower case; 0 is the one being written, 0: none */
    uint64_t stem[2];              /* words 1 and 2 without common endings */
    uint32_t tail;                 /* last four letters of word 0 */
    uint32_t letters;              /* number of letters in word 0 */
    uint64_t part[3];              /* hashes of word 0 without its last 1 to 3 letters */
    uint8_t separator;             /* byte before word 0 */
    uint8_t capital;               /* 1: the word began with a capital, 2: it goes on so */
    uint8_t since;                 /* 1 + log2 of the bytes since word 0 so far was a word; 0: never */
    uint64_t shape;                /* classes of the last 16 bytes, runs of a class counted once beyond two */
    uint64_t classes;              /* classes of the last 16 bytes, 4 bits each */
    uint64_t folded;               /* last 8 letters in lower case, other bytes as one space */
    uint64_t line_word;            /* first word of this line */
    uint64_t sentence;             /* first word of the sentence */
    uint64_t number;               /* hash of the number being written, 0: none */
    uint32_t column;               /* bytes since the line began */
    uint32_t line_length[2];       /* lengths of the two lines above, with their ends; the nearer one first */
    uint32_t field;                /* number of words and numbers begun in this line */
    uint64_t tag;                  /* hash of the innermost open tag */
    uint64_t parent;               /* of the one around it */
    uint64_t sibling;              /* of the element in it that ended last, 0: none has */
    uint64_t tags[LLZ_TEXT_TAGS];
    uint32_t depth;
    uint32_t tagged;             /* how many bytes are "<": 2^22 times their share, over about 64 bytes */
    uint64_t name;               /* hash of the tag's name being read */
    uint8_t in_tag;              /* 0: no; 1: reading the name of an opening one; 2: after it; 3: closing */
    uint8_t open[LLZ_TEXT_NEST]; /* open brackets and quotes */
    uint32_t opened;
    struct llz_small_alphabet narrow;
    struct llz_typeset typeset; /* where it is, words are those of the page */
    /* By hash of a word: 8 bits more of the hash, 24 bits of where the word ended last. */
    uint32_t *ended; /* [2^LLZ_TEXT_END_BITS] */
};

void llz_text_add(struct llz_text *t, uint8_t byte);

/* Is the name of a tag read that is being closed? */
static inline bool llz_text_closes(const struct llz_text *t)
{
    return t->in_tag == 3;
}

/* More than one byte in 64 begins a tag. */
static inline bool llz_text_is_marked(const struct llz_text *t)
{
    return t->tagged > UINT32_C(1) << 16;
}

/* The innermost open bracket or quote; 0: none is. */
static inline uint8_t llz_text_bracket(const struct llz_text *t)
{
    return t->opened > 0 ? t->open[(t->opened - 1) % LLZ_TEXT_NEST] : 0;
}

/* The last character as a reader of the page sees it. */
static inline uint8_t llz_text_shown(const struct llz_text *t)
{
    return (uint8_t)(llz_typeset_is_page(&t->typeset) ? t->typeset.shown : t->recent);
}

/* What stands between that character and the next byte; 0: nothing does. */
static inline uint64_t llz_text_layout(const struct llz_text *t)
{
    return llz_typeset_is_page(&t->typeset) ? t->typeset.layout : 0;
}

/* Class of a byte, 0 to 15. */
unsigned llz_text_class(uint8_t byte);

/* The byte so many columns (0, 1) to the right of the one above the next byte; 0 where there is none. */
uint8_t llz_text_above(const struct llz_text *t, const struct llz_byte_ring *ring, uint32_t right);
/* The byte two lines above the next one. */
uint8_t llz_text_above2(const struct llz_text *t, const struct llz_byte_ring *ring);

#endif
