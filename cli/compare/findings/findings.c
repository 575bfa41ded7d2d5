/* findings.c - what an analysis says, in the order in which a reader asks: what came out, how sure it is, where it
 * holds, and how it came about. */
#include "cli/compare/findings/findings.h"

#include <inttypes.h>
#include <stdlib.h>

#include "cli/compare/findings/curve_fit.h"
#include "cli/compare/findings/curves.h"
#include "cli/compare/findings/findings_tables.h"
#include "cli/compare/findings/price_tables.h"
#include "cli/compare/findings/verdicts.h"

#define HEAD_TEXT 512

size_t findings_row(const struct analysis *a, int input, int level, int variant)
{
    const struct plan *plan = a->plan;
    const size_t levels = (size_t)plan->level_count, variants = (size_t)plan->variant_count;

    return ((size_t)input * levels + (size_t)level) * variants + (size_t)variant + 1;
}

int findings_of_row(const struct plan *plan, size_t row, int *input, int *level, int *variant)
{
    const size_t levels = (size_t)plan->level_count, variants = (size_t)plan->variant_count;

    if (row == 0 || row > ((size_t)plan->input_count + 1) * levels * variants)
        return -1;
    *variant = (int)((row - 1) % variants);
    *level = (int)((row - 1) / variants % levels);
    *input = (int)((row - 1) / variants / levels);
    return 0;
}

static void print_head(const struct findings *f)
{
    const struct plan *plan = f->a->plan;
    const struct findings_source *source = f->source;
    char text[HEAD_TEXT];

    snprintf(text, sizeof text,
             "%d file%s, %d level%s, %d ways of learning, %d seed%s%" PRIu64 "; made by llz %s, build %s.",
             plan->input_count, plan->input_count == 1 ? "" : "s", plan->level_count,
             plan->level_count == 1 ? "" : "s", plan->variant_count, plan->seed_count,
             plan->seed_count == 1 ? ": " : "s, from ", plan->seeds[0], source->version, source->build);
    f->d->form->paragraph(f->d, text);
    if (source->machine)
        f->d->form->paragraph(f->d, source->machine);
    if (*source->without) {
        snprintf(text, sizeof text, "Without %s.", source->without);
        f->d->form->paragraph(f->d, text);
    }
    if (source->budget > 0) {
        snprintf(text, sizeof text, "Budget: %" PRIu64 " operations for each byte.", source->budget);
        f->d->form->paragraph(f->d, text);
    }
    if (source->missing > 0) {
        snprintf(text, sizeof text, "%zu of %zu runs are missing: what they belong to is incomplete.",
                 source->missing, source->asked);
        f->d->form->paragraph(f->d, text);
    }
}

/* What the dimensions of variants mean that are only numbers in tables. */
static void print_priors(const struct findings *f)
{
    const struct plan *plan = f->a->plan;
    char text[HEAD_TEXT];

    for (int v = 0; v < plan->variant_count; v++) {
        const struct prior_choice *prior = plan->variants[v].prior;
        int seen = !*prior->id;

        for (int i = 0; i < v && !seen; i++)
            seen = plan->variants[i].prior == prior;
        if (seen)
            continue;
        snprintf(text, sizeof text, "Prior %s: %s", prior->id, prior->name);
        f->d->form->paragraph(f->d, text);
    }
}

static void print_comparisons(const struct findings *f)
{
    char text[HEAD_TEXT];

    snprintf(
        text, sizeof text,
        "Differences are in percent of the bytes of the variant that is the same but for one thing; below 0 is "
        "smaller. p (Holm) is corrected for %zu comparison%s over all files, and for %zu of single files.",
        f->a->comparisons[1], f->a->comparisons[1] == 1 ? "" : "s", f->a->comparisons[0]);
    f->d->form->paragraph(f->d, text);
    if (f->a->plan->seed_count == 1)
        f->d->form->paragraph(
            f->d, "One seed: verdicts are about it alone, and small differences often change their sign "
                  "from one seed to the next.");
    if (f->a->plan->input_count > 1 && f->a->plan->input_count < STATISTICS_FILES_MIN)
        f->d->form->paragraph(f->d, "Fewer than 5 files: nothing is said about others like them.");
}

static void print_all(const struct findings *f)
{
    const struct document_form *form = f->d->form;

    form->begin(f->d, "Ways of learning compared");
    print_head(f);
    print_priors(f);
    form->heading(f->d, "Verdicts");
    verdicts_print(f);
    form->heading(f->d, "Over all files");
    print_comparisons(f);
    tables_over_all(f);
    tables_forest(f);
    if (f->a->plan->input_count > 1) {
        form->heading(f->d, "File by file");
        tables_of_files(f);
    }
    tables_winners(f);
    tables_levels(f);
    tables_parts(f);
    form->heading(f->d, "Learning curves");
    curves_print(f);
    form->heading(f->d, "Curves fitted: L0 + (B / D)^beta bits per byte after D bytes");
    curve_fit_print(f);
    form->end(f->d, "COMPARE.md and REPORT.md say how all figures are made.");
}

int findings_print(FILE *out, const struct document_form *form, const struct analysis *a,
                   const struct findings_source *source)
{
    int incomplete = 0;
    const struct document d = { out, form, source->maker, &incomplete };
    struct over_files *over = over_files_make(a);
    const struct findings f = { a, over, source, &d };

    if (!over)
        return -1;
    print_all(&f);
    free(over);
    return incomplete ? -1 : 0;
}
