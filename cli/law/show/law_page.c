/* law_page.c - the results of llz law as a page: the tables of the terminal, each column with its meaning, and a chart
 * of what the policies learned. */
#include "cli/law/show/law_page.h"

#include <inttypes.h>
#include <stdlib.h>

#include "cli/lab/page/document.h"
#include "cli/lab/svg.h"
#include "cli/law/course_stages.h"
#include "cli/law/show/law_columns.h"
#include "cli/options/values.h"
#include "codec/llz_lab.h"

#define TITLE "What bytes contribute to learning"
#define TEXT_ROOM 4400 /* a path of 4,096 bytes, and words around it */

static struct document document_of(FILE *out, int *incomplete)
{
    *incomplete = 0;
    return (struct document){ out, &document_html, "llz law", incomplete };
}

void law_page_begin(FILE *out)
{
    int incomplete;
    const struct document d = document_of(out, &incomplete);

    d.form->begin(&d, TITLE);
    d.form->paragraph(
        &d,
        "The Learning Law: in optimal learning all bytes that are learned from contribute equally to lowering "
        "the loss. Here is how far each policy is from that, and what its learning is worth. Point at the "
        "head of a column to see what it means.");
}

static void add_stage(struct sheet *s, const struct stage *stage)
{
    const struct figures *f = &stage->figures;

    sheet_add(s, "%.0f", stage->position);
    sheet_add(s, "%.4f", stage->coded);
    sheet_add(s, "%.4f", stage->probe);
    sheet_add(s, "%.4f", f->evenness);
    sheet_add(s, "%.1f", 100 * f->against);
    sheet_add(s, "%.1f", 100 * f->unused);
    /* No share of nothing: a policy that uses all bytes has no unused ones. */
    if (f->unused > 0)
        sheet_add(s, "%.1f", 100 * f->unused_against);
    else
        sheet_add(s, "-");
    sheet_add(s, "%.1f", 100 * f->effective);
    sheet_add(s, "%.3f", f->cosine);
    sheet_add(s, "%.3f", f->rank_output);
    sheet_add(s, "%.3f", f->rank_rows);
}

static void print_course(const struct document *d, const struct course *c, const struct finding *f)
{
    struct stage stages[STAGES];
    char caption[256];
    struct sheet s;

    stages_make(stages, c);
    snprintf(caption, sizeof caption, "Policy %s%s", c->policy, f->inert ? ": inert here" : "");
    sheet_begin(&s, caption, law_stage_columns, LAW_STAGE_COLUMNS);
    for (int i = 0; i < STAGES; i++)
        add_stage(&s, &stages[i]);
    document_sheet(d, &s);
}

static void add_ratio(struct sheet *s, double ratio, const struct interval *i)
{
    if (ratio > 0)
        sheet_add(s, "%.4f", ratio);
    else
        sheet_add(s, "-");
    if (ratio > 0 && i->known)
        sheet_add(s, "%.4f .. %.4f", i->low, i->high);
    else
        sheet_add(s, "-");
}

/* Of a curve that is not identified the error alone says something. */
static void add_fit(struct sheet *s, const struct course *c, const struct finding *f)
{
    const int good = f->fit.state == FIT_GOOD;
    const double values[] = { f->fit.floor, good ? fit_b(&f->fit) : 0, f->fit.beta, f->fit.error };

    sheet_add(s, "%s", c->policy);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (good || (i == 3 && f->fit.known))
            sheet_add(s, i == 1 ? "%.4g" : "%.4f", values[i]);
        else
            sheet_add(s, "-");
    }
    add_ratio(s, f->acceleration.fitted, &f->acceleration.fitted_interval);
    add_ratio(s, f->acceleration.read, &f->acceleration.read_interval);
    sheet_add(s, "%s", f->note);
}

static void print_fits(const struct document *d, const struct course *courses, const struct finding *findings,
                       int count)
{
    struct sheet s;

    sheet_begin(&s, "Loss on the probe after D bytes, fitted: L0 + (B / D)^beta; acceleration of learning",
                law_fit_columns, LAW_FIT_COLUMNS);
    for (int i = 0; i < count; i++)
        add_fit(&s, &courses[i], &findings[i]);
    document_sheet(d, &s);
}

static void print_chart(const struct document *d, const struct course *courses, int count)
{
    struct series *series = calloc((size_t)count, sizeof *series);
    struct point(*points)[CHECKPOINTS] = calloc((size_t)count, sizeof *points);

    for (int i = 0; series && points && i < count; i++) {
        for (int k = 0; k < CHECKPOINTS; k++)
            points[i][k] = (struct point){ courses[i].at[k].position / 1e3, courses[i].at[k].probe };
        series[i] =
            (struct series){ .points = points[i], .n = CHECKPOINTS, .style = i, .label = courses[i].policy };
    }
    if (series && points) {
        const struct chart chart = { .x_label = "content learned from (KB)",
                                     .y_label = "bits per byte on the probe",
                                     .x_max = courses[0].at[CHECKPOINTS - 1].position / 1e3,
                                     .series = series,
                                     .count = count };

        svg_legend(d->out, &chart);
        svg_chart(d->out, &chart);
    } else {
        *d->incomplete = 1;
    }
    free(series);
    free(points);
}

int law_page_add(FILE *out, const struct law_request *r, const struct input *in, const struct course *courses,
                 const struct finding *findings, int count)
{
    int incomplete;
    const struct document d = document_of(out, &incomplete);
    char text[TEXT_ROOM], model[VALUE_MODEL_TEXT];

    snprintf(text, sizeof text, "%s, %s, %s, seed %" PRIu64, in->clean,
             value_model_text(model, r->common.level, r->common.model), r->common.optimizer, r->common.seed);
    d.form->heading(&d, text);
    snprintf(text, sizeof text, "%zu bytes learned from, %zu held back as the probe.",
             courses[0].split->rest_bytes, courses[0].split->probe_bytes);
    d.form->paragraph(&d, text);
    print_chart(&d, courses, count);
    print_fits(&d, courses, findings, count);
    for (int i = 0; i < count; i++)
        print_course(&d, &courses[i], &findings[i]);
    return incomplete ? -1 : 0;
}

void law_page_end(FILE *out)
{
    int incomplete;
    const struct document d = document_of(out, &incomplete);
    char note[128];

    snprintf(note, sizeof note, "Made by llz %s, build %s. LAW.md says how all figures are made.",
             llz_version(), llz_build());
    d.form->end(&d, note);
}
