/* printable.h - names, which may hold any byte, made fit for people and their terminals. */
#ifndef LLZ_PRINTABLE_H
#define LLZ_PRINTABLE_H

#include <stddef.h>
#include <stdio.h>

/* What a terminal might obey, or show in another order or not at all, becomes \ooo, a byte at a time: control
 * characters (also those of two bytes, U+0080 to U+009F), marks of direction, what separates lines and
 * paragraphs, what has no shape, and every byte that is not UTF-8. So does the backslash. It is the same in
 * every locale. */

/* The name, on a stream. */
void printable_put(FILE *out, const char *name);

/* Why something failed, on a stream: a library's words, perhaps with an end of line, or a sentence in which names
 * have been escaped already, so that its backslashes stay as they are. */
void printable_put_reason(FILE *out, const char *reason);

/* The name in text, and three dots where it would need more than columns of a terminal or more room; room is 8
 * or more. Returns text. */
char *printable_text(char *text, size_t room, const char *name, int columns);

#define PRINTABLE_TEXT 1024 /* room for most names */
char *printable(char text[PRINTABLE_TEXT], const char *name);

/* Bytes of a text which is printable that fit into so many columns of a terminal: two for each wide character
 * of East Asia and pictures, none for marks that stand above or below another. *used becomes the columns that
 * these take. */
size_t printable_fit(const char *text, int columns, int *used);

#endif
