/* law.c - llz law, from the command line to the results. Files are measured one after the other: the courses of
 * one are compared with each other alone. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/lab/outputs.h"
#include "cli/law/finding.h"
#include "cli/law/show/law_page.h"
#include "cli/law/show/law_rows.h"
#include "cli/law/show/law_tables.h"
#include "cli/law/show/seed_summary.h"
#include "cli/options/help.h"
#include "cli/signals.h"
#include "cli/terminal/printable.h"

/* Options were checked before: of the encoder's arguments only a level without language model can be wrong. */
static enum status report_failure(const struct input *in, const struct course *c, enum llz_error code)
{
    char reason[256];

    /* Whoever pressed Ctrl-C knows why. */
    if (code == LLZ_ERR_CANCELLED && signals_caught())
        return STATUS_ERROR;
    snprintf(reason, sizeof reason, "policy %s: %s", c->policy,
             code == LLZ_ERR_ARGUMENT ? "this level uses no language model; try --lm-only"
                                      : llz_error_message(code));
    return report_error(in->name, reason);
}

static void describe(const struct input *in, const struct course *c)
{
    const struct checkpoint *last = &c->at[CHECKPOINTS - 1];

    char name[PRINTABLE_TEXT];

    fprintf(stderr, "%s: %s: %.4f bits/byte on the probe after %.0f bytes\n", printable(name, in->name),
            c->policy, last->probe, last->position);
}

/* All policies, or none are shown: what a policy is worth is told by its distance from the first. */
static enum status run_courses(struct course *courses, const struct law_request *request,
                               const struct input *in, const struct split *split)
{
    for (int i = 0; i < request->policies.count; i++) {
        const enum llz_error code = course_run(&courses[i], request, split, request->policies.name[i]);

        if (code != LLZ_OK)
            return report_failure(in, &courses[i], code);
        if (request->common.verbose)
            describe(in, &courses[i]);
    }
    return STATUS_OK;
}

/* Where results go besides standard output; NULL: nowhere. */
struct sinks {
    FILE *csv, *html;
    struct seed_summary *seeds; /* of the file and level at hand */
};

static enum status show(const struct law_request *request, const struct input *in, const struct course *courses,
                        const struct sinks *sinks)
{
    const int count = request->policies.count;
    struct finding *findings = calloc((unsigned)count, sizeof *findings);
    enum status status;

    if (!findings)
        return report_errno("law", ENOMEM);
    for (int i = 0; i < count; i++)
        /* Against the first, which is uniform (law_request.c). */
        findings[i] = finding_make(request, &courses[i], &courses[0]);
    status = tables_print(request, in, courses, findings, count);
    for (int i = 0; sinks->csv && i < count && status == STATUS_OK; i++)
        rows_add(sinks->csv, request, in, &courses[i], &findings[i]);
    if (sinks->html && status == STATUS_OK &&
        law_page_add(sinks->html, request, in, courses, findings, count) != 0)
        status = report_errno(request->html, ENOMEM);
    if (status == STATUS_OK)
        seed_summary_take(sinks->seeds, courses, findings);
    free(findings);
    return status;
}

static enum status measure(const struct law_request *request, const struct input *in, const struct sinks *sinks)
{
    const int count = request->policies.count;
    struct course *courses = calloc((size_t)count, sizeof *courses);
    struct split split;
    enum status status;

    /* The split first, so that split_free() finds it filled in any case. */
    if (split_make(&split, in) != 0 || !courses)
        status = report_errno("law", ENOMEM);
    else
        status = run_courses(courses, request, in, &split);
    if (status == STATUS_OK)
        status = show(request, in, courses, sinks);
    for (int i = 0; courses && i < count; i++)
        course_free(&courses[i]);
    free(courses);
    split_free(&split);
    return status;
}

/* One file at one level under every seed, then what these say together. */
static enum status measure_seeds(struct law_request *turn, const struct input *in, struct sinks *sinks,
                                 int *measured)
{
    const int seeds = turn->seeds > 0 ? turn->seeds : 1;
    struct seed_summary summary;
    enum status status = STATUS_OK;

    if (seed_summary_begin(&summary, turn->policies.count, seeds) != 0)
        return report_errno("law", ENOMEM);
    sinks->seeds = &summary;
    for (int s = 0; s < seeds && status == STATUS_OK && !signals_caught(); s++) {
        /* Between results, not before the first. */
        if (*measured > 0)
            putchar('\n');
        if (turn->seeds > 0)
            turn->common.seed = turn->first_seed + (uint64_t)s;
        /* Results are printed when they are there, not at the end of all. */
        status = measure(turn, in, sinks);
        /* What failed has no rows; those of the others are worth keeping. */
        *measured += status == STATUS_OK;
    }
    if (status == STATUS_OK) {
        seed_summary_print(&summary, &turn->policies);
        status = report_flush();
    }
    seed_summary_free(&summary);
    return status;
}

