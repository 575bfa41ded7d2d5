/* decode.c - an archive of a tree is restored, written as a tar, tested or listed. */
#define _XOPEN_SOURCE 700 /* sync() */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/job.h"
#include "cli/naming.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/summary.h"
#include "cli/tree/job.h"
#include "cli/tree/locale.h"
#include "cli/tree/restore.h"
#include "cli/tree/show.h"
#include "cli/tree/tar.h"

#define PIECE 65536

/* One pass over the archive, to wherever u's sink leads. *why is told to the user unless `silent` says by then
 * that nothing is to be told. */
static enum status decode(const struct options *opt, struct source *src, struct unpack *u,
                          struct progress *progress, const int *silent)
{
    struct watcher watcher = { unpack_piece, unpack_end, u };
    struct failure why = { .name = src->name };
    struct transfer t = { .src = src, .watcher = &watcher };
    struct llz_info info;
    enum status status = STATUS_OK;

    progress_begin(progress, opt, src->size);
    t.stream = job_decoder(opt, progress, &why.code);
    if (!t.stream || transfer_run(&t, &why) != 0)
        status = STATUS_ERROR;
    progress_clear(progress);
    if (status != STATUS_OK && !(silent && *silent)) {
        transfer_report(&why, opt, t.stream);
    } else if (status == STATUS_OK && opt->verbose) {
        llz_get_info(t.stream, &info);
        summary_print(opt, src->name, &info, progress_seconds(progress));
    }
    llz_free(t.stream);
    return status;
}

static enum status test(const struct options *opt, struct source *src)
{
    struct unpack u = { .name = src->name, .limit = opt->output_limit };
    struct progress progress;
    enum status status = decode(opt, src, &u, &progress, NULL);

    unpack_free(&u);
    return status;
}

static enum status to_tar(const struct options *opt, struct source *src)
{
    struct target dst;
    struct tar tar;
    struct unpack u = { .name = src->name, .sink = &tar_sink, .user = &tar, .limit = opt->output_limit };
    struct progress progress;
    enum status status = target_open(&dst, opt, src, NULL);

    if (status != STATUS_OK)
        return status;
    tar_init(&tar, opt, src->name, &dst);
    status = status_worse(decode(opt, src, &u, &progress, NULL), tar.status);
    tar_free(&tar);
    unpack_free(&u);
    return status == STATUS_ERROR ? status : status_worse(target_commit(&dst, src), status);
}

/* Into an open folder, which a new one is complete with. */
static enum status restore_to(const struct options *opt, struct source *src, struct folder *folder)
{
    struct restore r;
    struct unpack u = { .name = src->name, .sink = &restore_sink, .user = &r, .limit = opt->output_limit };
    struct progress progress;
    enum status status;

    restore_init(&r, opt, folder, &progress);
    status = decode(opt, src, &u, &progress, &r.nothing);
    if (signals_caught())
        status = STATUS_ERROR; /* so that the source stays */
    else if (status == STATUS_OK && folder_commit(folder) != 0)
        status = report_errno(folder->path, errno);
    status = status_worse(status, r.status);
    restore_free(&r);
    unpack_free(&u);
    folder_discard(folder);
    if (status == STATUS_OK && opt->remove_source) {
        sync(); /* the names too; the files themselves have been asked for one by one */
        status = source_remove(src, opt);
    } else if (status == STATUS_WARNING && opt->remove_source) {
        report_warning(opt, src->name, "not removed: not all of it was restored");
    }
    return status;
}

static enum status restore(const struct options *opt, struct source *src, char *path)
{
    struct folder folder;
    int failed = opt->folder ? folder_open(&folder, opt->folder) : folder_new(&folder, path);

    if (!failed)
        return restore_to(opt, src, &folder);
    if (errno == EEXIST)
        return report_error(path, "already exists; -C restores into a folder that is there");
    return report_errno(folder.path, errno);
}

enum status tree_decode(const struct options *opt, struct source *src, const char *name)
{
    struct tree_locale locale = locale_enter();
    char *path = NULL;
    enum status status = STATUS_OK;

    if (opt->operation == OP_DECOMPRESS && !opt->folder)
        status = naming_output(opt, name, &path);
    if (status == STATUS_OK && opt->operation == OP_TEST)
        status = test(opt, src);
    else if (status == STATUS_OK)
        status = path || opt->folder ? restore(opt, src, path) : to_tar(opt, src);
    free(path);
    locale_leave(&locale);
    return status;
}
