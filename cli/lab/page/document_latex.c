/* document_latex.c - a document as LaTeX: a part to be read into another one by \input, which needs no package.
 *
 * Strips are pictures of LaTeX's own (Lamport 1994, chapter 7). Lengths are in points. */
#include "cli/lab/page/document.h"

#include <ctype.h>

#define STRIP 90 /* width of a strip */

static void print_character(FILE *out, char c)
{
    switch (c) {
    case '\\':
        fputs("\\textbackslash{}", out);
        break;
    case '~':
        fputs("\\textasciitilde{}", out);
        break;
    case '^':
        fputs("\\textasciicircum{}", out);
        break;
    case '<':
        fputs("\\textless{}", out);
        break;
    case '>':
        fputs("\\textgreater{}", out);
        break;
    case '|':
        fputs("\\textbar{}", out);
        break;
    case '`':
        fputs("{}`", out); /* after a sign it would turn that over */
        break;
    case '{':
    case '}':
    case '$':
    case '&':
    case '#':
    case '_':
    case '%':
        fputc('\\', out);
        fputc(c, out);
        break;
    default:
        fputc(c, out);
    }
}

/* A sign before a number is a sign; a hyphen in a name stays one. */
static void print_escaped(FILE *out, const char *text)
{
    char before = ' ';

    for (; *text; before = *text++) {
        if (*text == '-' && before == ' ' && isdigit((unsigned char)text[1]))
            fputs("$-$", out);
        else if (*text == '-' && before == '-')
            fputs("{}-", out); /* two of them would be a dash */
        else
            print_character(out, *text);
    }
}

static void print_command(FILE *out, const char *command, const char *text)
{
    fprintf(out, "\n\\%s{", command);
    print_escaped(out, text);
    fputs("}\n", out);
}

static void begin(const struct document *d, const char *title)
{
    fprintf(d->out, "%% %s: to be read by \\input\n", d->maker);
    print_command(d->out, "section*", title);
}

static void heading(const struct document *d, const char *text)
{
    print_command(d->out, "subsection*", text);
}

static void paragraph(const struct document *d, const char *text)
{
    fputc('\n', d->out);
    print_escaped(d->out, text);
    fputc('\n', d->out);
}

static void item(const struct document *d, const char *text, int first, int last)
{
    fputs(first ? "\n\\begin{itemize}\n\\item " : "\\item ", d->out);
    print_escaped(d->out, text);
    fputs(last ? "\n\\end{itemize}\n" : "\n", d->out);
}

static void print_strip(FILE *out, const struct strip *s, double least, double most)
{
    const size_t zero = document_place(0, least, most, STRIP);
    size_t low, high;

    if (!s->known) {
        fputs("--", out);
        return;
    }
    low = document_place(s->low, least, most, STRIP);
    high = document_place(s->high, least, most, STRIP);
    fprintf(out,
            "\\begin{picture}(%d,6)\\put(%zu,-1){\\line(0,1){8}}\\put(%zu,3){\\line(1,0){%zu}}"
            "\\put(%zu,3){\\circle*{3}}\\end{picture}",
            STRIP, zero, low, high - low, document_place(s->value, least, most, STRIP));
}

static void print_row(FILE *out, const struct sheet *s, size_t row)
{
    for (size_t c = 0; c < s->width; c++) {
        double least, most;

        fputs(c ? " & " : "", out);
        if (s->columns[c].kind == COLUMN_STRIP) {
            sheet_scale(s, c, &least, &most);
            print_strip(out, &sheet_at(s, row, c)->strip, least, most);
        } else {
            print_escaped(out, sheet_at(s, row, c)->text);
        }
    }
    /* Two backslashes take a bracket or a star that comes next for an argument of theirs. */
    fputs(" \\\\{}\n", out);
}

static void sheet(const struct document *d, const struct sheet *s)
{
    if (s->caption)
        paragraph(d, s->caption);
    fputs(
        "\n{\\footnotesize\\setlength{\\unitlength}{1pt}\\setlength{\\tabcolsep}{3pt}\n\\noindent\\begin{tabular}{",
        d->out);
    for (size_t c = 0; c < s->width; c++)
        fputc(s->columns[c].kind == COLUMN_NUMBER ? 'r' : 'l', d->out);
    fputs("}\n\\hline\n", d->out);
    for (size_t c = 0; c < s->width; c++) {
        fputs(c ? " & " : "", d->out);
        print_escaped(d->out, s->columns[c].title);
    }
    fputs(" \\\\\n\\hline\n", d->out);
    for (size_t row = 0; row < sheet_rows(s); row++)
        print_row(d->out, s, row);
    fputs("\\hline\n\\end{tabular}}\n", d->out);
}

static void end(const struct document *d, const char *note)
{
    paragraph(d, note);
}

const struct document_form document_latex = { "latex", begin, heading, paragraph, item, sheet, end };
