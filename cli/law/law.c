/* law.c - llz law, from the command line to the results. Files are measured one after the other: the courses of
 * one are compared with each other alone. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/lab/outputs.h"
#include "cli/law/finding.h"
#include "cli/law/law_rows.h"
#include "cli/law/law_tables.h"
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

static enum status show(const struct law_request *request, const struct input *in, const struct course *courses,
                        FILE *csv)
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
    for (int i = 0; csv && i < count && status == STATUS_OK; i++)
        rows_add(csv, request, in, &courses[i], &findings[i]);
    free(findings);
    return status;
}

static enum status measure(const struct law_request *request, const struct input *in, FILE *csv)
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
        status = show(request, in, courses, csv);
    for (int i = 0; courses && i < count; i++)
        course_free(&courses[i]);
    free(courses);
    split_free(&split);
    return status;
}

/* *measured: how many files were. */
static enum status measure_all(const struct law_request *request, const struct input *inputs, FILE *csv,
                               int *measured)
{
    /* A copy, of which the number of the file changes. */
    struct law_request turn = *request;
    enum status status = STATUS_OK;

    *measured = 0;
    for (int i = 0; i < request->common.count && !signals_caught(); i++) {
        enum status one;

        if (i > 0)
            putchar('\n');
        /* Progress tells which of the files it is. */
        turn.common.turn = i + 1;
        /* Results of a file are printed when it is done, not at the end of all. */
        one = measure(&turn, &inputs[i], csv);
        /* A file that failed has no rows; those of the others are worth keeping. */
        *measured += one == STATUS_OK;
        status = status_worse(status, one);
    }
    return status;
}

static enum status measure_and_keep(const struct law_request *request, const struct input *inputs)
{
    struct output out;
    enum status status;
    int measured;

    if (!request->csv)
        return measure_all(request, inputs, NULL, &measured);
    status = output_begin(&out, request->csv);
    if (status != STATUS_OK)
        return status;
    /* Into a draft: an older file is replaced only when there are rows. */
    rows_head(out.stream);
    status = measure_all(request, inputs, out.stream, &measured);
    /* Interrupted: an old CSV stays, for a part of a new one is worth less. */
    if (measured > 0 && !signals_caught())
        return status_worse(status, output_end(&out));
    output_discard(&out);
    return status;
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
    /* outputs_check() takes what llz compare asks for; a CSV file is all that llz law writes. */
    const struct compare_request outputs = { .common = request->common, .csv = request->csv };
    struct input *inputs = calloc((size_t)request->common.count, sizeof *inputs);
    enum status status;

    if (!inputs)
        return report_errno("law", ENOMEM);
    status = inputs_read(inputs, &request->common);
    if (status == STATUS_OK)
        status = check_sizes(inputs, request->common.count);
    if (status == STATUS_OK)
        /* Before measuring, which takes minutes. */
        status = outputs_check(&outputs, inputs, ROWS_BEGINNING);
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
