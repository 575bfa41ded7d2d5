/* html.c - the comparison as charts: who wins where, then two charts for each file and level. */
#include "cli/compare/export/html.h"

#include <errno.h>
#include <stdlib.h>

#include "cli/compare/analysis/outcome.h"
#include "cli/compare/export/piece_curves.h"
#include "cli/lab/outputs.h"
#include "cli/lab/svg.h"
#include "codec/llz_lab.h"

/* Lines of one chart, and their points. */
struct lines {
    struct series *series; /* room for all variants */
    /* One buffer for all charts of the page: it is filled anew for each. */
    struct point (*points)[CURVE_POINTS];
    int count;
};

/* No fonts and no links: the page is kept, and may be opened where nothing can be loaded. */
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
    char label[VARIANT_LABEL];

    variant_label(v, label, sizeof label);
    /* A parameter or a name of a file may hold what means something in HTML. */
    svg_text(out, label);
    /* Wherever its name stands: nobody can reach a bound, and no archive has a control. */
    if (v->bound)
        fputs(" (bound)", out);
    if (v->control)
        fputs(" (control)", out);
}

/* The variant with the fewest bytes in a range, and its difference from its
 * reference, if that is more than chance. */
static void print_winner(FILE *out, const struct analysis *a, int input, int level, int range)
{
    const struct leader *leader = analysis_leader(a, input, level, range);

    fputs("<td>", out);
    if (leader->best < 0)
        fputs("-", out);
    else if (!leader->clear)
        fputs("undecided", out);
    else
        print_variant(out, &a->plan->variants[leader->best]);
    /* An unclear difference is not printed: a number would be believed. */
    if (leader->best >= 0 && leader->clear && leader->has_reference)
        fprintf(out, " %+.3f %%", outcome_percent(leader->reference.ratio));
    fputs("</td>", out);
}

static void print_winners(FILE *out, const struct analysis *a)
{
    const struct plan *plan = a->plan;

    fputs(
        "<table>\n"
        "<caption>Fewest bytes, and the difference from uniform there (below 0 is better), where it is clear: "
        "corrected (Holm) for all comparisons of whole files, and for all of quarters</caption>\n"
        "<tr><th>file</th><th>level</th><th>whole file</th><th>first quarter</th><th>second</th><th>third</th>"
        "<th>last</th></tr>\n",
        out);
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++) {
            char text[PLAN_LEVEL_TEXT];

            fputs("<tr><td>", out);
            svg_text(out, plan->inputs[i].clean);
            fprintf(out, "</td><td>%s</td>", plan_level_text(text, &plan->levels[l]));
            for (int range = 0; range < RANGES; range++)
                print_winner(out, a, i, l, range);
            fputs("</tr>\n", out);
        }
    fputs("</table>\n", out);
}

static void print_statistics_row(FILE *out, const struct analysis *a, int input, int level, int variant)
{
    const struct cell *cell = analysis_cell(a, input, level, variant);
    struct figure figures[OUTCOME_FIGURES];
    char level_text[PLAN_LEVEL_TEXT];

    fputs("<tr><td>", out);
    svg_text(out, input < a->plan->input_count ? a->plan->inputs[input].clean : "(all files)");
    fprintf(out, "</td><td>%s</td><td>", plan_level_text(level_text, &a->plan->levels[level]));
    print_variant(out, &a->plan->variants[variant]);
    outcome_figures(figures, cell);
    for (int i = 0; i < OUTCOME_FIGURES; i++) {
        char text[OUTCOME_TEXT];

        outcome_text(text, &figures[i]);
        /* Each closes the cell before it, and the line after the loop closes the last. */
        fprintf(out, "</td><td>%s", text);
    }
    fprintf(out, "</td><td>%s</td><td>%s</td></tr>\n", analysis_verdict(cell->verdict),
            outcome_fewest(a, input, level, variant));
}

static void print_statistics(FILE *out, const struct analysis *a)
{
    const struct plan *plan = a->plan;
    /* With one file the row of all files would repeat it. */
    const int last = plan->input_count > 1 ? plan->input_count : plan->input_count - 1;
    struct figure figures[OUTCOME_FIGURES];
    /* Names of figures come from the same list as their values. */
    const struct cell none = { 0 };

    fputs("<table>\n<caption>Statistics</caption>\n<tr><th>file</th><th>level</th><th>variant</th>", out);
    outcome_figures(figures, &none);
    for (int i = 0; i < OUTCOME_FIGURES; i++)
        fprintf(out, "<th>%s</th>", figures[i].name);
    fputs("<th>verdict</th><th>fewest</th></tr>\n", out);
    for (int i = 0; i <= last; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++)
                print_statistics_row(out, a, i, l, v);
    fputs("</table>\n", out);
}

/* Before every pair of charts: a page is longer than a window. */
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

        /* The reference itself is drawn too, as the line at 0. */
        if (!cell->complete || (differences && !reference->complete))
            continue;
        n = differences ? curve_difference(points, cell, reference, unit) : curve_bits(points, cell, unit);
        /* The style is that of the variant, not of the line: a variant has one colour on the whole page. */
        lines->series[lines->count++] = (struct series){ points, n, v };
    }
}

static void print_charts(FILE *out, const struct analysis *a, struct lines *lines, int input, int level)
{
    const struct input *in = &a->plan->inputs[input];
    int large = in->size >= 1000000;
    /* Ticks with short numbers. */
    double unit = large ? 1e6 : 1e3;
    char name[PLAN_LEVEL_TEXT];
    struct chart chart = { .x_label = large ? "position in the file (MB)" : "position in the file (KB)",
                           .x_max = (double)in->size / unit,
                           .series = lines->series };

    fputs("<h2>", out);
    svg_text(out, in->clean);
    fprintf(out, ", %s</h2>\n", plan_level_name(name, &a->plan->levels[level]));
    print_legend(out, a->plan);
    gather(lines, a, input, level, 0, unit);
    chart.count = lines->count;
    /* This one shows where the file is hard. How little policies differ is only seen in the next. */
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

    /* By its beginning an older page is known as one that may be replaced (cli/lab/outputs.h). */
    fputs(HTML_BEGINNING, out);
    fputs(head, out);
    fprintf(out, "<p>llz %s, build %s, kernel %s; means over %d seed%s.</p>\n", llz_version(), llz_build(),
            llz_kernel(), plan->seed_count, plan->seed_count == 1 ? "" : "s");
    print_winners(out, a);
    print_statistics(out, a);
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            print_charts(out, a, lines, i, l);
    fputs("</body>\n</html>\n", out);
}

static enum status write_all(const struct analysis *a, struct lines *lines)
{
    struct output out;
    enum status status = output_begin(&out, a->plan->request->html);

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
        status = report_errno(a->plan->request->html, ENOMEM);
    free(lines.series);
    free(lines.points);
    return status;
}
