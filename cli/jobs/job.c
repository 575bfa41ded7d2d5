/* job.c - compressing, decompressing or testing. The three differ in the stream they make and in
 * the output they have; the way through is one. */
#include "cli/jobs/job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/files/source.h"
#include "cli/jobs/beside.h"
#include "cli/jobs/recover_job.h"
#include "cli/jobs/search_job.h"
#include "cli/names/patterns.h"
#include "cli/output/naming.h"
#include "cli/output/target.h"
#include "cli/prior/prior_auto.h"
#include "cli/sandbox/sandbox.h"
#include "cli/signals.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/summary.h"
#include "cli/terminal/turn.h"
#include "cli/transfer/check.h"
#include "cli/transfer/transfer.h"
#include "cli/tree/tree_job.h"

/* Groups that are coded beside each other leave some of what is allowed to --verify, as long as one can run. */
static uint64_t memory_for(const struct options *opt, const struct llz_options *o)
{
    const uint64_t half = opt->memory_limit / 2, one = llz_memory_needed(o);

    /* Half for each, as a decoder needs about what an encoder does. */
    if (!opt->verify || o->split == 0 || opt->memory_limit <= one)
        return opt->memory_limit;
    return half > one ? half : one;
}

/* The cheapest: who lists an archive decodes them, whatever the rest of it takes. */
static struct llz_options options_notes(const struct options *opt)
{
    struct llz_options o = LLZ_OPTIONS_INIT;

    o.level = LLZ_LEVEL_MIN;
    o.output_limit = opt->output_limit;
    return o;
}

struct llz_stream *job_encoder(const struct options *opt, enum llz_content content, uint64_t index,
                               struct progress *progress, enum llz_error *code)
{
    struct llz_options o = content == LLZ_CONTENT_NOTES ? options_notes(opt) : options_stream(opt);

    o.content = content;
    o.index = index;
    if (content == LLZ_CONTENT_INDEX)
        o.split = 0; /* without all of it nothing can be restored */
    o.memory_limit = memory_for(opt, &o);
    o.progress = progress_tick;
    o.priming = progress_priming;
    o.progress_user = progress;
    return llz_encoder_new(&o, code);
}

struct llz_options job_decoder_options(const struct options *opt, struct progress *progress)
{
    struct llz_options o = options_stream(opt);

    o.progress = progress_tick;
    o.priming = progress_priming;
    o.progress_user = progress;
    return o;
}

struct llz_stream *job_decoder(const struct options *opt, struct progress *progress, enum llz_error *code)
{
    const struct llz_options o = job_decoder_options(opt, progress);

    return llz_decoder_new(&o, code);
}

/* What encoders leave of the memory that is allowed: this one, and one of groups that may follow it. A limit of
 * 0 would be none. */
static uint64_t memory_left(const struct options *opt, const struct llz_stream *encoder)
{
    const struct llz_options o = options_stream(opt);
    const uint64_t groups = o.split > 0 ? memory_for(opt, &o) : 0;
    struct llz_info info = LLZ_INFO_INIT;
    uint64_t taken;

    llz_get_info(encoder, &info);
    taken = info.state_bytes > groups ? info.state_bytes : groups;
    if (opt->memory_limit == 0)
        return 0;
    return opt->memory_limit > taken ? opt->memory_limit - taken : 1;
}

/* Its output is not written, and so has no limit. */
struct check *job_check(const struct options *opt, const struct llz_stream *encoder, struct progress *progress,
                        enum llz_error *code)
{
    struct llz_options o = LLZ_OPTIONS_INIT;

    /* Only what a decoder may choose; all that made the archive it reads from the archive, as any other
     * decoder would. */
    o.threads = opt->threads;
    o.prior = opt->prior;
    o.memory_limit = memory_left(opt, encoder);
    o.memory = opt->memory; /* whoever compresses has allowed it */
    o.output_limit = UINT64_MAX;
    o.progress = progress_tick_check;
    o.progress_user = progress;
    return check_new(&o, code);
}

static int open_streams(const struct options *opt, struct transfer *t, struct progress *progress,
                        enum llz_error *code)
{
    t->stream = opt->operation == OP_COMPRESS ? job_encoder(opt, LLZ_CONTENT_STREAM, 0, progress, code)
                                              : job_decoder(opt, progress, code);
    if (t->stream && opt->verify)
        t->check = job_check(opt, t->stream, progress, code);
    return t->stream && (t->check || !opt->verify) ? 0 : -1;
}

/* From an open source to a complete target, which is not yet committed. dst NULL: test only. */
static enum status code_contents(const struct options *opt, struct source *src, struct target *dst)
{
    struct transfer t = { .src = src, .dst = dst };
    struct failure why = { .name = src->name };
    struct progress progress;
    struct llz_info info = LLZ_INFO_INIT;
    enum status status = STATUS_OK;
    int failed;

    progress_begin(&progress, opt, src->size);
    failed = open_streams(opt, &t, &progress, &why.code) != 0 || transfer_run(&t, &why) != 0;
    progress_clear(&progress);
    if (failed) {
        status = transfer_report(&why, opt, t.stream);
    } else if (opt->verbose) {
        llz_get_info(t.stream, &info);
        summary_print(opt, src->name, &info, progress_seconds(&progress));
    }
    /* After the report, which asks the stream how much memory it would have needed. */
    check_free(t.check);
    llz_free(t.stream);
    return status;
}

/* Why --rm leaves a source whose output is there, or NULL. */
static const char *kept_because(const struct target *dst, enum status committed)
{
    if (!dst->lasting)
        return "the output is not a regular file";
    return committed == STATUS_OK ? NULL : "the output lacks something";
}

