/* document.c - what the forms of a document share. */
#include "cli/lab/page/document.h"

#include <string.h>

static const struct document_form *const forms[] = { &document_text, &document_markdown, &document_latex,
                                                     &document_html };
#define FORMS (sizeof forms / sizeof forms[0])

const char *document_form_name(int i)
{
    return i >= 0 && (size_t)i < FORMS ? forms[i]->name : NULL;
}

const struct document_form *document_form_find(const char *name)
{
    for (size_t i = 0; i < FORMS; i++)
        if (strcmp(forms[i]->name, name) == 0)
            return forms[i];
    return NULL;
}

void document_sheet(const struct document *d, struct sheet *s)
{
    if (sheet_rows(s) > 0)
        d->form->sheet(d, s);
    if (s->failed)
        *d->incomplete = 1;
    sheet_free(s);
}

size_t document_width(const char *text)
{
    size_t n = 0;

    /* Bytes that go on with a character do not count. */
    for (; *text; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

size_t document_place(double value, double least, double most, size_t width)
{
    const double share = (value - least) / (most - least);

    return share <= 0 ? 0 : share >= 1 ? width - 1 : (size_t)(share * (double)(width - 1) + 0.5);
}
