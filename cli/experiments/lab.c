/* lab.c - llz lab, from the command line to the results: one problem for each seed, and what they say together. */
#include <errno.h>
#include <stdio.h>

#include "cli/experiments/lab_archive.h"
#include "cli/experiments/lab_request.h"
#include "cli/experiments/lab_tables.h"
#include "cli/options/help.h"
#include "cli/signals.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/report.h"

/* What the line of progress tells. */
struct watch {
    struct progress progress;
    int seed;
    enum llz_lab_row row;
};

static bool tell(void *user, int pass, double J, double gap)
{
    struct watch *w = user;
    char text[128];

    if (progress_due(&w->progress)) {
        snprintf(text, sizeof text, "seed %d  %s  pass %d  J %.5f  residual %.3f", w->seed,
                 llz_lab_row_name(w->row), pass, J, gap);
        progress_line(&w->progress, text);
    }
    return signals_caught() != 0;
}

/* The policy that was just run, as bytes, which are decoded again. */
static enum status code_row(const struct lab_request *request, struct llz_lab_bench *b, enum llz_lab_row row,
                            struct row_bytes *bytes)
{
    struct lab_archive a;
    enum status status = STATUS_OK;
    long wrong = -1;

    if (archive_encode(&a, b, row, (size_t)request->labels) == 0)
        wrong = archive_check(&a, b, (size_t)request->labels);
    *bytes = (struct row_bytes){ a.policy, a.size, a.distance };
    if (wrong < 0)
        status = report_errno("lab", ENOMEM);
    else if (wrong > 0)
        status = report_error(llz_lab_row_name(row), "labels do not come back from their bytes; this is a bug");
    archive_free(&a);
    return status;
}

/* All rows of one seed, or none are shown: each is compared with the first two. */
static enum status run_seed(const struct lab_request *request, struct watch *w, struct llz_lab_bench *b,
                            struct seeds *all)
{
    struct row_bytes bytes[LLZ_LAB_ROWS];
    struct llz_lab_plan plan = request->plan;
    struct llz_lab_setting setting = request->setting;

    plan.stop = tell;
    plan.user = w;
    setting.seed = (uint64_t)w->seed;
    if (!llz_lab_bench_make(b, &setting))
        return report_errno("lab", ENOMEM);
    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        w->row = (enum llz_lab_row)row;
        if (!llz_lab_bench_run(b, w->row, &plan))
            return report_errno("lab", ENOMEM);
        /* Whoever pressed Ctrl-C knows why. */
        if (signals_caught() || code_row(request, b, w->row, &bytes[row]) != STATUS_OK)
            return STATUS_ERROR;
    }
    if (!all->losses && seeds_begin(all, (size_t)(request->last_seed - request->first_seed) + 1, b) != 0)
        return report_errno("lab", ENOMEM);
    seeds_add(all, (size_t)(w->seed - request->first_seed), b);
    progress_clear(&w->progress);
    lab_table_print(request, b);
    lab_bytes_print(request, b, bytes);
    return STATUS_OK;
}

static enum status run_seeds(const struct lab_request *request, struct seeds *all)
{
    struct watch w;
    enum status status = STATUS_OK;

    progress_begin(&w.progress, &request->common, 0);
    for (w.seed = request->first_seed; w.seed <= request->last_seed && status == STATUS_OK; w.seed++) {
        struct llz_lab_bench bench;

        status = run_seed(request, &w, &bench, all);
        llz_lab_bench_free(&bench);
    }
    progress_clear(&w.progress);
    return status;
}

static enum status run_parsed(const struct lab_request *request)
{
    struct seeds_estimate estimates[LLZ_LAB_ROWS];
    struct seeds all = { 0 };
    enum status status = run_seeds(request, &all);

    if (status == STATUS_OK && seeds_estimate(&all, estimates) != 0)
        status = report_errno("lab", ENOMEM);
    if (status == STATUS_OK)
        lab_estimates_print(&all, estimates);
    seeds_free(&all);
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
