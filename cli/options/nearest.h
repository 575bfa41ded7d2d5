/* nearest.h - which word a mistyped one was meant to be. */
#ifndef LLZ_NEAREST_H
#define LLZ_NEAREST_H

#include <stddef.h>

#define NEAREST_EDITS 2 /* a word that is farther away was meant to be another */

/* How many letters have to be added, removed, changed or swapped with their neighbour to make known of the
 * first length bytes of word; NEAREST_EDITS + 1: more than NEAREST_EDITS. */
int nearest_edits(const char *word, size_t length, const char *known);

/* A search for the nearest word: all that are known are offered, and the first of those with the fewest edits
 * is found. */
struct nearest {
    const char *word; /* what was typed, */
    size_t length;    /* length of the word */
    const char *found;
    int edits;
};

struct nearest nearest_begin(const char *word, size_t length);
void nearest_offer(struct nearest *n, const char *known);

/* The nearest of a table of names that ends with NULL; NULL: none is near. */
const char *nearest_name(const char *word, size_t length, const char *(*names)(int i));

#endif
