/* lab_export.c - CSV (RFC 4180) and JSON. Numbers have all their digits: whoever reads them may go on computing. */
#include "cli/experiments/lab_export.h"

#include <math.h>

#include "cli/experiments/lab_columns.h"
#include "cli/lab/outputs.h"
#include "codec/llz_lab.h"

#define CSV_FIRST "experiment,build,steps,"
#define JSON_FIRST "{\"kind\":\"lab "

enum status lab_export_check(const struct lab_request *request)
{
    struct compare_request both = { .common = request->common, .csv = request->csv, .json = request->json };
    struct compare_request json = { .common = request->common, .csv = request->json };
    enum status status;

    both.common.count = json.common.count = 0; /* there are no inputs to be lost */
    status = outputs_check(&both, NULL, CSV_FIRST);
    /* Of a file of JSON compare looks at every line, which are not its own here: it is checked by its beginning. */
    return status == STATUS_OK ? outputs_check(&json, NULL, JSON_FIRST) : status;
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
        fprintf(out, ",%s", lab_column_name((enum lab_column)c));
    for (int c = 0; c < LAB_BYTE_COLUMNS; c++)
        fprintf(out, ",%s", lab_byte_column_name((enum lab_byte_column)c));
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

static void json_number(FILE *out, const char *key, double value)
{
    if (isfinite(value))
        fprintf(out, ",\"%s\":%.17g", key, value);
    else
        fprintf(out, ",\"%s\":null", key);
}

static void json_curve(FILE *out, const struct llz_lab_results *r, enum llz_lab_row row)
{
    fputs(",\"at\":[", out);
    for (size_t i = 0; i < r->checkpoints; i++)
        fprintf(out, "%s%zu", i > 0 ? "," : "", r->at[i]);
    fputs("],\"losses\":[", out);
    for (size_t i = 0; i < r->checkpoints; i++) {
        const double loss = r->result[row].curve[r->at[i]];

        if (isfinite(loss))
            fprintf(out, "%s%.17g", i > 0 ? "," : "", loss);
        else
            fprintf(out, "%snull", i > 0 ? "," : "");
    }
    fputs("]", out);
}

static void json_row(FILE *out, const struct lab_request *request, const struct lab_sheet *sheet,
                     enum llz_lab_row row)
{
    const struct llz_lab_setting *s = &sheet->results.setting;
    double figures[LAB_COLUMNS], bytes[LAB_BYTE_COLUMNS];

    lab_columns(sheet, row, figures);
    lab_byte_columns(request, sheet, row, bytes);
    fprintf(out,
            JSON_FIRST
            "row\",\"experiment\":\"%s\",\"build\":\"%s\",\"policy\":\"%s\",\"steps\":%zu,\"examples\":%zu,"
            "\"dimensions\":%zu,\"targets\":%zu,\"start\":\"%s\",\"labels\":%d,\"seed\":%d",
            lab_experiment_name((int)s->experiment), llz_build(), llz_lab_row_name(row), s->sizes.T, s->sizes.N,
            s->sizes.D, s->sizes.K, lab_start_name(s->start_at_zero), request->labels, (int)s->seed);
    json_number(out, "eta", request->plan.eta);
    json_number(out, "spread", (double)s->spread);
    json_number(out, "shift", (double)s->shift);
    for (int c = 0; c < LAB_COLUMNS; c++)
        json_number(out, lab_column_name((enum lab_column)c), figures[c]);
    for (int c = 0; c < LAB_BYTE_COLUMNS; c++)
        json_number(out, lab_byte_column_name((enum lab_byte_column)c), bytes[c]);
    json_curve(out, &sheet->results, row);
    fputs("}\n", out);
}

static void json_estimate(FILE *out, const char *key, double value, const struct interval *i)
{
    char name[32];

    json_number(out, key, value > 0 ? value : (double)NAN);
    snprintf(name, sizeof name, "%s_low", key);
    json_number(out, name, i->known ? i->low : (double)NAN);
    snprintf(name, sizeof name, "%s_high", key);
    json_number(out, name, i->known ? i->high : (double)NAN);
}

static void json_outcome(FILE *out, const struct lab_request *request, const struct lab_outcome *o, int row)
{
    const struct seeds_estimate *e = &o->estimates[row];
    const int good = e->fit.state == FIT_GOOD;

    fprintf(out, JSON_FIRST "estimate\",\"experiment\":\"%s\",\"policy\":\"%s\",\"steps\":%.0f,\"seeds\":%zu",
            lab_experiment_name((int)request->setting.experiment), llz_lab_row_name((enum llz_lab_row)row),
            o->seeds.at[o->seeds.checkpoints - 1], o->seeds.count);
    json_estimate(out, "ar", e->paper, &e->paper_interval);
    json_estimate(out, "ar_best", e->best, &e->best_interval);
    json_estimate(out, "l0", good ? e->fit.floor : 0, &e->floor);
    json_estimate(out, "b", good ? fit_b(&e->fit) : 0, &e->b);
    json_estimate(out, "beta", good ? e->fit.beta : 0, &e->beta);
    fprintf(out, ",\"fit\":\"%s\"}\n", good ? "good" : fit_state_text(e->fit.state));
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

    return request->json ? status_worse(status, write_json(request, sheets, outcomes)) : status;
}
