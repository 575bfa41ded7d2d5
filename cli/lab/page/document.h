/* document.h - results for people: headings, paragraphs, lists and tables, in one of several forms. */
#ifndef LLZ_DOCUMENT_H
#define LLZ_DOCUMENT_H

#include <stdio.h>

#include "cli/lab/page/sheet.h"

struct document;

/* How each thing is printed. Texts are plain; each form escapes them. */
struct document_form {
    const char *name;
    void (*begin)(const struct document *d, const char *title);
    void (*heading)(const struct document *d, const char *text); /* of a section */
    void (*paragraph)(const struct document *d, const char *text);
    void (*item)(const struct document *d, const char *text, int first, int last);
    void (*sheet)(const struct document *d, const struct sheet *s);
    void (*end)(const struct document *d, const char *note);
};

struct document {
    FILE *out;
    const struct document_form *form;
    const char *maker; /* "llz report": by it a page tells what wrote it */
    int *incomplete;   /* becomes 1 where memory was missing for what is printed */
};

extern const struct document_form document_text, document_markdown, document_latex, document_html;

/* The names of all forms, for an option; NULL after the last. */
const char *document_form_name(int i);
/* NULL: there is none of that name. */
const struct document_form *document_form_find(const char *name);

/* Prints it if it has rows, and frees it. */
void document_sheet(const struct document *d, struct sheet *s);

/* Characters, as UTF-8 has them, of a text. */
size_t document_width(const char *text);

/* Where a value stands on a scale, from 0 to width - 1. */
size_t document_place(double value, double least, double most, size_t width);

#endif
