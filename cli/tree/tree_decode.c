/* tree_decode.c - an archive of a tree is restored, written as a tar, tested or listed. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/jobs/job.h"
#include "cli/jobs/recover_job.h"
#include "cli/output/naming.h"
#include "cli/signals.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/summary.h"
#include "cli/tree/index/notes.h"
#include "cli/tree/libarchive/locale.h"
#include "cli/tree/libarchive/tar.h"
#include "cli/tree/restore/restore.h"
#include "cli/tree/tree_job.h"

/* One pass over the archive, to wherever u's sink leads. *why is told to the user unless `silent` says by then
 * that nothing is to be told. */
static enum status decode(const struct options *opt, struct source *src, struct unpack *u,
                          struct progress *progress, const int *silent)
{
    struct watcher watcher = { unpack_piece, unpack_end, u, unpack_zeros };
    struct failure why = { .name = src->name };
    struct transfer t = { .src = src, .watcher = &watcher };
    struct llz_info info = LLZ_INFO_INIT;
    struct llz_options o;
    enum status status = STATUS_OK;

    progress_begin(progress, opt, src->size);
    o = job_decoder_options(opt, progress);
    /* Where nobody takes the files they are tested, and for that every group has to be decoded. */
    o.wants = u->sink ? unpack_wants : NULL;
    o.wants_user = u;
    t.stream = llz_decoder_new(&o, &why.code);
    u->stream = t.stream;
    if (!t.stream || transfer_run(&t, &why) != 0)
        status = STATUS_ERROR;
    /* The stream was given what the index had left; the user is told what both take. */
    if (why.code == LLZ_ERR_MEMLIMIT && why.needed == 0)
        why.needed = unpack_needed(u);
    progress_clear(progress);
    if (status != STATUS_OK && !(silent && *silent)) {
        transfer_report(&why, opt, t.stream);
    } else if (status == STATUS_OK && opt->verbose) {
        llz_get_info(t.stream, &info);
        summary_print(opt, src->name, &info, progress_seconds(progress));
    }
    llz_free(t.stream);
    /* The catalog lives on, but is not to ask a stream that is gone. */
    u->stream = NULL;
    return status;
}

/* What is saved of a damaged archive, on its way to a tree. */
struct saved {
    struct unpack *unpack;
    uint64_t files; /* content of files that has passed, lost or not */
    int notes_lost; /* if there were any */
    int followed;   /* something stands after the end */
};

static int saved_piece(void *user, enum llz_content content, const unsigned char *p, size_t n,
                       struct failure *why)
{
    struct saved *s = user;

    s->files += content == LLZ_CONTENT_FILES ? n : 0;
    return unpack_piece(s->unpack, content, p, n, why);
}

static int saved_zeros(void *user, enum llz_content content, uint64_t n, struct failure *why)
{
    struct saved *s = user;

    s->files += content == LLZ_CONTENT_FILES ? n : 0;
    return unpack_zeros(s->unpack, content, n, why);
}

/* Nothing can be said of any file without all of the index. */
static int saved_lost(void *user, enum llz_content content, uint64_t at, uint64_t n, struct failure *why)
{
    struct saved *s = user;

    /* All files can be restored without their notes; that they are missing is told at the end. */
    if (content == LLZ_CONTENT_NOTES) {
        *(at > 0 ? &s->followed : &s->notes_lost) = 1;
        return 0;
    }
    if (content != LLZ_CONTENT_FILES) {
        *why = (struct failure){ .name = s->unpack->name, .code = LLZ_ERR_CANCELLED };
        /* Said here, since the sink alone knows of which content something is lost: cancelled says
         * nothing. */
        report_error(s->unpack->name, "the index of the folder is damaged, and with it all is lost");
        return -1;
    }
    s->followed |= n == 0 && s->unpack->known && at == s->unpack->catalog.bytes;
    s->files += n;
    return unpack_lost(s->unpack, n, why);
}

static int save(const struct options *opt, struct source *src, struct saved *s, struct progress *progress,
                struct failure *why, struct llz_info *info)
{
    const struct recover_sink sink = { saved_piece, saved_lost, s, saved_zeros };
    struct unpack *u = s->unpack;

    if (recover_pass(opt, src, progress, &sink, info, why) != 0)
        return -1;
    /* Of an archive whose files are all lost the index may still be there. */
    if (!u->known && unpack_lost(u, 0, why) != 0)
        return -1;
    /* The index tells how much has to come after the last group that was found. */
    if (s->files < u->catalog.bytes && unpack_lost(u, u->catalog.bytes - s->files, why) != 0)
        return -1;
    return unpack_end(u, why);
}

static enum status report_losses(const char *name, const struct saved *s)
{
    enum status status = STATUS_OK;

    if (s->notes_lost)
        status = report_loss(name, "which entries changed while they were packed, if any did, is lost");
    if (s->followed)
        status = status_worse(status, report_loss(name, "what follows its end is not restored"));
    return status;
}

/* The same as decode(), of a damaged archive. */
static enum status recover(const struct options *opt, struct source *src, struct unpack *u,
                           struct progress *progress, const int *silent)
{
    struct saved s = { .unpack = u };
    struct failure why = { .name = src->name };
    struct llz_info info = LLZ_INFO_INIT;
    int failed;

    progress_begin(progress, opt, src->size);
    failed = save(opt, src, &s, progress, &why, &info) != 0;
    progress_clear(progress);
    if (failed && why.code != LLZ_ERR_CANCELLED && !*silent)
        transfer_report(&why, opt, NULL);
    else if (!failed && opt->verbose)
        summary_print(opt, src->name, &info, progress_seconds(progress));
    return failed ? STATUS_ERROR : report_losses(src->name, &s);
}

