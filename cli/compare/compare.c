/* compare.c - llz compare, from the command line to the results. All that can be refused is refused before the
 * first run, which may be the first of days. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/compare/compare_request.h"
#include "cli/compare/export/compare_table.h"
#include "cli/compare/export/csv.h"
#include "cli/compare/export/html.h"
#include "cli/compare/pool.h"
#include "cli/compare/prior_set.h"
#include "cli/compare/records/journal.h"
#include "cli/compare/records/store.h"
#include "cli/jobs/recurse.h"
#include "cli/lab/outputs.h"
#include "cli/options/help.h"
#include "cli/signals.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/units.h"

/* The line of -v. */
static void describe(const struct run *run)
{
    char label[VARIANT_LABEL], name[PRINTABLE_TEXT], level[PLAN_LEVEL_TEXT];
    uint64_t size = run->input->size;

    variant_label(run->variant, label, sizeof label);
    /* printable(): a name may hold control characters, which a terminal would obey. */
    fprintf(stderr, "%s: %s, %s, seed %" PRIu64 ": %" PRIu64 " -> %" PRIu64 " bytes, %.3f bits/byte, %.2f s\n",
            printable(name, run->input->name), plan_level_name(level, run->level), label, run->seed, size,
            run->result.packed, units_bits(size, run->result.packed), run->result.seconds);
}

static enum status report_mishap(const struct run *run, const struct mishap *why)
{
    char label[VARIANT_LABEL], reason[512], level[PLAN_LEVEL_TEXT];

    variant_label(run->variant, label, sizeof label);
    /* All that tells this run from the others of the plan, so that it can be made alone. */
    snprintf(reason, sizeof reason, "%s, %s, seed %" PRIu64 ": %s", plan_level_name(level, run->level), label,
             run->seed, why->differs ? "the archive decodes to something else" : llz_error_message(why->code));
    return report_error(run->input->name, reason);
}

/* What is done with each run. By pointers, as a build without jansson has no room that keeps results. */
struct session {
    const struct compare_request *request;
    struct store *store;
    enum status (*keep)(struct store *store, const struct run *run);        /* NULL without --json and --read */
    enum status (*conclude)(struct store *store, const struct analysis *a); /* likewise */
};

/* Results that cannot be written are a reason to stop: whoever asked for the file means to go on from it. */
static enum status on_finished(void *user, struct run *run, const struct mishap *why, int *stop)
{
    const struct session *session = user;
    enum status status = STATUS_OK;

    if (why)
        return report_mishap(run, why);
    if (session->request->common.verbose)
        describe(run);
    if (session->keep)
        status = session->keep(session->store, run);
    *stop = status != STATUS_OK;
    return status;
}

/* One result that cannot be written is no reason to leave out the others. */
static enum status show(const struct plan *plan, const struct session *session)
{
    struct analysis analysis;
    enum status status;

    if (analysis_make(&analysis, plan) != 0) {
        analysis_free(&analysis);
        return report_errno("compare", ENOMEM);
    }
    /* The table first: it needs no file, and a full disk cannot keep it from the user. */
    status = table_print(&analysis);
    if (plan->request->csv)
        status = status_worse(status, csv_write(&analysis));
    if (session->conclude)
        status = status_worse(status, session->conclude(session->store, &analysis));
    if (plan->request->html)
        status = status_worse(status, html_write(&analysis));
    analysis_free(&analysis);
    return status;
}

/* A share of the runs says nothing by itself: files and variants are dealt out among the shards. */
static enum status show_shard(const struct plan *plan)
{
    size_t all = 0, done = 0;

    for (size_t i = 0; i < plan->count; i++) {
        all += plan->runs[i].state != RUN_ELSEWHERE;
        done += plan->runs[i].state == RUN_DONE;
    }
    printf(
        "shard %d/%d of comparison %s: %zu of its %zu runs are done, of %zu in all; llz report joins shards\n",
        plan->request->shard, plan->request->shards, plan->id, done, all, plan->count);
    return report_flush();
}

