/* price_tables.c - what is bought with operations and seconds: by a larger model, and by each part of one. */
#include "cli/compare/findings/price_tables.h"

#include "cli/options/values.h"

/* Bytes that are saved by so many more operations and seconds; "-" where there are no more. */
static void add_price(struct sheet *s, const struct findings *f, const struct cell *small,
                      const struct cell *large)
{
    const double bytes = (small->packed - small->named) - (large->packed - large->named),
                 operations = large->operations - small->operations;
    const double seconds = large->seconds - small->seconds;

    sheet_add(s, "%.0f", bytes);
    sheet_add(s, "%+.0f", operations / small->size);
    if (operations > 0)
        sheet_add(s, "%.3g", bytes / (operations / 1e9));
    else
        sheet_add(s, "-");
    if (!f->source->machine)
        return;
    sheet_add(s, "%+.2f", seconds);
    if (seconds > 0)
        sheet_add(s, "%.3g", bytes / seconds);
    else
        sheet_add(s, "-");
}

#define PRICE_COLUMNS                                                                                          \
    { "bytes saved", "of all files together", COLUMN_NUMBER },                                                 \
        { "operations/byte more", NULL, COLUMN_NUMBER },                                                       \
        { "bytes saved for 10^9 operations", NULL, COLUMN_NUMBER }, { "seconds more", NULL, COLUMN_NUMBER },   \
    {                                                                                                          \
        "bytes saved a second", "alike for all where time is well spent", COLUMN_NUMBER                        \
    }

static size_t columns_with_price(const struct findings *f, size_t all)
{
    return f->source->machine ? all : all - 2;
}

/* What one level more costs, and what it brings, under the first variant. */
static void add_step(struct sheet *s, const struct findings *f, int level)
{
    const struct plan *plan = f->a->plan;
    const struct cell *small = analysis_cell(f->a, plan->input_count, level - 1, 0);
    const struct cell *large = analysis_cell(f->a, plan->input_count, level, 0);
    char from[PLAN_LEVEL_TEXT], to[PLAN_LEVEL_TEXT];

    if (!small->complete || !large->complete)
        return;
    sheet_add(s, "%s to %s", plan_level_text(from, &plan->levels[level - 1]),
              plan_level_text(to, &plan->levels[level]));
    add_price(s, f, small, large);
}

void tables_levels(const struct findings *f)
{
    static const struct column columns[] = { { "from level to level", NULL, COLUMN_TEXT }, PRICE_COLUMNS };
    struct sheet s;

    if (f->a->plan->level_count < 2)
        return;
    sheet_begin(&s, NULL, columns, columns_with_price(f, sizeof columns / sizeof columns[0]));
    for (int l = 1; l < f->a->plan->level_count; l++)
        add_step(&s, f, l);
    if (sheet_rows(&s) > 0)
        f->d->form->heading(f->d, "What a larger model buys");
    document_sheet(f->d, &s);
}

/* With the part against without it. */
static void add_part(struct sheet *s, const struct findings *f, int level, int variant)
{
    const struct plan *plan = f->a->plan;
    const struct variant *v = &plan->variants[variant];
    const struct cell *without = analysis_cell(f->a, plan->input_count, level, variant);
    const struct cell *with = analysis_cell(f->a, plan->input_count, level, v->reference);
    char part[VALUE_PARTS_TEXT], model[PLAN_LEVEL_TEXT];

    if (!v->omitted || !with->complete || !without->complete || without->verdict == VERDICT_INERT)
        return;
    value_part_names(part, v->omitted);
    sheet_add(s, "%s", plan_level_text(model, &plan->levels[level]));
    sheet_add(s, "%s", part);
    sheet_add(s, "%.3f", 100 * ((without->packed - without->named) / (with->packed - with->named) - 1));
    add_price(s, f, without, with);
}

void tables_parts(const struct findings *f)
{
    static const struct column columns[] = {
        { "level", "level, or number of a model", COLUMN_TEXT },
        { "part", "of the predictor", COLUMN_TEXT },
        { "worth %", "by how much archives are larger without it", COLUMN_NUMBER },
        PRICE_COLUMNS,
    };
    struct sheet s;

    sheet_begin(&s, NULL, columns, columns_with_price(f, sizeof columns / sizeof columns[0]));
    for (int l = 0; l < f->a->plan->level_count; l++)
        for (int v = 0; v < f->a->plan->variant_count; v++)
            add_part(&s, f, l, v);
    if (sheet_rows(&s) > 0)
        f->d->form->heading(f->d, "What parts buy");
    document_sheet(f->d, &s);
}
