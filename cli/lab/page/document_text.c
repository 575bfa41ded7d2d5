/* document_text.c - a document for terminals and mail: columns of equal width, strips of characters. */
#include "cli/lab/page/document.h"

#include <stdlib.h>

#define STRIP 31 /* characters of a strip */
#define LINE 100 /* columns of a paragraph */
#define INDENT 2 /* of an item */

static void begin(const struct document *d, const char *title)
{
    fprintf(d->out, "%s\n", title);
}

/* At blanks, so that no line is longer than can be read; a longer word stays whole. */
static void print_wrapped(FILE *out, const char *text, size_t indent)
{
    size_t at = indent;

    while (*text) {
        size_t bytes = 0, width = 0;

        for (; text[bytes] && text[bytes] != ' '; bytes++)
            width += ((unsigned char)text[bytes] & 0xc0) != 0x80;
        if (at > indent && at + 1 + width > LINE) {
            fprintf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (at > indent) {
            fputc(' ', out);
            at++;
        }
        fwrite(text, 1, bytes, out);
        at += width;
        text += bytes;
        while (*text == ' ')
            text++;
    }
    fputc('\n', out);
}

static void heading(const struct document *d, const char *text)
{
    const size_t width = document_width(text);

    fprintf(d->out, "\n%s\n", text);
    for (size_t i = 0; i < width; i++)
        fputc('-', d->out);
    fputc('\n', d->out);
}

static void paragraph(const struct document *d, const char *text)
{
    fputc('\n', d->out);
    print_wrapped(d->out, text, 0);
}

static void item(const struct document *d, const char *text, int first, int last)
{
    (void)last;
    fprintf(d->out, "%s- ", first ? "\n" : "");
    print_wrapped(d->out, text, INDENT);
}

/* "  |---*----|   ": the interval, its middle, and 0. */
static void print_strip(FILE *out, const struct strip *s, double least, double most)
{
    const size_t zero = document_place(0, least, most, STRIP);
    size_t low = STRIP, high = 0, value = STRIP;

    if (s->known) {
        low = document_place(s->low, least, most, STRIP);
        high = document_place(s->high, least, most, STRIP);
        value = document_place(s->value, least, most, STRIP);
    }
    for (size_t i = 0; i < STRIP; i++)
        fputc(i == value ? '*' : i == zero ? '|' : i >= low && i <= high ? '-' : ' ', out);
}

static size_t width_of(const struct sheet *s, size_t column)
{
    size_t width = document_width(s->columns[column].title);

    if (s->columns[column].kind == COLUMN_STRIP)
        return width > STRIP ? width : STRIP;
    for (size_t row = 0; row < sheet_rows(s); row++) {
        const size_t here = document_width(sheet_at(s, row, column)->text);

        width = here > width ? here : width;
    }
    return width;
}

/* Padded by characters, which printf() does not count. Nothing stands after the last column. */
static void print_cell(FILE *out, const char *text, size_t width, int left, int last)
{
    const int pad = (int)(width - document_width(text));

    if (left)
        fprintf(out, "%s%*s", text, last ? 0 : pad, "");
    else
        fprintf(out, "%*s%s", pad, "", text);
}

static void print_row(FILE *out, const struct sheet *s, size_t row, const size_t *widths)
{
    for (size_t c = 0; c < s->width; c++) {
        const struct sheet_cell *cell = sheet_at(s, row, c);
        const struct column *column = &s->columns[c];
        double least, most;

        if (c > 0)
            fputs("  ", out);
        if (column->kind == COLUMN_STRIP) {
            sheet_scale(s, c, &least, &most);
            print_strip(out, &cell->strip, least, most);
        } else {
            print_cell(out, cell->text, widths[c], column->kind == COLUMN_TEXT, c + 1 == s->width);
        }
    }
    fputc('\n', out);
}

static void sheet(const struct document *d, const struct sheet *s)
{
    size_t *widths = calloc(s->width, sizeof *widths);

    fprintf(d->out, "\n%s%s", s->caption ? s->caption : "", s->caption ? "\n" : "");
    for (size_t c = 0; widths && c < s->width; c++) {
        widths[c] = width_of(s, c);
        fputs(c ? "  " : "", d->out);
        print_cell(d->out, s->columns[c].title, widths[c], s->columns[c].kind != COLUMN_NUMBER,
                   c + 1 == s->width);
    }
    fputc('\n', d->out);
    for (size_t row = 0; widths && row < sheet_rows(s); row++)
        print_row(d->out, s, row, widths);
    if (!widths)
        *d->incomplete = 1;
    free(widths);
}

static void end(const struct document *d, const char *note)
{
    paragraph(d, note);
}

const struct document_form document_text = { "text", begin, heading, paragraph, item, sheet, end };