/* Of -D auto, by the first bytes. */
static enum status choose_prior(struct options *opt, struct source *src)
{
    const ssize_t n = opt->automatic ? source_peek(src, PRIOR_TRIAL_BYTES) : 0;

    if (n >= 0)
        return prior_auto_choose(opt, src->name, src->ahead, (size_t)n);
    return signals_caught() ? STATUS_ERROR : report_errno(src->name, errno);
}

static enum status code_to_target(const struct options *opt, struct source *src, char *path)
{
    struct options one = *opt; /* with the prior of this input */
    struct target dst;
    enum status status = target_open(&dst, opt, src, path);

    if (status != STATUS_OK)
        return status;
    status = choose_prior(&one, src);
    if (status == STATUS_OK)
        status = opt->search ? search_contents(&one, src, &dst) : code_contents(&one, src, &dst);
    /* A signal that came after the last byte still means: leave nothing behind. */
    if (status != STATUS_OK || signals_caught()) {
        target_discard(&dst);
        return STATUS_ERROR;
    }
    /* First the output is complete and synced, then the source is removed. */
    status = target_commit(&dst, src);
    if (status == STATUS_ERROR)
        return status;
    return status_worse(source_finish(src, opt, kept_because(&dst, status)), status);
}

/* An open archive, whatever it holds. */
static enum status decode(const struct options *opt, struct source *src, const char *name)
{
    enum llz_content content;
    char *path = NULL;
    enum status status = source_content(src, &content);

    if (status != STATUS_OK)
        return status;
    /* What an archive holds decides, not its name. */
    if (content != LLZ_CONTENT_STREAM) {
        turn_wait(); /* two archives may name the same files: the one that comes first makes them */
        return tree_decode(opt, src, name);
    }
    /* Only now is it known that it is no folder. To go on would write what was not asked for. */
    if (opt->folder || opt->only_count > 0 || opt->exclude_count > 0)
        return report_error(src->name, "holds no folder, for which -C, --only and --exclude are");
    if (opt->operation == OP_TEST) {
        status = code_contents(opt, src, NULL);
        return status == STATUS_OK ? source_finish(src, opt, NULL) : status;
    }
    status = naming_output(opt, name, &path);
    /* To standard output: no more files are opened from here on, so the sandbox can take that away before
     * foreign data are decoded. */
    if (status == STATUS_OK && !path)
        sandbox_close(opt);
    if (status == STATUS_OK)
        status = code_to_target(opt, src, path);
    free(path);
    return status;
}

/* stat(): operands are followed where they are links. Not with -r, which has neither links nor folders left in
 * its names (recurse.c): what has become one since is for source_open() to refuse. */
static int is_folder(const struct options *opt, const char *name)
{
    struct stat info;

    return !opt->recursive && strcmp(name, "-") != 0 && stat(name, &info) == 0 && S_ISDIR(info.st_mode);
}

enum status job_from_to(const struct options *opt, const char *name, job_step *step)
{
    struct source src;
    char *path = NULL;
    /* The name before the input is opened: what is skipped for its name is not even looked at. */
    enum status status = naming_output(opt, name, &path);

    if (status == STATUS_OK)
        status = source_open(&src, opt, name);
    if (status == STATUS_OK) {
        status = step(opt, &src, path);
        source_close(&src);
    }
    free(path);
    return status;
}

enum status job_run(const struct options *opt, const char *name)
{
    struct source src;
    enum status status;

    if (opt->repack)
        return tree_repack(opt, name);
    if (opt->operation == OP_COMPRESS)
        return job_from_to(opt, name, code_to_target);
    if (opt->recover)
        return recover_run(opt, name);
    status = source_open(&src, opt, name);
    if (status == STATUS_OK) {
        /* Testing has no output, so the input is the last that was to be opened. */
        if (opt->operation == OP_TEST)
            sandbox_close(opt);
        status = decode(opt, &src, name);
        source_close(&src);
    }
    return status;
}

/* Several operands that become one archive: with -o always, for one file can hold nothing else; with -c only
 * when a folder is among them, for files then become members in a row. */
static int is_one_tree(const struct options *opt)
{
    if (opt->operation != OP_COMPRESS || opt->repack || opt->recursive || (opt->count < 2 && !opt->keeps_paths))
        return 0;
    for (int i = 0; i < opt->count && opt->to_stdout; i++)
        if (is_folder(opt, opt->names[i]))
            return 1;
    return opt->output != NULL;
}

/* A tree is not kept in memory, so it cannot be read several times. */
static enum status run_tree(const struct options *opt, char **names, int count)
{
    if (opt->search && !opt->search_by_default)
        return report_error(names[0], "--search is for files and streams, not for folders");
    return tree_compress(opt, names, count);
}

static enum status run_one(const struct options *opt, int i)
{
    struct options one = *opt;
    char **name = &opt->names[i];
    const int folder = opt->operation == OP_COMPRESS && !opt->repack && is_folder(opt, *name);

    if (opt->operation == OP_COMPRESS && pattern_excludes(opt, *name))
        /* Otherwise an output that was asked for would be missing with exit status 0. */
        return opt->output ? report_error(*name, "--exclude leaves nothing of it") : STATUS_OK;
    /* From 1 on: 0 stands for all names together, where progress shows none. */
    one.turn = i + 1;
    return folder ? run_tree(&one, name, 1) : job_run(&one, *name);
}

enum status jobs_run(const struct options *opt)
{
    return is_one_tree(opt) ? run_tree(opt, opt->names, opt->count) : beside_run(opt, run_one);
}
