/* job.c - compressing, decompressing or testing one input. The three differ in the stream they make and in
 * the output they have; the way through is one. */
#include "cli/job.h"

#include <stdlib.h>

#include "cli/naming.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/source.h"
#include "cli/summary.h"
#include "cli/target.h"
#include "cli/transfer.h"

static struct llz_stream *new_stream(const struct options *opt, struct progress *progress, enum llz_error *code)
{
    struct llz_options o = LLZ_OPTIONS_INIT;

    o.level = opt->level;
    o.threads = opt->threads;
    o.policy = opt->policy;
    o.optimizer = opt->optimizer;
    o.seed = opt->seed;
    o.math = opt->math;
    o.without = opt->without;
    o.progress = progress_tick;
    o.progress_user = progress;
    return opt->operation == OP_COMPRESS ? llz_encoder_new(&o, code) : llz_decoder_new(&o, code);
}

/* From an open source to a complete target, which is not yet committed. dst NULL: test only. */
static enum status code_contents(const struct options *opt, struct source *src, struct target *dst)
{
    struct progress progress;
    struct failure why = { .name = src->name };
    struct llz_stream *stream;
    enum status status = STATUS_OK;

    progress_begin(&progress, opt, src->size);
    stream = new_stream(opt, &progress, &why.code);
    if (!stream)
        return transfer_report(&why);
    if (transfer_run(stream, src, dst, &why) != 0) {
        progress_clear(&progress);
        status = transfer_report(&why);
    } else {
        progress_clear(&progress);
        if (opt->verbose)
            summary_print(opt, src->name, stream, progress_seconds(&progress));
    }
    llz_free(stream);
    return status;
}

static enum status code_to_target(const struct options *opt, struct source *src, char *path)
{
    struct target dst;
    enum status status = target_open(&dst, opt, src, path);

    if (status != STATUS_OK)
        return status;
    status = code_contents(opt, src, &dst);
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
