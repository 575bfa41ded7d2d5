/* target.c - opening and writing output. */
#include "cli/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/debris.h"
#include "cli/descriptor.h"
#include "cli/signals.h"
#include "cli/tree/inodes.h"

/* A pipe that select() calls writable takes this much without blocking (at least _POSIX_PIPE_BUF). */
#define PIPE_CHUNK 512

/* Short, so that no final name is too long for it; debris_file() makes it unique, with O_EXCL and mode 0600. */
#define TEMPORARY_NAME ".llz-XXXXXX"

static enum status refuse(const struct target *dst, const char *why)
{
    return report_error(dst->name, why);
}

static int same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Whether it is a file that is read: now, or at any time of this run. */
static enum status check_not_read(const struct target *dst, const struct options *opt, const struct source *src,
                                  const struct stat *info)
{
    if (!S_ISREG(info->st_mode))
        return STATUS_OK;
    if (same_file(info, &src->info))
        return refuse(dst, "input and output are the same file");
    if (inodes_have(opt->claims, info->st_dev, info->st_ino))
        return refuse(dst, "is one of the files that are read");
    return STATUS_OK;
}

/* The checks that hold for every open descriptor, standard output included. */
static enum status check_descriptor(struct target *dst, const struct options *opt, const struct source *src)
{
    struct stat info;

    if (fstat(dst->fd, &info) != 0)
        return report_errno(dst->name, errno);
    dst->regular = S_ISREG(info.st_mode);
    if (check_not_read(dst, opt, src, &info) != STATUS_OK)
        return STATUS_ERROR;
    if (opt->operation == OP_COMPRESS && !opt->force && isatty(dst->fd))
        return refuse(dst, "compressed data are not written to a terminal; use -f to force, -h for help");
    return STATUS_OK;
}

/* What is there and no regular file, or a descriptor of this process by its name (-1: none): written into. */
static enum status open_special(struct target *dst, const struct options *opt, const struct source *src,
                                int descriptor)
{
    enum status status;

    dst->fd = descriptor >= 0 ? fcntl(descriptor, F_DUPFD_CLOEXEC, 3) : signals_open_write(dst->path);
    if (dst->fd < 0)
        return signals_caught() ? STATUS_ERROR : report_errno(dst->name, errno);
    status = check_descriptor(dst, opt, src);
    if (status != STATUS_OK)
        close(dst->fd);
    return status;
}

static enum status open_temporary(struct target *dst, const struct options *opt)
{
    const char *slash = strrchr(dst->path, '/');
    size_t folder = slash ? (size_t)(slash - dst->path) + 1 : 0;

    dst->temporary = malloc(folder + sizeof TEMPORARY_NAME);
    if (!dst->temporary)
        return report_errno(dst->name, errno);
    memcpy(dst->temporary, dst->path, folder);
    memcpy(dst->temporary + folder, TEMPORARY_NAME, sizeof TEMPORARY_NAME);
    dst->fd = debris_file(dst->temporary);
    if (dst->fd < 0) {
        int error = errno;

        free(dst->temporary);
        return report_errno(dst->name, error);
    }
    dst->regular = dst->lasting = 1;
    dst->sparse.off = opt->operation != OP_DECOMPRESS || opt->no_sparse;
    return STATUS_OK;
}

enum status target_open(struct target *dst, const struct options *opt, const struct source *src, char *path)
{
    struct stat info;
    int descriptor;

    *dst = (struct target){ .name = path ? path : "(stdout)", .path = path, .fd = STDOUT_FILENO };
    dst->replace = opt->force;
    dst->sparse.off = 1;
    if (!path)
        return check_descriptor(dst, opt, src);
    descriptor = descriptor_named(path);
    if (descriptor >= 0)
        return open_special(dst, opt, src, descriptor);
    if (stat(path, &info) == 0) {
        if (check_not_read(dst, opt, src, &info) != STATUS_OK)
            return STATUS_ERROR;
        if (S_ISDIR(info.st_mode))
            return refuse(dst, "is a directory");
        if (S_ISBLK(info.st_mode) && !opt->force)
            return refuse(dst, "is a block device; use -f to write to it");
        if (!S_ISREG(info.st_mode))
            return open_special(dst, opt, src, -1);
    }
    /* lstat(): a link that leads nowhere is an existing name too. */
    if (lstat(path, &info) == 0) {
        if (!opt->force)
            return refuse(dst, "already exists; use -f to overwrite");
    } else if (errno != ENOENT) {
        return report_errno(dst->name, errno);
    }
    return open_temporary(dst, opt);
}

/* A pipe, terminal or device, which may keep us waiting. */
static int write_special(struct target *dst, const unsigned char *p, size_t size)
{
    while (size > 0) {
        ssize_t n;

        if (signals_wait_write(dst->fd) != 0) {
            errno = EINTR;
            return -1;
        }
        n = write(dst->fd, p, size < PIPE_CHUNK ? size : PIPE_CHUNK);
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            return -1;
        if (n > 0) {
            p += n;
            size -= (size_t)n;
        }
    }
    return 0;
}

int target_write(struct target *dst, const void *data, size_t size)
{
    return dst->regular ? sparse_write(&dst->sparse, dst->fd, data, size) : write_special(dst, data, size);
}

int target_skip(struct target *dst, uint64_t n)
{
    static const unsigned char zeros[4096];

    if (dst->regular && !dst->sparse.off)
        return sparse_skip(&dst->sparse, n);
    while (n > 0) {
        const size_t piece = n < sizeof zeros ? (size_t)n : sizeof zeros;

        if (signals_caught()) {
            errno = EINTR;
            return -1;
        }
        if (target_write(dst, zeros, piece) != 0)
            return -1;
        n -= piece;
    }
    return 0;
}

int target_end(struct target *dst)
{
    return sparse_end(&dst->sparse, dst->fd);
}

void target_discard(struct target *dst)
{
    if (dst->path)
        close(dst->fd);
    if (dst->temporary) {
        if (unlink(dst->temporary) != 0)
            report_left(dst->temporary, errno);
        debris_forget(-1, dst->temporary);
        free(dst->temporary);
        dst->temporary = NULL;
    }
}