/* *measured: how many courses of files, levels and seeds were. */
static enum status measure_all(const struct law_request *request, const struct input *inputs,
                               struct sinks *sinks, int *measured)
{
    /* A copy, of which the number of the file, the level and the seed change. */
    struct law_request turn = *request;
    enum status status = STATUS_OK;
    int levels = 0;

    *measured = 0;
    for (int l = 0; l <= LLZ_LEVEL_MAX; l++)
        levels += request->levels[l];
    for (int i = 0; i < request->common.count; i++) {
        /* Progress tells which of the files it is. */
        turn.common.turn = i + 1;
        for (int l = 0; l <= LLZ_LEVEL_MAX && !signals_caught(); l++) {
            /* Without a list the one level, or model, takes the place of the first. */
            if (levels > 0 ? !request->levels[l] : l > 0)
                continue;
            if (levels > 0) {
                turn.common.level = l;
                turn.common.model = 0;
            }
            status = status_worse(status, measure_seeds(&turn, &inputs[i], sinks, measured));
        }
    }
    return status;
}

/* NULL: there is none. */
static enum status end_output(struct output *out, int measured)
{
    if (!out)
        return STATUS_OK;
    if (measured > 0 && !signals_caught())
        return output_end(out);
    output_discard(out);
    return STATUS_OK;
}

static enum status measure_and_keep(const struct law_request *request, const struct input *inputs)
{
    struct output csv, html;
    struct sinks sinks = { NULL, NULL, NULL };
    enum status status = STATUS_OK;
    int measured = 0;

    /* Into drafts: an older file is replaced only when there are results. */
    if (request->csv && (status = output_begin(&csv, request->csv)) == STATUS_OK) {
        sinks.csv = csv.stream;
        rows_head(sinks.csv);
    }
    if (status == STATUS_OK && request->html && (status = output_begin(&html, request->html)) == STATUS_OK) {
        sinks.html = html.stream;
        law_page_begin(sinks.html);
    }
    if (status == STATUS_OK)
        status = measure_all(request, inputs, &sinks, &measured);
    if (sinks.html)
        law_page_end(sinks.html);
    /* Interrupted: an old file stays, for a part of a new one is worth less. */
    status = status_worse(status, end_output(sinks.csv ? &csv : NULL, measured));
    return status_worse(status, end_output(sinks.html ? &html : NULL, measured));
}

static enum status check_sizes(const struct input *inputs, int count)
{
    enum status status = STATUS_OK;

    for (int i = 0; i < count; i++)
        if (inputs[i].size < FILE_BYTES_MIN)
            /* All of them are named, not only the first. */
            status = report_error(inputs[i].name, "is too short to be measured: 16384 bytes at least");
    return status;
}

static enum status run_parsed(const struct law_request *request)
{
    /* outputs_check() takes what llz compare asks for; CSV and a page are all that llz law writes. */
    const struct compare_request outputs = { .common = request->common,
                                             .csv = request->csv,
                                             .html = request->html };
    struct input *inputs = calloc((size_t)request->common.count, sizeof *inputs);
    enum status status;

    if (!inputs)
        return report_errno("law", ENOMEM);
    status = inputs_read(inputs, &request->common);
    if (status == STATUS_OK)
        status = check_sizes(inputs, request->common.count);
    if (status == STATUS_OK)
        /* Before measuring, which takes minutes. */
        status = outputs_check_page(&outputs, inputs, ROWS_BEGINNING, LAW_PAGE_BEGINNING);
    if (status == STATUS_OK)
        status = measure_and_keep(request, inputs);
    inputs_free(inputs, request->common.count);
    free(inputs);
    return status;
}

enum status law_run(int argc, char **argv)
{
    struct law_request request;
    enum status status = STATUS_ERROR;

    if (law_request_parse(&request, argc, argv) == 0)
        status = request.help ? help_print(&manual_law) : run_parsed(&request);
    law_request_free(&request);
    return status;
}
