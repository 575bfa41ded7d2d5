/* verdicts.c - Whoever reads one line of a report reads one of these, so each says how sure it is and where it
 * does not hold. */
#include "cli/compare/findings/verdicts.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "cli/compare/analysis/outcome.h"

/* A text in the making. Whatever has no room is left out. */
struct sentence {
    char *text;
    size_t size, used;
};

__attribute__((format(printf, 2, 3))) static void say(struct sentence *s, const char *format, ...)
{
    va_list arguments;
    int n;

    if (s->used >= s->size)
        return;
    va_start(arguments, format);
    n = vsnprintf(s->text + s->used, s->size - s->used, format, arguments);
    va_end(arguments);
    s->used += n > 0 ? (size_t)n : 0;
}

/* Whether any two variants have different optimizers. */
static int has_optimizers(const struct plan *plan)
{
    for (int v = 1; v < plan->variant_count; v++)
        if (strcmp(plan->variants[v].optimizer, plan->variants[0].optimizer) != 0)
            return 1;
    return 0;
}

void verdict_name(char *text, size_t size, const struct plan *plan, int variant)
{
    const struct variant *v = &plan->variants[variant], *reference = &plan->variants[v->reference];
    struct sentence s = { text, size, 0 };

    text[0] = '\0';
    if (v->search > 0)
        say(&s, "search of %d", v->search);
    else if (strcmp(v->policy, reference->policy) != 0)
        say(&s, "%s", v->policy);
    else if (strcmp(v->prior->id, reference->prior->id) != 0)
        say(&s, "prior %s", v->prior->id);
    else
        say(&s, "%s", v->policy);
    /* What it has in common with its reference, if others differ in it. */
    if (*reference->prior->id && variants_show(plan->variants, plan->variant_count, 2))
        say(&s, ", prior %s", reference->prior->id);
    if (has_optimizers(plan))
        say(&s, ", %s", v->optimizer);
    if (v->bound)
        say(&s, " (bound)");
    if (v->control)
        say(&s, " (control)");
}

/* Two decimals, or one digit of what is smaller. */
static void say_difference(struct sentence *s, double ratio)
{
    const double percent = fabs(outcome_percent(ratio));

    if (percent == 0)
        say(s, "no difference");
    else
        say(s, percent >= 0.01 ? "%.2f %% %s" : "%.1g %% %s", percent, ratio < 1 ? "smaller" : "larger");
}

/* How many files have each verdict. */
static void count_files(int counts[VERDICT_LARGER + 1], const struct analysis *a, int level, int variant)
{
    memset(counts, 0, (VERDICT_LARGER + 1) * sizeof *counts);
    for (int i = 0; i < a->plan->input_count; i++)
        counts[analysis_cell(a, i, level, variant)->verdict]++;
}

/* The files about which something else is said than about all. */
static void say_files(struct sentence *s, const struct analysis *a, int level, int variant,
                      enum verdict overall)
{
    int counts[VERDICT_LARGER + 1], others = 0;

    count_files(counts, a, level, variant);
    for (int v = VERDICT_UNDECIDED; v <= VERDICT_LARGER; v++) {
        if (v == (int)overall || counts[v] == 0)
            continue;
        say(s, "%s on %d of %d files %s", others ? "," : ";", counts[v], a->plan->input_count,
            analysis_verdict((enum verdict)v));
        others++;
    }
    if (others == 0 && overall > VERDICT_UNDECIDED)
        say(s, "; so on %s", a->plan->input_count == 2 ? "both files" : "each file");
}

static void say_others(struct sentence *s, const struct over_files *over)
{
    if (!over->estimate.interval.known)
        return;
    say(s, statistics_clear(&over->estimate) ? "; sure of other files like these, too"
                                             : "; of other files like these nothing is sure");
}

void verdict_text(char text[VERDICT_TEXT], const struct findings *f, int level, int variant)
{
    const struct plan *plan = f->a->plan;
    const struct cell *cell = analysis_cell(f->a, plan->input_count, level, variant);
    char name[VARIANT_LABEL], at[PLAN_LEVEL_TEXT];
    struct sentence s = { text, VERDICT_TEXT, 0 };

    verdict_name(name, sizeof name, plan, variant);
    say(&s, "%s, %s: ", name, plan_level_name(at, &plan->levels[level]));
    if (cell->verdict == VERDICT_INERT) {
        say(&s, "inert here");
        return;
    }
    if (!cell->compared) {
        say(&s, "incomplete");
        return;
    }
    say_difference(&s, cell->estimate.ratio);
    say(&s, ", %s",
        !cell->estimate.interval.known      ? "too few pieces to be sure"
        : statistics_clear(&cell->estimate) ? "sure"
                                            : "undecided");
    if (plan->input_count > 1)
        say_files(&s, f->a, level, variant, cell->verdict);
    say_others(&s, over_files_at(f->over, f->a, level, variant));
    if (cell->restarts)
        say(&s, "; diverged, went on as uniform");
}

/* A reference is compared with nothing, and has no sentence. */
static int has_sentence(const struct findings *f, int level, int variant)
{
    return f->a->plan->variants[variant].reference != variant ||
           analysis_cell(f->a, f->a->plan->input_count, level, variant)->verdict == VERDICT_INERT;
}

void verdicts_print(const struct findings *f)
{
    const struct plan *plan = f->a->plan;
    char text[VERDICT_TEXT];
    int left = 0, first = 1;

    for (int l = 0; l < plan->level_count; l++)
        for (int v = 0; v < plan->variant_count; v++)
            left += has_sentence(f, l, v);
    if (left == 0) {
        f->d->form->paragraph(f->d, "Nothing is compared: all runs are of uniform.");
        return;
    }
    for (int l = 0; l < plan->level_count; l++)
        for (int v = 0; v < plan->variant_count; v++)
            if (has_sentence(f, l, v)) {
                verdict_text(text, f, l, v);
                f->d->form->item(f->d, text, first, --left == 0);
                first = 0;
            }
}
