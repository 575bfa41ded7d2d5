/* job.c - compressing, decompressing or testing one input. The three differ in the stream they make and in
 * the output they have; the way through is one. */
#include "cli/job.h"

#include <stdlib.h>

#include "cli/check.h"
#include "cli/naming.h"
#include "cli/progress.h"
#include "cli/search.h"
#include "cli/signals.h"
#include "cli/source.h"
#include "cli/summary.h"
#include "cli/target.h"
#include "cli/transfer.h"

static struct llz_stream *new_stream(const struct options *opt, struct progress *progress, enum llz_error *code)
{
    struct llz_options o = options_stream(opt);

    o.progress = progress_tick;
    o.progress_user = progress;
    return opt->operation == OP_COMPRESS ? llz_encoder_new(&o, code) : llz_decoder_new(&o, code);
}

/* What the encoder leaves of the memory that is allowed. A limit of 0 would be none. */
static uint64_t memory_left(const struct options *opt, const struct llz_stream *encoder)
{
    struct llz_info info;

    llz_get_info(encoder, &info);
    if (opt->memory_limit == 0)
        return 0;
    return opt->memory_limit > info.state_bytes ? opt->memory_limit - info.state_bytes : 1;
}

/* Its output is not written, and so has no limit. */
static struct check *new_check(const struct options *opt, const struct llz_stream *encoder,
                               struct progress *progress, enum llz_error *code)
{
    struct llz_options o = LLZ_OPTIONS_INIT;

    o.threads = opt->threads;
    o.memory_limit = memory_left(opt, encoder);
    o.progress = progress_tick_check;
    o.progress_user = progress;
    return check_new(&o, code);
}

static int open_streams(const struct options *opt, struct transfer *t, struct progress *progress,
                        enum llz_error *code)
{
    t->stream = new_stream(opt, progress, code);
    if (t->stream && opt->verify)
        t->check = new_check(opt, t->stream, progress, code);
    return t->stream && (t->check || !opt->verify) ? 0 : -1;
}

/* From an open source to a complete target, which is not yet committed. dst NULL: test only. */
static enum status code_contents(const struct options *opt, struct source *src, struct target *dst)
{
    struct transfer t = { .src = src, .dst = dst };
    struct failure why = { .name = src->name };
    struct progress progress;
    enum status status = STATUS_OK;
    int failed;

    progress_begin(&progress, opt, src->size);
    failed = open_streams(opt, &t, &progress, &why.code) != 0 || transfer_run(&t, &why) != 0;
    progress_clear(&progress);
    if (failed)
        status = transfer_report(&why, opt, t.stream);
    else if (opt->verbose)
        summary_print(opt, src->name, t.stream, progress_seconds(&progress));
    check_free(t.check);
    llz_free(t.stream);
    return status;
}

static enum status code_to_target(const struct options *opt, struct source *src, char *path)
{
    struct target dst;
    enum status status = target_open(&dst, opt, src, path);

    if (status != STATUS_OK)
        return status;
    status = opt->search ? search_contents(opt, src, &dst) : code_contents(opt, src, &dst);
    /* A signal that came after the last byte still means: leave nothing behind. */
    if (status != STATUS_OK || signals_caught()) {
        target_discard(&dst);
        return STATUS_ERROR;
    }
    status = target_commit(&dst, src);
    if (status == STATUS_OK && opt->remove_source)
        status = dst.path && dst.regular
                     ? source_remove(src, opt)
                     : report_warning(opt, src->name, "not removed: the output is not a regular file");
    return status;
}

enum status job_run(const struct options *opt, const char *name)
{
    struct source src;
    char *path = NULL;
    enum status status = STATUS_OK;

    if (opt->operation != OP_TEST)
        status = naming_output(opt, name, &path);
    if (status == STATUS_OK)
        status = source_open(&src, opt, name);
    if (status == STATUS_OK) {
        status = opt->operation == OP_TEST ? code_contents(opt, &src, NULL) : code_to_target(opt, &src, path);
        source_close(&src);
    }
    free(path);
    return status;
}
