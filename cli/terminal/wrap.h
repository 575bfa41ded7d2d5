/* wrap.h - text in lines that fit a terminal. */
#ifndef LLZ_WRAP_H
#define LLZ_WRAP_H

#include <stdio.h>

#define WRAP_COLUMNS 80

struct wrap {
    FILE *out;
    int indent; /* indentation of every line but the first */
    int column; /* column of the next character */
};

/* The words of text; their lines break where the next one would not fit. */
void wrap_words(struct wrap *w, const char *text);

/* Words with commas between them. */
void wrap_names(struct wrap *w, const char *(*names)(int item));

/* Ends the line. */
void wrap_end(struct wrap *w);

/* Paragraphs as struct topic has them. */
void wrap_paragraphs(FILE *out, const char *text);

#endif
