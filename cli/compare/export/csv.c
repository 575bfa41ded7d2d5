/* csv.c - every run as a row (RFC 4180): lines end with CR LF, a quote inside quotes is doubled. What is known
 * of all seeds together stands in the row of each; where there are several files, rows for all of them come
 * last. Numbers have a decimal point wherever it is written, as the program never leaves the locale "C". */
#include "cli/compare/export/csv.h"

#include <inttypes.h>
#include <string.h>

#include "cli/compare/analysis/outcome.h"
#include "cli/lab/outputs.h"
#include "cli/options/values.h"
#include "cli/terminal/units.h"
#include "codec/llz_lab.h"

/* Quotes only where one of these characters needs them (RFC 4180, 2.6): names mostly stay as they are. */
void csv_text(FILE *out, const char *text)
{
    if (!text[strcspn(text, ",\"\r\n")]) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text; text++)
        fprintf(out, *text == '"' ? "\"%c" : "%c", *text);
    fputc('"', out);
}

static void print_head(FILE *out)
{
    struct figure figures[OUTCOME_FIGURES];
    /* For the names of figures; none of its values is printed. */
    const struct cell none = { 0 };

    /* By its beginning an older file is known as one that may be replaced (cli/lab/outputs.h). */
    fputs(CSV_BEGINNING, out);
    for (int d = 0; d < variant_dimension_count; d++)
        if (variant_dimensions[d].always)
            fprintf(out, "%s,", variant_dimensions[d].name);
    fputs("seed,without,budget,packed,bits_per_byte,operations,operations_per_byte,seconds,verified,"
          "llz_version,build,kernel,threads,prior,named,restarts",
          out);
    outcome_figures(figures, &none);
    for (int i = 0; i < OUTCOME_FIGURES; i++)
        fprintf(out, ",%s", figures[i].name);
    fputs(",verdict,fewest,search,omitted\r\n", out);
}

static void print_variant(FILE *out, const struct variant *v)
{
    /* Others have columns at the end, which came later: readers may count columns. */
    for (int d = 0; d < variant_dimension_count; d++)
        if (variant_dimensions[d].always) {
            csv_text(out, variant_dimensions[d].value(v));
            fputc(',', out);
        }
}

static void print_settings(FILE *out, const struct compare_request *request)
{
    char without[VALUE_PARTS_TEXT];

    value_part_names(without, request->common.without);
    csv_text(out, without);
    fprintf(out, ",%" PRIu64 ",", request->common.budget);
}

/* The build, and what is known of the cell: the ends of rows. */
static void print_build(FILE *out, const struct compare_request *request, const struct variant *v)
{
    fprintf(out, ",%s,%s,%s,%d,%s", llz_version(), llz_build(), llz_kernel(), request->common.threads,
            v->prior->id);
}

static void print_cell(FILE *out, const struct analysis *a, int input, int level, int variant)
{
    const struct cell *cell = analysis_cell(a, input, level, variant);
    const struct variant *v = &a->plan->variants[variant];
    char omitted[VALUE_PARTS_TEXT];

    outcome_print(out, cell);
    /* A program that filters rows by file needs no second table. */
    value_part_names(omitted, v->omitted);
    fprintf(out, ",%s,%s,%s,%s\r\n", analysis_verdict(cell->verdict), outcome_fewest(a, input, level, variant),
            v->passes, omitted);
}

static void print_run(FILE *out, const struct run *run, const struct compare_request *request)
{
    const struct result *r = &run->result;
    uint64_t size = run->input->size;
    char text[PLAN_LEVEL_TEXT];

    csv_text(out, run->input->name);
    fprintf(out, ",%" PRIu64 ",%s,%s,", size, run->input->hash, plan_level_text(text, run->level));
    print_variant(out, run->variant);
    fprintf(out, "%" PRIu64 ",", run->seed);
    print_settings(out, request);
    fprintf(out, "%" PRIu64 ",%.6f,%" PRIu64 ",%.1f,%.3f,%s", r->packed, units_bits(size, r->packed),
            r->operations, (double)r->operations / (double)size, r->seconds,
            variant_verified(run->variant, r->verified));
    print_build(out, request, run->variant);
    fprintf(out, ",%" PRIu64 ",%u", r->named, r->restarts);
}

/* Means over the seeds of what all files have together: no hash, no seed. */
static void print_total(FILE *out, const struct analysis *a, int level, int variant)
{
    const struct plan *plan = a->plan;
    const struct cell *cell = analysis_cell(a, plan->input_count, level, variant);
    char text[PLAN_LEVEL_TEXT];

    /* In place of a name. Hash and seed stay empty, so that every row has the same columns. */
    fprintf(out, "(%d files),%.0f,,%s,", plan->input_count, cell->size,
            plan_level_text(text, &plan->levels[level]));
    print_variant(out, &plan->variants[variant]);
    fputc(',', out);
    print_settings(out, plan->request);
    fprintf(out, "%.3f,%.6f,%.0f,%.1f,%.3f,%s", cell->packed, 8 * cell->packed / cell->size, cell->operations,
            cell->operations / cell->size, cell->seconds,
            variant_verified(&plan->variants[variant], cell->verified));
    print_build(out, plan->request, &plan->variants[variant]);
    fprintf(out, ",%.3f,%u", cell->named, cell->restarts);
    print_cell(out, a, plan->input_count, level, variant);
}

static void print_runs(FILE *out, const struct analysis *a, int input, int level, int variant)
{
    /* A run that failed has no row; its cell is incomplete, and the rows of other seeds show no figures. */
    const struct run *run = plan_cell(a->plan, input, level, variant);

    for (int seed = 0; seed < a->plan->seed_count; seed++)
        if (run[seed].state == RUN_DONE) {
            print_run(out, &run[seed], a->plan->request);
            print_cell(out, a, input, level, variant);
        }
}

enum status csv_write(const struct analysis *a)
{
    const struct plan *plan = a->plan;
    struct output out;
    enum status status = output_begin(&out, plan->request->csv);

    if (status != STATUS_OK)
        return status;
    print_head(out.stream);
    for (int i = 0; i <= plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++) {
                if (i < plan->input_count)
                    print_runs(out.stream, a, i, l, v);
                /* With one file all files are that one. */
                else if (i > 1 && analysis_cell(a, i, l, v)->complete)
                    print_total(out.stream, a, l, v);
            }
    return output_end(&out);
}
