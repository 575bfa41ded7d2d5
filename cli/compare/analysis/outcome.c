/* outcome.c - the statistics of a cell as every export has them. */
#include "cli/compare/analysis/outcome.h"

#include <stdio.h>

double outcome_percent(double ratio)
{
    return 100 * (ratio - 1);
}

void outcome_figures(struct figure figures[OUTCOME_FIGURES], const struct cell *cell)
{
    const struct estimate *e = &cell->estimate;
    const int any = cell->complete, compared = any && cell->compared, sure = compared && e->interval.known;
    /* In this order they are columns of CSV and HTML and members of JSON. A p may be very small, and would be
     * 0.000000 with fixed digits. */
    const struct figure all[OUTCOME_FIGURES] = {
        { "mean_packed", "%.3f", cell->packed, any },
        { "packed_sd", "%.3f", cell->packed_spread, any },
        { "mean_named", "%.3f", cell->named, any },
        { "difference_percent", "%.6f", outcome_percent(e->ratio), compared },
        { "low_percent", "%.6f", outcome_percent(e->interval.low), sure },
        { "high_percent", "%.6f", outcome_percent(e->interval.high), sure },
        { "difference_sd_percent", "%.6f", 100 * cell->ratio_spread, compared },
        { "p", "%.6g", e->p, sure },
        { "p_holm", "%.6g", e->holm, sure },
        { "comparisons", "%.0f", (double)e->comparisons, sure },
    };

    for (int i = 0; i < OUTCOME_FIGURES; i++)
        figures[i] = all[i];
}

void outcome_text(char text[OUTCOME_TEXT], const struct figure *f)
{
    /* An empty field, not 0, says that a figure is not known. */
    text[0] = '\0';
    if (f->known)
        snprintf(text, OUTCOME_TEXT, f->format, f->value);
}

void outcome_print(FILE *out, const struct cell *cell)
{
    struct figure figures[OUTCOME_FIGURES];

    outcome_figures(figures, cell);
    for (int i = 0; i < OUTCOME_FIGURES; i++) {
        char text[OUTCOME_TEXT];

        outcome_text(text, &figures[i]);
        fprintf(out, ",%s", text);
    }
}

const char *outcome_fewest(const struct analysis *a, int input, int level, int variant)
{
    const struct leader *leader = analysis_leader(a, input, level, RANGE_WHOLE);

    if (leader->best < 0)
        return "-";
    /* For every variant, the one in front too: that it is there may be chance. */
    if (!leader->clear)
        return "undecided";
    return leader->best == variant ? "yes" : "no";
}
