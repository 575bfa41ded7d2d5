/* repack.c - Other archives are unpacked into one temporary file, and their entries point into it:
 * contents are packed in another order than they come, and a pipe comes once. */
#include "cli/tree/libarchive/repack.h"

#include <archive.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/files/sparse.h"
#include "cli/files/spool.h"
#include "cli/signals.h"
#include "cli/tree/index/notes.h"
#include "cli/tree/libarchive/ending.h"
#include "cli/tree/libarchive/meta.h"
#include "cli/tree/libarchive/pax.h"
#include "cli/tree/libarchive/unwrap.h"

#define PIECE 65536

struct repack {
    const struct options *opt;
    struct source *src;
    struct tree *tree;
    off_t beginning; /* offset of the archive in its file */
    uint64_t at;     /* number of bytes in the spool */
    enum status status;
    struct unwrap in;
};

static la_ssize_t read_piece(struct archive *a, void *user, const void **data)
{
    struct repack *r = user;
    const ssize_t n = unwrap_read(&r->in, data);

    if (n < 0)
        archive_set_error(a, EIO, "%s", r->in.failed);
    return n < 0 ? ARCHIVE_FATAL : n;
}

/* Only called where a file is read. */
static la_int64_t seek(struct archive *a, void *user, la_int64_t offset, int whence)
{
    struct repack *r = user;
    off_t at = lseek(unwrap_file(&r->in), (off_t)offset, whence);

    if (at < 0)
        archive_set_error(a, errno, "%s", strerror(errno));
    return at < 0 ? ARCHIVE_FATAL : at;
}

/* several: one tar after the other; otherwise a reader stops at the end of the first. */
static struct archive *open_archive(struct repack *r, int several)
{
    struct archive *a = archive_read_new();

    if (!a)
        return NULL;
    archive_read_support_format_tar(a);
    if (several)
        archive_read_set_format_option(a, "tar", "read_concatenated_archives", "1");
    archive_read_support_format_cpio(a);
    archive_read_support_format_zip(a);
    archive_read_support_format_7zip(a);
    archive_read_support_format_iso9660(a);
    /* No filters: r->in has taken off what it was compressed with. */
    archive_read_set_callback_data(a, r);
    archive_read_set_read_callback(a, read_piece);
    /* Without it libarchive reads on and on, as it has to from a pipe. */
    if (unwrap_file(&r->in) >= 0)
        archive_read_set_seek_callback(a, seek);
    archive_read_open1(a); /* the first header tells whether that went well */
    return a;
}

static int stop(struct repack *r, struct archive *a)
{
    /* Damage in what is compressed tells more than what a reader of archives made of it. NULL: no text is set. */
    const char *reason = r->in.failed ? r->in.failed : archive_error_string(a);

    if (!signals_caught())
        report_error(r->in.failed ? r->in.blamed : r->src->name, reason ? reason : "cannot be read");
    r->status = STATUS_ERROR;
    return -1;
}

static void leave_out(struct repack *r, const char *path, const char *reason)
{
    r->status = status_worse(r->status, report_warning(r->opt, path ? path : "(no name)", reason));
}

/* The same, of what should have been read; whoever gets the archive learns it too. */
static void lose(struct repack *r, const char *path, const char *reason)
{
    r->tree->notes |= NOTE_LEFT_OUT;
    leave_out(r, path, reason);
}

/* 1: complete; 0: the content makes no sense; -1: nothing more can be done. */
static int spool_content(struct repack *r, struct archive *a)
{
    unsigned char piece[PIECE];
    la_ssize_t n;

    while ((n = archive_read_data(a, piece, sizeof piece)) > 0) {
        if (signals_caught())
            return -1;
        if (sparse_write_all(r->tree->spool, piece, (size_t)n) != 0) {
            report_errno(spool_name(), errno);
            return -1;
        }
        r->at += (uint64_t)n;
    }
    /* ARCHIVE_FATAL: the reader can read nothing further. Anything else concerns this entry. */
    return n == ARCHIVE_FATAL ? stop(r, a) : n == 0;
}

