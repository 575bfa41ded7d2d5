/* small_alphabet.h - texts of few different letters: bases of genes, digits 0 and 1. A letter
 * says little there, so the contexts that tell one place from another are longer than in
 * other texts, and words say nothing. */
#ifndef LLZ_SMALL_ALPHABET_H
#define LLZ_SMALL_ALPHABET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LLZ_NARROW_LETTERS 42 /* that are remembered */

struct llz_small_alphabet {
    uint64_t seen[4]; /* bytes in this window, a bit each */
    uint32_t kinds;   /* number of different bytes */
    uint32_t bytes;   /* bytes of the window so far */
    uint32_t changes; /* number of bytes that differ from the byte before */
    uint8_t before;
    bool is; /* whether the last window had few bytes that changed often, and this one has few so far */
    /* the last letters, 3 bits each, the last one lowest: 21, and the 21 before; without line feeds */
    uint64_t low[2];
};

void llz_small_alphabet_add(struct llz_small_alphabet *w, uint8_t byte);

/* The last n letters, 1 to LLZ_NARROW_LETTERS. */
uint64_t llz_small_alphabet_last(const struct llz_small_alphabet *w, unsigned n);

#endif
