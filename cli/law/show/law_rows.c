/* law_rows.c - every checkpoint of every course as a row of CSV (RFC 4180).
 *
 * The same columns in every row, whatever repeats: tools for tables read it without joining anything. */
#include "cli/law/show/law_rows.h"

#include <inttypes.h>

#include "cli/compare/export/csv.h"
#include "cli/options/values.h"
#include "codec/llz_lab.h"

void rows_head(FILE *out)
{
    fputs(ROWS_BEGINNING
          "learned,coded_bits,probe_bits,windows,evenness,against,unused,unused_against,effective,cosine,"
          "rank_output,rank_rows,llz_version,build,kernel,fit_l0,fit_b,fit_beta,fit_error,fitted,fitted_low,"
          "fitted_high,read,read_low,read_high,note\r\n",
          out);
}

static void add(FILE *out, const struct checkpoint *at)
{
    const struct figures f = figures_of(&at->sums);

    /* The mean over its deviation has no upper limit, hence %g; all others are bits or shares. */
    fprintf(out, "%.0f,%.0f,%.6f,%.6f,%.0f,%.6g,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%s,%s,%s", at->position,
            at->learned, at->coded, at->probe, at->sums.windows, f.evenness, f.against, f.unused,
            f.unused_against, f.effective, f.cosine, f.rank_output, f.rank_rows, llz_version(), llz_build(),
            llz_kernel());
}

/* An empty field, not 0, says that a figure is not known. */
static void add_number(FILE *out, double value, int known)
{
    fputc(',', out);
    /* Six digits: the curve is not known any better. */
    if (known)
        fprintf(out, "%.6g", value);
}

static void add_ratio(FILE *out, double ratio, const struct interval *i)
{
    add_number(out, ratio, ratio > 0);
    add_number(out, i->low, ratio > 0 && i->known);
    add_number(out, i->high, ratio > 0 && i->known);
}

/* What is known of the whole course stands in the row of each checkpoint. */
static void add_finding(FILE *out, const struct finding *f)
{
    /* A parameter at its bound is not identified (fit.h): an empty field, as a number would be believed. */
    const int good = f->fit.state == FIT_GOOD;

    add_number(out, f->fit.floor, good);
    add_number(out, good ? fit_b(&f->fit) : 0, good);
    add_number(out, f->fit.beta, good);
    add_number(out, f->fit.error, f->fit.known);
    add_ratio(out, f->acceleration.fitted, &f->acceleration.fitted_interval);
    add_ratio(out, f->acceleration.read, &f->acceleration.read_interval);
    fputc(',', out);
    csv_text(out, f->note);
    fputs("\r\n", out);
}

void rows_add(FILE *out, const struct law_request *r, const struct input *in, const struct course *c,
              const struct finding *f)
{
    char without[VALUE_PARTS_TEXT], level[VALUE_MODEL_TEXT];

    /* The column is a level where one was asked for, and the name of a model where that was. */
    if (r->common.model > 0)
        value_model_text(level, 0, r->common.model);
    else
        snprintf(level, sizeof level, "%d", r->common.level);
    value_part_names(without, r->common.without);
    for (int k = 0; k < CHECKPOINTS; k++) {
        /* The columns of ROWS_BEGINNING, in its order. */
        csv_text(out, in->name);
        fprintf(out, ",%zu,%s,%s,%s,%s,%" PRIu64 ",", in->size, in->hash, level, c->policy, r->common.optimizer,
                r->common.seed);
        csv_text(out, without);
        fputc(',', out);
        add(out, &c->at[k]);
        add_finding(out, f);
    }
}
