/* unwrap.c - libarchive as nothing but a reader of bzip2, xz and zstd, whose libraries compare all checks that there are:
 * its format "raw" is one entry, which has all that comes out of them. */
#include "cli/tree/libarchive/unwrap.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/files/sparse.h"
#include "cli/files/spool.h"
#include "cli/signals.h"
#include "cli/tree/libarchive/pax.h"

/* liblzma says the same of data that end too early and of what follows their end. */
static const char *plain_words(const char *why)
{
    return strstr(why, "No progress is possible") ? "xz's data end too early, or something follows them" : why;
}

static int fail(struct unwrap *u, const char *why)
{
    if (!u->failed)
        u->failed = why ? plain_words(why) : "cannot be read";
    return -1;
}

static la_ssize_t give(struct archive *a, void *user, const void **data)
{
    struct unwrap *u = user;
    const ssize_t n = gunzip_read(&u->gz, data);

    if (n < 0)
        archive_set_error(a, EIO, "%s", u->gz.failed);
    u->given += n > 0 ? (uint64_t)n : 0;
    return n < 0 ? ARCHIVE_FATAL : n;
}

/* A filter that this libarchive has not built in is an external program, and none is ever run. */
static void allow(struct archive *a, int (*filter)(struct archive *))
{
    /* On a trial object, as there is no way to take a filter back: ARCHIVE_WARN says that a program
     * would be run. */
    struct archive *trial = archive_read_new();

    if (trial && filter(trial) == ARCHIVE_OK)
        filter(a);
    archive_read_free(trial);
}

static int open_raw(struct unwrap *u)
{
    struct archive_entry *entry;
    int result;

    u->raw = archive_read_new();
    if (!u->raw)
        return fail(u, strerror(ENOMEM));
    archive_read_support_format_raw(u->raw);
    archive_read_support_format_empty(u->raw);
    allow(u->raw, archive_read_support_filter_bzip2);
    allow(u->raw, archive_read_support_filter_xz);
    allow(u->raw, archive_read_support_filter_zstd);
    archive_read_set_callback_data(u->raw, u);
    archive_read_set_read_callback(u->raw, give);
    archive_read_open1(u->raw); /* the header tells whether that went well */
    result = archive_read_next_header(u->raw, &entry);
    u->ended = result == ARCHIVE_EOF;
    return result == ARCHIVE_OK || u->ended ? 0 : fail(u, archive_error_string(u->raw));
}

/* A file is read as it is. */
static int begin_direct(struct unwrap *u, struct source *src, off_t at)
{
    archive_read_free(u->raw);
    u->raw = NULL;
    u->ended = 0;
    u->packed = u->gz.packed = 0;
    u->gz.src = src;
    u->gz.z.avail_in = 0;
    u->beginning = at;
    return lseek(src->fd, at, SEEK_SET) >= 0 ? 0 : fail(u, strerror(errno));
}

/* By its first header; nothing at all counts as one. */
static int is_tar(struct unwrap *u)
{
    const ssize_t n = unwrap_read(u, &u->first);

    u->first_bytes = n > 0 ? (size_t)n : 0;
    return n == 0 || (n >= PAX_BLOCK && pax_is_header(u->first));
}

static int copy_to_spool(struct unwrap *u)
{
    const void *data;
    ssize_t n;

    while ((n = unwrap_read(u, &data)) > 0 && !signals_caught())
        if (sparse_write_all(u->spooled.fd, data, (size_t)n) != 0) {
            u->blamed = spool_name();
            return fail(u, strerror(errno));
        }
    return n < 0 || signals_caught() ? -1 : 0;
}

static int spool_all(struct unwrap *u)
{
    u->spooled = (struct source){ .name = u->blamed, .fd = spool_open() };
    if (u->spooled.fd < 0) {
        u->blamed = spool_name();
        return fail(u, strerror(errno));
    }
    if (copy_to_spool(u) != 0 || unwrap_end(u) != 0)
        return -1;
    return begin_direct(u, &u->spooled, 0);
}

int unwrap_open(struct unwrap *u, struct source *src)
{
    const int regular = S_ISREG(src->info.st_mode);
    const off_t at = regular ? lseek(src->fd, 0, SEEK_CUR) : -1;

    u->raw = NULL;
    u->packed = u->ended = u->trailing = 0;
    u->given = u->first_bytes = 0;
    u->spooled.fd = -1;
    u->beginning = 0;
    u->failed = NULL;
    u->blamed = src->name;
    if (gunzip_open(&u->gz, src) != 0)
        return fail(u, u->gz.failed);
    if (open_raw(u) != 0)
        return -1;
    /* One of them is what reads from here. */
    u->packed = u->gz.packed || archive_filter_count(u->raw) > 1;
    if (at >= 0 && !u->packed)
        return begin_direct(u, src, at);
    if (is_tar(u))
        return 0;
    return u->failed ? -1 : spool_all(u);
}

int unwrap_file(const struct unwrap *u)
{
    return u->raw ? -1 : u->gz.src->fd;
}

static ssize_t read_direct(struct unwrap *u, const void **data)
{
    const ssize_t n = gunzip_read(&u->gz, data);

    return n < 0 ? fail(u, u->gz.failed) : n;
}

ssize_t unwrap_read(struct unwrap *u, const void **data)
{
    size_t size = 0;
    la_int64_t at;
    int result;

    if (u->failed)
        return -1;
    if (!u->raw)
        return read_direct(u, data);
    if (u->first_bytes > 0) {
        size = u->first_bytes;
        *data = u->first;
        u->first_bytes = 0;
        return (ssize_t)size;
    }
    if (u->ended)
        return 0;
    result = archive_read_data_block(u->raw, data, &size, &at);
    u->ended = result == ARCHIVE_EOF;
    if (result != ARCHIVE_OK && !u->ended)
        return fail(u, archive_error_string(u->raw));
    return u->ended ? 0 : (ssize_t)size;
}

/* What is left after the end of bzip2's data. If gzip's are around them, these have checks after that. */
static int end_around(struct unwrap *u)
{
    const void *data;
    ssize_t n;

    u->trailing = (int64_t)u->given > archive_filter_bytes(u->raw, -1);
    while ((n = gunzip_read(&u->gz, &data)) > 0 && !signals_caught())
        u->trailing = 1;
    u->trailing |= u->gz.trailing;
    return n < 0 ? fail(u, u->gz.failed) : 0;
}

int unwrap_end(struct unwrap *u)
{
    const void *data;
    ssize_t n = 0;

    if (u->failed)
        return -1;
    while (u->packed && (n = unwrap_read(u, &data)) > 0)
        if (signals_caught())
            return -1;
    if (n < 0)
        return -1;
    return u->packed ? end_around(u) : 0;
}

void unwrap_close(struct unwrap *u)
{
    archive_read_free(u->raw);
    u->raw = NULL;
    gunzip_close(&u->gz);
    if (u->spooled.fd >= 0)
        close(u->spooled.fd);
    u->spooled.fd = -1;
}
