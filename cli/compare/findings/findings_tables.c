/* findings_tables.c - the figures of an analysis. Each column says in a sentence what it is, for who points at it. */
#include "cli/compare/findings/findings_tables.h"

#include <stdio.h>
#include <string.h>

#include "cli/compare/analysis/outcome.h"
#include "cli/compare/findings/verdicts.h"

#define COLUMNS_MAX 24

static const struct column row_column = { "row", "number of the row, for llz report --rerun", COLUMN_NUMBER };
static const struct column file_column = { "file", NULL, COLUMN_TEXT };
static const struct column level_column = { "level", "level, or number of a model", COLUMN_TEXT };

static const struct column size_columns[] = {
    { "bytes", "bytes of archive, mean over the seeds", COLUMN_NUMBER },
    { "bits/byte", "bits of archive for each byte of content", COLUMN_NUMBER },
};

static const struct column difference_columns[] = {
    { "difference %",
      "from the variant that it is measured against, without the bytes that only name it; below 0 is smaller",
      COLUMN_NUMBER },
    { "95 %", "interval of the difference: paired block bootstrap over the pieces of each file",
      COLUMN_NUMBER },
};

static const struct column others_columns[] = {
    { "95 % of others",
      "interval of the difference for other files like these: bootstrap over files, and pieces within each",
      COLUMN_NUMBER },
    { "p of others", "Student's t over the files, corrected (Holm)", COLUMN_NUMBER },
};

static const struct column certainty_columns[] = {
    { "seeds' sd", "standard deviation of the difference over the seeds, in percent", COLUMN_NUMBER },
    { "p", "probability of such a difference where there is none: the larger of those by pieces and by seeds",
      COLUMN_NUMBER },
    { "p (Holm)", "p corrected for the number of comparisons", COLUMN_NUMBER },
    { "verdict", NULL, COLUMN_TEXT },
    { "verified", "whether every archive was decoded and compared", COLUMN_TEXT },
};

static const struct column compute_columns[] = {
    { "operations/byte", "floating-point operations of the model for each byte of content", COLUMN_NUMBER },
    { "seconds", "of encoding, by the clock, mean over the seeds", COLUMN_NUMBER },
};

/* The columns of one table, gathered. */
struct head {
    struct column column[COLUMNS_MAX];
    size_t count;
};

static void take(struct head *h, const struct column *columns, size_t count)
{
    for (size_t i = 0; i < count && h->count < COLUMNS_MAX; i++)
        h->column[h->count++] = columns[i];
}
#define TAKE(head, columns) take(head, columns, sizeof(columns) / sizeof(columns)[0])

static void take_dimensions(struct head *h, const struct plan *plan)
{
    for (int d = 0; d < variant_dimension_count; d++)
        if (variants_show(plan->variants, plan->variant_count, d))
            take(h, &(struct column){ variant_dimensions[d].name, NULL, COLUMN_TEXT }, 1);
}

static void add_dimensions(struct sheet *s, const struct plan *plan, int variant)
{
    for (int d = 0; d < variant_dimension_count; d++)
        if (variants_show(plan->variants, plan->variant_count, d)) {
            const char *value = variant_dimensions[d].value(&plan->variants[variant]);

            sheet_add(s, "%s", *value ? value : "-");
        }
}

static void add_level(struct sheet *s, const struct plan *plan, int level)
{
    char text[PLAN_LEVEL_TEXT];

    sheet_add(s, "%s", plan_level_text(text, &plan->levels[level]));
}

/* In percent, always with signs, as it is a difference. */
static void add_interval(struct sheet *s, const struct interval *i, int known)
{
    if (known && i->known)
        sheet_add(s, "%+.3f .. %+.3f", outcome_percent(i->low), outcome_percent(i->high));
    else
        sheet_add(s, "-");
}

static void add_p(struct sheet *s, double p, int known)
{
    if (known)
        sheet_add(s, "%.2g", p);
    else
        sheet_add(s, "-");
}

static void add_sizes(struct sheet *s, const struct plan *plan, const struct cell *cell)
{
    /* No sum of what there is: it could be taken for the whole. */
    if (!cell->complete) {
        sheet_add(s, "incomplete");
        sheet_add(s, "-");
        return;
    }
    /* A mean over seeds has a fraction; a single archive has none. */
    sheet_add(s, "%.*f", plan->seed_count > 1 ? 1 : 0, cell->packed);
    sheet_add(s, "%.4f", 8 * cell->packed / cell->size);
}

