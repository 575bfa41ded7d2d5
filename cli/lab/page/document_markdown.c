/* document_markdown.c - a document as Markdown, with tables as GitHub has them. */
#include "cli/lab/page/document.h"

#include <string.h>

#define STRIP 21 /* characters of a strip */

/* Whatever means something there, anywhere in a line. */
static void print_escaped(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_[]<>#|~&", *text))
            fputc('\\', out);
        fputc(*text, out);
    }
}

static void begin(const struct document *d, const char *title)
{
    fputs("# ", d->out);
    print_escaped(d->out, title);
    fputc('\n', d->out);
}

static void heading(const struct document *d, const char *text)
{
    fputs("\n## ", d->out);
    print_escaped(d->out, text);
    fputc('\n', d->out);
}

static void paragraph(const struct document *d, const char *text)
{
    fputc('\n', d->out);
    print_escaped(d->out, text);
    fputc('\n', d->out);
}

static void item(const struct document *d, const char *text, int first, int last)
{
    (void)last;
    fputs(first ? "\n- " : "- ", d->out);
    print_escaped(d->out, text);
    fputc('\n', d->out);
}

/* As code, in which blanks stay; 0 is a colon, for a bar would end the cell. */
static void print_strip(FILE *out, const struct strip *s, double least, double most)
{
    const size_t zero = document_place(0, least, most, STRIP);
    size_t low, high, value;

    if (!s->known) {
        fputc('-', out);
        return;
    }
    low = document_place(s->low, least, most, STRIP);
    high = document_place(s->high, least, most, STRIP);
    value = document_place(s->value, least, most, STRIP);
    fputc('`', out);
    for (size_t i = 0; i < STRIP; i++)
        fputc(i == value ? 'o' : i == zero ? ':' : i >= low && i <= high ? '-' : '.', out);
    fputc('`', out);
}

static void print_row(FILE *out, const struct sheet *s, size_t row)
{
    for (size_t c = 0; c < s->width; c++) {
        double least, most;

        fputs("| ", out);
        if (s->columns[c].kind == COLUMN_STRIP) {
            sheet_scale(s, c, &least, &most);
            print_strip(out, &sheet_at(s, row, c)->strip, least, most);
        } else {
            print_escaped(out, sheet_at(s, row, c)->text);
        }
        fputc(' ', out);
    }
    fputs("|\n", out);
}

static void sheet(const struct document *d, const struct sheet *s)
{
    if (s->caption)
        paragraph(d, s->caption);
    fputc('\n', d->out);
    for (size_t c = 0; c < s->width; c++) {
        fputs("| ", d->out);
        print_escaped(d->out, s->columns[c].title);
        fputc(' ', d->out);
    }
    fputs("|\n", d->out);
    for (size_t c = 0; c < s->width; c++)
        fputs(s->columns[c].kind == COLUMN_NUMBER ? "|---:" : "|---", d->out);
    fputs("|\n", d->out);
    for (size_t row = 0; row < sheet_rows(s); row++)
        print_row(d->out, s, row);
}

static void end(const struct document *d, const char *note)
{
    paragraph(d, note);
}

const struct document_form document_markdown = { "markdown", begin, heading, paragraph, item, sheet, end };