/* Runs that failed are missing in what is shown; after a signal nothing is shown. */
static enum status run_and_show(const struct plan *plan, struct session *session)
{
    enum status status = pool_run(plan, on_finished, session);

    if (signals_caught())
        return status;
    return status_worse(status, plan->request->shards > 0 ? show_shard(plan) : show(plan, session));
}

#ifdef LLZ_HAVE_JSON
/* The same, but what the files of --json and --read know is not made again. */
static enum status resume(const struct plan *plan, struct session *session)
{
    char name[PRINTABLE_TEXT];
    size_t taken;
    enum status status = store_open(&session->store, plan, &taken);

    /* Only here: a comparison without files keeps nothing. */
    session->keep = store_add;
    session->conclude = store_conclude;
    if (status != STATUS_ERROR && plan->request->common.verbose)
        fprintf(stderr, "%s: %zu of %zu runs are known\n",
                printable(name, plan->request->json ? plan->request->json : plan->request->reads.name[0]),
                taken, plan->count);
    if (status != STATUS_ERROR)
        status = status_worse(status, run_and_show(plan, session));
    /* A shard that has no run is done all the same: whoever joins shards finds its file, too. */
    if (status != STATUS_ERROR && plan->request->shards > 0)
        status = status_worse(status, journal_create(plan->request->json));
    store_free(session->store);
    return status;
}
#endif

static enum status make_planned(const struct plan *plan, struct session *session)
{
#ifdef LLZ_HAVE_JSON
    if (session->request->json || session->request->reads.count > 0)
        return resume(plan, session);
#endif
    return run_and_show(plan, session);
}

static enum status make_runs(struct compare_request *request, struct input *inputs)
{
    struct session session = { .request = request };
    struct plan plan;
    enum status status;

    /* A plan that is half made can be freed like a whole one. */
    if (plan_make(&plan, request, inputs) != 0) {
        status = report_errno("compare", ENOMEM);
    } else {
        if (request->shards > 0)
            plan_keep_shard(&plan, request->shard, request->shards);
        status = make_planned(&plan, &session);
    }
    plan_free(&plan);
    return status;
}

static enum status run_parsed(struct compare_request *request)
{
    /* Of JSON all is read (store.h). */
    const struct wanted wanted[] = { { request->json, NULL },
                                     { request->csv, CSV_BEGINNING },
                                     { request->html, HTML_BEGINNING } };
    struct input *inputs = calloc((size_t)request->common.count, sizeof *inputs);
    enum status status;

    if (!inputs)
        return report_errno("compare", ENOMEM);
    status = inputs_read(inputs, &request->common);
    if (status == STATUS_OK)
        /* After the inputs, which must not be among the outputs. */
        status = outputs_check(wanted, 3, inputs, request->common.count);
    if (status == STATUS_OK)
        status = inputs_drop_doubles(inputs, &request->common.count, &request->common);
    if (status != STATUS_ERROR)
        status = status_worse(status, make_runs(request, inputs));
    inputs_free(inputs, request->common.count);
    free(inputs);
    return status;
}

static enum status run_recursively(struct compare_request *request)
{
    /* Of what is empty nothing can be said. */
    struct recurse files = { .with_content = 1 };
    enum status status = recurse_files(&request->common, &files);

    if (status != STATUS_ERROR) {
        request->common.names = files.names;
        request->common.count = (int)files.count;
        if (request->common.count == 0)
            status = report_error("-r", "no file to compare");
    }
    if (status != STATUS_ERROR)
        status = status_worse(status, run_parsed(request));
    recurse_free(&files);
    return status;
}

static enum status run_with_priors(struct compare_request *request)
{
    enum status status = prior_set_open(request);

    if (status == STATUS_OK)
        status = request->common.recursive ? run_recursively(request) : run_parsed(request);
    prior_set_close(request);
    return status;
}

enum status compare_run(int argc, char **argv)
{
    struct compare_request request;
    enum status status = STATUS_ERROR;

    if (compare_request_parse(&request, argc, argv) == 0)
        status = request.help ? help_print(&manual_compare) : run_with_priors(&request);
    /* Also of a command line that was refused halfway. */
    compare_request_free(&request);
    return status;
}
