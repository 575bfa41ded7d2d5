/* store.c - results in a file of JSON lines.
 *
 * Results that are read and results that are made go the same way, so a comparison that was interrupted
 * continues where it was. */
#include "cli/compare/records/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/compare/records/conclusion.h"
#include "cli/compare/records/journal.h"
#include "cli/compare/records/run_record.h"

struct store {
    const struct plan *plan;
    json_t *records;                        /* array: one for each run of the plan; null: none yet */
    json_t *conclusions;                    /* array: those that request->json holds */
    const char *reading;                    /* the file that is being read */
    size_t of_other_builds, of_other_hosts; /* runs in it that are left alone */
};

static enum status no_memory(const struct store *store)
{
    return report_errno(store->reading ? store->reading : "--json", ENOMEM);
}

/* Puts the record where it belongs in the plan. One that was verified is the better one.
 *
 * One record may serve several runs of a plan: two of its files may be equal. */
static enum status place(struct store *store, json_t *record)
{
    const struct plan *plan = store->plan;
    /* Best, so that a record that fits one run is not counted as left alone for another. */
    enum match best = MATCH_NONE;

    for (size_t i = 0; i < plan->count; i++) {
        const enum match match = record_matches(record, &plan->runs[i], plan->request);

        best = match > best ? match : best;
        if (match == MATCH_ALL &&
            (json_is_null(json_array_get(store->records, i)) || record_verified(record)) &&
            json_array_set(store->records, i, record) != 0)
            return no_memory(store);
    }
    store->of_other_builds += best == MATCH_BUILD;
    store->of_other_hosts += best == MATCH_HOST;
    return STATUS_OK;
}

/* A warning, not an error: the other lines are as good as before, and what was lost is measured again. */
static enum status skip_line(const struct store *store, size_t number, const char *flaw)
{
    char reason[256];

    snprintf(reason, sizeof reason, "line %zu is torn or damaged, and skipped: %s", number, flaw);
    return report_warning(&store->plan->request->common, store->reading, reason);
}

static enum status take_line(void *user, char *text, size_t length, size_t number)
{
    struct store *store = user;
    json_error_t error;
    /* Of two equal keys jansson would take the last one, and other programs perhaps the first. */
    json_t *record = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
    const char *kind = json_string_value(json_object_get(record, "kind"));
    enum status status = STATUS_OK;

    if (!record)
        return skip_line(store, number, error.text);
    if (kind && strcmp(kind, CONCLUSION_KIND) == 0) {
        if (json_array_append(store->conclusions, record) != 0)
            status = no_memory(store);
    } else {
        const char *flaw = record_flaw(record);

        status = flaw ? skip_line(store, number, flaw) : place(store, record);
    }
    json_decref(record);
    return status;
}

static void note(const struct store *store, size_t count, const char *what)
{
    char text[128];

    snprintf(text, sizeof text, "%zu run%s of %s %s left alone", count, count == 1 ? "" : "s", what,
             count == 1 ? "is" : "are");
    if (count > 0)
        (void)report_warning(&store->plan->request->common, store->reading, text);
}

static enum status read_file(struct store *store, const char *path)
{
    enum status status;

    store->reading = path;
    store->of_other_builds = store->of_other_hosts = 0;
    status = journal_read(path, RECORD_BEGINNING, take_line, store);
    if (status == STATUS_ERROR)
        return status;
    note(store, store->of_other_builds, "other builds");
    note(store, store->of_other_hosts, "other kinds of machines, or with other numbers of threads,");
    return status;
}

/* Runs whose record says all that is asked for are done. Bounds cannot be decoded, and need no verifying. */
static enum status finish_runs(struct store *store, size_t *taken)
{
    const struct plan *plan = store->plan;

    for (size_t i = 0; i < plan->count; i++) {
        const json_t *record = json_array_get(store->records, i);

        if (plan->runs[i].state != RUN_TODO || json_is_null(record) ||
            (plan->request->verify && !plan->runs[i].variant->bound && !record_verified(record)))
            continue;
        if (record_take(record, &plan->runs[i]) != 0)
            return no_memory(store);
        plan->runs[i].state = RUN_DONE;
        ++*taken;
    }
    return STATUS_OK;
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
    const struct compare_request *request = plan->request;
    struct store *s = *store = calloc(1, sizeof *s);
    enum status status = STATUS_OK;

    *taken = 0;
    if (!s || !(s->records = make_nulls(plan->count)) || !(s->conclusions = json_array()))
        return report_errno("--json", ENOMEM);
    s->plan = plan;
    for (int i = 0; i < request->reads.count && status != STATUS_ERROR; i++)
        status = status_worse(status, read_file(s, request->reads.name[i]));
    /* Conclusions of files that are only read must not keep this one from getting its own. */
    json_array_clear(s->conclusions);
    if (request->json && status != STATUS_ERROR)
        status = status_worse(status, journal_check(request->json));
    /* What cannot be looked at is read all the same, for the message. */
    if (request->json && status != STATUS_ERROR && (access(request->json, F_OK) == 0 || errno != ENOENT))
        status = status_worse(status, read_file(s, request->json));
    return status == STATUS_ERROR ? status : status_worse(status, finish_runs(s, taken));
}

/* A line of JSON, to be freed; NULL without memory. Not by json_dumps(), which drops names that it has no
 * memory for. */
static char *print(const json_t *record)
{
    const size_t flags = JSON_COMPACT | JSON_REAL_PRECISION(9), n = json_dumpb(record, NULL, 0, flags);
    char *line = n > 0 ? malloc(n + 1) : NULL;

    if (line && json_dumpb(record, line, n, flags) != n) {
        free(line);
        return NULL;
    }
    if (line)
        line[n] = '\0';
    return line;
}

/* Takes the record over; NULL: there was no memory for it. */
static enum status append(const struct store *store, json_t *record)
{
    char *line = record ? print(record) : NULL;
    enum status status = line ? journal_append(store->plan->request->json, line) : no_memory(store);

    free(line);
    json_decref(record);
    return status;
}

enum status store_add(struct store *store, const struct run *run)
{
    if (!store->plan->request->json)
        return STATUS_OK;
    return append(store, record_make(run, store->plan));
}

/* A comparison that is run again adds no line when it says the same. Said are nine digits of a real, which is what came
 * back from the file: the lines are compared, not the numbers. */
static enum status add_if_new(const struct store *store, json_t *conclusion)
{
    char *line = conclusion ? print(conclusion) : NULL;
    enum status status = line ? STATUS_OK : no_memory(store);
    int is_new = status == STATUS_OK;

    for (size_t i = 0; i < json_array_size(store->conclusions) && is_new; i++) {
        char *other = print(json_array_get(store->conclusions, i));
        if (!other)
            status = no_memory(store);
        is_new = other && strcmp(line, other) != 0;
        free(other);
    }
    if (is_new)
        status = journal_append(store->plan->request->json, line);
    free(line);
    json_decref(conclusion);
    return status;
}

enum status store_conclude(struct store *store, const struct analysis *a)
{
    const struct plan *plan = a->plan;
    const int last = plan->input_count > 1 ? plan->input_count : plan->input_count - 1;
    enum status status = STATUS_OK;

    for (int i = 0; i <= last && plan->request->json; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count && status == STATUS_OK; v++) {
                if (analysis_cell(a, i, l, v)->complete)
                    status = add_if_new(store, conclusion_make(a, i, l, v));
            }
    return status;
}

void store_free(struct store *store)
{
    if (!store)
        return;
    json_decref(store->records);
    json_decref(store->conclusions);
    free(store);
}
