/* glyph.h - how bytes look on the page: characters as themselves where that is harmless, all else as signs. */
#ifndef LLZ_GLYPH_H
#define LLZ_GLYPH_H

#include <stddef.h>
#include <stdio.h>

/* Bytes, 1 to 4, of the character that begins the n (1 or more) at p; 1 where none begins. */
size_t glyph_length(const unsigned char *p, size_t n);

/* Whether these bytes, of glyph_length(), are a character of a text. */
int glyph_is_text(const unsigned char *p, size_t length);

/* Whether they continue a word. */
int glyph_is_word(const unsigned char *p, size_t length);

/* Prints them as HTML. */
void glyph_print(FILE *out, const unsigned char *p, size_t length);

/* One byte as ASCII, or a point. */
void glyph_print_ascii(FILE *out, unsigned char byte);

#endif
