/* source.c - a file, pipe or standard input that is read from beginning to end. */
#include "cli/files/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/files/around.h"
#include "cli/files/hole.h"
#include "cli/files/sparse.h"
#include "cli/files/spool.h"
#include "cli/signals.h"

/* Bytes read at a time for a copy. */
#define PIECE 65536

/* As gzip has it: a device or pipe that was named by accident can block, or never end. NULL: it is read. */
static const char *refusal_of_irregular(const struct options *opt)
{
    static const char *const reasons[] = {
        [IRREGULAR_WHEN_ASKED] = "is not a regular file; use -f or -c to read it all the same",
        [IRREGULAR_WHEN_FORCED] = "is not a regular file; use -f to read it all the same",
        [IRREGULAR_AS_STDIN] = "is not a regular file; a pipe can be given as -",
        [IRREGULAR_NEVER] = "is not a regular file"
    };
    const int may_ask = opt->irregular == IRREGULAR_WHEN_ASKED || opt->irregular == IRREGULAR_WHEN_FORCED;

    return may_ask && (opt->force || opt->to_stdout) ? NULL : reasons[opt->irregular];
}

/* Why this kind of file is not read, or NULL when it is. */
static const char *refusal(const struct source *src, const struct options *opt)
{
    if (S_ISDIR(src->info.st_mode))
        return "is a directory";
    if (opt->operation != OP_COMPRESS && isatty(src->fd))
        return "compressed data are not read from a terminal";
    return src->path && !S_ISREG(src->info.st_mode) ? refusal_of_irregular(opt) : NULL;
}

/* A hint, for progress and for what is allocated first: a log may grow, and files in /proc say 0. */
static uint64_t bytes_ahead(const struct source *src)
{
    off_t at;

    if (!S_ISREG(src->info.st_mode))
        return 0;
    at = lseek(src->fd, 0, SEEK_CUR);
    return at >= 0 && at < src->info.st_size ? (uint64_t)(src->info.st_size - at) : 0;
}

/* O_NONBLOCK keeps a FIFO without a writer from holding open() up; the wait is then in signals_wait_read(),
 * which signals can end. */
static int open_path(const struct options *opt, const char *path)
{
    /* What -r saw as a file may be a link by now, and -r follows none. */
    int fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC | (opt->recursive ? O_NOFOLLOW : 0));
    int flags;

    if (fd >= 0 && (flags = fcntl(fd, F_GETFL)) != -1)
        fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
    return fd;
}

/* What is removed in the end is the name in this folder, wherever its path leads by then. */
static enum status open_around(struct source *src, const struct options *opt)
{
    if (!opt->remove_source || !src->path)
        return STATUS_OK;
    /* Never 0, which stands for none: main() leaves no standard descriptor closed. */
    src->around = around_open(src->path, &src->last);
    if (src->around > 0)
        return STATUS_OK;
    src->around = 0;
    const int error = errno;

    source_close(src);
    return report_errno(src->name, error);
}

enum status source_open(struct source *src, const struct options *opt, const char *name)
{
    int is_stdin = strcmp(name, "-") == 0;
    const char *why;

    *src = (struct source){ .name = is_stdin ? "(stdin)" : name, .path = is_stdin ? NULL : name };
    src->fd = is_stdin ? STDIN_FILENO : open_path(opt, name);
    if (src->fd < 0)
        return report_errno(src->name, errno);
    if (fstat(src->fd, &src->info) != 0) {
        int error = errno;

        source_close(src);
        return report_errno(src->name, error);
    }
    why = refusal(src, opt);
    if (why) {
        source_close(src);
        return report_error(src->name, why);
    }
    /* From the current place, since standard input may have been read in part by somebody else. */
    src->size = bytes_ahead(src);
    if (S_ISREG(src->info.st_mode))
        rights_read(&src->rights, src->fd, src->info.st_mode);
    return open_around(src, opt);
}

