/* verify.c - llz verify: decodes an archive, checks its hashes, compares it with an original. It
 * stops at the first difference: to decode the rest may take hours, and would not change the answer. */
#include "cli/jobs/verify.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/files/source.h"
#include "cli/jobs/job.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/summary.h"
#include "cli/transfer/difference.h"
#include "cli/transfer/transfer.h"
#include "cli/tree/tree_job.h"

/* In what the two differ, or why nobody knows. */
static enum status report_verdict(const char *archive, const struct difference *c)
{
    char name[PRINTABLE_TEXT], text[PRINTABLE_TEXT + 128];
    /* Both names are escaped: report_error() does it for the first, here it is done for the second. */
    const char *original = printable(name, c->original->name);

    switch (c->verdict) {
    case VERDICT_DIFFERS:
        snprintf(text, sizeof text, "differs from %s at byte %" PRIu64 " (archive 0x%02x, original 0x%02x)",
                 original, c->at, c->archive_byte, c->original_byte);
        return report_error(archive, text);
    case VERDICT_ORIGINAL_SHORTER:
        snprintf(text, sizeof text, "%s ends at byte %" PRIu64 ", the archive goes on", original, c->at);
        return report_error(archive, text);
    case VERDICT_ORIGINAL_LONGER:
        snprintf(text, sizeof text, "the archive ends at byte %" PRIu64 ", %s goes on", c->at, original);
        return report_error(archive, text);
    case VERDICT_UNREADABLE:
        return report_errno(c->original->name, c->error);
    default:
        return STATUS_OK;
    }
}

/* On standard output, for it is the answer that was asked for; progress and -v are on stderr. */
static enum status print_success(const char *archive, const struct source *original, uint64_t bytes)
{
    char name[PRINTABLE_TEXT];

    printf("%s: %" PRIu64 " bytes, all hashes right", printable(name, archive), bytes);
    if (original)
        printf(", equal to %s", printable(name, original->name));
    putchar('\n');
    return report_flush();
}

/* From an open archive, and an open original unless difference is NULL, to what is to be said. */
static enum status verify_contents(const struct options *opt, struct source *archive,
                                   struct difference *difference)
{
    struct transfer t = { .src = archive, .difference = difference };
    struct failure why = { .name = archive->name };
    struct progress progress;
    struct llz_info info = LLZ_INFO_INIT;
    enum status status = STATUS_OK;
    int failed;

    progress_begin(&progress, opt, archive->size);
    t.stream = job_decoder(opt, &progress, &why.code);
    if (!t.stream)
        return transfer_report(&why, opt, NULL);
    /* No target and no watcher: what comes out is compared, counted, and gone. */
    failed = transfer_run(&t, &why) != 0;
    progress_clear(&progress);
    llz_get_info(t.stream, &info);
    if (!failed && opt->verbose)
        summary_print(opt, archive->name, &info, progress_seconds(&progress));
    /* A difference cancels the stream, so it is asked for before the failure that it caused. */
    if (difference && difference->verdict != VERDICT_EQUAL)
        status = report_verdict(archive->name, difference);
    else if (failed)
        status = transfer_report(&why, opt, t.stream);
    llz_free(t.stream);
    /* With -q the exit status alone is the answer. */
    if (failed || opt->quiet)
        return status;
    return print_success(archive->name, difference ? difference->original : NULL, info.raw);
}

/* What its notes tell is no reason against the hashes. */
static enum status verify_tree(const struct options *opt, struct source *archive)
{
    uint64_t bytes;
    const enum status status = tree_verify(opt, archive, &bytes);

    if (status == STATUS_ERROR || opt->quiet)
        return status;
    return status_worse(print_success(archive->name, NULL, bytes), status);
}

static enum status verify_against(const struct options *opt, struct source *archive, const char *name)
{
    struct options reading = *opt;
    struct source original;
    struct difference difference = { .original = &original };
    enum status status;

    reading.operation = OP_COMPRESS; /* content is read here, which may come from a terminal */
    status = source_open(&original, &reading, name);
    if (status != STATUS_OK)
        return status;
    status = verify_contents(opt, archive, &difference);
    if (status == STATUS_OK)
        status = source_finish(&original, opt, NULL);
    source_close(&original);
    return status;
}

enum status verify_archive(const struct options *opt)
{
    struct options reading = *opt;
    enum llz_content content = LLZ_CONTENT_STREAM;
    struct source archive;
    enum status status;

    reading.force = 1; /* pipes too: two operands are never named by accident, and nothing is written */
    status = source_open(&archive, &reading, opt->names[0]);
    if (status != STATUS_OK)
        return status;
    /* Looked at before either way is taken: a folder has notes and an index to check, a stream has an
     * original. */
    status = source_content(&archive, &content);
    if (status == STATUS_OK && opt->count == 1 && content != LLZ_CONTENT_STREAM)
        status = verify_tree(opt, &archive);
    else if (status == STATUS_OK && opt->count == 1)
        status = verify_contents(opt, &archive, NULL);
    else if (status == STATUS_OK && content != LLZ_CONTENT_STREAM)
        status = report_error(archive.name, "holds a folder, for which there is no single original");
    else if (status == STATUS_OK)
        /* With the same options: the original, too, may be a pipe. */
        status = verify_against(&reading, &archive, opt->names[1]);
    /* A file that changed while it was decoded is a warning, even if its hashes were right. */
    if (status != STATUS_ERROR)
        status = status_worse(source_finish(&archive, opt, NULL), status);
    source_close(&archive);
    return status;
}
