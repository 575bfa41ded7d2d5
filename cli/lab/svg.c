/* svg.c - line charts as inline SVG. Lengths are in CSS pixels.
 *
 * No library and no script: a page must open anywhere, and in years. */
#include "cli/lab/svg.h"

#include <math.h>

#define WIDTH 800
#define HEIGHT 300
#define LEFT 80 /* margins around the plot, where ticks and labels stand */
#define RIGHT 15
#define TOP 10
#define BOTTOM 50
#define PLOT_WIDTH (WIDTH - LEFT - RIGHT)
#define PLOT_HEIGHT (HEIGHT - TOP - BOTTOM)

/* Okabe and Ito's palette, which colour-blind people can tell apart, without its yellow, which is too light for
 * a line on white. When it is used up it begins again with other dashes. */
static const char *const colours[] = { "#000000", "#d55e00", "#0072b2", "#009e73",
                                       "#cc79a7", "#e69f00", "#56b4e9" };
static const char *const dashes[] = { "none", "6 3", "2 3", "9 3 2 3" };
#define COLOURS ((int)(sizeof colours / sizeof colours[0]))
#define DOTS 40 /* of a line */
#define DASHES ((int)(sizeof dashes / sizeof dashes[0]))

/* One axis: values low to high, a tick at every multiple of step. */
struct axis {
    double low, high, step;
};

/* The class lets a page choose colours for a dark background. */
static void print_style(FILE *out, int style)
{
    fprintf(out, " class=\"s%d\" fill=\"none\" stroke-width=\"1.5\" stroke=\"%s\" stroke-dasharray=\"%s\"",
            style % COLOURS, colours[style % COLOURS], dashes[style / COLOURS % DASHES]);
}

/* 1, 2 or 5 times a power of ten, so that there are four to ten ticks.
 *
 * At least four steps in the range; numbers that people count in. */
static double nice_step(double range)
{
    double power = pow(10, floor(log10(range / 4))), lead = range / 4 / power;

    return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

/* From tick to tick around all values. */
static struct axis y_axis(const struct chart *c)
{
    struct axis a = { INFINITY, -INFINITY, 1 };

    for (int s = 0; s < c->count; s++)
        for (size_t i = 0; i < c->series[s].n; i++) {
            const struct series *one = &c->series[s];

            a.low = fmin(a.low, one->low ? one->low[i].y : one->points[i].y);
            a.high = fmax(a.high, one->high ? one->high[i].y : one->points[i].y);
        }
    if (!(a.high > a.low)) { /* no line, or only flat ones of the same height */
        double middle = isfinite(a.low) ? a.low : 0;

        a.low = middle - 1;
        a.high = middle + 1;
    }
    a.step = nice_step(a.high - a.low);
    a.low = a.step * floor(a.low / a.step);
    a.high = a.step * ceil(a.high / a.step);
    return a;
}

static double x_place(const struct axis *a, double x)
{
    return LEFT + PLOT_WIDTH * (x - a->low) / (a->high - a->low);
}

static double y_place(const struct axis *a, double y)
{
    return TOP + PLOT_HEIGHT * (a->high - y) / (a->high - a->low);
}

/* Ticks are counted, not added up: a sum of steps would miss 0 by a rounding error. The quotient is a whole
 * number but for such an error, which floor() would turn into one tick less: hence 1e-9. */
static long ticks(const struct axis *a)
{
    return lround(floor((a->high - a->low) / a->step + 1e-9));
}

static double tick(const struct axis *a, long i)
{
    double value = a->low + a->step * (double)i;

    /* %g would print the error as 1.4e-17, and the line at 0 would not be found. */
    return fabs(value) < a->step / 2 ? 0 : value;
}

static void print_x_axis(FILE *out, const struct axis *x, const char *label)
{
    for (long i = 0; i <= ticks(x); i++) {
        double at = x_place(x, tick(x, i));

        fprintf(out, "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", at, TOP, at,
                TOP + PLOT_HEIGHT);
        fprintf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%g</text>\n", at, TOP + PLOT_HEIGHT + 16,
                tick(x, i));
    }
    fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", LEFT + PLOT_WIDTH / 2, HEIGHT - 10);
    svg_text(out, label);
    fputs("</text>\n", out);
}

