/* lab_export.c - CSV (RFC 4180) and JSON. Numbers have all their digits: whoever reads them may go on computing. */
#include "cli/experiments/lab_export.h"

#include <math.h>
#include <string.h>

#include "cli/experiments/lab_columns.h"
#include "cli/experiments/lab_page.h"
#include "cli/lab/outputs.h"
#include "cli/terminal/json.h"
#include "codec/llz_lab.h"

#define CSV_FIRST "experiment,build,steps,"
#define JSON_FIRST "{\"kind\":\"lab "
#define PATH_ROOM 4200

/* Rows are read before results are written, so one of that name would not be seen in time. */
static enum status check_rows(const struct lab_request *request, const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL, *name = slash ? slash + 1 : path;
    char row[PATH_ROOM];

    if (!path || !request->state || !strstr(name, "-row") ||
        snprintf(row, sizeof row, "%s/%s", request->state, name) >= (int)sizeof row)
        return STATUS_OK;
    return outputs_collide(row, path) ? report_error(path, "is a name of the rows that --state keeps")
                                      : STATUS_OK;
}

enum status lab_export_check(const struct lab_request *request)
{
    const struct wanted wanted[] = { { request->csv, CSV_FIRST },
                                     { request->json, JSON_FIRST },
                                     { request->html, LAB_PAGE_BEGINNING } };

    enum status status = outputs_check(wanted, 3, NULL, 0);

    for (int i = 0; i < 3 && status == STATUS_OK; i++)
        status = check_rows(request, wanted[i].path);
    return status;
}

/* ---- CSV ---- */

static void csv_number(FILE *out, double value)
{
    fputc(',', out);
    if (isfinite(value))
        fprintf(out, "%.17g", value);
}

static void csv_head(FILE *out)
{
    fputs(CSV_FIRST "examples,dimensions,targets,eta,spread,shift,start,labels,seed,policy", out);
    for (int c = 0; c < LAB_COLUMNS; c++)
        fprintf(out, ",%s", lab_look[c].name);
    for (int c = 0; c < LAB_BYTE_COLUMNS; c++)
        fprintf(out, ",%s", lab_byte_look[c].name);
    fputs("\r\n", out);
}

static void csv_row(FILE *out, const struct lab_request *request, const struct lab_sheet *sheet,
                    enum llz_lab_row row)
{
    const struct llz_lab_setting *s = &sheet->results.setting;
    double figures[LAB_COLUMNS], bytes[LAB_BYTE_COLUMNS];

    lab_columns(sheet, row, figures);
    lab_byte_columns(request, sheet, row, bytes);
    fprintf(out, "%s,%s,%zu,%zu,%zu,%zu", lab_experiment_name((int)s->experiment), llz_build(), s->sizes.T,
            s->sizes.N, s->sizes.D, s->sizes.K);
    csv_number(out, request->plan.eta);
    csv_number(out, (double)s->spread);
    csv_number(out, (double)s->shift);
    /* Names of rows have commas, and no quotes. */
    fprintf(out, ",%s,%d,%d,\"%s\"", lab_start_name(s->start_at_zero), request->labels, (int)s->seed,
            llz_lab_row_name(row));
    for (int c = 0; c < LAB_COLUMNS; c++)
        csv_number(out, figures[c]);
    for (int c = 0; c < LAB_BYTE_COLUMNS; c++)
        csv_number(out, bytes[c]);
    fputs("\r\n", out);
}

static enum status write_csv(const struct lab_request *request, const struct lab_sheets *sheets)
{
    struct output out;
    enum status status = output_begin(&out, request->csv);

    if (status != STATUS_OK)
        return status;
    csv_head(out.stream);
    for (size_t i = 0; i < sheets->lengths * sheets->seeds; i++)
        for (int row = 0; row < LLZ_LAB_ROWS; row++)
            if (llz_lab_row_runs((enum llz_lab_row)row, &request->plan))
                csv_row(out.stream, request, &sheets->sheet[i], (enum llz_lab_row)row);
    return output_end(&out);
}

/* ---- JSON ---- */

/* Losses at the checkpoints. */
static void json_curve(struct json *j, const struct llz_lab_results *r, enum llz_lab_row row)
{
    double at[LLZ_LAB_CHECKPOINTS], losses[LLZ_LAB_CHECKPOINTS];

    for (size_t i = 0; i < r->checkpoints; i++) {
        at[i] = (double)r->at[i];
        losses[i] = r->result[row].curve[r->at[i]];
    }
    json_numbers(j, "at", at, r->checkpoints);
    json_numbers(j, "losses", losses, r->checkpoints);
}

