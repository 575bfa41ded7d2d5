/* cost_map.c - Shades are relative to the file: what stands out in it is to be seen, whatever it
 * costs on average. */
#include "cli/why/page/cost_map.h"

#include <math.h>

#include "cli/why/page/cost_scale.h"

/* With twelve rows, as many cells as an account has at most (cli/why/account.c). Sizes are in pixels. */
#define COLUMNS 96
#define CELL_WIDTH 10
#define CELL_HEIGHT 16

struct range {
    double least, most;
    size_t costliest;
};

static struct range range_of(const struct account *a)
{
    struct range r = { sum_rate(&a->cell[0]), sum_rate(&a->cell[0]), 0 };

    for (size_t k = 1; k < a->cells; k++) {
        const double rate = sum_rate(&a->cell[k]);

        r.least = rate < r.least ? rate : r.least;
        /* Before most, which it is compared with. */
        r.costliest = rate > r.most ? k : r.costliest;
        r.most = rate > r.most ? rate : r.most;
    }
    return r;
}

/* Cells are no stops of the tab key, of which there would be a thousand; the text is all there without them. */
static void print_cell(FILE *out, const struct account *a, size_t k, int shade, int anchor)
{
    if (anchor >= 0)
        fprintf(out, "<a href=\"#c%d\" tabindex=\"-1\">", anchor);
    fprintf(out,
            "<rect class=m%d x=\"%zu\" y=\"%zu\" width=\"%d\" height=\"%d\"><title>%zu: %.2f bits per "
            "byte</title></rect>%s\n",
            shade, k % COLUMNS * CELL_WIDTH, k / COLUMNS * CELL_HEIGHT, CELL_WIDTH, CELL_HEIGHT,
            k * a->cell_bytes, sum_rate(&a->cell[k]), anchor >= 0 ? "</a>" : "");
}

/* What each shade means. Where all cells cost the same there is but one, and nothing to explain. */
static void print_key(FILE *out, const struct range *r)
{
    const double step = (r->most - r->least) / (SCALE_CLASSES - 1);

    if (!(r->most > r->least))
        return;
    fputs("<p class=key>bits per byte:", out);
    for (int shade = 1; shade < SCALE_CLASSES; shade++)
        fprintf(out, " <i class=c%d>%.2f</i>", shade, r->least + step * (shade - 1));
    fprintf(out, " to %.2f</p>\n", r->most);
}

/* Bits for each byte that a cell gained. */
static double gain_of(const struct account *a, size_t k)
{
    return a->cell[k].bytes > 0 ? (a->against->cell[k].bits - a->cell[k].bits) / a->cell[k].bytes : 0;
}

/* Shades of gains reach as far as the largest difference of all cells, so that what stands out is seen. */
static int gain_shade(double gain, double most)
{
    const int step = most > 0 ? (int)(GAIN_CLASSES * fabs(gain) / most * 0.999) : 0;

    return (gain < 0 ? LOSS_FIRST : GAIN_FIRST) + step;
}

static void print_gain_cell(FILE *out, const struct account *a, size_t k, double most, int anchor)
{
    const double gain = gain_of(a, k);

    if (anchor >= 0)
        fprintf(out, "<a href=\"#c%d\" tabindex=\"-1\">", anchor);
    fprintf(
        out,
        "<rect class=\"%s\" x=\"%zu\" y=\"%zu\" width=\"%d\" height=\"%d\"><title>%zu: %.3f bits per byte %s"
        "</title></rect>%s\n",
        scale_class_name(gain_shade(gain, most)), k % COLUMNS * CELL_WIDTH, k / COLUMNS * CELL_HEIGHT,
        CELL_WIDTH, CELL_HEIGHT, k * a->cell_bytes, fabs(gain), gain < 0 ? "lost" : "gained",
        anchor >= 0 ? "</a>" : "");
}

void map_print_gains(FILE *out, const struct account *a, const int *anchor)
{
    const size_t rows = (a->cells + COLUMNS - 1) / COLUMNS, columns = a->cells < COLUMNS ? a->cells : COLUMNS;
    double most = 0;

    for (size_t k = 0; k < a->cells; k++)
        most = fmax(most, fabs(gain_of(a, k)));
    fprintf(
        out,
        "<p>From left to right and top to bottom, a cell for every %zu bytes. Point at a cell to see its place and what "
        "a byte of it gained or lost on average.</p>\n"
        "<svg class=map viewBox=\"0 0 %zu %zu\" width=\"%zu\" height=\"%zu\" role=\"img\" aria-label=\"%zu cells, up to "
        "%.3f bits per byte gained or lost\">\n",
        a->cell_bytes, columns * CELL_WIDTH, rows * CELL_HEIGHT, columns * CELL_WIDTH, rows * CELL_HEIGHT,
        a->cells, most);
    for (size_t k = 0; k < a->cells; k++)
        print_gain_cell(out, a, k, most, anchor[k]);
    fputs("</svg>\n<p class=key>bits per byte lost:", out);
    for (int step = GAIN_CLASSES; step > 0; step--)
        fprintf(out, " <i class=h%d>%.3f</i>", step - 1, most * step / GAIN_CLASSES);
    fputs(" gained:", out);
    for (int step = 1; step <= GAIN_CLASSES; step++)
        fprintf(out, " <i class=g%d>%.3f</i>", step - 1, most * step / GAIN_CLASSES);
    fputs("</p>\n", out);
}

void map_print(FILE *out, const struct account *a, const int *anchor)
{
    const struct range r = range_of(a);
    const size_t rows = (a->cells + COLUMNS - 1) / COLUMNS, columns = a->cells < COLUMNS ? a->cells : COLUMNS;

    fputs("<p>From left to right and top to bottom, a cell for every ", out);
    if (a->cell_bytes > 1)
        fprintf(out, "%zu bytes", a->cell_bytes);
    else
        fputs("byte", out);
    fputs(". Point at a cell to see its place and its mean cost; click on it to go there, where the page "
          "shows it.</p>\n",
          out);
    fprintf(out,
            "<svg class=map viewBox=\"0 0 %zu %zu\" width=\"%zu\" height=\"%zu\" role=\"img\" "
            "aria-label=\"%zu cells, %.2f to %.2f bits per byte; the most expensive begins at byte %zu\">\n",
            columns * CELL_WIDTH, rows * CELL_HEIGHT, columns * CELL_WIDTH, rows * CELL_HEIGHT, a->cells,
            r.least, r.most, r.costliest * a->cell_bytes);
    for (size_t k = 0; k < a->cells; k++)
        print_cell(out, a, k, scale_shade(sum_rate(&a->cell[k]), r.least, r.most), anchor[k]);
    fputs("</svg>\n", out);
    print_key(out, &r);
}
