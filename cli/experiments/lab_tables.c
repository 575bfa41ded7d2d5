/* lab_tables.c - the results of llz lab. */
#include "cli/experiments/lab_tables.h"

#include <math.h>
#include <stdio.h>

#define LN2 0.6931471805599453
#define NAME "%-20s"

/* A figure of so many columns, or - where there is none. */
static void print_figure(int width, const char *form, double figure)
{
    char text[48] = "-";

    if (isfinite(figure))
        snprintf(text, sizeof text, form, figure);
    printf(" %*s", width, text);
}

/* Step 0 is before learning, and the same for all. */
static double acceleration(const struct llz_lab_bench *b, int row, int reference)
{
    double steps[LLZ_LAB_CHECKPOINTS], ours[LLZ_LAB_CHECKPOINTS], theirs[LLZ_LAB_CHECKPOINTS], ratio;

    for (size_t i = 0; i < b->checkpoints; i++) {
        steps[i] = (double)b->at[i];
        ours[i] = b->result[row].curve[b->at[i]];
        theirs[i] = b->result[reference].curve[b->at[i]];
    }
    ratio = fit_acceleration_read(steps, ours, steps, theirs, b->checkpoints);
    return ratio > 0 ? ratio : (double)NAN;
}

static void print_row(const struct llz_lab_bench *b, int row)
{
    const struct llz_lab_result *r = &b->result[row];

    printf(NAME, llz_lab_row_name(r->row));
    print_figure(9, "%.4g", r->step);
    print_figure(9, "%.0f", (double)r->numbers);
    print_figure(8, "%.4f", r->J);
    print_figure(8, "%.4f", r->unseen);
    print_figure(7, "%.2f", LN2 / r->unseen);
    print_figure(8, "%.3f", acceleration(b, row, LLZ_LAB_UNIFORM));
    print_figure(8, "%.3f", acceleration(b, row, LLZ_LAB_UNIFORM_BEST));
    print_figure(9, "%.3f", r->figures.by_lambda);
    print_figure(9, "%.3f", r->figures.by_gradient);
    print_figure(9, "%.1f", 100 * r->figures.refused);
    print_figure(8, "%.1f", r->figures.support);
    print_figure(9, "%.4f", r->found.gap);
    printf(" %7d\n", r->found.passes);
}

void lab_table_print(const struct lab_request *request, const struct llz_lab_bench *b)
{
    const struct llz_lab_setting *s = &b->problem.setting;

    printf(
        "perceptron, seed %d: %zu dimensions, %zu examples, %zu + %zu targets, %zu steps, eta %g, spread %g, shift %g\n",
        (int)s->seed, s->sizes.D, s->sizes.N, s->sizes.K, s->sizes.K, s->sizes.T, request->plan.eta,
        (double)s->spread, (double)s->shift);
    printf(NAME " %9s %9s %8s %8s %7s %8s %8s %9s %9s %9s %8s %9s %7s\n", "policy", "step", "numbers", "J seen",
           "J unseen", "rate", "AR", "AR best", "by lambda", "by grad L", "refused %", "support", "residual",
           "passes");
    for (int row = 0; row < LLZ_LAB_ROWS; row++)
        print_row(b, row);
    putchar('\n');
}

/* From how many labels on a row is smaller than the reference, at the bits that each takes for a label; 0: always, not a
 * number: never. */
static double pays_from(const struct row_bytes *ours, const struct row_bytes *theirs, double labels)
{
    const double more = 8 * ((double)ours->policy - (double)theirs->policy);
    const double saved =
        8 * ((double)(theirs->size - theirs->policy) - (double)(ours->size - ours->policy)) / labels;

    if (saved <= 0)
        return (double)NAN;
    return more > 0 ? more / saved : 0;
}

void lab_bytes_print(const struct lab_request *request, const struct llz_lab_bench *b,
                     const struct row_bytes bytes[LLZ_LAB_ROWS])
{
    const double labels = (double)request->labels * (double)b->problem.setting.sizes.T;

    printf("bytes, decoded again: the quantised policy and %.0f labels, %d at each step\n" NAME
           " %9s %9s %9s %10s %9s %12s %12s\n",
           labels, request->labels, "policy", "policy", "labels", "both", "bits/label", "J change", "pays from",
           "best from");
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        const struct row_bytes *r = &bytes[row];
        const double coded = (double)(r->size - r->policy);

        printf(NAME " %9zu %9.0f %9zu", llz_lab_row_name((enum llz_lab_row)row), r->policy, coded, r->size);
        print_figure(10, "%.4f", 8 * coded / labels);
        print_figure(9, "%+.5f", r->distance);
        print_figure(12, "%.0f",
                     row == LLZ_LAB_UNIFORM ? (double)NAN : pays_from(r, &bytes[LLZ_LAB_UNIFORM], labels));
        print_figure(12, "%.0f",
                     row == LLZ_LAB_UNIFORM_BEST ? (double)NAN
                                                 : pays_from(r, &bytes[LLZ_LAB_UNIFORM_BEST], labels));
        putchar('\n');
    }
    putchar('\n');
}

static void print_estimate(double value, const struct interval *i, const char *form)
{
    char interval[48] = "-", low[16], high[16];

    if (i->known) {
        snprintf(low, sizeof low, form, i->low);
        snprintf(high, sizeof high, form, i->high);
        snprintf(interval, sizeof interval, "%s .. %s", low, high);
    }
    print_figure(9, form, value > 0 ? value : (double)NAN);
    printf(" %20s", interval);
}

void lab_estimates_print(const struct seeds *s, const struct seeds_estimate estimates[LLZ_LAB_ROWS])
{
    printf(
        "%zu seed%s, unseen targets: acceleration, and L0 + (B / step)^beta fitted, with 95 %% intervals\n" NAME
        " %9s %20s %9s %20s %9s %20s %9s %20s %9s %20s\n",
        s->count, s->count == 1 ? "" : "s", "policy", "AR", "", "AR best", "", "L0", "", "B", "", "beta", "");
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        const struct seeds_estimate *e = &estimates[row];
        const int good = e->fit.state == FIT_GOOD;

        printf(NAME, llz_lab_row_name((enum llz_lab_row)row));
        print_estimate(e->paper, &e->paper_interval, "%.3f");
        print_estimate(e->best, &e->best_interval, "%.3f");
        print_estimate(good ? e->fit.floor : 0, &e->floor, "%.4f");
        print_estimate(good ? fit_b(&e->fit) : 0, &e->b, "%.3g");
        print_estimate(good ? e->fit.beta : 0, &e->beta, "%.3f");
        printf("%s%s\n", good ? "" : "  ", fit_state_text(e->fit.state));
    }
}
