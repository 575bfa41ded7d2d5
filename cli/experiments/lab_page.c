/* lab_page.c - the results of llz lab as a page: the tables of the terminal, each column with its meaning, charts of what the
 * policies learned, and how equal their examples contribute. */
#include "cli/experiments/lab_page.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/experiments/lab_columns.h"
#include "cli/lab/outputs.h"
#include "cli/lab/page/document.h"
#include "cli/lab/svg.h"
#include "codec/llz_lab.h"

#define TITLE "The Learning Law on its paper's experiments"
#define HIGH 1.5 /* times the loss before learning: a curve that goes higher would flatten all others */

/* What is shown of one length of the course. */
struct view {
    const struct document *d;
    const struct lab_request *request;
    const struct lab_sheets *sheets;
    size_t length;
};

static const struct llz_lab_results *results_of(const struct view *v, size_t seed)
{
    return &lab_sheet_of(v->sheets, v->length, seed)->results;
}

static bool is_shown(const struct view *v, int row)
{
    return llz_lab_row_runs((enum llz_lab_row)row, &v->request->plan);
}

static void add_figure(struct sheet *s, const char *form, double figure)
{
    char text[48] = "-";

    if (isfinite(figure))
        snprintf(text, sizeof text, form, figure);
    sheet_add(s, "%s", text);
}

/* ---- Learning curves ---- */

/* Mean over the seeds at a checkpoint. */
static double mean_loss(const struct view *v, int row, size_t checkpoint)
{
    double sum = 0;

    for (size_t seed = 0; seed < v->sheets->seeds; seed++) {
        const struct llz_lab_results *r = results_of(v, seed);

        sum += r->result[row].curve[r->at[checkpoint]];
    }
    return sum / (double)v->sheets->seeds;
}

/* False where the curve has no place beside the others. */
static bool find_curve(const struct view *v, int row, struct point points[LLZ_LAB_CHECKPOINTS])
{
    const struct llz_lab_results *r = results_of(v, 0);
    const double first = mean_loss(v, row, 0);
    bool good = true;

    for (size_t i = 0; i < r->checkpoints; i++) {
        points[i] = (struct point){ (double)r->at[i], mean_loss(v, row, i) };
        good &= isfinite(points[i].y) && points[i].y <= HIGH * first;
    }
    return good;
}

static void add_name(char *names, size_t room, int row)
{
    const size_t n = strlen(names);

    snprintf(names + n, room - n, "%s%s", n > 0 ? "; " : "", llz_lab_row_name((enum llz_lab_row)row));
}

static void print_curves(const struct view *v, struct point points[LLZ_LAB_ROWS][LLZ_LAB_CHECKPOINTS])
{
    const struct llz_lab_results *r = results_of(v, 0);
    struct series series[LLZ_LAB_ROWS];
    struct chart chart = { .x_label = "steps",
                           .y_label = "loss of unseen targets (nats)",
                           .x_max = (double)r->at[r->checkpoints - 1],
                           .series = series };
    char left[512] = "", text[640];

    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        if (!is_shown(v, row))
            continue;
        if (find_curve(v, row, points[row]))
            series[chart.count++] = (struct series){ .points = points[row],
                                                     .n = r->checkpoints,
                                                     .style = row,
                                                     .label = llz_lab_row_name((enum llz_lab_row)row) };
        else
            add_name(left, sizeof left, row);
    }
    svg_legend(v->d->out, &chart);
    svg_chart(v->d->out, &chart);
    if (left[0] == '\0')
        return;
    snprintf(text, sizeof text, "Not in the chart, since the loss rises far above what it begins with: %s.",
             left);
    v->d->form->paragraph(v->d, text);
}

/* ---- Equality ---- */

/* Of a figure over all seeds: mean, least and largest. Unknown where a seed has none. */
static struct strip over_seeds(const struct view *v, int row, enum lab_column column)
{
    struct strip s = { .low = (double)INFINITY, .high = -(double)INFINITY, .known = 1 };

    for (size_t seed = 0; seed < v->sheets->seeds; seed++) {
        double figures[LAB_COLUMNS];

        lab_columns(lab_sheet_of(v->sheets, v->length, seed), (enum llz_lab_row)row, figures);
        s.value += figures[column] / (double)v->sheets->seeds;
        s.low = figures[column] < s.low ? figures[column] : s.low;
        s.high = figures[column] > s.high ? figures[column] : s.high;
        s.known &= isfinite(figures[column]) != 0;
    }
    return s;
}