/* A hole at the end of a file is its size and nothing else: no data come for it. -1: it could not be made. */
static int spool_hole(struct repack *r, struct archive_entry *entry, uint64_t at)
{
    uint64_t size = archive_entry_size_is_set(entry) ? (uint64_t)archive_entry_size(entry) : 0;

    /* All of it has come, or more than it said. */
    if (size <= r->at - at)
        return 0;
    r->at = at + size;
    /* The hole is made, and the next content goes after it. */
    if (ftruncate(r->tree->spool, (off_t)r->at) == 0 && lseek(r->tree->spool, 0, SEEK_END) >= 0)
        return 0;
    report_errno(spool_name(), errno);
    return -1;
}

/* Some formats (cpio) keep the content of a file with several names after the last of them, where the first
 * one seems to be empty: it is given to that. */
static void give_content(struct repack *r, const struct tree_entry *link, uint64_t at)
{
    /* From the end: a later entry of that path is the one that counts. */
    for (size_t i = r->tree->count; i-- > 0;) {
        struct tree_entry *e = &r->tree->entries[i];

        if (e->kind != TREE_FILE || strcmp(e->path, link->target) != 0)
            continue;
        /* Some forms of cpio repeat the content with every name: the first is kept. */
        if (e->size == 0) {
            e->origin.at = at;
            e->size = r->at - at;
        }
        return;
    }
    lose(r, link->path, "its content is left out: a hard link to something that is not an earlier entry");
}

/* Whether the entry's time has a sign, which libarchive has lost where the seconds are 0: the headers
 * themselves tell, where nothing is packed and the source is a file. */
static int has_negative_time(const struct repack *r, struct archive *a)
{
    const int fd = unwrap_file(&r->in);
    off_t at = r->in.beginning + (off_t)archive_read_header_position(a);
    unsigned char header[PAX_BLOCK];
    char records[8192];

    if (fd < 0)
        return 0;
    /* What may come before the records: headers of a long name and a long link (GNU), and of the whole
     * archive (pax). */
    for (int i = 0; i < 4 && pread(fd, header, sizeof header, at) == PAX_BLOCK; i++) {
        const uint64_t size = pax_header_size(header);
        ssize_t n;

        if (pax_header_kind(header) == PAX_KIND) {
            n = pread(fd, records, size < sizeof records ? (size_t)size : sizeof records, at + PAX_BLOCK);
            return n > 0 && pax_is_negative(records, (size_t)n);
        }
        at += PAX_BLOCK + (off_t)((size + PAX_BLOCK - 1) / PAX_BLOCK * PAX_BLOCK);
    }
    return 0;
}

/* Only a tar can have a fraction before 1970. */
static void correct_time(const struct repack *r, struct archive *a, struct archive_entry *entry)
{
    int64_t seconds = archive_entry_mtime(entry);
    long nanoseconds = archive_entry_mtime_nsec(entry);

    if ((archive_format(a) & ARCHIVE_FORMAT_BASE_MASK) != ARCHIVE_FORMAT_TAR || nanoseconds <= 0 || seconds > 0)
        return;
    pax_time_from_libarchive(&seconds, &nanoseconds, seconds == 0 && has_negative_time(r, a));
    archive_entry_set_mtime(entry, seconds, nanoseconds);
}

static int add_entry(struct repack *r, struct archive *a, struct archive_entry *entry)
{
    struct tree_entry *e;
    uint64_t at = r->at;
    int whole;

    correct_time(r, a, entry);
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
    /* Without device and inode: it is in the spool, where nobody changes it. */
    e->origin = (struct tree_origin){ .path = e->path, .spooled = 1, .at = at };
    if (e->kind != TREE_FILE && e->kind != TREE_HARDLINK)
        return 0;
    whole = spool_content(r, a);
    if (whole < 0 || (whole && e->kind == TREE_FILE && spool_hole(r, entry, at) != 0)) {
        r->status = STATUS_ERROR;
        return -1;
    }
    if (!whole) {
        lose(r, e->path, archive_error_string(a));
        /* The entry was added before its content was read, and is taken out again. */
        r->tree->count--;
    } else if (e->kind == TREE_FILE) {
        e->size = r->at - at;
    } else if (r->at > at) {
        give_content(r, e, at);
    }
    return 0;
}

