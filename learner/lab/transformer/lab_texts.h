/* lab_texts.h - what the transformer learns and is judged by: pieces of the primer's English, of 95 printable characters and the
 * newline. No piece is in two sets. Half of the examples are spoiled: pairs of their symbols have changed places. */
#ifndef LLZ_LAB_TEXTS_H
#define LLZ_LAB_TEXTS_H

#include "learner/lab/problem.h"

#define LLZ_LAB_SYMBOLS 96
/* Texts of this length that there are, for all sets and batches. */
size_t llz_lab_texts_count(size_t length);

/* Whether example n is spoiled. */
static inline bool llz_lab_text_spoiled(size_t n)
{
    return n % 2;
}

/* As llz_lab_problem_make() and llz_lab_problem_batch(), by which they are called. Batches begin anew where there are no more
 * texts. */
bool llz_lab_texts_make(struct llz_lab_problem *p);
void llz_lab_texts_batch(const struct llz_lab_problem *p, uint64_t i, struct llz_lab_set *set);

#endif
