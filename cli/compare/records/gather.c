/* gather.c - results out of files, put together.
 *
 * Whatever comes out depends on the set of records alone, not on files, order or who made them: files, levels, ways of
 * learning and seeds are sorted, and of two records of one run the same one always stays. */
#include "cli/compare/records/gather.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare/records/conclusion.h"
#include "cli/compare/records/gather_order.h"
#include "cli/compare/records/gather_plan.h"
#include "cli/compare/records/journal.h"
#include "cli/compare/records/run_record.h"
#include "cli/files/byte_buffer.h"
#include "cli/options/value_ranges.h"

/* The line that a file is read by. */
struct reader {
    struct gathering *g;
    const char *path;
};

/* Takes the record over. */
static enum status add(struct gathering *g, const char *path, json_t *record)
{
    struct gathered *grown = array_grow(g->records, g->count, &g->room, sizeof *grown);

    if (!grown) {
        json_decref(record);
        return gather_no_memory();
    }
    g->records = grown;
    g->records[g->count++] = (struct gathered){ .record = record, .path = path };
    return STATUS_OK;
}

static enum status skip_line(const struct reader *r, size_t line, const char *flaw)
{
    char reason[256];

    snprintf(reason, sizeof reason, "line %zu is torn or damaged, and skipped: %s", line, flaw);
    return report_warning(r->g->common, r->path, reason);
}

static enum status refuse_build(const char *path, const char *build, const char *wanted)
{
    char reason[256];

    snprintf(reason, sizeof reason,
             "holds runs of build %.32s, and not of %.32s; --build=%.32s reports on them alone", build, wanted,
             build);
    return report_error(path, reason);
}

static enum status take_run(struct reader *r, json_t *record, size_t line)
{
    const char *flaw = record_flaw(record);
    enum status status = STATUS_OK;

    if (flaw)
        status = skip_line(r, line, flaw);
    else if (strcmp(record_text(record, "build"), r->g->build) == 0)
        return add(r->g, r->path, record);
    else if (!r->g->chosen)
        status = refuse_build(r->path, record_text(record, "build"), r->g->build);
    else
        r->g->skipped++;
    json_decref(record);
    return status;
}

static enum status take_line(void *user, char *line, size_t length, size_t at)
{
    struct reader *r = user;
    json_error_t error;
    json_t *record = json_loadb(line, length, JSON_REJECT_DUPLICATES, &error);
    const char *kind = record_text(record, "kind");

    if (!record)
        return skip_line(r, at, error.text);
    /* What a comparison concluded is made anew. */
    if (kind && strcmp(kind, CONCLUSION_KIND) == 0) {
        json_decref(record);
        return STATUS_OK;
    }
    return take_run(r, record, at);
}

static enum status refuse(const struct gathered *one, const char *what, const struct gathered *other)
{
    char reason[512];

    snprintf(reason, sizeof reason, "%s than in %.255s", what, other->path);
    return report_error(one->path, reason);
}

/* Settings that every run has to share, and times that mean the same. */
static enum status check_common(const struct gathering *g)
{
    static const struct {
        const char *name, *what;
        int is_time;
    } members[] = {
        { "without", "holds runs with other parts left out", 0 },
        { "budget", "holds runs with another budget", 0 },
        { "host", "holds times of another kind of machine (--no-times leaves times out)", 1 },
        { "kernel", "holds times of another arithmetic kernel (--no-times leaves times out)", 1 },
        { "threads", "holds times of other numbers of threads (--no-times leaves times out)", 1 },
    };

    for (size_t i = 1; i < g->count; i++)
        for (size_t m = 0; m < sizeof members / sizeof members[0]; m++)
            if ((g->times || !members[m].is_time) &&
                !json_equal(json_object_get(g->records[0].record, members[m].name),
                            json_object_get(g->records[i].record, members[m].name)))
                return refuse(&g->records[i], members[m].what, &g->records[0]);
    return STATUS_OK;
}

/* All shards that there are belong to one comparison. */
static enum status check_shards(const struct gathering *g)
{
    const struct gathered *first = NULL;

    for (size_t i = 0; i < g->count; i++) {
        const struct gathered *one = &g->records[i];

        if (!*record_text(one->record, "shard"))
            continue;
        if (first && strcmp(record_text(first->record, "plan"), record_text(one->record, "plan")) != 0)
            return refuse(one, "is a shard of another comparison", first);
        first = first ? first : one;
    }
    return STATUS_OK;
}

static enum status refuse_different(const struct gathered *one, const struct gathered *other)
{
    char reason[512];

    snprintf(reason, sizeof reason,
             "holds another result than %.255s of the same run: %.64s, seed %" JSON_INTEGER_FORMAT, other->path,
             record_text(one->record, "policy"), record_number(one->record, "seed"));
    return report_error(one->path, reason);
}