/* Equality goes over three powers of ten. Turned over, so that left is better, as of steps. */
static void add_powers(struct sheet *sheet, const struct strip *s)
{
    struct strip powers = { 0 };

    if (s->known && s->low > 0)
        powers = (struct strip){ -log10(s->value), -log10(s->high), -log10(s->low), 1 };
    sheet_add_strip(sheet, &powers);
}

static void print_equality(const struct view *v)
{
    static const struct column columns[] = {
        { "policy", NULL, COLUMN_TEXT },
        { "by lambda",
          "mean of contributions to all losses to come by their deviation over the support: the law says that the "
          "optimum has it large",
          COLUMN_NUMBER },
        { "by grad L", "the same of contributions to the present loss", COLUMN_NUMBER },
        { "residual", "0 where the law holds exactly", COLUMN_NUMBER },
        { "deviation in powers of ten",
          "deviation by mean, by lambda, with the range of the seeds: left of the line contributions are more alike than "
          "not",
          COLUMN_STRIP },
    };
    struct sheet s;

    sheet_begin(&s, "Equality of contributions, mean of all seeds", columns, sizeof columns / sizeof *columns);
    for (int row = 0; row < LLZ_LAB_ROWS; row++)
        if (is_shown(v, row)) {
            const struct strip lambda = over_seeds(v, row, LAB_BY_LAMBDA);

            sheet_add(&s, "%s", llz_lab_row_name((enum llz_lab_row)row));
            add_figure(&s, "%.3f", lambda.value);
            add_figure(&s, "%.3f", over_seeds(v, row, LAB_BY_GRADIENT).value);
            add_figure(&s, "%.4f", over_seeds(v, row, LAB_RESIDUAL).value);
            add_powers(&s, &lambda);
        }
    document_sheet(v->d, &s);
}

/* ---- All seeds ---- */

static void add_estimate(struct sheet *s, double value, const struct interval *i, const char *form)
{
    char low[16], high[16];

    add_figure(s, form, value > 0 ? value : (double)NAN);
    if (i->known) {
        snprintf(low, sizeof low, form, i->low);
        snprintf(high, sizeof high, form, i->high);
        sheet_add(s, "%s .. %s", low, high);
    } else {
        sheet_add(s, "-");
    }
}

/* Left of the line is faster. */
static void add_steps(struct sheet *s, double acceleration, const struct interval *i)
{
    struct strip steps = { 0 };

    if (acceleration > 0 && i->known)
        steps = (struct strip){ -log2(acceleration), -log2(i->high), -log2(i->low), 1 };
    sheet_add_strip(s, &steps);
}

static void print_estimates(const struct view *v, const struct lab_outcome *o)
{
    static const struct column columns[] = {
        { "policy", NULL, COLUMN_TEXT },
        { "AR", "acceleration: steps that uniform needs to come as low, by the steps of this row",
          COLUMN_NUMBER },
        { "95 %", "its interval, over targets and seeds", COLUMN_NUMBER },
        { "AR best", "the same against uniform at its best step", COLUMN_NUMBER },
        { "95 % ", "its interval", COLUMN_NUMBER },
        { "steps in powers of two",
          "steps that this row needs by those of uniform at its best step: left of the line is faster",
          COLUMN_STRIP },
        { "L0", "loss that is left however long it learns", COLUMN_NUMBER },
        { "95 %  ", "its interval", COLUMN_NUMBER },
        { "B", "steps: the scale on which learning goes on", COLUMN_NUMBER },
        { "95 %   ", "its interval", COLUMN_NUMBER },
        { "beta", "exponent with which the loss falls", COLUMN_NUMBER },
        { "95 %    ", "its interval", COLUMN_NUMBER },
        { "note", "why there is no curve", COLUMN_TEXT },
    };
    struct sheet s;

    sheet_begin(&s, "All seeds, unseen targets: acceleration, and L0 + (B / step)^beta fitted", columns,
                sizeof columns / sizeof *columns);
    for (int row = 0; row < LLZ_LAB_ROWS; row++)
        if (is_shown(v, row)) {
            const struct seeds_estimate *e = &o->estimates[row];
            const bool good = e->fit.state == FIT_GOOD;

            sheet_add(&s, "%s", llz_lab_row_name((enum llz_lab_row)row));
            add_estimate(&s, e->paper, &e->paper_interval, "%.3f");
            add_estimate(&s, e->best, &e->best_interval, "%.3f");
            add_steps(&s, e->best, &e->best_interval);
            add_estimate(&s, good ? e->fit.floor : 0, &e->floor, "%.4f");
            add_estimate(&s, good ? fit_b(&e->fit) : 0, &e->b, "%.3g");
            add_estimate(&s, good ? e->fit.beta : 0, &e->beta, "%.3f");
            sheet_add(&s, "%s", fit_state_text(e->fit.state));
        }
    document_sheet(v->d, &s);
}

