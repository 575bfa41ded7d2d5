/* document_html.c - a document as a page that needs nothing from elsewhere. */
#include "cli/lab/page/document.h"

#include "cli/lab/page/look.h"
#include "cli/lab/svg.h"

#define STRIP 260 /* width of a strip, in pixels */
#define MARGIN 5  /* of it, at both ends, where marks at the ends have room */

static void begin(const struct document *d, const char *title)
{
    look_begin(d->out, d->maker, title, title);
}

static void print_element(FILE *out, const char *element, const char *text)
{
    fprintf(out, "<%s>", element);
    svg_text(out, text);
    fprintf(out, "</%s>\n", element);
}

static void heading(const struct document *d, const char *text)
{
    print_element(d->out, "h2", text);
}

static void paragraph(const struct document *d, const char *text)
{
    print_element(d->out, "p", text);
}

static void item(const struct document *d, const char *text, int first, int last)
{
    fputs(first ? "<ul>\n" : "", d->out);
    print_element(d->out, "li", text);
    fputs(last ? "</ul>\n" : "", d->out);
}

static double place(double value, double least, double most)
{
    return MARGIN + (value - least) / (most - least) * (STRIP - 2 * MARGIN);
}

/* Readers of screens pass over it: its numbers stand in the cells before. */
static void print_strip(FILE *out, const struct strip *s, double least, double most)
{
    fprintf(out,
            "<td class=word><svg class=strip width=\"%d\" height=\"18\" aria-hidden=\"true\"><line class=zero "
            "x1=\"%.1f\" y1=\"0\" x2=\"%.1f\" y2=\"18\"/>",
            STRIP, place(0, least, most), place(0, least, most));
    if (s->known)
        fprintf(out,
                "<line class=span x1=\"%.1f\" y1=\"9\" x2=\"%.1f\" y2=\"9\"/><circle class=%s cx=\"%.1f\" "
                "cy=\"9\" r=\"4\"><title>%+.3f, from %+.3f to %+.3f</title></circle>",
                place(s->low, least, most), place(s->high, least, most), s->value < 0 ? "more" : "less",
                place(s->value, least, most), s->value, s->low, s->high);
    fputs("</svg></td>", out);
}

/* The first column names the row. */
static void print_cell(FILE *out, const struct sheet *s, size_t row, size_t c)
{
    const struct sheet_cell *cell = sheet_at(s, row, c);
    double least, most;

    if (s->columns[c].kind == COLUMN_STRIP) {
        sheet_scale(s, c, &least, &most);
        print_strip(out, &cell->strip, least, most);
        return;
    }
    fputs(c == 0 ? "<th scope=row>" : s->columns[c].kind == COLUMN_TEXT ? "<td class=word>" : "<td>", out);
    svg_text(out, cell->text);
    fputs(c == 0 ? "</th>" : "</td>", out);
}

static void sheet(const struct document *d, const struct sheet *s)
{
    fputs("<div class=scroll><table>", d->out);
    if (s->caption) {
        fputs("<caption>", d->out);
        print_element(d->out, "span", s->caption);
        fputs("</caption>", d->out);
    }
    fputs("<tr>", d->out);
    for (size_t c = 0; c < s->width; c++) {
        fprintf(d->out, "<th scope=col%s", s->columns[c].kind == COLUMN_NUMBER ? "" : " class=word");
        if (s->columns[c].meaning) {
            fprintf(d->out, " title=\"%s: ", s->columns[c].title);
            svg_text(d->out, s->columns[c].meaning);
            fputc('"', d->out);
        }
        fputc('>', d->out);
        svg_text(d->out, s->columns[c].title);
        fputs("</th>", d->out);
    }
    fputs("</tr>\n", d->out);
    for (size_t row = 0; row < sheet_rows(s); row++) {
        fputs("<tr>", d->out);
        for (size_t c = 0; c < s->width; c++)
            print_cell(d->out, s, row, c);
        fputs("</tr>\n", d->out);
    }
    fputs("</table></div>\n", d->out);
}

static void end(const struct document *d, const char *note)
{
    look_end(d->out, note);
}

const struct document_form document_html = { "html", begin, heading, paragraph, item, sheet, end };
