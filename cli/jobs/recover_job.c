/* recover_job.c - --recover: what is undamaged of a damaged archive. The library finds it, and reads the
 * archive at more than one place to do so; here it gets the bytes, and what it finds gets a name. */
#include "cli/jobs/recover_job.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/output/naming.h"
#include "cli/output/target.h"
#include "cli/signals.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/summary.h"
#include "cli/transfer/transfer.h"
#include "cli/tree/tree_job.h"

/* One pass over the archive. */
struct pass {
    struct source *src;
    const struct recover_sink *sink; /* NULL: only the first header is looked for */
    enum llz_content content;        /* content of its member */
    const struct options *opt;       /* options, for what is told; like progress */
    struct progress *progress;
    struct failure *why;
};

static long read_archive(void *user, uint64_t at, void *to, size_t n)
{
    struct pass *p = user;
    ssize_t got = -1;

    /* The library learns only that reading failed; the reason is kept in *why. EINTR is for a signal,
     * after which nothing is read and no call sets it. */
    errno = EINTR;
    if (!signals_caught())
        got = source_pread(p->src, to, n, at);
    if (got < 0)
        *p->why = (struct failure){ .name = p->src->name, .error = errno };
    return (long)got;
}

static int begin(void *user, enum llz_content content)
{
    struct pass *p = user;

    p->content = content;
    /* Not 0 ends the search, since the first header was all that was asked for. */
    return p->sink == NULL;
}

static int piece(void *user, enum llz_content content, uint64_t at, const void *data, size_t n)
{
    struct pass *p = user;

    (void)at; /* it follows what came before */
    return p->sink->piece(p->sink->user, content, data, n, p->why);
}

static int zeros(void *user, enum llz_content content, uint64_t at, uint64_t n)
{
    struct pass *p = user;

    (void)at;
    return p->sink->zeros(p->sink->user, content, n, p->why);
}

static int lost(void *user, enum llz_content content, uint64_t at, uint64_t n)
{
    struct pass *p = user;

    return p->sink ? p->sink->lost(p->sink->user, content, at, n, p->why) : 0;
}

static int mixed(void *user, enum llz_content content, uint64_t at)
{
    struct pass *p = user;
    char text[128];

    (void)content;
    snprintf(text, sizeof text,
             "the groups that meet at byte %" PRIu64 " are from different archives; neither is saved", at);
    progress_clear(p->progress);
    (void)report_warning(p->opt, p->src->name, text); /* that they are lost makes it a warning */
    return 0;
}

/* What stopped the sink or the source has filled *why already. */
static enum llz_error run(struct pass *p, const struct llz_options *options, struct llz_info *info)
{
    const struct llz_recovery how = { sizeof how, read_archive, begin, piece, lost, mixed, p, zeros };
    enum llz_error code = llz_recover(options, &how, info);

    /* Cancelled means that the sink or the source has told its reason already. */
    if (code != LLZ_ERR_CANCELLED)
        *p->why = (struct failure){ .name = p->src->name, .code = code };
    /* There is no stream that transfer_report() could ask, so what it would tell is copied. */
    if (code == LLZ_ERR_MEMLIMIT)
        p->why->needed = info->state_bytes;
    if (code == LLZ_ERR_PRIOR)
        p->why->named = info->prior;
    if (code == LLZ_ERR_MODEL) {
        p->why->named = info->identity;
        p->why->model = (int)info->model;
    }
    return code;
}

int recover_pass(const struct options *opt, struct source *src, struct progress *progress,
                 const struct recover_sink *sink, struct llz_info *info, struct failure *why)
{
    struct llz_options o = options_stream(opt);
    struct pass p = { .src = src, .sink = sink, .opt = opt, .progress = progress, .why = why };

    o.progress = progress_tick;
    o.progress_user = progress;
    return run(&p, &o, info) == LLZ_OK ? 0 : -1;
}

static enum status report_nothing(const struct source *src, enum llz_error code)
{
    return report_error(src->name, code == LLZ_ERR_NOT_LLZ
                                       ? "nothing can be recovered: there is no undamaged header in it"
                                       : "nothing can be recovered: there is no undamaged frame in it");
}

/* Content on its way to a file. */
struct output {
    const struct options *opt;
    const struct source *src;
    struct target dst;
    struct progress progress;
    enum status status;
    int started;       /* whether something has come */
    uint64_t front;    /* number of bytes lost before that */
    int front_unknown; /* whether more may be lost there */
};

static int fail(struct output *out, struct failure *why)
{
    *why = (struct failure){ .name = out->dst.name, .error = errno };
    return -1;
}

static void tell(struct output *out, uint64_t at, uint64_t n)
{
    char text[96];

    /* Both ends included, counted from 0, as the help says; 0 bytes stand for an unknown number. */
    if (n > 0)
        snprintf(text, sizeof text, "bytes %" PRIu64 " to %" PRIu64 " are lost", at, at + n - 1);
    else
        snprintf(text, sizeof text, "from byte %" PRIu64 " on an unknown number of bytes is lost", at);
    /* The line of the progress would stay in front of the message. */
    progress_clear(&out->progress);
    out->status = report_warning(out->opt, out->src->name, text);
}

