/* lab.c - llz lab, from the command line to the results: one problem for each seed, and what they say together. */
#include <errno.h>
#include <stdio.h>

#include "cli/experiments/lab_export.h"
#include "cli/experiments/lab_pool.h"
#include "cli/experiments/lab_record.h"
#include "cli/options/help.h"

/* All rows of a problem, or none are shown: each is compared with the first two. */
static void print_sheets(const struct lab_request *request, const struct lab_sheets *sheets)
{
    for (size_t seed = 0; seed < sheets->seeds; seed++)
        for (size_t length = 0; length < sheets->lengths; length++) {
            lab_table_print(request, lab_sheet_of(sheets, length, seed));
            lab_bytes_print(request, lab_sheet_of(sheets, length, seed));
        }
}

static int make_outcome(struct lab_outcome *o, const struct lab_sheets *sheets, size_t length)
{
    if (seeds_begin(&o->seeds, sheets->seeds, &lab_sheet_of(sheets, length, 0)->results) != 0)
        return -1;
    for (size_t seed = 0; seed < sheets->seeds; seed++)
        seeds_add(&o->seeds, seed, &lab_sheet_of(sheets, length, seed)->results);
    return seeds_estimate(&o->seeds, o->estimates);
}

static enum status show(const struct lab_request *request, const struct lab_sheets *sheets)
{
    struct lab_outcome outcomes[LAB_LENGTHS_MAX] = { 0 };
    enum status status = STATUS_OK;

    for (size_t i = 0; i < sheets->lengths && status == STATUS_OK; i++)
        if (make_outcome(&outcomes[i], sheets, i) != 0)
            status = report_errno("lab", ENOMEM);
    if (status == STATUS_OK)
        print_sheets(request, sheets);
    for (size_t i = 0; i < sheets->lengths && status == STATUS_OK; i++) {
        if (i > 0)
            putchar('\n');
        lab_estimates_print(request, &outcomes[i].seeds, outcomes[i].estimates);
    }
    if (sheets->lengths > 1 && status == STATUS_OK)
        lab_lengths_print(outcomes);
    if (status == STATUS_OK)
        status = lab_export_write(request, sheets, outcomes);
    for (size_t i = 0; i < sheets->lengths; i++)
        seeds_free(&outcomes[i].seeds);
    return status;
}

static enum status run_parsed(const struct lab_request *request)
{
    struct lab_sheets sheets;
    enum status status = lab_export_check(request);

    if (status != STATUS_OK)
        return status;
    if (lab_sheets_new(&sheets, request) != 0)
        status = report_errno("lab", ENOMEM);
    if (status == STATUS_OK)
        status = lab_records_read(request, &sheets);
    if (status == STATUS_OK)
        status = lab_pool_run(request, &sheets);
    if (status == STATUS_OK)
        status = show(request, &sheets);
    lab_sheets_free(&sheets);
    /* A full disk or a closed pipe is seen only here: stdout is buffered. */
    return status_worse(status, report_flush());
}

enum status lab_run(int argc, char **argv)
{
    struct lab_request request;

    if (lab_request_parse(&request, argc, argv) != 0)
        return STATUS_ERROR;
    return request.help ? help_print(&manual_lab) : run_parsed(&request);
}