/* Each record stands in one place at any time, as gather_free() gives back all that stand somewhere. */
static void move(struct gathering *g, size_t to, size_t from)
{
    if (to == from)
        return;
    g->records[to] = g->records[from];
    g->records[from].record = NULL;
}

/* Times and machines may be others. */
static int same_result(const json_t *a, const json_t *b)
{
    static const char *const figures[] = { "ends", "named", "operations", "restarts", "inert" };

    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (!json_equal(json_object_get(a, figures[i]), json_object_get(b, figures[i])))
            return 0;
    return 1;
}

/* Of two records of one run the better one stays, which comes first (gather_order.c). Sorted before. */
static enum status drop_doubles(struct gathering *g)
{
    size_t kept = 0;

    for (size_t i = 0; i < g->count; i++) {
        const struct gathered *last = kept > 0 ? &g->records[kept - 1] : NULL;
        const int same = last && gather_order_of_run(last, &g->records[i]) == 0;

        if (same && !same_result(last->record, g->records[i].record))
            return refuse_different(&g->records[i], last);
        if (same) {
            json_decref(g->records[i].record);
            g->records[i].record = NULL;
        } else {
            move(g, kept++, i);
        }
    }
    g->count = kept;
    return STATUS_OK;
}

/* A record of another comparison than the first one's; NULL: there is none. */
static const struct gathered *other_plan(const struct gathering *g)
{
    for (size_t i = 1; i < g->count; i++)
        if (strcmp(gather_text(g, "plan"), record_text(g->records[i].record, "plan")) != 0)
            return &g->records[i];
    return NULL;
}

/* One comparison knows how many runs it has; several are to fill what they are about together. */
static void count_missing(struct gathering *g)
{
    const json_int_t runs = gather_number(g, "plan_runs");

    g->asked = g->plan.count;
    if (!other_plan(g) && runs > 0 && (uint64_t)runs > g->asked)
        g->asked = (size_t)runs;
    g->missing = g->asked - g->count;
}

/* Gaps between runs that were asked for together are those of a comparison that is not finished. */
static enum status check_gaps(const struct gathering *g)
{
    const struct gathered *other = g->missing > 0 ? other_plan(g) : NULL;
    char reason[256];

    if (!other)
        return STATUS_OK;
    snprintf(
        reason, sizeof reason,
        "holds runs of another comparison than others in %.100s; together they make none: %zu of %zu runs are missing",
        g->records[0].path, g->missing, g->asked);
    return report_error(other->path, reason);
}

static enum status join(struct gathering *g)
{
    enum status status;

    gather_order_sort(g->records, g->count);
    status = drop_doubles(g);
    if (status == STATUS_OK)
        status = gather_list(g);
    if (status != STATUS_OK)
        return status;
    if (g->plan.seed_count > SEEDS_MAX)
        return report_error("report", "more than 1000 seeds");
    gather_order_plan(&g->plan);
    status = gather_name_apart(&g->plan);
    if (status != STATUS_OK)
        return status;
    variants_refer(g->plan.variants, g->plan.variant_count);
    if (plan_lay_out(&g->plan) != 0)
        return gather_no_memory();
    status = gather_place(g);
    count_missing(g);
    return status == STATUS_OK ? check_gaps(g) : status;
}

enum status gather_open(struct gathering *g, char *const *names, int count)
{
    enum status status = STATUS_OK, one;

    for (int i = 0; i < count && status != STATUS_ERROR; i++) {
        struct reader reader = { g, names[i] };

        status = status_worse(status, journal_read(names[i], RECORD_BEGINNING, take_line, &reader));
    }
    if (status == STATUS_ERROR)
        return status;
    if (g->count == 0)
        return report_error(names[0], g->skipped > 0 ? "no runs of that build" : "holds no runs");
    one = check_common(g);
    if (one == STATUS_OK)
        one = check_shards(g);
    return status_worse(status, one == STATUS_OK ? join(g) : one);
}

void gather_free(struct gathering *g)
{
    for (size_t i = 0; i < g->count; i++)
        json_decref(g->records[i].record);
    for (int i = 0; i < g->plan.input_count; i++) {
        if (g->plan.inputs[i].clean != g->plan.inputs[i].name)
            free(g->plan.inputs[i].clean);
        free(g->names[i]);
    }
    free(g->names);
    free(g->plan.inputs);
    plan_free(&g->plan);
    free(g->priors);
    free(g->records);
}

const char *gather_text(const struct gathering *g, const char *member)
{
    return record_text(g->records[0].record, member);
}

json_int_t gather_number(const struct gathering *g, const char *member)
{
    return record_number(g->records[0].record, member);
}

const json_t *gather_record(const struct gathering *g, const struct run *run)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->records[i].run == run)
            return g->records[i].record;
    return NULL;
}