/* What was lost in front is told once something is there: where nothing is, one line says so. */
static int start(struct output *out, struct failure *why)
{
    if (out->started)
        return 0;
    out->started = 1;
    if (out->front > 0)
        tell(out, 0, out->front);
    if (out->front_unknown)
        tell(out, out->front, 0);
    return target_skip(&out->dst, out->front) == 0 ? 0 : fail(out, why);
}

static int write_piece(void *user, enum llz_content content, const unsigned char *p, size_t n,
                       struct failure *why)
{
    struct output *out = user;

    (void)content;
    if (start(out, why) != 0)
        return -1;
    return target_write(&out->dst, p, n) == 0 ? 0 : fail(out, why);
}

static int write_zeros(void *user, enum llz_content content, uint64_t n, struct failure *why)
{
    struct output *out = user;

    (void)content;
    if (start(out, why) != 0)
        return -1;
    return target_skip(&out->dst, n) == 0 ? 0 : fail(out, why);
}

/* What follows keeps its place: zeros stand where something is lost. */
static int leave_hole(void *user, enum llz_content content, uint64_t at, uint64_t n, struct failure *why)
{
    struct output *out = user;

    (void)content;
    if (!out->started) {
        /* Nothing has been written yet, and perhaps nothing will be: start() makes the hole. */
        out->front += n;
        out->front_unknown |= n == 0;
        return 0;
    }
    tell(out, at, n);
    return target_skip(&out->dst, n) == 0 ? 0 : fail(out, why);
}

static enum status recover_contents(struct output *out, struct source *src)
{
    const struct recover_sink sink = { write_piece, leave_hole, out, write_zeros };
    struct failure why = { .name = src->name };
    struct llz_info info = LLZ_INFO_INIT;
    int failed;

    progress_begin(&out->progress, out->opt, src->size);
    /* start(): content of no bytes has its file, too. */
    failed = recover_pass(out->opt, src, &out->progress, &sink, &info, &why) != 0 || start(out, &why) != 0;
    progress_clear(&out->progress);
    if (failed && why.code == LLZ_ERR_CORRUPT)
        return report_nothing(src, why.code);
    if (failed)
        return transfer_report(&why, out->opt, NULL);
    if (out->opt->verbose)
        summary_print(out->opt, src->name, &info, progress_seconds(&out->progress));
    return out->status;
}

static enum status recover_to(const struct options *opt, struct source *src, char *path)
{
    struct output out = { .opt = opt, .src = src };
    enum status status = target_open(&out.dst, opt, src, path);

    if (status != STATUS_OK)
        return status;
    status = recover_contents(&out, src);
    /* A warning is no reason to discard: that something is lost is what --recover is for. */
    if (status == STATUS_ERROR || signals_caught()) {
        target_discard(&out.dst);
        return STATUS_ERROR;
    }
    status = status_worse(target_commit(&out.dst, src), status);
    return status == STATUS_ERROR ? status : status_worse(source_finish(src, opt, NULL), status);
}

static enum status recover_stream(const struct options *opt, struct source *src, const char *name)
{
    char *path = NULL;
    enum status status;

    if (opt->folder || opt->only_count > 0 || opt->exclude_count > 0)
        return report_error(src->name, "holds no folder, for which -C, --only and --exclude are");
    status = naming_output(opt, name, &path);
    if (status == STATUS_OK)
        status = recover_to(opt, src, path);
    free(path);
    return status;
}

/* The first header tells what the archive holds. */
static enum status recover_source(const struct options *opt, struct source *src, const char *name)
{
    struct failure why = { .name = src->name };
    struct pass p = { .src = src, .why = &why };
    enum llz_error code = run(&p, NULL, NULL);

    if (code == LLZ_ERR_NOT_LLZ)
        return report_nothing(src, code);
    /* begin() cancels the search when it has seen a header, so that is how it succeeds. */
    if (code != LLZ_ERR_CANCELLED || why.error != 0)
        return transfer_report(&why, opt, NULL);
    /* What a tree is restored from comes in one pass of its own, which reads the index again. */
    if (p.content == LLZ_CONTENT_INDEX)
        return tree_decode(opt, src, name);
    if (p.content != LLZ_CONTENT_STREAM)
        return report_error(src->name, "the index of the folder is lost, and with it what its files are");
    return recover_stream(opt, src, name);
}

enum status recover_run(const struct options *opt, const char *name)
{
    struct source src;
    enum status status = source_open(&src, opt, name);

    if (status != STATUS_OK)
        return status;
    /* The library reads at several places, and a pipe can be read once. */
    status = source_anywhere(&src);
    if (status == STATUS_OK)
        status = recover_source(opt, &src, name);
    source_close(&src);
    return status;
}
