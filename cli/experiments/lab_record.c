/* lab_record.c - a row's results as a file: a line that says what made them, numbers, and a hash of all.
 *
 * The line has every option that figures depend on, and the build: what differs in one character is never mixed with the
 * rest. Numbers are doubles, little-endian; those of the model, which are floats, fit in them. */
#include "cli/experiments/lab_record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <xxhash.h>

#include "cli/lab/outputs.h"
#include "cli/prior/prior_path.h"
#include "codec/coder/bytes.h"
#include "codec/llz_lab.h"

#define KIND "llz-lab 1 " /* and its version: of what cli/ does with rows, which the build does not tell */
#define HEAD 512
#define PATH 4096
#define HASH_BYTES 8

static void head_text(char text[HEAD], const struct lab_request *request, const struct llz_lab_setting *s,
                      const char *what)
{
    snprintf(text, HEAD,
             KIND "build %s %s D %zu N %zu K %zu T %zu seed %d spread %a shift %a start %d eta %a passes %d "
                  "outer %a labels %d: %s\n",
             llz_build(), lab_experiment_name((int)s->experiment), s->sizes.D, s->sizes.N, s->sizes.K,
             s->sizes.T, (int)s->seed, (double)s->spread, (double)s->shift, s->start_at_zero, request->plan.eta,
             request->plan.passes, request->plan.projected, request->labels, what);
}

/* ---- Numbers ---- */

/* Reads or writes: what is in the sheet becomes bytes, or bytes become what is in the sheet. */
struct wire {
    unsigned char *at;
    int reading;
};

static void pass_double(struct wire *w, double *x)
{
    uint64_t bits;

    if (w->reading) {
        bits = llz_load64(w->at);
        memcpy(x, &bits, sizeof *x);
    } else {
        memcpy(&bits, x, sizeof bits);
        llz_store64(w->at, bits);
    }
    w->at += sizeof bits;
}

static void pass_doubles(struct wire *w, double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        pass_double(w, x + i);
}

static void pass_reals(struct wire *w, llz_real *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double wide = (double)x[i];

        pass_double(w, &wide);
        if (w->reading)
            x[i] = (llz_real)wide;
    }
}

/* Counts are far below 2^53. */
static void pass_size(struct wire *w, size_t *n)
{
    double wide = (double)*n;

    pass_double(w, &wide);
    *n = wide >= 0 && wide < 0x1p53 ? (size_t)wide : 0;
}

static void pass_row(struct wire *w, struct lab_sheet *sheet, enum llz_lab_row row)
{
    const struct llz_lab_sizes *s = &sheet->results.setting.sizes;
    struct llz_lab_result *r = &sheet->results.result[row];
    struct llz_lab_figures *f = &r->figures;
    double *const single[] = {
        &r->step,    &r->J,       &r->unseen,  &f->by_lambda, &f->by_gradient,
        &f->support, &f->refused, &r->found.J, &r->found.gap, &sheet->bytes[row].distance
    };
    size_t passes = (size_t)r->found.passes;

    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        pass_double(w, single[i]);
    pass_size(w, &r->numbers);
    pass_size(w, &passes);
    pass_size(w, &sheet->bytes[row].policy);
    pass_size(w, &sheet->bytes[row].size);
    r->found.passes = (int)passes;
    pass_reals(w, r->number, LLZ_LAB_NUMBERS);
    pass_reals(w, r->weights, r->weights ? s->N : 0);
    pass_doubles(w, r->curve, s->T + 1);
    pass_doubles(w, r->losses, sheet->results.checkpoints * s->K);
}

static size_t numbers_of(const struct lab_sheet *sheet, enum llz_lab_row row)
{
    const struct llz_lab_sizes *s = &sheet->results.setting.sizes;

    return 14 + LLZ_LAB_NUMBERS + (sheet->results.result[row].weights ? s->N : 0) + s->T + 1 +
           sheet->results.checkpoints * s->K;
}

/* ---- Files ---- */

/* The head, numbers and a hash of both. */
struct record {
    char path[PATH];
    unsigned char *bytes;
    size_t head, all;
};

/* Of what a row is, or of its search. 0, or an errno; record_free() in both cases. */
static int record_new(struct record *r, const struct lab_request *request, const struct llz_lab_setting *s,
                      enum llz_lab_row row, bool search, size_t numbers)
{
    const int n = snprintf(r->path, PATH, "%s/%s-t%zu-seed%d-row%02d%s", request->state,
                           lab_experiment_name((int)s->experiment), s->sizes.T, (int)s->seed, (int)row,
                           search ? "-search" : "");
    char text[HEAD];

    head_text(text, request, s, search ? "search" : llz_lab_row_name(row));
    r->head = strlen(text);
    r->all = r->head + 8 * numbers + HASH_BYTES;
    r->bytes = n < PATH ? calloc(r->all + 1, 1) : NULL;
    if (!r->bytes)
        return n < PATH ? ENOMEM : ENAMETOOLONG;
    memcpy(r->bytes, text, r->head);
    return 0;
}

static void record_free(struct record *r)
{
    free(r->bytes);
}

static enum status record_save(struct record *r)
{
    llz_store64(r->bytes + r->all - HASH_BYTES, XXH3_64bits(r->bytes, r->all - HASH_BYTES));
    return output_write(r->path, 0, r->bytes, r->all);
}

