/* vocabulary.h - the words of a text, while a prior is made. */
#ifndef LLZ_VOCABULARY_H
#define LLZ_VOCABULARY_H

#include "learner/prior/pretrain.h"

/* Finds all words of a text, and the vocabulary of those that came `least` times or more.
 * *sequence [*n]: their numbers, LLZ_GRAM_NONE for a rarer word and where the text is cut; the
 * caller frees it. False when memory is missing. */
bool llz_vocabulary_find(struct llz_vocabulary *v, const struct llz_pieces *text, uint32_t least,
                         uint32_t **sequence, size_t *n);

#endif