static ssize_t read_file(struct source *src, void *data, size_t size)
{
    int regular = S_ISREG(src->info.st_mode);

    for (;;) {
        ssize_t n;

        /* poll() calls every regular file ready, so there is nothing to wait for. */
        if (regular ? signals_caught() : signals_wait_read(src->fd)) {
            errno = EINTR;
            return -1;
        }
        n = read(src->fd, data, size);
        /* EAGAIN: standard input may be non-blocking by another program's will. */
        if (n >= 0 || (errno != EINTR && errno != EAGAIN))
            return n;
    }
}

ssize_t source_read(struct source *src, void *data, size_t size)
{
    size_t n = src->ahead_end - src->ahead_at;

    if (n == 0)
        return read_file(src, data, size);
    if (n > size)
        n = size;
    memcpy(data, src->ahead + src->ahead_at, n);
    src->ahead_at += n;
    return (ssize_t)n;
}

ssize_t source_peek(struct source *src, size_t n)
{
    ssize_t got = 1;

    while (src->ahead_end < n && got > 0) {
        got = read_file(src, src->ahead + src->ahead_end, n - src->ahead_end);
        src->ahead_end += got > 0 ? (size_t)got : 0;
    }
    return got < 0 ? -1 : (ssize_t)src->ahead_end;
}

uint64_t source_skip_hole(struct source *src, uint64_t most)
{
    /* Not while bytes are kept that were read ahead: the descriptor's place is after them. */
    const int reads = src->ahead_at == src->ahead_end && S_ISREG(src->info.st_mode);
    const off_t at = reads && most > 0 ? lseek(src->fd, 0, SEEK_CUR) : -1;
    uint64_t n;

    if (at < 0)
        return 0;
    n = hole_length(src->fd, (uint64_t)at);
    if (n > most)
        n = most;
    /* For n = 0 too: hole_length() has moved the offset. */
    return lseek(src->fd, at + (off_t)n, SEEK_SET) >= 0 ? n : 0;
}

uint64_t source_seekable(const struct source *src)
{
    return src->ahead_at == src->ahead_end ? bytes_ahead(src) : 0;
}

int source_skip(struct source *src, uint64_t n)
{
    return lseek(src->fd, (off_t)n, SEEK_CUR) >= 0 ? 0 : -1;
}

/* Reads on until the lister knows. 1: it does, or never will; 0: more is
 * needed; -1: not readable, with errno. */
static int look_ahead(struct source *src, struct llz_stream *lister, struct llz_info *info)
{
    unsigned char *to = src->ahead + src->ahead_end;
    const size_t room = sizeof src->ahead - src->ahead_end;
    const ssize_t n = room > 0 ? read_file(src, to, room) : 0;
    enum llz_error err;
    size_t took;

    /* The end of the file, or of the room: no more will be known. */
    if (n <= 0)
        return n < 0 ? -1 : 1;
    src->ahead_end += (size_t)n;
    err = llz_feed(lister, to, (size_t)n, &took);
    errno = ENOMEM;
    if (err == LLZ_ERR_MEMORY)
        return -1;
    llz_get_info(lister, info);
    /* An error ends it too, as nothing after it can be told. */
    return err != LLZ_OK || info->model >= 0;
}

/* Whatever is wrong with the archive is left for a decoder to say; but an archive that was not read is none of
 * a stream. */
enum status source_content(struct source *src, enum llz_content *content)
{
    struct llz_stream *lister = llz_lister_new(NULL);
    struct llz_info info = LLZ_INFO_INIT;
    int known = 0, error = ENOMEM;

    while (lister && known == 0)
        known = look_ahead(src, lister, &info);
    if (lister && known < 0)
        error = errno;
    llz_free(lister);
    *content = info.model >= 0 ? info.content : LLZ_CONTENT_STREAM;
    if (known > 0)
        return STATUS_OK;
    return signals_caught() ? STATUS_ERROR : report_errno(src->name, error);
}

static enum status copy_to_spool(struct source *src)
{
    unsigned char piece[PIECE];
    ssize_t n;

