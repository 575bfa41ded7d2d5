/* selectors.h - the small contexts that choose rows of the mixer's weight sets. */
#ifndef LLZ_SELECTORS_H
#define LLZ_SELECTORS_H

#include <stddef.h>

#include "model/experts/experts.h"

/* The weight sets of the first layer, best first: what chooses the row where the data are text. Other kinds put
 * contexts of their own in some of the places. Their order is part of the format. */
enum llz_set {
    LLZ_SET_EXPECTED_BIT,  /* bit that the longest match expects, and how long the match is */
    LLZ_SET_NODE,          /* bits so far */
    LLZ_SET_BYTE1,         /* the last byte */
    LLZ_SET_BYTE2,         /* the last but one */
    LLZ_SET_KNOWN,         /* how many of the first contexts have been seen before, place of the bit */
    LLZ_SET_LETTERS,       /* of the word so far, capitals, place of the bit */
    LLZ_SET_LM_TOP,        /* byte that the language model favours */
    LLZ_SET_LM_CLASS,      /* its logit, place of the bit */
    LLZ_SET_CLASSES,       /* kinds of the last three bytes */
    LLZ_SET_COLUMN,        /* and the kind of the byte above */
    LLZ_SET_STATE1,        /* bit history of the first context, */
    LLZ_SET_STATE2,        /* the second, */
    LLZ_SET_STATE3,        /* the third, */
    LLZ_SET_STATE6,        /* the sixth */
    LLZ_SET_BRACKET,       /* the innermost one that is open, place of the bit */
    LLZ_SET_EXPECTED_NODE, /* bit that the longest match expects, bits so far */
    LLZ_SET_RUNS,          /* that expect a 1, and a 0 */
    LLZ_SET_WORD,          /* the one before */
    LLZ_SET_SHAPE,         /* kinds of the last bytes */
    LLZ_SET_EXPECTED_BYTE, /* by the longest match */
    LLZ_SET_CLASS_NODE,    /* kind of the last byte, bits so far */
    LLZ_SET_MATCH_LM,      /* length of the match, place of the bit, the language model's logit */
    LLZ_SET_STATE4,        /* bit history of the fourth context */
    LLZ_SET_TAG,           /* that encloses */
    LLZ_SETS
};

/* Those of the second layer. */
enum llz_final_set {
    LLZ_FINAL_ONE,      /* there is one row */
    LLZ_FINAL_NODE,     /* bits so far */
    LLZ_FINAL_EXPECTED, /* length of the longest match, place of the bit */
    LLZ_FINAL_BYTE1,    /* the last byte */
    LLZ_FINAL_LM_CLASS, /* the language model's logit, place of the bit */
    LLZ_FINAL_SHAPE,    /* kinds of the last bytes */
    LLZ_FINAL_SETS
};

/* What a bit can add to the row that its byte has chosen. */
enum llz_term {
    LLZ_TERM_NONE,
    LLZ_TERM_LEVEL,
    LLZ_TERM_NODE,
    LLZ_TERM_EXPECTED,
    LLZ_TERM_EXPECTED_NODE,
    LLZ_TERM_LM_TOP,
    LLZ_TERM_LM_CLASS, /* the language model's logit, then the place of the bit; */
    LLZ_TERM_LEVEL_LM, /* the other way round */
    LLZ_TERM_STATE1,
    LLZ_TERM_STATE2,
    LLZ_TERM_STATE3,
    LLZ_TERM_STATE4,
    LLZ_TERM_STATE6,
    LLZ_TERM_KNOWN,
    LLZ_TERM_RUNS,
    LLZ_TERMS
};

/* Rows of a byte, to each of which its term is added. */
struct llz_selection {
    size_t row[LLZ_SETS], final_row[LLZ_FINAL_SETS];
    uint8_t term[LLZ_SETS], final_term[LLZ_FINAL_SETS];
};

/* What is known before a bit, besides the experts. */
struct llz_moment {
    unsigned node, level; /* a leading 1 and the bits so far; how many there are */
    unsigned lm_top;      /* the byte that the language model favours, 256: it has already failed */
    unsigned lm_class;    /* 0 to 15: its logit for a 1 */
    int expected;         /* bit that the longest match expects, -1: none */
};

/* Rows of each set for one kind of data, each of which has rows of its own; part of the format. */
extern const size_t llz_set_rows[LLZ_SETS];
extern const size_t llz_final_rows[LLZ_FINAL_SETS];

/* The sets that a mixer of so many has; replaced: LLZ_KNOB_SETS. */
void llz_choose_sets(size_t *set, size_t sets, int replaced);
/* Rows for the next byte, of all LLZ_SETS and of the final ones, but for what each bit adds to them. */
void llz_select(const struct llz_experts *e, struct llz_selection *s);
void llz_select_final(const struct llz_experts *e, struct llz_selection *s);
/* What the next bit adds, term [LLZ_TERMS]; of LLZ_TERM_KNOWN and LLZ_TERM_RUNS only what is wanted (1 << term). */
void llz_select_bit(const struct llz_experts *e, const struct llz_moment *now, unsigned wanted, size_t *term);

#endif
