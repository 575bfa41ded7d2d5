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

static void print_row(const struct lab_sheet *sheet, int row)
{
    static const struct {
        int width;
        const char *form;
    } forms[LAB_COLUMNS] = {
        [LAB_STEP] = { 9, "%.4g" },    [LAB_NUMBERS] = { 9, "%.0f" },   [LAB_SEEN] = { 8, "%.4f" },
        [LAB_UNSEEN] = { 8, "%.4f" },  [LAB_RATE] = { 7, "%.2f" },      [LAB_AR] = { 8, "%.3f" },
        [LAB_AR_BEST] = { 8, "%.3f" }, [LAB_BY_LAMBDA] = { 9, "%.3f" }, [LAB_BY_GRADIENT] = { 9, "%.3f" },
        [LAB_REFUSED] = { 9, "%.1f" }, [LAB_SUPPORT] = { 8, "%.1f" },   [LAB_RESIDUAL] = { 9, "%.4f" },
        [LAB_PASSES] = { 7, "%.0f" },
    };
    double figures[LAB_COLUMNS];

    lab_columns(sheet, (enum llz_lab_row)row, figures);
    printf(NAME, llz_lab_row_name((enum llz_lab_row)row));
    for (int c = 0; c < LAB_COLUMNS; c++)
        print_figure(forms[c].width, forms[c].form, figures[c]);
    putchar('\n');
}

static void print_problem(const struct lab_request *request, const struct llz_lab_setting *s)
{
    printf("%s, seed %d: %zu %s, %zu examples, %zu + %zu targets, %zu steps, eta %g, ",
           lab_experiment_name((int)s->experiment), (int)s->seed, s->sizes.D,
           s->experiment == LLZ_LAB_PERCEPTRON ? "dimensions" : "parameters", s->sizes.N, s->sizes.K,
           s->sizes.K, s->sizes.T, request->plan.eta);
    if (s->experiment == LLZ_LAB_PERCEPTRON)
        printf("spread %g, shift %g\n", (double)s->spread, (double)s->shift);
    else
        printf("%zu layers of %zu, texts of %zu symbols\n", s->net.layers, s->net.width, s->net.length);
}

void lab_table_print(const struct lab_request *request, const struct lab_sheet *sheet)
{
    const struct llz_lab_setting *s = &sheet->results.setting;

    print_problem(request, s);
    printf(NAME " %9s %9s %8s %8s %7s %8s %8s %9s %9s %9s %8s %9s %7s\n", "policy", "step", "numbers", "J seen",
           "J unseen", "rate", "AR", "AR best", "by lambda", "by grad L", "refused %", "support", "residual",
           "passes");
    for (int row = 0; row < LLZ_LAB_ROWS; row++)
        if (llz_lab_row_runs((enum llz_lab_row)row, &request->plan))
            print_row(sheet, row);
    putchar('\n');
}

void lab_bytes_print(const struct lab_request *request, const struct lab_sheet *sheet)
{
    const double labels = lab_labels(request, sheet);

    printf("bytes, decoded again: the quantised policy and %.0f labels, %.0f at each step\n" NAME
           " %9s %9s %9s %10s %9s %12s %12s\n",
           labels, labels / (double)sheet->results.setting.sizes.T, "policy", "policy", "labels", "both",
           "bits/label", "J change", "pays from", "best from");
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        double f[LAB_BYTE_COLUMNS];

        if (!llz_lab_row_runs((enum llz_lab_row)row, &request->plan))
            continue;
        lab_byte_columns(request, sheet, (enum llz_lab_row)row, f);
        printf(NAME " %9.0f %9.0f %9.0f", llz_lab_row_name((enum llz_lab_row)row), f[LAB_POLICY_BYTES],
               f[LAB_LABEL_BYTES], f[LAB_BOTH]);
        print_figure(10, "%.4f", f[LAB_BITS]);
        print_figure(9, "%+.5f", f[LAB_CHANGE]);
        print_figure(12, "%.0f", f[LAB_PAYS]);
        print_figure(12, "%.0f", f[LAB_PAYS_BEST]);
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
