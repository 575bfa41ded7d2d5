/* seed_summary.c - A difference that one seed shows the next may turn round: means stand beside how far seeds differ. */
#include "cli/law/seed_summary.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/lab/statistics.h"
#include "cli/law/course_stages.h"

int summary_begin(struct seed_summary *s, int policies, int seeds)
{
    *s = (struct seed_summary){ .policies = policies, .seeds = seeds };
    s->figures = calloc((size_t)policies * SUMMARY_FIGURES * (size_t)seeds, sizeof *s->figures);
    return s->figures ? 0 : -1;
}

static double *figures_at(const struct seed_summary *s, int policy, int figure)
{
    return &s->figures[((size_t)policy * SUMMARY_FIGURES + (size_t)figure) * (size_t)s->seeds];
}

void summary_take(struct seed_summary *s, const struct course *courses, const struct finding *findings)
{
    for (int i = 0; i < s->policies && s->taken < s->seeds; i++) {
        struct stage stages[STAGES];

        stages_make(stages, &courses[i]);
        figures_at(s, i, SUMMARY_PROBE)[s->taken] = stages[STAGES - 1].probe;
        figures_at(s, i, SUMMARY_EVENNESS)[s->taken] = stages[STAGES - 1].figures.evenness;
        figures_at(s, i, SUMMARY_FITTED)[s->taken] = findings[i].acceleration.fitted;
        figures_at(s, i, SUMMARY_READ)[s->taken] = findings[i].acceleration.read;
    }
    s->taken++;
}

/* Of those seeds under which the figure is known; an acceleration may not be. */
static void print_figure(const struct seed_summary *s, int policy, int figure)
{
    const double *all = figures_at(s, policy, figure);
    double *known = calloc((size_t)s->taken, sizeof *known), mean = 0;
    size_t n = 0;

    for (int i = 0; known && i < s->taken; i++)
        if (all[i] > 0) {
            known[n++] = all[i];
            mean += all[i];
        }
    if (n > 0)
        printf(" %10.4f %8.4f %5zu", mean / (double)n, statistics_deviation(known, n), n);
    else
        printf(" %10s %8s %5s", "-", "-", "-");
    free(known);
}

void summary_print(const struct seed_summary *s, const struct names *policies)
{
    static const char *const names[SUMMARY_FIGURES] = { "probe", "mean/sd", "fitted", "read" };

    if (s->taken < 2)
        return;
    printf(
        "\nover %d seeds: probe and mean/sd of the last stage, and accelerations; each with its standard deviation and how "
        "many seeds have it\n%-18s",
        s->taken, "policy");
    for (int f = 0; f < SUMMARY_FIGURES; f++)
        printf(" %10s %8s %5s", names[f], "sd", "seeds");
    putchar('\n');
    for (int i = 0; i < s->policies; i++) {
        printf("%-18s", policies->name[i]);
        for (int f = 0; f < SUMMARY_FIGURES; f++)
            print_figure(s, i, f);
        putchar('\n');
    }
}

void summary_free(struct seed_summary *s)
{
    free(s->figures);
    s->figures = NULL;
}