/* Of what was read, n bytes of it. */
static enum status check(const struct record *r, const unsigned char *bytes, size_t n)
{
    const size_t head = n < r->head ? n : r->head;

    if (memcmp(bytes, KIND, head < sizeof KIND - 1 ? head : sizeof KIND - 1) != 0)
        return report_error(r->path, "is not a row of llz lab");
    if (memcmp(bytes, r->bytes, head) != 0)
        return report_error(r->path,
                            "is of another build, or was made with other options: name another folder");
    if (n != r->all || llz_load64(bytes + n - HASH_BYTES) != XXH3_64bits(bytes, n - HASH_BYTES))
        return report_error(r->path, "is damaged: remove it, and it is computed again");
    return STATUS_OK;
}

/* What is in the file comes into r. *there: whether there is one. */
static enum status record_load(struct record *r, bool *there)
{
    FILE *file = prior_path_open(r->path);
    unsigned char *bytes;
    enum status status;
    size_t n;

    *there = file;
    if (!file)
        return errno == ENOENT ? STATUS_OK
                               : report_error(r->path, errno ? strerror(errno) : "is not a regular file");
    bytes = malloc(r->all + 1);
    n = bytes ? fread(bytes, 1, r->all + 1, file) : 0;
    if (!bytes || ferror(file))
        status = report_errno(r->path, bytes ? errno : ENOMEM);
    else
        status = check(r, bytes, n);
    if (status == STATUS_OK)
        memcpy(r->bytes, bytes, r->all);
    fclose(file);
    free(bytes);
    return status;
}

/* ---- Rows ---- */

/* What pass_row() takes of a row that is done, for the pointer through which it could read. Other rows may be at work on
 * the rest of the sheet in their threads. */
static struct lab_sheet row_alone(const struct lab_sheet *sheet, enum llz_lab_row row)
{
    struct lab_sheet copy = { .results.setting = sheet->results.setting,
                              .results.checkpoints = sheet->results.checkpoints };

    copy.results.result[row] = sheet->results.result[row];
    copy.bytes[row] = sheet->bytes[row];
    return copy;
}

enum status lab_record_write(const struct lab_request *request, const struct lab_sheet *sheet,
                             enum llz_lab_row row)
{
    struct lab_sheet copy = row_alone(sheet, row);
    struct record r;
    enum status status;
    int error;

    if (!request->state)
        return STATUS_OK;
    error = record_new(&r, request, &sheet->results.setting, row, false, numbers_of(sheet, row));
    if (error == 0) {
        struct wire w = { .at = r.bytes + r.head };

        pass_row(&w, &copy, row);
        status = record_save(&r);
    } else {
        status = report_errno(request->state, error);
    }
    record_free(&r);
    return status;
}

static enum status read_row(const struct lab_request *request, struct lab_sheet *sheet, enum llz_lab_row row)
{
    struct record r;
    enum status status;
    bool there = false;
    const int error = record_new(&r, request, &sheet->results.setting, row, false, numbers_of(sheet, row));

    status = error == 0 ? record_load(&r, &there) : report_errno(request->state, error);
    if (status == STATUS_OK && there) {
        struct wire w = { .at = r.bytes + r.head, .reading = 1 };

        pass_row(&w, sheet, row);
        sheet->done[row] = true;
    }
    record_free(&r);
    return status;
}

enum status lab_records_read(const struct lab_request *request, struct lab_sheets *sheets)
{
    enum status status = STATUS_OK;

    if (!request->state)
        return STATUS_OK;
    if (mkdir(request->state, 0777) != 0 && errno != EEXIST)
        return report_errno(request->state, errno);
    for (size_t i = 0; i < sheets->lengths * sheets->seeds; i++)
        for (int row = 0; row < LLZ_LAB_ROWS && status == STATUS_OK; row++)
            status = read_row(request, &sheets->sheet[i], (enum llz_lab_row)row);
    return status;
}

/* ---- Searches ---- */

static void pass_pause(struct wire *w, struct llz_lab_pause *pause)
{
    double passes = pause->passes;

    pass_double(w, &pause->rate);
    pass_double(w, &passes);
    pause->passes = (int)passes;
    pass_reals(w, pause->gamma, pause->count);
}

enum status lab_search_write(const struct lab_request *request, const struct lab_sheet *sheet,
                             enum llz_lab_row row, const struct llz_lab_pause *pause)
{
    struct llz_lab_pause copy = *pause;
    struct record r;
    enum status status;
    const int error = record_new(&r, request, &sheet->results.setting, row, true, pause->count + 2);

    if (error == 0) {
        struct wire w = { .at = r.bytes + r.head };

        pass_pause(&w, &copy);
        status = record_save(&r);
    } else {
        status = report_errno(request->state, error);
    }
    record_free(&r);
    return status;
}

enum status lab_search_read(const struct lab_request *request, const struct lab_sheet *sheet,
                            enum llz_lab_row row, struct llz_lab_pause *pause, bool *there)
{
    struct record r;
    enum status status;
    const int error = record_new(&r, request, &sheet->results.setting, row, true, pause->count + 2);

    *there = false;
    status = error == 0 ? record_load(&r, there) : report_errno(request->state, error);
    if (status == STATUS_OK && *there) {
        struct wire w = { .at = r.bytes + r.head, .reading = 1 };

        pass_pause(&w, pause);
    }
    record_free(&r);
    return status;
}