static void print_y_axis(FILE *out, const struct axis *y, const char *label)
{
    for (long i = 0; i <= ticks(y); i++) {
        /* Text stands on its baseline: 4 pixels lower, the middle of 12-pixel digits is at the tick. */
        double at = y_place(y, tick(y, i));

        fprintf(out, "<line class=\"%s\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
                tick(y, i) == 0 ? "zero" : "grid", LEFT, at, LEFT + PLOT_WIDTH, at);
        fprintf(out, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%g</text>\n", LEFT - 6, at + 4, tick(y, i));
    }
    fprintf(out, "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">",
            TOP + PLOT_HEIGHT / 2);
    svg_text(out, label);
    fputs("</text>\n", out);
}

/* Along the upper ends, and back along the lower ones. */
static void print_band(FILE *out, const struct series *s, const struct axis *x, const struct axis *y)
{
    if (!s->low || !s->high)
        return;
    fprintf(out, "<polygon class=\"band f%d\" fill=\"%s\" points=\"", s->style % COLOURS,
            colours[s->style % COLOURS]);
    for (size_t i = 0; i < s->n; i++)
        fprintf(out, "%.1f,%.1f ", x_place(x, s->high[i].x), y_place(y, s->high[i].y));
    for (size_t i = s->n; i > 0; i--)
        fprintf(out, "%.1f,%.1f ", x_place(x, s->low[i - 1].x), y_place(y, s->low[i - 1].y));
    fputs("\"/>\n", out);
}

static void print_line(FILE *out, const struct series *s, const struct axis *x, const struct axis *y)
{
    fputs("<polyline", out);
    print_style(out, s->style);
    fputs(" points=\"", out);
    for (size_t i = 0; i < s->n; i++)
        fprintf(out, "%s%.1f,%.1f", i ? " " : "", x_place(x, s->points[i].x), y_place(y, s->points[i].y));
    fputs("\"/>\n", out);
}

/* Places to point at, no more than can be told apart. */
static void print_dots(FILE *out, const struct series *s, const struct axis *x, const struct axis *y)
{
    const size_t step = (s->n + DOTS - 1) / DOTS;

    for (size_t i = 0; s->label && i < s->n; i += step) {
        fprintf(out, "<circle class=dot cx=\"%.1f\" cy=\"%.1f\" r=\"6\"><title>", x_place(x, s->points[i].x),
                y_place(y, s->points[i].y));
        svg_text(out, s->label);
        fprintf(out, ": %.4g at %.4g", s->points[i].y, s->points[i].x);
        if (s->low && s->high)
            fprintf(out, ", from %.4g to %.4g", s->low[i].y, s->high[i].y);
        fputs("</title></circle>\n", out);
    }
}

void svg_chart(FILE *out, const struct chart *c)
{
    const struct axis x = { 0, c->x_max, nice_step(c->x_max) }, y = y_axis(c);

    fprintf(out, "<svg class=chart viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"",
            WIDTH, HEIGHT, WIDTH, HEIGHT);
    svg_text(out, c->y_label);
    fputs("\">\n", out);
    print_x_axis(out, &x, c->x_label);
    print_y_axis(out, &y, c->y_label);
    /* Bands under all lines, and what is pointed at above them. */
    for (int s = 0; s < c->count; s++)
        print_band(out, &c->series[s], &x, &y);
    for (int s = 0; s < c->count; s++)
        print_line(out, &c->series[s], &x, &y);
    for (int s = 0; s < c->count; s++)
        print_dots(out, &c->series[s], &x, &y);
    fputs("</svg>\n", out);
}

void svg_key(FILE *out, int style)
{
    fputs("<svg width=\"34\" height=\"10\"><line x1=\"2\" y1=\"5\" x2=\"32\" y2=\"5\"", out);
    print_style(out, style);
    fputs("/></svg>", out);
}

void svg_text(FILE *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        case '\'':
            fputs("&#39;", out);
            break;
        default:
            fputc(*text, out);
            break;
        }
}

void svg_legend(FILE *out, const struct chart *chart)
{
    fputs("<p class=legend>", out);
    for (int i = 0; i < chart->count; i++) {
        fputs("<span>", out);
        svg_key(out, chart->series[i].style);
        fputc(' ', out);
        svg_text(out, chart->series[i].label);
        fputs("</span>\n", out);
    }
    fputs("</p>\n", out);
}
