/* curves.c - how a variant learned along the files: costs in steps, and the difference from the reference up to the
 * end of each, with bands. */
#include "cli/compare/findings/curves.h"

#include <stdlib.h>

#include "cli/compare/analysis/outcome.h"
#include "cli/compare/findings/verdicts.h"
#include "cli/lab/svg.h"

#define QUARTERS 4
#define STEPS_MAX 48  /* points of a line with a band */
#define LUMPS_MAX 256 /* pieces are put together for bands, which take as many draws as there are pieces */

static double end_of(const struct cell *cell, size_t pieces)
{
    const double at = (double)pieces * PIECE_BYTES;

    return at < cell->size ? at : cell->size;
}

/* Costs of the first pieces of a cell, of so many of them together. Returns how many lumps there are. */
static size_t lump(double lumps[LUMPS_MAX], const struct cell *cell, size_t pieces)
{
    const size_t count = pieces < LUMPS_MAX ? pieces : LUMPS_MAX;

    for (size_t i = 0; i < count; i++)
        lumps[i] = analysis_cost(cell, i * pieces / count, (i + 1) * pieces / count);
    return count;
}

struct along along_at(const struct analysis *a, int input, int level, int variant, size_t step, size_t steps)
{
    const struct cell *ours = analysis_cell(a, input, level, variant);
    const struct cell *theirs = analysis_cell(a, input, level, a->plan->variants[variant].reference);
    const size_t pieces = (step + 1) * ours->pieces / steps;
    double our_lumps[LUMPS_MAX], their_lumps[LUMPS_MAX];
    const size_t n = lump(our_lumps, ours, pieces);
    const struct pairs pairs = { our_lumps, their_lumps, n };
    struct along at = { .bytes = end_of(ours, pieces) };
    struct interval band;

    (void)lump(their_lumps, theirs, pieces);
    band = statistics_band(&pairs);
    at.difference = outcome_percent(analysis_cost(ours, 0, pieces) / analysis_cost(theirs, 0, pieces));
    at.low = band.known ? outcome_percent(band.low) : at.difference;
    at.high = band.known ? outcome_percent(band.high) : at.difference;
    at.known = band.known;
    return at;
}

/* Of one run, without what names its variant. */
static double run_cost(const struct run *run, size_t from, size_t to)
{
    double sum = from == 0 ? -(double)run->result.named : 0;

    for (size_t k = from; k < to; k++)
        sum += trace_cost(&run->result.trace, k);
    return sum;
}

struct stretch stretch_at(const struct analysis *a, int input, int level, int variant, size_t step,
                          size_t steps)
{
    const struct cell *cell = analysis_cell(a, input, level, variant);
    const struct run *runs = plan_cell(a->plan, input, level, variant);
    const size_t from = step * cell->pieces / steps, to = (step + 1) * cell->pieces / steps;
    const double bytes = end_of(cell, to) - end_of(cell, from);
    struct stretch s = { .bytes = (end_of(cell, from) + end_of(cell, to)) / 2,
                         .bits = 8 * analysis_cost(cell, from, to) / bytes };

    for (int seed = 0; seed < a->plan->seed_count; seed++) {
        const double bits = 8 * run_cost(&runs[seed], from, to) / bytes;

        s.low = seed == 0 || bits < s.low ? bits : s.low;
        s.high = seed == 0 || bits > s.high ? bits : s.high;
    }
    return s;
}

static void add_quarter(struct sheet *s, const struct along *at)
{
    if (at->known)
        sheet_add(s, "%+.3f (%+.3f .. %+.3f)", at->difference, at->low, at->high);
    else
        sheet_add(s, "%+.3f", at->difference);
}

static void add_row(struct sheet *s, const struct findings *f, int input, int level, int variant)
{
    const struct plan *plan = f->a->plan;
    const struct cell *cell = analysis_cell(f->a, input, level, variant);
    char label[VARIANT_LABEL], text[PLAN_LEVEL_TEXT];

    variant_label(&plan->variants[variant], label, sizeof label);
    sheet_add(s, "%s", plan->inputs[input].clean);
    sheet_add(s, "%s", plan_level_text(text, &plan->levels[level]));
    sheet_add(s, "%s", label);
    for (size_t q = 0; q < QUARTERS; q++)
        sheet_add(s, "%.4f", stretch_at(f->a, input, level, variant, q, QUARTERS).bits);
    for (size_t q = 0; q < QUARTERS; q++) {
        if (cell->compared) {
            const struct along at = along_at(f->a, input, level, variant, q, QUARTERS);

            add_quarter(s, &at);
        } else {
            sheet_add(s, "-");
        }
    }
}

