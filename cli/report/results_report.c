/* results_report.c - llz report, from the command line to the document. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare/findings/curve_fit.h"
#include "cli/compare/findings/findings_csv.h"
#include "cli/lab/draft.h"
#include "cli/options/command.h"
#include "cli/options/help.h"
#include "cli/output/claims.h"
#include "cli/output/target.h"
#include "cli/report/report_request.h"
#include "cli/signals.h"
#include "codec/llz_lab.h"
#ifdef LLZ_HAVE_JSON
#include "cli/compare/records/gather.h"
#include "cli/report/rerun.h"

#define MACHINE_TEXT 256

static int print(FILE *out, const struct report_request *request, const struct analysis *a,
                 const struct findings_source *source)
{
    const struct document_form *form = document_form_find(request->format);

    if (form)
        return findings_print(out, form, a, source);
    if (strcmp(request->format, "csv") == 0)
        return findings_csv(out, a, source);
    findings_curves(out, a);
    return 0;
}

/* A complete text: a report that was cut off could be taken for all. */
static enum status make_text(const struct report_request *request, const struct analysis *a,
                             const struct findings_source *source, char **text, size_t *size)
{
    FILE *draft = draft_open();
    enum status status;
    int failed;

    *text = NULL;
    if (!draft)
        return STATUS_ERROR;
    failed = print(draft, request, a, source);
    status = draft_end(draft, "report", text, size);
    return status == STATUS_OK && failed ? report_errno("report", ENOMEM) : status;
}

static enum status report_on(const struct report_request *request, const struct gathering *g,
                             const struct analysis *a, struct target *dst)
{
    char machine[MACHINE_TEXT], *text = NULL;
    const struct findings_source source = { .maker = "llz report",
                                            .build = g->build,
                                            .version = gather_text(g, "llz_version"),
                                            .machine = request->times ? machine : NULL,
                                            .without = gather_text(g, "without"),
                                            .budget = (uint64_t)gather_number(g, "budget"),
                                            .asked = g->asked,
                                            .missing = g->missing };
    size_t size = 0;
    enum status status;

    snprintf(machine, sizeof machine, "Times: %.120s, kernel %.40s, threads: %d.", gather_text(g, "host"),
             gather_text(g, "kernel"), (int)gather_number(g, "threads"));
    status = make_text(request, a, &source, &text, &size);
    if (status == STATUS_OK && target_write(dst, text, size) != 0)
        status = signals_caught() ? STATUS_ERROR : report_errno(dst->name, errno);
    free(text);
    return status;
}

static enum status check_fit(const struct report_request *request, const struct gathering *g)
{
    const int input = request->fit ? curve_fit_short(&g->plan) : -1;
    char reason[128];

    if (input < 0)
        return STATUS_OK;
    snprintf(reason, sizeof reason, "too little data for a curve: %zu bytes, of %d at least",
             g->plan.inputs[input].size, CURVE_FIT_PIECES_MIN * PIECE_BYTES);
    return report_error(g->plan.inputs[input].clean, reason);
}

static enum status analyse(const struct report_request *request, const struct gathering *g, struct target *dst)
{
    struct analysis a;
    enum status status;

    if (analysis_make(&a, &g->plan) != 0)
        status = report_errno("report", ENOMEM);
    else
        status = report_on(request, g, &a, dst);
    analysis_free(&a);
    return status;
}

/* After the report, so that what is said of it stands below. */
static enum status tell_gaps(const struct report_request *request, const struct gathering *g)
{
    char reason[128];

    if (g->missing == 0)
        return STATUS_OK;
    snprintf(reason, sizeof reason, "%zu of %zu runs are missing: what they belong to is incomplete",
             g->missing, g->asked);
    return report_warning(&request->common, request->common.names[0], reason);
}

static void tell_skipped(const struct report_request *request, const struct gathering *g)
{
    char reason[128];

    snprintf(reason, sizeof reason, "%zu run%s of other builds %s left out", g->skipped,
             g->skipped == 1 ? "" : "s", g->skipped == 1 ? "is" : "are");
    if (g->skipped > 0)
        (void)report_warning(&request->common, "--build", reason);
}

/* dst: NULL where a row is made again. */
static enum status gather_and_report(const struct report_request *request, struct target *dst)
{
    struct gathering g = { .common = &request->common,
                           .build = request->build ? request->build : llz_build(),
                           .chosen = request->build != NULL,
                           /* Whoever makes a run again compares no times. */
                           .times = request->times && request->rerun == 0 };
    enum status status = gather_open(&g, request->common.names, request->common.count);

    if (status != STATUS_ERROR) {
        tell_skipped(request, &g);
        status = status_worse(status, check_fit(request, &g));
    }
    if (status != STATUS_ERROR)
        status = status_worse(status, request->rerun > 0 ? rerun_row(request, &g) : analyse(request, &g, dst));
    if (status != STATUS_ERROR && request->rerun == 0)
        status = status_worse(status, tell_gaps(request, &g));
    gather_free(&g);
    return status;
}

/* The place is looked at before results are gathered, as none of them may lie there. */
static enum status report_into(const struct report_request *request, const struct inodes *claims, char *path)
{
    const struct options how = { .operation = OP_LIST, .force = request->common.force, .claims = claims };
    /* Its device and inode are 0, which no file has: what is read is among the claims. */
    const struct source none = { .name = "report" };
    struct target dst;
    enum status status = target_open(&dst, &how, &none, path);

    if (status != STATUS_OK)
        return status;
    status = gather_and_report(request, &dst);
    if (status != STATUS_ERROR)
        return status_worse(target_commit(&dst, &none), status);
    target_discard(&dst);
    return status;
}

static enum status run_parsed(const struct report_request *request)
{
    const char *output = request->common.output;
    const int to_stdout = !output || strcmp(output, "-") == 0;
    struct inodes claims = { 0 };
    char *path = to_stdout ? NULL : strdup(output);
    enum status status =
        to_stdout || path ? claims_make(&claims, &request->common) : report_errno(output, ENOMEM);

    if (status == STATUS_OK && request->rerun > 0)
        status = gather_and_report(request, NULL);
    else if (status == STATUS_OK)
        status = report_into(request, &claims, path);
    inodes_free(&claims);
    free(path);
    return status;
}
#else
static enum status run_parsed(const struct report_request *request)
{
    (void)request; /* report_request_parse() refused it */
    return STATUS_ERROR;
}
#endif

enum status report_run(int argc, char **argv)
{
    struct report_request request;

    if (report_request_parse(&request, argc, argv) != 0)
        return STATUS_ERROR;
    return request.help ? help_print(&manual_report) : run_parsed(&request);
}
