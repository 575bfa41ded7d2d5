/* look.h - how all pages begin, look and end. One file without links to others: a page is sent and kept, and its policy
 * (Content-Security-Policy) forbids all loading. */
#ifndef LLZ_LOOK_H
#define LLZ_LOOK_H

#include <stdio.h>

/* Up to the heading. maker: "llz why", by which a page is known as one that may be replaced. Texts are plain. */
void look_begin(FILE *out, const char *maker, const char *title, const char *heading);

/* The note at the foot, and the few lines of script that tell of what is pointed at; the page is complete without
 * them. */
void look_end(FILE *out, const char *note);

#endif
