/* sheet.c - a table in memory. Its forms need to know how wide a column becomes, and how far intervals reach,
 * before the first row is printed. */
#include "cli/lab/page/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void sheet_begin(struct sheet *s, const char *caption, const struct column *columns, size_t width)
{
    *s = (struct sheet){ .caption = caption, .columns = columns, .width = width };
}

/* A cell that could not be kept would shift all after it, so none is added from then on. */
static void add(struct sheet *s, const struct sheet_cell *cell)
{
    struct sheet_cell *grown = s->failed ? NULL : array_grow(s->cells, s->count, &s->room, sizeof *grown);

    if (!grown || !cell->text) {
        s->failed = 1;
        s->cells = grown ? grown : s->cells;
        return;
    }
    s->cells = grown;
    s->cells[s->count++] = *cell;
}

void sheet_add(struct sheet *s, const char *format, ...)
{
    struct sheet_cell cell = { 0 };
    va_list arguments;
    char *text;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    text = length < 0 ? NULL : pool_room(&s->pool, (size_t)length);
    if (text) {
        va_start(arguments, format);
        vsnprintf(text, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    cell.text = text;
    add(s, &cell);
}

void sheet_add_strip(struct sheet *s, const struct strip *strip)
{
    const struct sheet_cell cell = { .text = "", .strip = *strip };

    add(s, &cell);
}

size_t sheet_rows(const struct sheet *s)
{
    return s->count / s->width;
}

const struct sheet_cell *sheet_at(const struct sheet *s, size_t row, size_t column)
{
    return &s->cells[row * s->width + column];
}

void sheet_scale(const struct sheet *s, size_t column, double *least, double *most)
{
    *least = *most = 0;
    for (size_t row = 0; row < sheet_rows(s); row++) {
        const struct strip *strip = &sheet_at(s, row, column)->strip;

        if (!strip->known)
            continue;
        *least = strip->low < *least ? strip->low : *least;
        *most = strip->high > *most ? strip->high : *most;
    }
    /* Nothing differs at all: any scale will do, but one that can be divided by. */
    if (!(*most > *least))
        *most = *least + 1;
}

void sheet_free(struct sheet *s)
{
    free(s->cells);
    pool_free(&s->pool);
    *s = (struct sheet){ 0 };
}