static void add_difference(struct sheet *s, const struct cell *cell)
{
    if (cell->compared)
        sheet_add(s, "%+.3f", outcome_percent(cell->estimate.ratio));
    else
        sheet_add(s, "-");
    add_interval(s, &cell->estimate.interval, cell->compared);
}

static void add_certainty(struct sheet *s, const struct plan *plan, const struct cell *cell, int variant)
{
    const int sure = cell->compared && cell->estimate.interval.known;

    /* One seed has no spread, and 0 would say that seeds do not matter. */
    if (cell->compared && plan->seed_count > 1)
        sheet_add(s, "%.3f", 100 * cell->ratio_spread);
    else
        sheet_add(s, "-");
    add_p(s, cell->estimate.p, sure);
    add_p(s, cell->estimate.holm, sure);
    sheet_add(s, "%s%s", analysis_verdict(cell->verdict), cell->complete && cell->restarts ? ", diverged" : "");
    sheet_add(s, "%s", cell->complete ? variant_verified(&plan->variants[variant], cell->verified) : "-");
}

static void add_compute(struct sheet *s, const struct findings *f, const struct cell *cell)
{
    if (cell->complete)
        sheet_add(s, "%.0f", cell->operations / cell->size);
    else
        sheet_add(s, "-");
    if (!f->source->machine)
        return;
    if (cell->complete)
        sheet_add(s, "%.2f", cell->seconds);
    else
        sheet_add(s, "-");
}

static void take_compute(struct head *h, const struct findings *f)
{
    take(h, compute_columns, f->source->machine ? 2 : 1);
}

/* Enough files for a word about others. */
static int speaks_of_others(const struct findings *f)
{
    return f->a->plan->input_count >= STATISTICS_FILES_MIN;
}

static void add_over_all(struct sheet *s, const struct findings *f, int level, int variant)
{
    const struct plan *plan = f->a->plan;
    const struct cell *cell = analysis_cell(f->a, plan->input_count, level, variant);
    const struct over_files *over = over_files_at(f->over, f->a, level, variant);

    sheet_add(s, "%zu", findings_row(f->a, plan->input_count, level, variant));
    add_level(s, plan, level);
    add_dimensions(s, plan, variant);
    add_sizes(s, plan, cell);
    add_difference(s, cell);
    if (speaks_of_others(f)) {
        add_interval(s, &over->estimate.interval, over->compared);
        add_p(s, over->estimate.holm, over->compared && over->estimate.interval.known);
    }
    add_certainty(s, plan, cell, variant);
    add_compute(s, f, cell);
}

void tables_over_all(const struct findings *f)
{
    const struct plan *plan = f->a->plan;
    struct head head = { .count = 0 };
    struct sheet s;

    take(&head, &row_column, 1);
    take(&head, &level_column, 1);
    take_dimensions(&head, plan);
    TAKE(&head, size_columns);
    TAKE(&head, difference_columns);
    if (speaks_of_others(f))
        TAKE(&head, others_columns);
    TAKE(&head, certainty_columns);
    take_compute(&head, f);
    sheet_begin(&s, NULL, head.column, head.count);
    for (int l = 0; l < plan->level_count; l++)
        for (int v = 0; v < plan->variant_count; v++)
            add_over_all(&s, f, l, v);
    document_sheet(f->d, &s);
}

static void add_of_file(struct sheet *s, const struct findings *f, int input, int level, int variant)
{
    const struct plan *plan = f->a->plan;
    const struct cell *cell = analysis_cell(f->a, input, level, variant);

    sheet_add(s, "%zu", findings_row(f->a, input, level, variant));
    sheet_add(s, "%s", plan->inputs[input].clean);
    add_level(s, plan, level);
    add_dimensions(s, plan, variant);
    add_sizes(s, plan, cell);
    add_difference(s, cell);
    add_certainty(s, plan, cell, variant);
    add_compute(s, f, cell);
}

