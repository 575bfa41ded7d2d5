/* html.c - the comparison as charts: who wins where, then two charts for each file and level. */
#include "cli/compare/html.h"

#include <errno.h>
#include <stdlib.h>

#include "cli/compare/curves.h"
#include "cli/compare/outputs.h"
#include "cli/compare/svg.h"

#define QUARTERS 4

/* Lines of one chart, and their points. */
struct lines {
    struct series *series; /* room for all variants */
    struct point (*points)[CURVE_POINTS];
    int count;
};

static const char head[] =
    "<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>llz compare</title>\n<style>\n"
    "body { font: 14px sans-serif; color: #000; background: #fff; margin: 2em; }\n"
    "svg text { font: 12px sans-serif; fill: #333; }\n"
    ".grid { stroke: #ddd; } .zero { stroke: #888; }\n"
    "table { border-collapse: collapse; } caption { text-align: left; padding: .5em 0; }\n"
    "th, td { border: 1px solid #ccc; padding: .3em .8em; text-align: left; }\n"
    ".legend span { margin-right: 2em; white-space: nowrap; }\n"
    "</style>\n</head>\n<body>\n<h1>llz compare</h1>\n";

static void print_variant(FILE *out, const struct variant *v)
{
    char label[64];

    variant_label(v, label, sizeof label);
    svg_text(out, label);
    if (v->bound)
        fputs(" (bound)", out);
}

/* The variant with the fewest bytes for pieces from to to - 1, and its difference from its reference. */
static void print_winner(FILE *out, const struct analysis *a, int input, int level, size_t from, size_t to)
{
    const struct variant *variants = a->plan->variants;
    int best = -1, reference;
    double least = 0;

    for (int v = 0; v < a->plan->variant_count; v++) {
        const struct cell *cell = analysis_cell(a, input, level, v);

        if (cell->complete && !variants[v].bound && to > from &&
            (best < 0 || analysis_cost(cell, from, to) < least)) {
            best = v;
            least = analysis_cost(cell, from, to);
        }
    }
    fputs("<td>", out);
    if (best < 0) {
        fputs("-</td>", out);
        return;
    }
    print_variant(out, &variants[best]);
    reference = variants[best].reference;
    if (reference != best && analysis_cell(a, input, level, reference)->complete)
        fprintf(out, " %+.3f %%",
                100 * (least / analysis_cost(analysis_cell(a, input, level, reference), from, to) - 1));
    fputs("</td>", out);
}

static void print_winners(FILE *out, const struct analysis *a)
{
    const struct plan *plan = a->plan;

    fputs(
        "<table>\n<caption>Fewest bytes, and the difference from uniform there (below 0 is better)</caption>\n"
        "<tr><th>file</th><th>level</th><th>whole file</th><th>first quarter</th><th>second</th><th>third</th>"
        "<th>last</th></tr>\n",
        out);
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++) {
            size_t n = trace_pieces(plan->inputs[i].size);

            fputs("<tr><td>", out);
            svg_text(out, plan->inputs[i].clean);
            fprintf(out, "</td><td>%d</td>", plan->levels[l]);
            print_winner(out, a, i, l, 0, n);
            for (size_t q = 0; q < QUARTERS; q++)
                print_winner(out, a, i, l, n * q / QUARTERS, n * (q + 1) / QUARTERS);
            fputs("</tr>\n", out);
        }
    fputs("</table>\n", out);
}

static void print_legend(FILE *out, const struct plan *plan)
{
    fputs("<p class=\"legend\">", out);
    for (int v = 0; v < plan->variant_count; v++) {
        fputs("<span>", out);
        svg_key(out, v);
        fputc(' ', out);
        print_variant(out, &plan->variants[v]);
        fputs("</span>\n", out);
    }
    fputs("</p>\n", out);
}

/* Fills lines with the bits per byte of all complete variants, or with their differences from the reference. */
static void gather(struct lines *lines, const struct analysis *a, int input, int level, int differences,
                   double unit)
{
    lines->count = 0;
    for (int v = 0; v < a->plan->variant_count; v++) {
        const struct cell *cell = analysis_cell(a, input, level, v);
        const struct cell *reference = analysis_cell(a, input, level, a->plan->variants[v].reference);
        struct point *points = lines->points[lines->count];
        size_t n;

        if (!cell->complete || (differences && !reference->complete))
            continue;
        n = differences ? curve_difference(points, cell, reference, unit) : curve_bits(points, cell, unit);
        lines->series[lines->count++] = (struct series){ points, n, v };
    }
}

static void print_charts(FILE *out, const struct analysis *a, struct lines *lines, int input, int level)
{
    const struct input *in = &a->plan->inputs[input];
    int large = in->size >= 1000000;
    double unit = large ? 1e6 : 1e3;
    struct chart chart = { .x_label = large ? "position in the file (MB)" : "position in the file (KB)",
                           .x_max = (double)in->size / unit,
                           .series = lines->series };

    fputs("<h2>", out);
    svg_text(out, in->clean);
    fprintf(out, ", level %d</h2>\n", a->plan->levels[level]);
    print_legend(out, a->plan);
    gather(lines, a, input, level, 0, unit);
    chart.count = lines->count;
    chart.y_label = "bits per byte";
    svg_chart(out, &chart);
    gather(lines, a, input, level, 1, unit);
    chart.count = lines->count;
    chart.y_label = "bytes more than uniform so far";
    svg_chart(out, &chart);
}

static void print_all(FILE *out, const struct analysis *a, struct lines *lines)
{
    const struct plan *plan = a->plan;

    fputs(HTML_BEGINNING, out);
    fputs(head, out);
    fprintf(out, "<p>llz %s; means over %d seed%s.</p>\n", llz_version(), plan->args->seeds,
            plan->args->seeds == 1 ? "" : "s");
    print_winners(out, a);
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            print_charts(out, a, lines, i, l);
    fputs("</body>\n</html>\n", out);
}

static enum status write_all(const struct analysis *a, struct lines *lines)
{
    struct output out;
    enum status status = output_begin(&out, a->plan->args->html);

    if (status != STATUS_OK)
        return status;
    print_all(out.stream, a, lines);
    return output_end(&out);
}

enum status html_write(const struct analysis *a)
{
    size_t n = (size_t)a->plan->variant_count;
    struct lines lines = { calloc(n, sizeof *lines.series), calloc(n, sizeof *lines.points), 0 };
    enum status status;

    if (lines.series && lines.points)
        status = write_all(a, &lines);
    else
        status = report_errno(a->plan->args->html, ENOMEM);
    free(lines.series);
    free(lines.points);
    return status;
}