/* ARCHIVE_WARN: some of the entry could not be converted, and the rest is there. */
static int next_entry(struct archive *a, struct archive_entry **entry)
{
    int result = archive_read_next_header(a, entry);

    return result == ARCHIVE_WARN ? ARCHIVE_OK : result;
}

/* What cannot be read as one more tar may be no tar, but what somebody padded the only one with. */
static int ends_after(struct repack *r, struct archive *several, size_t entries)
{
    struct archive *a = NULL;
    struct archive_entry *entry;
    size_t n = 0;
    int result = ARCHIVE_FATAL;

    if ((archive_format(several) & ARCHIVE_FORMAT_BASE_MASK) != ARCHIVE_FORMAT_TAR)
        return 0;
    /* A pipe cannot be read again, so nobody can tell, and it stays an error. */
    if (!S_ISREG(r->src->info.st_mode) || lseek(r->src->fd, r->beginning, SEEK_SET) < 0)
        return 0;
    unwrap_close(&r->in);
    if (unwrap_open(&r->in, r->src) == 0)
        a = open_archive(r, 0);
    if (a)
        while ((result = next_entry(a, &entry)) == ARCHIVE_OK)
            n++;
    archive_read_free(a);
    /* One tar alone has just as many entries, so the failure came after its end; but damage is an error there, too. */
    return result == ARCHIVE_EOF && n == entries && unwrap_end(&r->in) == 0;
}

static void tell_ending(struct repack *r, enum ending ending)
{
    if (ending == ENDING_FOLLOWED)
        leave_out(r, r->src->name, "what follows its end is left out");
    else if (ending == ENDING_PRECEDED)
        leave_out(r, r->src->name, "what stands before its beginning is left out");
    else if (ending == ENDING_UNREADABLE)
        r->status = report_errno(r->src->name, errno);
}

static void finish(struct repack *r, struct archive *a, int result, size_t entries)
{
    enum ending ending = ENDING_CLEAN;

    /* It has been told already. */
    if (r->status == STATUS_ERROR)
        return;
    if (result == ARCHIVE_EOF && unwrap_end(&r->in) == 0) {
        if (unwrap_file(&r->in) >= 0)
            ending = ending_of(a, unwrap_file(&r->in), r->in.beginning);
        if (ending == ENDING_CLEAN && r->in.trailing)
            ending = ENDING_FOLLOWED;
    } else if (!r->in.failed && !signals_caught() && entries > 0 && ends_after(r, a, entries)) {
        ending = ENDING_FOLLOWED;
    } else {
        stop(r, a);
    }
    tell_ending(r, ending);
}

static void read_archive(struct repack *r)
{
    struct archive *a = open_archive(r, 1);
    struct archive_entry *entry;
    size_t entries = 0;
    int result = ARCHIVE_OK;

    if (!a) {
        r->status = report_errno(r->src->name, ENOMEM);
        return;
    }
    for (; (result = next_entry(a, &entry)) == ARCHIVE_OK; entries++)
        if (add_entry(r, a, entry) != 0)
            break;
    finish(r, a, result, entries);
    archive_read_free(a);
}

enum status repack_read(const struct options *opt, struct source *src, struct tree *t)
{
    struct repack r = { .opt = opt, .src = src, .tree = t, .status = STATUS_OK };

    /* Standard input may be a file that somebody has read a part of. */
    r.beginning = S_ISREG(src->info.st_mode) ? lseek(src->fd, 0, SEEK_CUR) : 0;
    if (unwrap_open(&r.in, src) == 0)
        read_archive(&r);
    else
        r.status = signals_caught() ? STATUS_ERROR : report_error(r.in.blamed, r.in.failed);
    unwrap_close(&r.in);
    return r.status;
}