void tables_of_files(const struct findings *f)
{
    const struct plan *plan = f->a->plan;
    struct head head = { .count = 0 };
    struct sheet s;

    take(&head, &row_column, 1);
    take(&head, &file_column, 1);
    take(&head, &level_column, 1);
    take_dimensions(&head, plan);
    TAKE(&head, size_columns);
    TAKE(&head, difference_columns);
    TAKE(&head, certainty_columns);
    take_compute(&head, f);
    sheet_begin(&s, NULL, head.column, head.count);
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++)
                add_of_file(&s, f, i, l, v);
    document_sheet(f->d, &s);
}

static void add_forest(struct sheet *s, const struct findings *f, int input, int level, int variant)
{
    const struct plan *plan = f->a->plan;
    const struct cell *cell = analysis_cell(f->a, input, level, variant);
    const struct interval *i = &cell->estimate.interval;
    const struct strip strip = { outcome_percent(cell->estimate.ratio), outcome_percent(i->low),
                                 outcome_percent(i->high), cell->compared && i->known };
    char name[VARIANT_LABEL];

    verdict_name(name, sizeof name, plan, variant);
    sheet_add(s, "%s", name);
    add_level(s, plan, level);
    sheet_add(s, "%s", input < plan->input_count ? plan->inputs[input].clean : "all files");
    add_difference(s, cell);
    sheet_add_strip(s, &strip);
}

void tables_forest(const struct findings *f)
{
    static const struct column first = { "variant", NULL, COLUMN_TEXT };
    static const struct column strip = { "smaller than the reference, or larger", NULL, COLUMN_STRIP };
    const struct plan *plan = f->a->plan;
    const int last = plan->input_count > 1 ? plan->input_count : plan->input_count - 1;
    struct head head = { .count = 0 };
    struct sheet s;

    take(&head, &first, 1);
    take(&head, &level_column, 1);
    take(&head, &file_column, 1);
    TAKE(&head, difference_columns);
    take(&head, &strip, 1);
    sheet_begin(&s, NULL, head.column, head.count);
    for (int l = 0; l < plan->level_count; l++)
        for (int v = 0; v < plan->variant_count; v++)
            for (int i = 0; i <= last; i++)
                if (analysis_cell(f->a, i, l, v)->compared)
                    add_forest(&s, f, i, l, v);
    if (sheet_rows(&s) > 0)
        f->d->form->heading(f->d, "Forest plot");
    document_sheet(f->d, &s);
}

/* The variant with the fewest bytes in a range, and its difference from its reference, if that is more than chance. */
static void add_winner(struct sheet *s, const struct findings *f, int input, int level, int range)
{
    const struct leader *leader = analysis_leader(f->a, input, level, range);
    char label[VARIANT_LABEL];

    if (leader->best < 0 || !leader->clear) {
        /* An unclear difference is not printed: a number would be believed. */
        sheet_add(s, "%s", leader->best < 0 ? "-" : "undecided");
        return;
    }
    variant_label(&f->a->plan->variants[leader->best], label, sizeof label);
    if (leader->has_reference)
        sheet_add(s, "%s %+.3f %%", label, outcome_percent(leader->reference.ratio));
    else
        sheet_add(s, "%s", label);
}

void tables_winners(const struct findings *f)
{
    static const struct column columns[] = {
        { "file", NULL, COLUMN_TEXT },       { "level", "level, or number of a model", COLUMN_TEXT },
        { "whole file", NULL, COLUMN_TEXT }, { "first quarter", NULL, COLUMN_TEXT },
        { "second", NULL, COLUMN_TEXT },     { "third", NULL, COLUMN_TEXT },
        { "last", NULL, COLUMN_TEXT },
    };
    const struct plan *plan = f->a->plan;
    struct sheet s;

    if (plan->variant_count < 2)
        return;
    sheet_begin(
        &s,
        "The difference is that from what it is measured against; corrected (Holm) for all whole files, and for all "
        "quarters.",
        columns, sizeof columns / sizeof columns[0]);
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++) {
            sheet_add(&s, "%s", plan->inputs[i].clean);
            add_level(&s, plan, l);
            for (int range = 0; range < RANGES; range++)
                add_winner(&s, f, i, l, range);
        }
    f->d->form->heading(f->d, "Fewest bytes, where that is clear");
    document_sheet(f->d, &s);
}