static void json_row(FILE *out, const struct lab_request *request, const struct lab_sheet *sheet,
                     enum llz_lab_row row)
{
    const struct llz_lab_setting *s = &sheet->results.setting;
    double figures[LAB_COLUMNS], bytes[LAB_BYTE_COLUMNS];
    struct json j = json_begin(out);

    lab_columns(sheet, row, figures);
    lab_byte_columns(request, sheet, row, bytes);
    json_text(&j, "kind", "lab row");
    json_text(&j, "experiment", lab_experiment_name((int)s->experiment));
    json_text(&j, "build", llz_build());
    json_text(&j, "policy", llz_lab_row_name(row));
    json_unsigned(&j, "steps", s->sizes.T);
    json_unsigned(&j, "examples", s->sizes.N);
    json_unsigned(&j, "dimensions", s->sizes.D);
    json_unsigned(&j, "targets", s->sizes.K);
    json_text(&j, "start", lab_start_name(s->start_at_zero));
    json_signed(&j, "labels", request->labels);
    json_unsigned(&j, "seed", s->seed);
    json_number(&j, "eta", request->plan.eta);
    json_number(&j, "spread", (double)s->spread);
    json_number(&j, "shift", (double)s->shift);
    for (int c = 0; c < LAB_COLUMNS; c++)
        json_number(&j, lab_look[c].name, figures[c]);
    for (int c = 0; c < LAB_BYTE_COLUMNS; c++)
        json_number(&j, lab_byte_look[c].name, bytes[c]);
    json_curve(&j, &sheet->results, row);
    json_end(&j);
}

static void json_estimate(struct json *j, const char *key, double value, const struct interval *i)
{
    char name[32];

    json_number(j, key, value > 0 ? value : (double)NAN);
    snprintf(name, sizeof name, "%s_low", key);
    json_number(j, name, i->known ? i->low : (double)NAN);
    snprintf(name, sizeof name, "%s_high", key);
    json_number(j, name, i->known ? i->high : (double)NAN);
}

static void json_outcome(FILE *out, const struct lab_request *request, const struct lab_outcome *o, int row)
{
    const struct seeds_estimate *e = &o->estimates[row];
    const int good = e->fit.state == FIT_GOOD;
    struct json j = json_begin(out);

    json_text(&j, "kind", "lab estimate");
    json_text(&j, "experiment", lab_experiment_name((int)request->setting.experiment));
    json_text(&j, "policy", llz_lab_row_name((enum llz_lab_row)row));
    json_number(&j, "steps", o->seeds.at[o->seeds.checkpoints - 1]);
    json_unsigned(&j, "seeds", o->seeds.count);
    json_estimate(&j, "ar", e->paper, &e->paper_interval);
    json_estimate(&j, "ar_best", e->best, &e->best_interval);
    json_estimate(&j, "l0", good ? e->fit.floor : 0, &e->floor);
    json_estimate(&j, "b", good ? fit_b(&e->fit) : 0, &e->b);
    json_estimate(&j, "beta", good ? e->fit.beta : 0, &e->beta);
    json_text(&j, "fit", good ? "good" : fit_state_text(e->fit.state));
    json_end(&j);
}

static enum status write_json(const struct lab_request *request, const struct lab_sheets *sheets,
                              const struct lab_outcome outcomes[LAB_LENGTHS_MAX])
{
    struct output out;
    enum status status = output_begin(&out, request->json);

    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < sheets->lengths * sheets->seeds; i++)
        for (int row = 0; row < LLZ_LAB_ROWS; row++)
            if (llz_lab_row_runs((enum llz_lab_row)row, &request->plan))
                json_row(out.stream, request, &sheets->sheet[i], (enum llz_lab_row)row);
    for (size_t i = 0; i < sheets->lengths; i++)
        for (int row = 0; row < LLZ_LAB_ROWS; row++)
            if (llz_lab_row_runs((enum llz_lab_row)row, &request->plan))
                json_outcome(out.stream, request, &outcomes[i], row);
    return output_end(&out);
}

enum status lab_export_write(const struct lab_request *request, const struct lab_sheets *sheets,
                             const struct lab_outcome outcomes[LAB_LENGTHS_MAX])
{
    enum status status = request->csv ? write_csv(request, sheets) : STATUS_OK;

    if (request->json)
        status = status_worse(status, write_json(request, sheets, outcomes));
    return request->html ? status_worse(status, lab_page_write(request, sheets, outcomes)) : status;
}