enum status tree_verify(const struct options *opt, struct source *src, uint64_t *bytes)
{
    struct unpack u = { .name = src->name,
                        .limit = opt->output_limit,
                        .memory_limit = opt->memory_limit,
                        .catalog = { .use = CATALOG_LIST } }; /* its notes need names */
    struct progress progress;
    enum status status = decode(opt, src, &u, &progress, NULL);

    /* Index, files and notes: all that was decoded, and whose hashes were right. */
    *bytes = u.catalog.taken + u.catalog.bytes + u.notes.n;
    if (status == STATUS_OK)
        status = notes_tell(&u.catalog, NULL, src->name);
    unpack_free(&u);
    return status;
}

static enum status test(const struct options *opt, struct source *src)
{
    uint64_t unused;
    const enum status status = tree_verify(opt, src, &unused);

    return status == STATUS_ERROR ? status : status_worse(source_finish(src, opt, NULL), status);
}

static enum status to_tar(const struct options *opt, struct source *src)
{
    struct target dst;
    struct tar tar;
    struct unpack u = { .name = src->name,
                        .sink = &tar_sink,
                        .user = &tar,
                        .limit = opt->output_limit,
                        .memory_limit = opt->memory_limit,
                        .catalog = { .use = CATALOG_ALL } };
    struct progress progress;
    /* NULL: standard output, the only place that a tar goes to. */
    enum status status = target_open(&dst, opt, src, NULL);

    if (status != STATUS_OK)
        return status;
    tar_init(&tar, opt, src->name, &dst);
    status = decode(opt, src, &u, &progress, NULL);
    if (status == STATUS_OK)
        status = notes_tell(&u.catalog, tar.selection.wanted, src->name);
    status = status_worse(tar.status, status);
    tar_free(&tar);
    unpack_free(&u);
    /* Nothing to discard: what has gone to standard output is gone. */
    if (status != STATUS_ERROR)
        status = status_worse(target_commit(&dst, src), status);
    return status == STATUS_ERROR ? status
                                  : status_worse(source_finish(src, opt, "the output is not a folder"), status);
}

/* Why an archive stays that was to be removed, or NULL when it may go. */
static const char *reason_to_stay(const struct options *opt, enum status restored, enum status noted)
{
    if (opt->only_count > 0)
        return "--only restores only some of it";
    if (opt->exclude_count > 0)
        return "--exclude leaves some of it out";
    if (restored != STATUS_OK)
        return "not all of it was restored";
    return noted == STATUS_OK ? NULL : "not all in it was whole when it was packed";
}

/* Into an open folder, which a new one is complete with. */
static enum status restore_to(const struct options *opt, struct source *src, struct folder *folder)
{
    struct restore r;
    struct unpack u = { .name = src->name,
                        .sink = &restore_sink,
                        .user = &r,
                        .limit = opt->output_limit,
                        .memory_limit = opt->memory_limit,
                        .catalog = { .use = CATALOG_ALL } };
    struct progress progress;
    enum status status, noted = STATUS_OK;

    restore_init(&r, opt, folder, &progress);
    status = (opt->recover ? recover : decode)(opt, src, &u, &progress, &r.nothing);
    if (signals_caught())
        status = STATUS_ERROR; /* so that the source stays */
    else if (status == STATUS_ERROR)
        /* Files that were complete before the failure have been checked, and would be lost with the
         * stage. */
        restore_rescue(&r);
    else if (folder_commit(folder) != 0)
        status = report_errno(folder->path, errno);
    else if (status != STATUS_ERROR)
        noted = notes_tell(&u.catalog, r.selection.wanted, src->name);
    status = status_worse(status, r.status);
    /* The stage first, which lies in the folder that may be removed next. */
    status = status_worse(status, restore_free(&r));
    unpack_free(&u);
    /* Removes a new folder that was not committed; one that has its name, or was there before, is only
     * closed. */
    status = status_worse(status, folder_discard(folder));
    if (status == STATUS_ERROR)
        return status;
    noted = status_worse(source_finish(src, opt, reason_to_stay(opt, status, noted)), noted);
    return status_worse(noted, status);
}

static enum status restore(const struct options *opt, struct source *src, char *path)
{
    struct folder folder;
    int failed = opt->folder ? folder_open(&folder, opt->folder) : folder_new(&folder, opt, path);

    if (!failed)
        return restore_to(opt, src, &folder);
    /* Without -C a folder is always a new one, so that no two trees are mixed by accident. */
    if (errno == EEXIST)
        return report_error(path, "already exists; -C restores into a folder that is there");
    return report_errno(folder.path, errno);
}

static enum status decode_as_asked(const struct options *opt, struct source *src, char *path)
{
    if (opt->operation == OP_DECOMPRESS && opt->to_stdout && opt->count > 1)
        return report_error(src->name,
                            "holds a folder, of which -c makes a tar: not with other inputs, for whoever "
                            "reads a tar stops at its end");
    if (opt->recover && !path && !opt->folder)
        return report_error(src->name, "holds a folder; --recover restores it with -o or -C, and makes no tar");
    if (opt->operation == OP_TEST)
        return test(opt, src);
    /* Standard output gets a tar, for a folder has no bytes of its own. */
    return path || opt->folder ? restore(opt, src, path) : to_tar(opt, src);
}

enum status tree_decode(const struct options *opt, struct source *src, const char *name)
{
    struct tree_locale locale = locale_enter();
    char *path = NULL;
    enum status status = STATUS_OK;

    /* With -C entries keep their paths, and no name has to be made of the archive's. */
    if (opt->operation == OP_DECOMPRESS && !opt->folder)
        status = naming_output(opt, name, &path);
    if (status == STATUS_OK)
        status = decode_as_asked(opt, src, path);
    free(path);
    locale_leave(&locale);
    return status;
}
