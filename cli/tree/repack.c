#include "cli/tree/repack.h"

#include <archive.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/signals.h"
#include "cli/sparse.h"
#include "cli/tree/meta.h"
#include "cli/tree/show.h"

#define PIECE 65536

struct repack {
    const struct options *opt;
    struct source *src;
    struct tree *tree;
    uint64_t at; /* bytes in the spool */
    enum status status;
    unsigned char piece[PIECE]; /* of the archive, for libarchive */
};

static la_ssize_t read_piece(struct archive *a, void *user, const void **data)
{
    struct repack *r = user;
    ssize_t n = source_read(r->src, r->piece, sizeof r->piece);

    *data = r->piece;
    if (n < 0)
        archive_set_error(a, errno, "%s", strerror(errno));
    return n < 0 ? ARCHIVE_FATAL : n;
}

/* Zip, 7z and iso have their tables somewhere else than in front. Only called where the source is a file. */
static la_int64_t seek(struct archive *a, void *user, la_int64_t offset, int whence)
{
    struct repack *r = user;
    off_t at = lseek(r->src->fd, (off_t)offset, whence);

    if (at < 0)
        archive_set_error(a, errno, "%s", strerror(errno));
    return at < 0 ? ARCHIVE_FATAL : at;
}

/* A filter that this libarchive has not built in is an external program, and none is ever run. */
static void allow(struct archive *a, int (*filter)(struct archive *))
{
    struct archive *trial = archive_read_new();

    if (trial && filter(trial) == ARCHIVE_OK)
        filter(a);
    archive_read_free(trial);
}

static struct archive *open_archive(struct repack *r)
{
    struct archive *a = archive_read_new();

    if (!a)
        return NULL;
    archive_read_support_format_tar(a);
    archive_read_support_format_cpio(a);
    archive_read_support_format_zip(a);
    archive_read_support_format_7zip(a);
    archive_read_support_format_iso9660(a);
    allow(a, archive_read_support_filter_gzip);
    allow(a, archive_read_support_filter_bzip2);
    allow(a, archive_read_support_filter_xz);
    allow(a, archive_read_support_filter_zstd);
    archive_read_set_callback_data(a, r);
    archive_read_set_read_callback(a, read_piece);
    if (S_ISREG(r->src->info.st_mode))
        archive_read_set_seek_callback(a, seek);
    archive_read_open1(a); /* the first header tells whether that went well */
    return a;
}

static int stop(struct repack *r, struct archive *a)
{
    const char *reason = archive_error_string(a);

    if (!signals_caught())
        report_error(r->src->name, reason ? reason : "cannot be read");
    r->status = STATUS_ERROR;
    return -1;
}

static void leave_out(struct repack *r, const char *path, const char *reason)
{
    char name[SHOW_TEXT];

    r->status =
        status_worse(r->status, report_warning(r->opt, show_name(name, path ? path : "(no name)"), reason));
}

static const char spool_name[] = "(temporary file)";

/* 1: complete; 0: the content makes no sense; -1: nothing more can be done. */
static int spool_content(struct repack *r, struct archive *a)
{
    unsigned char piece[PIECE];
    la_ssize_t n;

    while ((n = archive_read_data(a, piece, sizeof piece)) > 0) {
        if (signals_caught())
            return -1;
        if (sparse_write_all(r->tree->spool, piece, (size_t)n) != 0) {
            report_errno(spool_name, errno);
            return -1;
        }
        r->at += (uint64_t)n;
    }
    return n == ARCHIVE_FATAL ? stop(r, a) : n == 0;
}

/* A hole at the end of a file is its size and nothing else: no data come for it. -1: it could not be made. */
static int spool_hole(struct repack *r, struct archive_entry *entry, uint64_t at)
{
    uint64_t size = archive_entry_size_is_set(entry) ? (uint64_t)archive_entry_size(entry) : 0;

    if (size <= r->at - at)
        return 0;
    r->at = at + size;
    if (ftruncate(r->tree->spool, (off_t)r->at) == 0 && lseek(r->tree->spool, 0, SEEK_END) >= 0)
        return 0;
    report_errno(spool_name, errno);
    return -1;
}

/* Some formats (cpio) keep the content of a file with several names behind the last of them, where the first
 * one seems to be empty: it is given to that. */
static void give_content(struct repack *r, const struct tree_entry *link, uint64_t at)
{
    for (size_t i = r->tree->count; i-- > 0;) {
        struct tree_entry *e = &r->tree->entries[i];

        if (e->kind != TREE_FILE || strcmp(e->path, link->target) != 0)
            continue;
        if (e->size == 0) {
            e->origin.at = at;
            e->size = r->at - at;
        }
        return;
    }
    leave_out(r, link->path, "its content is left out: a hard link to what is no entry before");
}

static int add_entry(struct repack *r, struct archive *a, struct archive_entry *entry)
{
    struct tree_entry *e;
    uint64_t at = r->at;
    int whole;

    switch (meta_add(r->tree, entry, &e)) {
    case META_OK:
        break;
    case META_MEMORY:
        r->status = report_errno(r->src->name, ENOMEM);
        return -1;
    default:
        leave_out(r, archive_entry_pathname(entry), "left out: nothing that could be stored");
        return 0;
    }
    e->origin = (struct tree_origin){ .path = e->path, .spooled = 1, .at = at };
    if (e->kind != TREE_FILE && e->kind != TREE_HARDLINK)
        return 0;
    whole = spool_content(r, a);
    if (whole < 0 || (whole && e->kind == TREE_FILE && spool_hole(r, entry, at) != 0)) {
        r->status = STATUS_ERROR;
        return -1;
    }
    if (!whole) {
        leave_out(r, e->path, archive_error_string(a));
        r->tree->count--;
    } else if (e->kind == TREE_FILE) {
        e->size = r->at - at;
    } else if (r->at > at) {
        give_content(r, e, at);
    }
    return 0;
}

enum status repack_read(const struct options *opt, struct source *src, struct tree *t)
{
    struct repack r = { .opt = opt, .src = src, .tree = t, .status = STATUS_OK };
    struct archive *a = open_archive(&r);
    struct archive_entry *entry;
    int result = ARCHIVE_OK;

    if (!a)
        return report_errno(src->name, ENOMEM);
    /* ARCHIVE_WARN: some of the entry could not be converted, and the rest is there. */
    while ((result = archive_read_next_header(a, &entry)) == ARCHIVE_OK || result == ARCHIVE_WARN)
        if (add_entry(&r, a, entry) != 0)
            break;
    if (r.status != STATUS_ERROR && result != ARCHIVE_EOF)
        stop(&r, a);
    archive_read_free(a);
    return r.status;
}