/* ---- Single problems ---- */

static void print_figures(const struct view *v, const char *caption, const struct lab_look *looks, int count,
                          const struct lab_sheet *sheet)
{
    struct column columns[1 + LAB_COLUMNS] = { { "policy", NULL, COLUMN_TEXT } };
    struct sheet s;

    for (int c = 0; c < count; c++)
        columns[1 + c] = looks[c].head;
    sheet_begin(&s, caption, columns, 1 + (size_t)count);
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        double figures[LAB_COLUMNS];

        if (!is_shown(v, row))
            continue;
        if (looks == lab_look)
            lab_columns(sheet, (enum llz_lab_row)row, figures);
        else
            lab_byte_columns(v->request, sheet, (enum llz_lab_row)row, figures);
        sheet_add(&s, "%s", llz_lab_row_name((enum llz_lab_row)row));
        for (int c = 0; c < count; c++)
            add_figure(&s, looks[c].form, figures[c]);
    }
    document_sheet(v->d, &s);
}

static void print_problem(const struct view *v, const struct lab_sheet *sheet)
{
    char text[LAB_PROBLEM_TEXT];

    snprintf(text, sizeof text, "Seed %d", (int)sheet->results.setting.seed);
    print_figures(v, text, lab_look, LAB_COLUMNS, sheet);
    lab_bytes_text(text, v->request, sheet);
    text[0] = 'B';
    print_figures(v, text, lab_byte_look, LAB_BYTE_COLUMNS, sheet);
}

static void print_length(const struct view *v, const struct lab_outcome *o)
{
    struct point(*points)[LLZ_LAB_CHECKPOINTS] = calloc(LLZ_LAB_ROWS, sizeof *points);
    char text[LAB_PROBLEM_TEXT];

    v->d->form->heading(v->d, lab_experiment_name((int)v->request->setting.experiment));
    lab_problem_text(text, v->request, &results_of(v, 0)->setting);
    v->d->form->paragraph(v->d, text);
    if (points)
        print_curves(v, points);
    else
        *v->d->incomplete = 1;
    free(points);
    print_equality(v);
    print_estimates(v, o);
    for (size_t seed = 0; seed < v->sheets->seeds; seed++)
        print_problem(v, lab_sheet_of(v->sheets, v->length, seed));
}

enum status lab_page_write(const struct lab_request *request, const struct lab_sheets *sheets,
                           const struct lab_outcome outcomes[LAB_LENGTHS_MAX])
{
    int incomplete = 0;
    struct output out;
    char note[160];
    enum status status = output_begin(&out, request->html);

    if (status != STATUS_OK)
        return status;
    const struct document d = { out.stream, &document_html, "llz lab", &incomplete };
    d.form->begin(&d, TITLE);
    d.form->paragraph(
        &d,
        "The Learning Law (Gu et al. 2024): in optimal learning all examples that are learned from contribute "
        "equally to lowering the loss. Here are policies that were sought for it, beside baselines and controls. "
        "Point at the head of a column to see what it means.");
    /* The whole course first. */
    for (size_t i = sheets->lengths; i-- > 0;) {
        const struct view view = { &d, request, sheets, i };

        print_length(&view, &outcomes[i]);
    }
    snprintf(note, sizeof note, "Made by llz %s, build %s. LAB.md says how all figures are made.",
             llz_version(), llz_build());
    d.form->end(&d, note);
    if (!incomplete)
        return output_end(&out);
    output_discard(&out);
    return report_errno(request->html, ENOMEM);
}
