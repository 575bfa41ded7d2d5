/* law_tables.c - the results of llz law for one file, as LAW.md explains them. */
#include "cli/law/show/law_tables.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/law/course_stages.h"
#include "cli/options/values.h"
#include "cli/terminal/printable.h"

/* The widths are those of print_figures(). */
static void print_figure_names(void)
{
    printf(" %9s %8s %8s %8s %9s %8s %9s %8s %9s %8s\n", "bits/byte", "probe", "mean/sd", "CT<=0 %", "unused %",
           "CT<=0 %", "effect. %", "cosine", "r(output)", "r(rows)");
}

static void print_figures(const struct stage *s)
{
    const struct figures *f = &s->figures;
    /* No share of nothing: a policy that uses all bytes has no unused ones. */
    char unused_against[32] = "-";

    if (f->unused > 0)
        snprintf(unused_against, sizeof unused_against, "%.1f", 100 * f->unused_against);
    printf(" %9.4f %8.4f %8.4f %8.1f %9.1f %8s %9.1f %8.3f %9.3f %8.3f\n", s->coded, s->probe, f->evenness,
           100 * f->against, 100 * f->unused, unused_against, 100 * f->effective, f->cosine, f->rank_output,
           f->rank_rows);
}

static void print_course(const struct course *c, const struct finding *f, const struct stage stages[STAGES])
{
    /* An inert one too: its figures show that it learned as uniform did. */
    printf("\npolicy %s%s\n%10s", c->policy, f->inert ? ": inert here" : "", "position");
    print_figure_names();
    for (int i = 0; i < STAGES; i++) {
        printf("%10.0f", stages[i].position);
        print_figures(&stages[i]);
    }
}

/* Inert ones would only repeat the reference. */
static void print_matched(const struct course *courses, const struct finding *findings,
                          struct stage (*stages)[STAGES], int count)
{
    double losses[MATCHES];

    printf("\nat the same loss on the probe\n");
    if (stages_losses(losses, stages, count) != 0) {
        puts("  the policies have none in common");
        return;
    }
    printf("%-18s %10s", "policy", "position");
    print_figure_names();
    /* Policies of one loss stand together: they are what is to be compared. */
    for (int k = 0; k < MATCHES; k++)
        for (int i = 0; i < count; i++) {
            /* A policy that never gets below the reference's first loss has none in common with it. */
            if (findings[i].inert || !stages_learned(stages[i], stages[0]))
                continue;
            const struct stage s = stage_matched(stages[i], losses[k]);

            printf("%-18s %10.0f", courses[i].policy, s.position);
            print_figures(&s);
        }
}

static void print_ratio(double ratio, const struct interval *i)
{
    /* A ratio can be known without its interval: of fewer than 8 stretches none is drawn. */
    char interval[48] = "-";

    if (i->known)
        snprintf(interval, sizeof interval, "%.4f .. %.4f", i->low, i->high);
    if (ratio > 0)
        printf(" %8.4f %18s", ratio, interval);
    else
        printf(" %8s %18s", "-", "-");
}

/* Of a curve that is not identified the error alone says something: how far it is from the points. */
static void print_fit(const struct fit *f)
{
    if (f->state == FIT_GOOD)
        printf(" %8.4f %10.4g %8.4f %8.4f", f->floor, fit_b(f), f->beta, f->error);
    else if (f->known)
        printf(" %8s %10s %8s %8.4f", "-", "-", "-", f->error);
    else
        printf(" %8s %10s %8s %8s", "-", "-", "-", "-");
}

static void print_fits(const struct course *courses, const struct finding *findings, int count)
{
    printf("\nloss on the probe after D bytes, fitted: L0 + (B / D)^beta; acceleration of learning\n"
           "%-18s %8s %10s %8s %8s %8s %18s %8s %18s\n",
           "policy", "L0", "B", "beta", "error", "fitted", "95 % interval", "read", "95 % interval");
    for (int i = 0; i < count; i++) {
        const struct acceleration *a = &findings[i].acceleration;

        printf("%-18s", courses[i].policy);
        print_fit(&findings[i].fit);
        /* The first is the reference, which has no ratio to itself. */
        if (i > 0) {
            print_ratio(a->fitted, &a->fitted_interval);
            print_ratio(a->read, &a->read_interval);
        }
        printf("%s%s\n", findings[i].note[0] ? "  " : "", findings[i].note);
    }
}

static void print_head(const struct law_request *r, const struct input *in, const struct split *d)
{
    char name[PRINTABLE_TEXT], model[VALUE_MODEL_TEXT];

    printf("%s, %s, %s", printable(name, in->name), value_model_text(model, r->common.level, r->common.model),
           r->common.optimizer);
    if (r->seeds > 0)
        printf(", seed %" PRIu64, r->common.seed);
    printf(": %zu bytes learned from, %zu held back as the probe\n", d->rest_bytes, d->probe_bytes);
}

enum status tables_print(const struct law_request *r, const struct input *in, const struct course *courses,
                         const struct finding *findings, int count)
{
    struct stage(*stages)[STAGES] = calloc((size_t)count, sizeof *stages);

    if (!stages)
        return report_errno("law", ENOMEM);
    print_head(r, in, courses[0].split); /* the same for all courses of a file */
    for (int i = 0; i < count; i++) {
        stages_make(stages[i], &courses[i]);
        print_course(&courses[i], &findings[i], stages[i]);
    }
    print_matched(courses, findings, stages, count);
    print_fits(courses, findings, count);
    free(stages);
    /* A full disk or a closed pipe is seen only here: stdout is buffered. */
    return report_flush();
}
