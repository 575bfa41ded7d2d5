/* lab_tables.c - the results of llz lab. */
#include "cli/experiments/lab_tables.h"

#include <math.h>
#include <stdio.h>

#include "cli/experiments/lab_columns.h"

#define NAME "%-20s"

/* A figure of so many columns, or - where there is none. */
static void print_figure(int width, const char *form, double figure)
{
    char text[48] = "-";

    if (isfinite(figure))
        snprintf(text, sizeof text, form, figure);
    printf(" %*s", width, text);
}

static void print_figures(int row, const struct lab_look *looks, const double *figures, int count)
{
    printf(NAME, llz_lab_row_name((enum llz_lab_row)row));
    for (int c = 0; c < count; c++)
        print_figure(looks[c].width, looks[c].form, figures[c]);
    putchar('\n');
}

static void print_head(const struct lab_look *looks, int count)
{
    printf(NAME, "policy");
    for (int c = 0; c < count; c++)
        printf(" %*s", looks[c].width, looks[c].head.title);
    putchar('\n');
}

void lab_problem_text(char text[LAB_PROBLEM_TEXT], const struct lab_request *request,
                      const struct llz_lab_setting *s)
{
    const size_t n =
        (size_t)snprintf(text, LAB_PROBLEM_TEXT, "%zu %s, %zu examples, %zu + %zu targets, %zu steps, eta %g, ",
                         s->sizes.D, s->experiment == LLZ_LAB_PERCEPTRON ? "dimensions" : "parameters",
                         s->sizes.N, s->sizes.K, s->sizes.K, s->sizes.T, request->plan.eta);

    if (s->experiment == LLZ_LAB_PERCEPTRON)
        snprintf(text + n, LAB_PROBLEM_TEXT - n, "spread %g, shift %g", (double)s->spread, (double)s->shift);
    else
        snprintf(text + n, LAB_PROBLEM_TEXT - n, "%zu layers of %zu, texts of %zu symbols", s->net.layers,
                 s->net.width, s->net.length);
}

void lab_table_print(const struct lab_request *request, const struct lab_sheet *sheet)
{
    const struct llz_lab_setting *s = &sheet->results.setting;
    char text[LAB_PROBLEM_TEXT];

    lab_problem_text(text, request, s);
    printf("%s, seed %d: %s\n", lab_experiment_name((int)s->experiment), (int)s->seed, text);
    print_head(lab_look, LAB_COLUMNS);
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        double figures[LAB_COLUMNS];

        if (!llz_lab_row_runs((enum llz_lab_row)row, &request->plan))
            continue;
        lab_columns(sheet, (enum llz_lab_row)row, figures);
        print_figures(row, lab_look, figures, LAB_COLUMNS);
    }
    putchar('\n');
}

void lab_bytes_text(char text[LAB_PROBLEM_TEXT], const struct lab_request *request,
                    const struct lab_sheet *sheet)
{
    const double labels = lab_labels(request, sheet);

    snprintf(text, LAB_PROBLEM_TEXT,
             "bytes, decoded again: the quantised policy and %.0f labels, %.0f at each step", labels,
             labels / (double)sheet->results.setting.sizes.T);
}

void lab_bytes_print(const struct lab_request *request, const struct lab_sheet *sheet)
{
    char text[LAB_PROBLEM_TEXT];

    lab_bytes_text(text, request, sheet);
    puts(text);
    print_head(lab_byte_look, LAB_BYTE_COLUMNS);
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        double figures[LAB_BYTE_COLUMNS];

        if (!llz_lab_row_runs((enum llz_lab_row)row, &request->plan))
            continue;
        lab_byte_columns(request, sheet, (enum llz_lab_row)row, figures);
        print_figures(row, lab_byte_look, figures, LAB_BYTE_COLUMNS);
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

void lab_estimates_print(const struct lab_request *request, const struct seeds *s,
                         const struct seeds_estimate estimates[LLZ_LAB_ROWS])
{
    printf(
        "%zu seed%s, %.0f steps, unseen targets: acceleration, and L0 + (B / step)^beta fitted, with 95 %% intervals\n" NAME
        " %9s %20s %9s %20s %9s %20s %9s %20s %9s %20s\n",
        s->count, s->count == 1 ? "" : "s", s->at[s->checkpoints - 1], "policy", "AR", "", "AR best", "", "L0",
        "", "B", "", "beta", "");
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        const struct seeds_estimate *e = &estimates[row];
        const int good = e->fit.state == FIT_GOOD;

        if (!llz_lab_row_runs((enum llz_lab_row)row, &request->plan))
            continue;
        printf(NAME, llz_lab_row_name((enum llz_lab_row)row));
        print_estimate(e->paper, &e->paper_interval, "%.3f");
        print_estimate(e->best, &e->best_interval, "%.3f");
        print_estimate(good ? e->fit.floor : 0, &e->floor, "%.4f");
        print_estimate(good ? fit_b(&e->fit) : 0, &e->b, "%.3g");
        print_estimate(good ? e->fit.beta : 0, &e->beta, "%.3f");
        printf("%s%s\n", good ? "" : "  ", fit_state_text(e->fit.state));
    }
}

void lab_lengths_print(const struct lab_outcome outcomes[LAB_LENGTHS_MAX])
{
    printf("\nacceleration by the length of the course in steps, with 95 %% intervals\n" NAME, "policy");
    for (int i = 0; i < LAB_LENGTHS_MAX; i++) {
        const struct seeds *s = &outcomes[i].seeds;
        char paper[32], best[32];

        snprintf(paper, sizeof paper, "AR %.0f", s->at[s->checkpoints - 1]);
        snprintf(best, sizeof best, "best %.0f", s->at[s->checkpoints - 1]);
        printf(" %9s %20s %9s %20s", paper, "", best, "");
    }
    putchar('\n');
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        printf(NAME, llz_lab_row_name((enum llz_lab_row)row));
        for (int i = 0; i < LAB_LENGTHS_MAX; i++) {
            const struct seeds_estimate *e = &outcomes[i].estimates[row];

            print_estimate(e->paper, &e->paper_interval, "%.3f");
            print_estimate(e->best, &e->best_interval, "%.3f");
        }
        putchar('\n');
    }
}
