/* compare_table.c - the result of llz compare, for people, on stdout: a
 * block for each file, then one for all. */
#include "cli/compare/export/compare_table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/compare/analysis/outcome.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/units.h"

#define VALUE_WIDTH 17 /* of the longest name that is built in; parameters, and names of files, may be longer */

/* Columns that the values of a dimension take. */
static int width_of(const struct plan *plan, int dimension)
{
    size_t width = VALUE_WIDTH;

    for (int i = 0; i < plan->variant_count; i++) {
        const size_t n = strlen(variant_dimensions[dimension].value(&plan->variants[i]));

        width = n > width ? n : width;
    }
    return (int)width;
}

/* The widths are those of print_row() and of what it calls. */
static void print_head(const struct plan *plan)
{
    printf("%5s", "level");
    for (int d = 0; d < variant_dimension_count; d++)
        if (variants_show(plan->variants, plan->variant_count, d))
            printf(" %-*s", width_of(plan, d), variant_dimensions[d].name);
    printf(" %14s %9s %10s %19s %15s %9s %-8s %6s %9s %9s %9s %s\n", "bytes", "bits/byte", "difference",
           "95 % interval", "operations/byte", "seconds", "verified", "names", "seeds' sd", "p", "p (Holm)",
           "verdict");
}

/* Columns for a cell that is compared with its reference; "-" where there is nothing to say. Differences always
 * have a sign, since bytes stand beside them. */
static void print_difference(const struct cell *cell)
{
    const struct interval *i = &cell->estimate.interval;
    char interval[48] = "-";

    if (!cell->compared) {
        printf(" %10s %19s", "-", "-");
        return;
    }
    if (i->known)
        snprintf(interval, sizeof interval, "%+.3f .. %+.3f", outcome_percent(i->low),
                 outcome_percent(i->high));
    printf(" %+8.3f %% %19s", outcome_percent(cell->estimate.ratio), interval);
}

static void print_certainty(const struct plan *plan, const struct cell *cell)
{
    char spread[32] = "-", p[32] = "-", holm[32] = "-";

    /* One seed has no spread, and 0 would say that seeds do not matter. */
    if (cell->compared && plan->seed_count > 1)
        snprintf(spread, sizeof spread, "%.3f %%", 100 * cell->ratio_spread);
    if (cell->compared && cell->estimate.interval.known) {
        snprintf(p, sizeof p, "%.2g", cell->estimate.p);
        snprintf(holm, sizeof holm, "%.2g", cell->estimate.holm);
    }
    printf(" %9s %9s %9s %s", spread, p, holm, analysis_verdict(cell->verdict));
}

static void print_row(const struct plan *plan, const struct cell *cell, const struct plan_level *level,
                      const struct variant *variant)
{
    char text[PLAN_LEVEL_TEXT];

    printf("%5s", plan_level_text(text, level));
    for (int d = 0; d < variant_dimension_count; d++)
        if (variants_show(plan->variants, plan->variant_count, d)) {
            const char *value = variant_dimensions[d].value(variant);

            printf(" %-*s", width_of(plan, d), *value ? value : "-");
        }
    /* No sum of what there is: it could be taken for the whole. */
    if (!cell->complete) {
        puts(" incomplete");
        return;
    }
    /* A mean over seeds has a fraction; a single archive has none. */
    printf(" %14.*f %9.4f", plan->seed_count > 1 ? 1 : 0, cell->packed, 8 * cell->packed / cell->size);
    print_difference(cell);
    printf(" %15.0f %9.2f %-8s %6.0f", cell->operations / cell->size, cell->seconds,
           variant_verified(variant, cell->verified), cell->named);
    print_certainty(plan, cell);
    /* Its bytes are partly those of uniform, so the row has to tell. */
    puts(cell->restarts ? "; diverged, went on as uniform" : "");
}

static void print_fewest(const struct analysis *a, int input, int level)
{
    const struct leader *leader = analysis_leader(a, input, level, RANGE_WHOLE);
    char label[VARIANT_LABEL], name[PLAN_LEVEL_TEXT];

    if (leader->best < 0)
        return;
    variant_label(&a->plan->variants[leader->best], label, sizeof label);
    /* Without a name where it is not clear: a name would be believed. */
    printf("fewest bytes at %s: %s\n", plan_level_name(name, &a->plan->levels[level]),
           leader->clear ? label : "undecided");
}

static void print_block(const struct analysis *a, int input)
{
    const struct plan *plan = a->plan;
    const size_t comparisons = a->comparisons[input == plan->input_count];

    print_head(plan);
    for (int l = 0; l < plan->level_count; l++)
        for (int v = 0; v < plan->variant_count; v++)
            print_row(plan, analysis_cell(a, input, l, v), &plan->levels[l], &plan->variants[v]);
    for (int l = 0; l < plan->level_count; l++)
        print_fewest(a, input, l);
    for (int v = 0; v < plan->variant_count; v++)
        if (plan->variants[v].control)
            printf("%s is a control: its archive, which no other decoder takes, was decoded in memory\n",
                   plan->variants[v].policy);
    /* Of one comparison p and p (Holm) are the same. */
    if (comparisons > 1)
        printf("p (Holm): corrected for %zu comparisons\n", comparisons);
    /* Pieces vary within a file, and that is all that one seed can show. */
    if (comparisons > 0 && plan->seed_count == 1)
        printf("one seed: verdicts are about seed %" PRIu64 " alone\n", plan->seeds[0]);
}

enum status table_print(const struct analysis *a)
{
    const struct plan *plan = a->plan;
    char name[PRINTABLE_TEXT];

    for (int i = 0; i < plan->input_count; i++) {
        printf("%s%s, %zu bytes\n", i ? "\n" : "", printable(name, plan->inputs[i].name), plan->inputs[i].size);
        print_block(a, i);
    }
    if (plan->input_count > 1) {
        printf("\n(%d files; differences: geometric mean)\n", plan->input_count);
        print_block(a, plan->input_count);
    }
    /* A full disk or a closed pipe is seen only here: stdout is buffered. */
    return report_flush();
}
