/* findings_csv.c - what an analysis says, for programs. Lines end with CR LF (RFC 4180); a field that is not known is
 * empty. */
#include "cli/compare/findings/findings_csv.h"

#include <stdlib.h>

#include "cli/compare/analysis/outcome.h"
#include "cli/compare/export/csv.h"
#include "cli/compare/findings/curve_fit.h"
#include "cli/compare/findings/curves.h"

#define CURVE_STEPS 48

static void print_variant(FILE *out, const struct plan *plan, int input, int level, int variant)
{
    char text[PLAN_LEVEL_TEXT];

    if (input < plan->input_count)
        csv_text(out, plan->inputs[input].clean);
    else
        fprintf(out, "(%d files)", plan->input_count);
    fprintf(out, ",%s,%s", input < plan->input_count ? plan->inputs[input].hash : "",
            plan_level_text(text, &plan->levels[level]));
    for (int d = 0; d < variant_dimension_count; d++) {
        fputc(',', out);
        csv_text(out, variant_dimensions[d].value(&plan->variants[variant]));
    }
}

static void print_over(FILE *out, const struct over_files *over)
{
    if (over && over->compared && over->estimate.interval.known)
        fprintf(out, ",%.6f,%.6f,%.6g,%.6g", outcome_percent(over->estimate.interval.low),
                outcome_percent(over->estimate.interval.high), over->estimate.p, over->estimate.holm);
    else
        fputs(",,,,", out);
}

static void print_fit(FILE *out, const struct cell *cell)
{
    /* Over all files there is no curve: their lengths differ. */
    const struct curve_fit c = cell->complete && cell->costs
                                   ? curve_fit_make(cell)
                                   : (struct curve_fit){ .fit = { .state = FIT_FEW } };
    char note[CURVE_FIT_NOTE] = "";

    if (c.identified)
        fprintf(out, ",%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g,%.6g", c.fit.floor, c.floor.low, c.floor.high,
                fit_b(&c.fit), c.b.low, c.b.high, c.fit.beta, c.beta.low, c.beta.high);
    else
        fputs(",,,,,,,,,", out);
    if (cell->complete && cell->costs)
        curve_fit_note(note, &c);
    fputc(',', out);
    csv_text(out, note);
}

static void print_row(FILE *out, const struct analysis *a, const struct over_files *over,
                      const struct findings_source *source, int input, int level, int variant)
{
    const struct plan *plan = a->plan;
    const struct cell *cell = analysis_cell(a, input, level, variant);

    fprintf(out, "%zu,", findings_row(a, input, level, variant));
    print_variant(out, plan, input, level, variant);
    fprintf(out, ",%d", plan->seed_count);
    if (cell->complete)
        fprintf(out, ",%.0f,%.6f,%.1f,%s", cell->size, 8 * cell->packed / cell->size,
                cell->operations / cell->size, variant_verified(&plan->variants[variant], cell->verified));
    else
        fputs(",,,,", out);
    outcome_print(out, cell);
    print_over(out, input == plan->input_count ? over_files_at(over, a, level, variant) : NULL);
    print_fit(out, cell);
    fprintf(out, ",%s,%s", cell->complete ? analysis_verdict(cell->verdict) : "incomplete",
            outcome_fewest(a, input, level, variant));
    if (source->machine && cell->complete)
        fprintf(out, ",%.3f", cell->seconds);
    else if (source->machine)
        fputc(',', out);
    fputs("\r\n", out);
}

static void print_head(FILE *out, const struct findings_source *source)
{
    const struct cell none = { 0 };
    struct figure figures[OUTCOME_FIGURES];

    fputs("row,file,xxh3_128,level", out);
    for (int d = 0; d < variant_dimension_count; d++)
        fprintf(out, ",%s", variant_dimensions[d].name);
    fputs(",seeds,size,bits_per_byte,operations_per_byte,verified", out);
    outcome_figures(figures, &none);
    for (int i = 0; i < OUTCOME_FIGURES; i++)
        fprintf(out, ",%s", figures[i].name);
    fputs(",others_low_percent,others_high_percent,others_p,others_p_holm,fit_l0,fit_l0_low,fit_l0_high,fit_b,"
          "fit_b_low,fit_b_high,fit_beta,fit_beta_low,fit_beta_high,fit_note,verdict,fewest",
          out);
    fputs(source->machine ? ",seconds\r\n" : "\r\n", out);
}

int findings_csv(FILE *out, const struct analysis *a, const struct findings_source *source)
{
    const struct plan *plan = a->plan;
    struct over_files *over = over_files_make(a);

    if (!over)
        return -1;
    print_head(out, source);
    for (int i = 0; i <= plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++)
                print_row(out, a, over, source, i, l, v);
    free(over);
    return 0;
}

static void print_curve(FILE *out, const struct analysis *a, int input, int level, int variant)
{
    const struct cell *cell = analysis_cell(a, input, level, variant);
    const size_t steps = cell->pieces < CURVE_STEPS ? cell->pieces : CURVE_STEPS;

    for (size_t i = 0; i < steps; i++) {
        const struct stretch s = stretch_at(a, input, level, variant, i, steps);

        print_variant(out, a->plan, input, level, variant);
        fprintf(out, ",%.1f,%.6f,%.6f,%.6f", s.bytes, s.bits, s.low, s.high);
        if (cell->compared) {
            const struct along d = along_at(a, input, level, variant, i, steps);

            fprintf(out, ",%.0f,%.6f", d.bytes, d.difference);
            if (d.known)
                fprintf(out, ",%.6f,%.6f\r\n", d.low, d.high);
            else
                fputs(",,\r\n", out);
        } else {
            fputs(",,,,\r\n", out);
        }
    }
}

void findings_curves(FILE *out, const struct analysis *a)
{
    const struct plan *plan = a->plan;

    fputs("file,xxh3_128,level", out);
    for (int d = 0; d < variant_dimension_count; d++)
        fprintf(out, ",%s", variant_dimensions[d].name);
    fputs(
        ",position,bits_per_byte,fewest_of_seeds,most_of_seeds,learned,difference_percent,low_percent,high_percent\r\n",
        out);
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++)
                if (analysis_cell(a, i, l, v)->complete)
                    print_curve(out, a, i, l, v);
}