static void print_table(const struct findings *f)
{
    static const struct column columns[] = {
        { "file", NULL, COLUMN_TEXT },
        { "level", "level, or number of a model", COLUMN_TEXT },
        { "variant", NULL, COLUMN_TEXT },
        { "bits/byte, 1st quarter", "bits of archive for each byte within the quarter", COLUMN_NUMBER },
        { "2nd", NULL, COLUMN_NUMBER },
        { "3rd", NULL, COLUMN_NUMBER },
        { "4th", NULL, COLUMN_NUMBER },
        { "difference % after 1/4", "from the reference, from the beginning to there, and its 95 % interval",
          COLUMN_NUMBER },
        { "1/2", NULL, COLUMN_NUMBER },
        { "3/4", NULL, COLUMN_NUMBER },
        { "all", NULL, COLUMN_NUMBER },
    };
    const struct plan *plan = f->a->plan;
    struct sheet s;

    sheet_begin(&s, NULL, columns, sizeof columns / sizeof columns[0]);
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++)
                /* A file of fewer than four pieces has quarters without any. */
                if (analysis_cell(f->a, i, l, v)->complete && analysis_cell(f->a, i, l, v)->pieces >= QUARTERS)
                    add_row(&s, f, i, l, v);
    if (sheet_rows(&s) == 0)
        f->d->form->paragraph(f->d, "The files are too short to be cut into quarters.");
    document_sheet(f->d, &s);
}

/* Lines of one chart. One buffer for all charts of a page: it is filled anew for each. */
struct lines {
    struct series *series;
    struct point (*points)[3][STEPS_MAX]; /* of each: middle, low, high */
    char (*labels)[VARIANT_LABEL];
    int count;
};

static size_t steps_of(const struct cell *cell)
{
    return cell->pieces < STEPS_MAX ? cell->pieces : STEPS_MAX;
}

/* Units in which positions are short numbers. */
static double unit_of(double size)
{
    return size >= 1e6 ? 1e6 : 1e3;
}

static void fill(struct lines *lines, const struct analysis *a, int input, int level, int variant,
                 int differences)
{
    const struct cell *cell = analysis_cell(a, input, level, variant);
    struct point(*points)[STEPS_MAX] = lines->points[lines->count];
    const size_t n = steps_of(cell);
    const double unit = unit_of(cell->size);

    for (size_t i = 0; i < n; i++) {
        const struct stretch s = stretch_at(a, input, level, variant, i, n);
        const struct along d = differences ? along_at(a, input, level, variant, i, n) : (struct along){ 0 };
        const double x = (differences ? d.bytes : s.bytes) / unit;

        points[0][i] = (struct point){ x, differences ? d.difference : s.bits };
        points[1][i] = (struct point){ x, differences ? d.low : s.low };
        points[2][i] = (struct point){ x, differences ? d.high : s.high };
    }
    variant_label(&a->plan->variants[variant], lines->labels[lines->count], VARIANT_LABEL);
    /* The style is that of the variant, not of the line: a variant has one colour on the whole page. */
    lines->series[lines->count] = (struct series){ points[0],
                                                   n,
                                                   variant,
                                                   lines->labels[lines->count],
                                                   differences || a->plan->seed_count > 1 ? points[1] : NULL,
                                                   differences || a->plan->seed_count > 1 ? points[2] : NULL };
    lines->count++;
}

static void print_chart(const struct findings *f, struct lines *lines, int input, int level, int differences)
{
    const struct analysis *a = f->a;
    const struct input *in = &a->plan->inputs[input];
    const double unit = unit_of((double)in->size);
    struct chart chart = { .x_label = unit > 1e3 ? "position in the file (MB)" : "position in the file (KB)",
                           .y_label = differences ? "% from the reference so far" : "bits per byte",
                           .x_max = (double)in->size / unit,
                           .series = lines->series };

    lines->count = 0;
    for (int v = 0; v < a->plan->variant_count; v++) {
        const struct cell *cell = analysis_cell(a, input, level, v);

        if (differences ? cell->compared : cell->complete)
            fill(lines, a, input, level, v, differences);
    }
    chart.count = lines->count;
    if (lines->count == 0)
        return;
    svg_legend(f->d->out, &chart);
    svg_chart(f->d->out, &chart);
}

static void print_charts(const struct findings *f, struct lines *lines)
{
    const struct plan *plan = f->a->plan;

    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++) {
            char name[PLAN_LEVEL_TEXT];

            fputs("<h3>", f->d->out);
            svg_text(f->d->out, plan->inputs[i].clean);
            fprintf(f->d->out, ", %s</h3>\n", plan_level_name(name, &plan->levels[l]));
            print_chart(f, lines, i, l, 0);
            print_chart(f, lines, i, l, 1);
        }
}

static void print_page_part(const struct findings *f)
{
    const size_t n = (size_t)f->a->plan->variant_count;
    struct lines lines = { .series = calloc(n, sizeof *lines.series),
                           .points = calloc(n, sizeof *lines.points),
                           .labels = calloc(n, sizeof *lines.labels) };

    if (lines.series && lines.points && lines.labels)
        print_charts(f, &lines);
    else
        *f->d->incomplete = 1;
    free(lines.series);
    free(lines.points);
    free(lines.labels);
}

void curves_print(const struct findings *f)
{
    f->d->form->paragraph(
        f->d, f->a->plan->seed_count > 1
                  ? "Bits per byte are means over the seeds, and bands go from the seed with the fewest to "
                    "the one with the most; bands of differences are 95 % intervals by the pieces so far."
                  : "Bands of differences are 95 % intervals by the pieces so far.");
    print_table(f);
    if (f->d->form == &document_html)
        print_page_part(f);
}
