/* svg.h - line charts as inline SVG. */
#ifndef LLZ_SVG_H
#define LLZ_SVG_H

#include <stddef.h>
#include <stdio.h>

struct point {
    double x, y;
};

/* One line of a chart. */
struct series {
    const struct point *points; /* x ascending */
    size_t n;
    int style;                      /* 0, 1, ...: colour and dashes */
    const char *label;              /* for who points at the line; NULL: nothing is told */
    const struct point *low, *high; /* ends of a band around the line, at the same x; NULL: there is none */
};

struct chart {
    const char *x_label, *y_label; /* with units */
    double x_max;                  /* the axis begins at 0 */
    const struct series *series;
    int count;
};

void svg_chart(FILE *out, const struct chart *chart);

/* A short piece of a line of that style, for a legend. */
void svg_key(FILE *out, int style);

/* The lines of a chart and their labels, none of which is NULL, as a paragraph of HTML. */
void svg_legend(FILE *out, const struct chart *chart);

/* Text in HTML or SVG: every character that means something there is escaped. */
void svg_text(FILE *out, const char *text);

#endif
