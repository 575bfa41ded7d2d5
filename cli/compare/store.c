/* store.c - results in a file of JSON. */
#include "cli/compare/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare/outputs.h"
#include "cli/compare/record.h"

#define FORMAT "llz compare"
#define FORMAT_VERSION 2

struct store {
    const struct plan *plan;
    json_t *records; /* array: one for each run of the plan; null: none yet */
    json_t *others;  /* array: records of runs that are not in the plan */
};

static enum status refuse(const struct plan *plan, const char *format, const char *text, int number)
{
    char reason[512];

    snprintf(reason, sizeof reason, format, text, number);
    return report_error(plan->args->json, reason);
}

/* Whether the record belongs to the plan, where it is then referred to. A run that must be verified does not
 * take a record that was not, but the record is kept until the run has made a better one. */
static int place(struct store *store, json_t *record)
{
    const struct plan *plan = store->plan;
    int placed = 0;

    for (size_t i = 0; i < plan->count; i++) {
        if (!record_matches(record, &plan->runs[i], plan->args))
            continue;
        placed = 1;
        if (json_is_null(json_array_get(store->records, i)) || record_verified(record))
            json_array_set(store->records, i, record);
    }
    return placed;
}

static enum status take_all(struct store *store, const json_t *runs)
{
    for (size_t i = 0; i < json_array_size(runs); i++) {
        json_t *record = json_array_get(runs, i);
        const char *flaw = record_flaw(record);

        if (flaw)
            return refuse(store->plan, "not usable (%s, run %d)", flaw, (int)i + 1);
        if (!place(store, record) && json_array_append(store->others, record) != 0)
            return report_errno(store->plan->args->json, ENOMEM);
    }
    return STATUS_OK;
}

static enum status take_file(struct store *store, const json_t *root)
{
    const char *format = json_string_value(json_object_get(root, "format"));
    const json_t *runs = json_object_get(root, "runs");

    if (!format || strcmp(format, FORMAT) != 0 || !json_is_array(runs))
        return report_error(store->plan->args->json, "not written by llz compare");
    if (json_integer_value(json_object_get(root, "format_version")) != FORMAT_VERSION)
        return report_error(store->plan->args->json, "another version of the format of llz compare");
    if (json_integer_value(json_object_get(root, "piece_bytes")) != PIECE_BYTES)
        return report_error(store->plan->args->json, "pieces of another length");
    return take_all(store, runs);
}

static enum status read_file(struct store *store, FILE *file)
{
    json_error_t error;
    json_t *root = json_loadf(file, JSON_REJECT_DUPLICATES, &error);
    enum status status;

    if (!root)
        return refuse(store->plan, "not usable: %s (line %d)", error.text, error.line);
    status = take_file(store, root);
    json_decref(root);
    return status;
}

/* Runs whose record says all that is asked for are done. */
static enum status finish_runs(struct store *store, size_t *taken)
{
    const struct plan *plan = store->plan;

    for (size_t i = 0; i < plan->count; i++) {
        const json_t *record = json_array_get(store->records, i);

        if (json_is_null(record) ||
            (plan->args->verify && !plan->runs[i].variant->bound && !record_verified(record)))
            continue;
        if (record_take(record, &plan->runs[i]) != 0)
            return report_errno(plan->args->json, ENOMEM);
        plan->runs[i].state = RUN_DONE;
        ++*taken;
    }
    return STATUS_OK;
}

/* One run a line, in the plan's order, whatever the order in which they were made. */
static void print_records(FILE *out, const json_t *records, int *printed)
{
    for (size_t i = 0; i < json_array_size(records); i++) {
        const json_t *record = json_array_get(records, i);

        if (json_is_null(record))
            continue;
        fputs((*printed)++ ? ",\n" : "\n", out);
        json_dumpf(record, out, JSON_COMPACT | JSON_REAL_PRECISION(9));
    }
}

static enum status save(const struct store *store)
{
    struct output out;
    enum status status = output_begin(&out, store->plan->args->json);
    int printed = 0;

    if (status != STATUS_OK)
        return status;
    fprintf(out.stream, "{\"format\":\"" FORMAT "\",\"format_version\":%d,\"piece_bytes\":%d,\"runs\":[",
            FORMAT_VERSION, PIECE_BYTES);
    print_records(out.stream, store->records, &printed);
    print_records(out.stream, store->others, &printed);
    fputs("\n]}\n", out.stream);
    return output_end(&out);
}

/* An array of count nulls. NULL: no memory. */
static json_t *make_nulls(size_t count)
{
    json_t *nulls = json_array();

    for (size_t i = 0; nulls && i < count; i++)
        if (json_array_append_new(nulls, json_null()) != 0) {
            json_decref(nulls);
            return NULL;
        }
    return nulls;
}

enum status store_open(struct store **store, const struct plan *plan, size_t *taken)
{
    struct store *s = *store = calloc(1, sizeof *s);
    enum status status;
    FILE *file;

    *taken = 0;
    if (!s || !(s->records = make_nulls(plan->count)) || !(s->others = json_array()))
        return report_errno(plan->args->json, ENOMEM);
    s->plan = plan;
    file = fopen(plan->args->json, "r");
    if (!file)
        return errno == ENOENT ? STATUS_OK : report_errno(plan->args->json, errno);
    status = read_file(s, file);
    fclose(file);
    return status == STATUS_OK ? finish_runs(s, taken) : status;
}

enum status store_add(struct store *store, const struct run *run)
{
    size_t i = (size_t)(run - store->plan->runs);

    /* A record that is NULL for want of memory is refused. */
    if (json_array_set_new(store->records, i, record_make(run, store->plan->args)) != 0)
        return report_errno(store->plan->args->json, ENOMEM);
    return save(store);
}

void store_free(struct store *store)
{
    if (!store)
        return;
    json_decref(store->records);
    json_decref(store->others);
    free(store);
}
