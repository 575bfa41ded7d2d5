/* table.c - the result of llz compare, for people, on stdout: a block for each file, then one for all. */
#include "cli/compare/table.h"

#include <stdio.h>

#include "cli/units.h"

static void print_head(void)
{
    printf("%5s", "level");
    for (int d = 0; d < variant_dimension_count; d++)
        printf(" %-14s", variant_dimensions[d].name);
    printf(" %14s %9s %10s %19s %15s %9s %s\n", "bytes", "bits/byte", "difference", "95 % interval",
           "operations/byte", "seconds", "verified");
}

/* Percent more than the reference. */
static double percent(double ratio)
{
    return 100 * (ratio - 1);
}

static void print_difference(const struct cell *cell)
{
    char interval[48] = "-";

    if (!cell->compared) {
        printf(" %10s %19s", "-", "-");
        return;
    }
    if (cell->interval.known)
        snprintf(interval, sizeof interval, "%+.3f .. %+.3f", percent(cell->interval.low),
                 percent(cell->interval.high));
    printf(" %+8.3f %% %19s", percent(cell->ratio), interval);
}

static void print_row(const struct plan *plan, const struct cell *cell, int level,
                      const struct variant *variant)
{
    printf("%5d", level);
    for (int d = 0; d < variant_dimension_count; d++)
        printf(" %-14s", variant_dimensions[d].value(variant));
    if (!cell->complete) {
        puts(" incomplete");
        return;
    }
    printf(" %14.*f %9.4f", plan->args->seeds > 1 ? 1 : 0, cell->packed, 8 * cell->packed / cell->size);
    print_difference(cell);
    printf(" %15.0f %9.2f %s\n", cell->operations / cell->size, cell->seconds,
           variant_verdict(variant, cell->verified));
}

static void print_block(const struct analysis *a, int input)
{
    const struct plan *plan = a->plan;

    print_head();
    for (int l = 0; l < plan->level_count; l++)
        for (int v = 0; v < plan->variant_count; v++)
            print_row(plan, analysis_cell(a, input, l, v), plan->levels[l], &plan->variants[v]);
}

enum status table_print(const struct analysis *a)
{
    const struct plan *plan = a->plan;

    for (int i = 0; i < plan->input_count; i++) {
        printf("%s%s, %zu bytes\n", i ? "\n" : "", plan->inputs[i].name, plan->inputs[i].size);
        print_block(a, i);
    }
    if (plan->input_count > 1) {
        printf("\n(%d files; differences: geometric mean)\n", plan->input_count);
        print_block(a, plan->input_count);
    }
    return report_flush();
}
