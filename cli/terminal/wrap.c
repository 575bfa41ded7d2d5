/* wrap.c - text in lines that fit a terminal.
 *
 * Widths are counted in bytes: the texts are ASCII. */
#include "cli/terminal/wrap.h"

#include <string.h>

static void add_word(struct wrap *w, const char *word, int length, const char *end)
{
    /* The comma after a name stays on the line of the name. */
    int needed = length + (int)strlen(end);

    if (w->column > w->indent && w->column + 1 + needed > WRAP_COLUMNS) {
        fputc('\n', w->out);
        w->column = 0;
    } else if (w->column > w->indent) {
        fputc(' ', w->out);
        w->column++;
    }
    /* Asked first: a width below 0 would pad too, on the other side (C11, 7.21.6.1). */
    if (w->column < w->indent)
        fprintf(w->out, "%*s", w->indent - w->column, "");
    if (w->column < w->indent)
        w->column = w->indent;
    fprintf(w->out, "%.*s%s", length, word, end);
    w->column += needed;
}

void wrap_words(struct wrap *w, const char *text)
{
    while (*text) {
        int length = (int)strcspn(text, " \n");

        if (length > 0)
            add_word(w, text, length, "");
        text += length;
        text += *text != '\0';
    }
}

void wrap_names(struct wrap *w, const char *(*names)(int item))
{
    for (int i = 0; names(i); i++)
        add_word(w, names(i), (int)strlen(names(i)), names(i + 1) ? "," : "");
}

void wrap_end(struct wrap *w)
{
    fputc('\n', w->out);
    w->column = 0;
}

/* A line of the text as it stands, or a whole paragraph in one line of it. */
static void print_line(FILE *out, const char *line, int length)
{
    struct wrap w = { .out = out };
    const char *end = line + length;

    /* Examples: commands that somebody may copy must not be broken. */
    if (strncmp(line, "    ", 4) == 0) {
        fprintf(out, "%.*s\n", length, line);
        return;
    }
    while (line < end) {
        int n = (int)strcspn(line, " \n");

        add_word(&w, line, n, "");
        /* Over the blank; at the end of the text this is one past `end`, and the loop is over. */
        line += n + 1;
    }
    wrap_end(&w);
}

void wrap_paragraphs(FILE *out, const char *text)
{
    while (*text) {
        int length = (int)strcspn(text, "\n");

        print_line(out, text, length);
        text += length;
        text += *text != '\0';
    }
}
