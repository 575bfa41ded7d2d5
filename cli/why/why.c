/* why.c - llz why, from the command line to the page. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/lab/draft.h"
#include "cli/lab/outputs.h"
#include "cli/options/command.h"
#include "cli/options/help.h"
#include "cli/options/values.h"
#include "cli/output/target.h"
#include "cli/signals.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/units.h"
#include "cli/why/cost_rows.h"
#include "cli/why/page/page.h"

#define SUFFIX ".why.html"

static enum status report_failure(const struct input *in, enum llz_error code)
{
    /* Whoever pressed Ctrl-C knows why. */
    if (code == LLZ_ERR_CANCELLED && signals_caught())
        return STATUS_ERROR;
    return report_error(in->name, llz_error_message(code));
}

/* The page's name, to be freed; NULL in *path: standard output. 0, or -1 for want of memory. */
static int name_page(const struct why_request *request, const struct input *in, char **path)
{
    const char *output = request->common.output;
    /* The zero is in sizeof. */
    size_t room = strlen(in->name) + sizeof SUFFIX;

    *path = NULL;
    /* Standard input has no name from which the page could get one. */
    if (output ? strcmp(output, "-") == 0 : strcmp(request->common.names[0], "-") == 0)
        return 0;
    *path = output ? strdup(output) : malloc(room);
    if (*path && !output)
        snprintf(*path, room, "%s" SUFFIX, in->name);
    return *path ? 0 : -1;
}

/* The page shows what the file holds, so it gets the file's rights; but it is as new as it is. */
static struct source file_of(const struct why_request *request, const struct input *in)
{
    const int is_stdin = strcmp(request->common.names[0], "-") == 0;
    struct source src = {
        .name = in->name, .path = is_stdin ? NULL : in->name, .info = in->info, .rights = in->rights
    };

    /* For futimens(), to which target_commit() hands them. */
    src.info.st_atim.tv_nsec = src.info.st_mtim.tv_nsec = UTIME_NOW;
    return src;
}

static void describe(const struct account *a, const struct input *in)
{
    char name[PRINTABLE_TEXT], model[VALUE_MODEL_TEXT];

    fprintf(stderr, "%s: %zu -> %" PRIu64 " bytes, %.3f bits/byte, %s, %s\n", printable(name, in->name),
            in->size, a->info.packed, units_bits(in->size, a->info.packed),
            value_model_text(model, a->info.level, a->info.level < 0 ? (uint64_t)a->info.model : 0),
            a->info.policy);
}

/* Makes the page and writes it into dst, which is open. */
static enum status fill(struct target *dst, const struct why_request *request, const struct account *account)
{
    const struct input *in = account->in;
    char *page = NULL;
    size_t size = 0;
    enum status status = page_make(account, in, &page, &size);

    if (status == STATUS_OK && target_write(dst, page, size) != 0)
        status = signals_caught() ? STATUS_ERROR : report_errno(dst->name, errno);
    else if (status == STATUS_OK && request->common.verbose)
        describe(account, in);
    free(page);
    return status;
}

/* The costs of single bytes, with the rights that the file has. */
static enum status write_rows(struct target *dst, const struct account *account)
{
    char *rows = NULL;
    size_t size = 0;
    enum status status = cost_rows_make(account, &rows, &size);

    if (status == STATUS_OK && target_write(dst, rows, size) != 0)
        status = signals_caught() ? STATUS_ERROR : report_errno(dst->name, errno);
    free(rows);
    return status;
}

/* Makes the accounts that are asked for, both places being open, and writes what they say. */
static enum status account_for(struct target *page, struct target *rows, const struct why_request *request,
                               const struct input *in)
{
    struct account account = { 0 }, against = { 0 };
    enum llz_error code = LLZ_OK;
    enum status status;

    /* The accounts are there to be freed whatever comes of them. */
    if (request->against)
        code = account_make(&against, request, in, request->against);
    if (code == LLZ_OK)
        code = account_make(&account, request, in, request->common.policy);
    account.against = request->against ? &against : NULL;
    status = code == LLZ_OK ? fill(page, request, &account) : report_failure(in, code);
    if (status == STATUS_OK && rows)
        status = write_rows(rows, &account);
    account_free(&account);
    account_free(&against);
    return status;
}

static enum status explain_with_rows(struct target *page, const struct why_request *request,
                                     const struct input *in, const struct options *how,
                                     const struct source *src)
{
    struct target rows;
    char *path = strdup(request->csv);
    enum status status = path ? target_open(&rows, how, src, path) : report_errno(request->csv, ENOMEM);

    if (status == STATUS_OK) {
        status = account_for(page, &rows, request, in);
        if (status == STATUS_OK)
            status = target_commit(&rows, src);
        else
            target_discard(&rows);
    }
    free(path);
    return status;
}

/* The place is looked at before hours of computing. A page is no compressed data: a terminal may show it. */
static enum status explain(const struct why_request *request, const struct input *in, char *path)
{
    /* OP_COMPRESS would be refused a terminal, and OP_DECOMPRESS would leave holes. */
    const struct options how = { .operation = OP_LIST, .force = request->common.force };
    const struct source src = file_of(request, in);
    struct target dst;
    enum status status = target_open(&dst, &how, &src, path);

    if (status != STATUS_OK)
        return status;
    status =
        request->csv ? explain_with_rows(&dst, request, in, &how, &src) : account_for(&dst, NULL, request, in);
    if (status == STATUS_OK)
        return target_commit(&dst, &src);
    target_discard(&dst);
    return status;
}

/* Not by the command line alone: the page may have the name that it has without -o. */
static enum status check_apart(const struct why_request *request, const char *path)
{
    return request->csv && path && outputs_collide(request->csv, path)
               ? report_error(request->csv, "two outputs cannot share one file")
               : STATUS_OK;
}

static enum status run_parsed(const struct why_request *request)
{
    struct input in = { 0 };
    char *path = NULL;
    enum status status = input_read(&in, &request->common, request->common.names[0]);

    if (status == STATUS_OK && name_page(request, &in, &path) != 0)
        status = report_errno(in.name, ENOMEM);
    if (status == STATUS_OK)
        status = check_apart(request, path);
    if (status == STATUS_OK)
        status = draft_check();
    if (status == STATUS_OK)
        status = explain(request, &in, path);
    free(path);
    inputs_free(&in, 1);
    return status;
}

enum status why_run(int argc, char **argv)
{
    struct why_request request;

    if (why_request_parse(&request, argc, argv) != 0)
        return STATUS_ERROR;
    return request.help ? help_print(&manual_why) : run_parsed(&request);
}
