/* selectors.h - the small contexts that choose rows of the mixer's weight sets. */
#ifndef LLZ_SELECTORS_H
#define LLZ_SELECTORS_H

#include <stddef.h>

#include "model/experts/experts.h"

#define LLZ_SETS 24      /* of the first layer, at most */
#define LLZ_FINAL_SETS 6 /* of the second one, at most */

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

/* The sets that a mixer of so many has: the first of the list, some of them replaced (LLZ_KNOB_SETS). */
void llz_choose_sets(size_t *set, size_t sets, int replaced);
/* Rows for the next bit, of all LLZ_SETS. */
void llz_select(const struct llz_experts *e, const struct llz_moment *now, size_t *row);
void llz_select_final(const struct llz_experts *e, const struct llz_moment *now, size_t *row);

#endif
