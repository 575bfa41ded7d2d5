/* cost_curves.c - Few steps: a line through every byte would be a band of noise, and the page large. */
#include "cli/why/page/cost_curves.h"

#include "cli/lab/svg.h"

/* Points of a line at most; a chart is 800 pixels wide. */
#define LEARNING_STEPS 128
#define PARTS_STEPS 48 /* seven lines across each other need to be smoother */

/* Lines of one chart, and their points. */
struct lines {
    struct point points[ACCOUNT_PARTS][LEARNING_STEPS];
    struct series series[ACCOUNT_PARTS];
    const char *label[ACCOUNT_PARTS];
    int count;
};

/* What is added up of a window to be its height; the last one takes the number of a part. */
enum what { PAID, LM, SAVED };

static double rate(const struct sum *s, enum what what, int part)
{
    const double bits = what == PAID ? s->bits : what == LM ? s->lm : s->saved[part];

    return s->bytes > 0 ? bits / s->bytes : 0;
}

/* A unit in which positions are short numbers. */
static double unit_of(const struct account *a)
{
    return a->size >= 1000000 ? 1e6 : a->size >= 10000 ? 1e3 : 1;
}

/* so_far: each point is the mean from the beginning; else of its window. A part
 * has the same colour on every page. */
static void add(struct lines *l, const struct account *a, const char *label, enum what what, int part,
                size_t steps_most, int so_far, int style)
{
    /* No more than there are cells: a step without one would be a hole in the line. */
    const size_t steps = a->cells < steps_most ? a->cells : steps_most;
    struct point *points = l->points[l->count];
    struct sum sum = { 0 };
    double end = 0;

    for (size_t i = 0; i < steps; i++) {
        const double begin = end;

        if (!so_far)
            sum = (struct sum){ 0 };
        for (size_t k = i * a->cells / steps; k < (i + 1) * a->cells / steps; k++) {
            sum_add(&sum, &a->cell[k]);
            /* Cells hold the sums, so a curve reads a thousand cells and not every byte. */
            end += a->cell[k].bytes;
        }
        /* A mean so far belongs to the end of its window, a mean of the window to its middle. */
        points[i] = (struct point){ (so_far ? end : (begin + end) / 2) / unit_of(a), rate(&sum, what, part) };
    }
    l->label[l->count] = label;
    l->series[l->count] = (struct series){ .points = points, .n = steps, .style = style, .label = label };
    l->count++;
}

static void print(FILE *out, const struct account *a, const struct lines *l, const char *y_label)
{
    const double unit = unit_of(a);
    const struct chart chart = { .x_label = unit > 1e3 ? "position in the file (MB)"
                                            : unit > 1 ? "position in the file (KB)"
                                                       : "position in the file (bytes)",
                                 .y_label = y_label,
                                 .x_max = (double)a->size / unit,
                                 .series = l->series,
                                 .count = l->count };

    fputs("<p class=legend>", out);
    for (int i = 0; i < l->count; i++) {
        fputs("<span>", out);
        svg_key(out, l->series[i].style);
        fprintf(out, " %s</span>\n", l->label[i]);
    }
    fputs("</p>\n", out);
    svg_chart(out, &chart);
}

void curves_learning(FILE *out, const struct account *a)
{
    const int both = a->has_lm && a->info.parts != 1; /* else the language model is all together */
    struct lines l = { .count = 0 };

    add(&l, a, "all together, here", PAID, 0, LEARNING_STEPS, 0, 0);
    if (both)
        add(&l, a, "language model alone, here", LM, 0, LEARNING_STEPS, 0, 1);
    add(&l, a, "all together, so far", PAID, 0, LEARNING_STEPS, 1, 2);
    if (both)
        add(&l, a, "language model alone, so far", LM, 0, LEARNING_STEPS, 1, 3);
    print(out, a, &l, "bits per byte");
}

void curves_gain(FILE *out, const struct account *a)
{
    const size_t steps = a->cells < LEARNING_STEPS ? a->cells : LEARNING_STEPS;
    struct lines l = { .count = 1 };
    double end = 0, bits = 0;
    size_t k = 0;

    for (size_t i = 0; i < steps; i++) {
        for (; k < (i + 1) * a->cells / steps; k++) {
            end += a->cell[k].bytes;
            bits += a->against->cell[k].bits - a->cell[k].bits;
        }
        l.points[0][i] = (struct point){ end / unit_of(a), bits / 8 };
    }
    l.label[0] = "bytes gained so far";
    l.series[0] = (struct series){ .points = l.points[0], .n = steps, .style = 2, .label = l.label[0] };
    print(out, a, &l, "bytes gained so far");
}

void curves_parts(FILE *out, const struct account *a)
{
    struct lines l = { .count = 0 };

    for (int i = 0; i < a->parts; i++)
        /* One that is in use and saved exactly nothing never had a say in this file. */
        if (account_uses(a, i) && a->total.saved[i] != 0)
            add(&l, a, llz_part_name(i), SAVED, i, PARTS_STEPS, 0, i);
    if (l.count > 0)
        print(out, a, &l, "bits per byte saved");
}
