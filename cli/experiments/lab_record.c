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
                      enum llz_lab_row row)
{
    snprintf(text, HEAD,
             KIND "build %s %s D %zu N %zu K %zu T %zu seed %d spread %a shift %a start %d eta %a passes %d "
                  "outer %a labels %d: %s\n",
             llz_build(), lab_experiment_name((int)s->experiment), s->sizes.D, s->sizes.N, s->sizes.K,
             s->sizes.T, (int)s->seed, (double)s->spread, (double)s->shift, s->start_at_zero, request->plan.eta,
             request->plan.passes, request->plan.projected, request->labels, llz_lab_row_name(row));
}

static int path_text(char path[PATH], const struct lab_request *request, const struct llz_lab_setting *s,
                     int row)
{
    const int n = snprintf(path, PATH, "%s/%s-t%zu-seed%d-row%02d", request->state,
                           lab_experiment_name((int)s->experiment), s->sizes.T, (int)s->seed, row);

    return n < PATH ? 0 : -1;
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

static size_t bytes_of(const struct lab_sheet *sheet, enum llz_lab_row row)
{
    const struct llz_lab_sizes *s = &sheet->results.setting.sizes;

    return 8 * (14 + LLZ_LAB_NUMBERS + (sheet->results.result[row].weights ? s->N : 0) + s->T + 1 +
                sheet->results.checkpoints * s->K);
}

/* ---- Files ---- */

/* The head, the numbers and a hash of both. NULL for want of memory; *head: bytes of the head. */
static unsigned char *room_for(const struct lab_request *request, const struct lab_sheet *sheet,
                               enum llz_lab_row row, size_t *head, size_t *all)
{
    char text[HEAD];
    unsigned char *bytes;

    head_text(text, request, &sheet->results.setting, row);
    *head = strlen(text);
    *all = *head + bytes_of(sheet, row) + HASH_BYTES;
    bytes = calloc(*all + 1, 1);
    if (bytes)
        memcpy(bytes, text, *head);
    return bytes;
}

enum status lab_record_write(const struct lab_request *request, const struct lab_sheet *sheet,
                             enum llz_lab_row row)
{
    char path[PATH];
    size_t head, all;
    unsigned char *bytes;
    struct output out;
    enum status status;
    struct lab_sheet copy = *sheet; /* which is written through a pointer that could read */
    struct wire w = { .reading = 0 };

    if (!request->state)
        return STATUS_OK;
    bytes = room_for(request, sheet, row, &head, &all);
    if (!bytes || path_text(path, request, &sheet->results.setting, row) != 0) {
        free(bytes);
        return report_errno(request->state, bytes ? ENAMETOOLONG : ENOMEM);
    }
    w.at = bytes + head;
    pass_row(&w, &copy, row);
    llz_store64(w.at, XXH3_64bits(bytes, all - HASH_BYTES));
    status = output_begin(&out, path);
    if (status == STATUS_OK) {
        /* Into memory; what fails there output_end() finds. */
        (void)fwrite(bytes, 1, all, out.stream);
        status = output_end(&out);
    }
    free(bytes);
    return status;
}

/* Of what was read, n bytes of it. */
static enum status check(const char *path, const unsigned char *expected, size_t head,
                         const unsigned char *bytes, size_t n, size_t all)
{
    if (n < sizeof KIND - 1 || memcmp(bytes, KIND, sizeof KIND - 1) != 0)
        return report_error(path, "is not a row of llz lab");
    if (n < head || memcmp(bytes, expected, head) != 0)
        return report_error(path, "is of another build, or was made with other options: name another folder");
    if (n != all || llz_load64(bytes + all - HASH_BYTES) != XXH3_64bits(bytes, all - HASH_BYTES))
        return report_error(path, "is damaged: remove it, and the row is computed again");
    return STATUS_OK;
}

static enum status read_row(const struct lab_request *request, struct lab_sheet *sheet, enum llz_lab_row row)
{
    char path[PATH];
    size_t head, all, n;
    unsigned char *expected, *bytes = NULL;
    enum status status = STATUS_OK;
    FILE *file;

    if (path_text(path, request, &sheet->results.setting, row) != 0)
        return report_errno(request->state, ENAMETOOLONG);
    file = prior_path_open(path);
    if (!file)
        return errno == ENOENT ? STATUS_OK
                               : report_error(path, errno ? strerror(errno) : "is not a regular file");
    expected = room_for(request, sheet, row, &head, &all);
    bytes = expected ? malloc(all + 1) : NULL;
    if (bytes) {
        n = fread(bytes, 1, all + 1, file);
        status = check(path, expected, head, bytes, n, all);
    } else {
        status = report_errno(path, ENOMEM);
    }
    if (status == STATUS_OK) {
        struct wire w = { .at = bytes + head, .reading = 1 };

        pass_row(&w, sheet, row);
        sheet->done[row] = true;
    }
    fclose(file);
    free(expected);
    free(bytes);
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
