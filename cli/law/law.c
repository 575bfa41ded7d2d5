/* law.c - llz law, from the command line to the results. Files are measured one after the other: the courses of
 * one are compared with each other alone. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/lab/outputs.h"
#include "cli/law/finding.h"
#include "cli/law/law_pool.h"
#include "cli/law/show/law_json.h"
#include "cli/law/show/law_page.h"
#include "cli/law/show/law_rows.h"
#include "cli/law/show/law_tables.h"
#include "cli/law/show/seed_summary.h"
#include "cli/options/help.h"
#include "cli/signals.h"

/* Where results go besides standard output; NULL: nowhere. */
struct sinks {
    FILE *csv, *json, *html;
};

/* One file at one level: what is done with the courses of a seed. */
struct turn {
    const struct input *in;
    const struct sinks *sinks;
    struct seed_summary seeds;
    int *measured;
};

static enum status keep(const struct law_request *request, const struct input *in, const struct course *courses,
                        const struct finding *findings, const struct sinks *sinks)
{
    const int count = request->policies.count;

    for (int i = 0; sinks->csv && i < count; i++)
        rows_add(sinks->csv, request, in, &courses[i], &findings[i]);
    for (int i = 0; sinks->json && i < count; i++)
        law_json_add(sinks->json, request, in, &courses[i], &findings[i]);
    if (sinks->html && law_page_add(sinks->html, request, in, courses, findings, count) != 0)
        return report_errno(request->html, ENOMEM);
    return STATUS_OK;
}

/* Results are printed when they are there, not at the end of all. */
static enum status show(void *user, const struct law_request *request, const struct course *courses)
{
    struct turn *turn = user;
    const int count = request->policies.count;
    struct finding *findings = calloc((unsigned)count, sizeof *findings);
    enum status status;

    if (!findings)
        return report_errno("law", ENOMEM);
    /* Between results, not before the first. */
    if (*turn->measured > 0)
        putchar('\n');
    for (int i = 0; i < count; i++)
        /* Against the first, which is uniform (law_request.c). */
        findings[i] = finding_make(request, &courses[i], &courses[0]);
    status = tables_print(request, turn->in, courses, findings, count);
    if (status == STATUS_OK)
        status = keep(request, turn->in, courses, findings, turn->sinks);
    if (status == STATUS_OK)
        seed_summary_take(&turn->seeds, courses, findings);
    free(findings);
    *turn->measured += status == STATUS_OK;
    return status;
}

/* One file at one level under every seed, then what these say together. */
static enum status measure_seeds(const struct law_request *request, const struct input *in,
                                 const struct split *split, const struct sinks *sinks, int *measured)
{
    struct turn turn = { .in = in, .sinks = sinks, .measured = measured };
    enum status status;

    if (seed_summary_begin(&turn.seeds, request->policies.count, request->seeds > 0 ? request->seeds : 1) != 0)
        return report_errno("law", ENOMEM);
    status = law_pool_run(request, in, split, show, &turn);
    if (status == STATUS_OK) {
        seed_summary_print(&turn.seeds, &request->policies);
        status = report_flush();
    }
    seed_summary_free(&turn.seeds);
    return status;
}

static enum status measure_levels(const struct law_request *request, const struct input *in,
                                  const struct split *split, const struct sinks *sinks, int *measured)
{
    /* A copy, of which the level changes. */
    struct law_request turn = *request;
    enum status status = STATUS_OK;
    int levels = 0;

    for (int l = 0; l <= LLZ_LEVEL_MAX; l++)
        levels += request->levels[l];
    /* Without a list there is the one level, or model. */
    if (levels == 0)
        return measure_seeds(request, in, split, sinks, measured);
    turn.common.model = 0;
    for (int l = 0; l <= LLZ_LEVEL_MAX && !signals_caught(); l++) {
        turn.common.level = l;
        if (request->levels[l])
            status = status_worse(status, measure_seeds(&turn, in, split, sinks, measured));
    }
    return status;
}

/* *measured: how many courses of files, levels and seeds were. What failed has no rows; those of the others are worth
 * keeping. */
static enum status measure_all(const struct law_request *request, const struct input *inputs,
                               const struct sinks *sinks, int *measured)
{
    enum status status = STATUS_OK;

    *measured = 0;
    for (int i = 0; i < request->common.count && !signals_caught(); i++) {
        struct split split;

        if (split_make(&split, &inputs[i]) != 0)
            status = report_errno("law", ENOMEM);
        else
            status = status_worse(status, measure_levels(request, &inputs[i], &split, sinks, measured));
        split_free(&split);
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

/* Into drafts: an older file is replaced only when there are results. NULL: not wanted. */
static enum status begin_output(struct output *out, const char *path, FILE **stream)
{
    const enum status status = path ? output_begin(out, path) : STATUS_OK;

    *stream = path && status == STATUS_OK ? out->stream : NULL;
    return status;
}

static enum status measure_and_keep(const struct law_request *request, const struct input *inputs)
{
    struct output csv, json, html;
    struct sinks sinks;
    enum status status = begin_output(&csv, request->csv, &sinks.csv);
    int measured = 0;

    status = status_worse(status, begin_output(&json, request->json, &sinks.json));
    status = status_worse(status, begin_output(&html, request->html, &sinks.html));
    if (sinks.csv)
        rows_head(sinks.csv);
    if (sinks.html)
        law_page_begin(sinks.html);
    if (status == STATUS_OK)
        status = measure_all(request, inputs, &sinks, &measured);
    if (sinks.html)
        law_page_end(sinks.html);
    /* Interrupted: an old file stays, for a part of a new one is worth less. */
    status = status_worse(status, end_output(sinks.csv ? &csv : NULL, measured));
    status = status_worse(status, end_output(sinks.json ? &json : NULL, measured));
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

static enum status run_parsed(struct law_request *request)
{
    const struct wanted wanted[] = { { request->csv, ROWS_BEGINNING },
                                     { request->json, LAW_JSON_BEGINNING },
                                     { request->html, LAW_PAGE_BEGINNING } };
    struct input *inputs = calloc((size_t)request->common.count, sizeof *inputs);
    enum status status;

    if (!inputs)
        return report_errno("law", ENOMEM);
    status = inputs_read(inputs, &request->common);
    if (status == STATUS_OK)
        status = check_sizes(inputs, request->common.count);
    if (status == STATUS_OK)
        /* Before measuring, which takes minutes. */
        status = outputs_check(wanted, 3, inputs, request->common.count);
    if (status == STATUS_OK)
        status = inputs_drop_doubles(inputs, &request->common.count, &request->common);
    if (status != STATUS_ERROR)
        status = status_worse(status, measure_and_keep(request, inputs));
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