    /* A pipe cannot be read twice, so what --recover or a tree reads at several places is copied first. */
    src->spool = spool_open();
    if (src->spool < 0) {
        src->spool = 0;
        return report_errno(spool_name(), errno);
    }
    /* By source_read(), which begins with what was read ahead. */
    while ((n = source_read(src, piece, sizeof piece)) > 0) {
        if (sparse_write_all(src->spool, piece, (size_t)n) != 0)
            return report_errno(spool_name(), errno);
        src->size += (uint64_t)n;
    }
    if (n == 0)
        return STATUS_OK;
    return signals_caught() ? STATUS_ERROR : report_errno(src->name, errno);
}

enum status source_anywhere(struct source *src)
{
    /* Of regular files alone: a device may accept lseek() and read on from where it is. */
    src->start = S_ISREG(src->info.st_mode) ? lseek(src->fd, 0, SEEK_CUR) : -1;
    if (src->start >= 0)
        return STATUS_OK;
    src->start = 0;
    return copy_to_spool(src);
}

ssize_t source_pread(const struct source *src, void *data, size_t size, uint64_t at)
{
    ssize_t n;

    /* No file reaches beyond the largest off_t; the sum would overflow. */
    if (at > (uint64_t)(INT64_MAX - src->start))
        return 0;
    do
        n = pread(src->spool > 0 ? src->spool : src->fd, data, size, src->start + (off_t)at);
    while (n < 0 && errno == EINTR);
    return n;
}

void source_close(struct source *src)
{
    if (src->spool > 0)
        close(src->spool);
    src->spool = 0;
    if (src->around > 0)
        close(src->around);
    src->around = 0;
    if (src->path && src->fd >= 0)
        close(src->fd);
    src->fd = -1;
}

/* ctime too: it cannot be set back, mtime can. */
static int is_changed(const struct stat *before, const struct stat *now)
{
    return now->st_size != before->st_size || now->st_mtim.tv_sec != before->st_mtim.tv_sec ||
           now->st_mtim.tv_nsec != before->st_mtim.tv_nsec || now->st_ctim.tv_sec != before->st_ctim.tv_sec ||
           now->st_ctim.tv_nsec != before->st_ctim.tv_nsec;
}

/* Links are followed, as open() followed them. */
static int look(const struct source *src, struct stat *now)
{
    return src->around > 0 ? fstatat(src->around, src->last, now, 0) : stat(src->path, now);
}

/* The name first, for what happens to a name changes the file's ctime too. */
const char *source_change(const struct source *src)
{
    struct stat now;

    if (!S_ISREG(src->info.st_mode))
        return NULL;
    if (src->path && look(src, &now) != 0)
        return errno == ENOENT ? "was removed while it was read" : strerror(errno);
    if (src->path && !same_file(&now, &src->info))
        return "was replaced by another file while it was read";
    if (fstat(src->fd, &now) != 0)
        return strerror(errno);
    return is_changed(&src->info, &now) ? "changed while it was read" : NULL;
}

static enum status keep(const struct source *src, const struct options *opt, const char *reason)
{
    char text[160];

    snprintf(text, sizeof text, "not removed: %s", reason);
    return report_warning(opt, src->name, text);
}

/* The archive is there, so the reason alone would be taken for that of another failure. */
static enum status not_removed(const struct source *src, int error)
{
    char text[160];

    snprintf(text, sizeof text, "cannot be removed: %s", strerror(error));
    return report_error(src->name, text);
}

/* --rm only removes what is surely in the archive: unchanged, a regular file, and the one that was opened. */
enum status source_finish(const struct source *src, const struct options *opt, const char *kept)
{
    const char *change = source_change(src);

    if (!opt->remove_source)
        return change ? report_warning(opt, src->name, change) : STATUS_OK;
    if (change || kept)
        return keep(src, opt, change ? change : kept);
    if (!src->path || !S_ISREG(src->info.st_mode))
        return keep(src, opt, "not a regular file");
    return unlinkat(src->around, src->last, 0) == 0 ? STATUS_OK : not_removed(src, errno);
}
