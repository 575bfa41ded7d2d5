/* target.c - opening and writing output.
 *
 * An output is written under a temporary name, and gets its own when it is complete (commit.c). Pipes and
 * devices are written into. */
#include "cli/output/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/files/debris.h"
#include "cli/files/descriptor.h"
#include "cli/files/inodes.h"
#include "cli/output/leftovers.h"
#include "cli/output/removal.h"
#include "cli/signals.h"

/* A pipe that select() calls writable takes this much without blocking (at least _POSIX_PIPE_BUF). */
#define PIPE_CHUNK 512

static enum status refuse(const struct target *dst, const char *why)
{
    return report_error(dst->name, why);
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

/* A descriptor of this process, by its name. */
static enum status open_own(struct target *dst, const struct options *opt, const struct source *src,
                            int descriptor)
{
    enum status status;

    dst->fd = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    if (dst->fd < 0)
        return report_errno(dst->name, errno);
    status = check_descriptor(dst, opt, src);
    if (status != STATUS_OK)
        close(dst->fd);
    return status;
}

/* What is there and no regular file is written into: what was seen there,
 * and nothing that has taken its place. */
static enum status open_special(struct target *dst, const struct options *opt, const struct source *src)
{
    /* Between lstat() and open() the device may have been exchanged for a file. */
    const struct node seen = dst->node;
    enum status status;

    dst->fd = signals_open_write(dst->around, dst->last);
    if (dst->fd < 0)
        return signals_caught() ? STATUS_ERROR : report_errno(dst->name, errno);
    if (node_read(&dst->node, dst->fd) != 0)
        status = report_errno(dst->name, errno);
    else if (!node_equal(&seen, &dst->node))
        status = refuse(dst, "was replaced while it was opened; not written to");
    else
        status = check_descriptor(dst, opt, src);
    if (status != STATUS_OK)
        close(dst->fd);
    return status;
}

static enum status open_temporary(struct target *dst, const struct options *opt)
{
    int fd = -1;

    /* Before there is one of ours, which has no mark for a moment and would be taken for a leftover. */
    leftovers_tell(opt, dst->around, dst->path);
    while (fd < 0 && temporary_next(&dst->temporary) == 0)
        fd = debris_file(dst->around, dst->temporary.name, O_RDWR, &dst->node);
    if (fd < 0) {
        *dst->temporary.name = '\0';
        return report_errno(dst->name, errno);
    }
    temporary_mark(fd);
    dst->fd = fd;
    dst->regular = dst->lasting = 1;
    /* Holes are for what is restored; a new file is empty, so what is passed over reads as zeros. */
    dst->sparse.off = opt->operation != OP_DECOMPRESS || opt->no_sparse;
    return STATUS_OK;
}

/* What a link leads to: it is not written to, but no name for one of the inputs is taken away from it. */
static enum status check_link(const struct target *dst, const struct options *opt, const struct source *src)
{
    struct stat info;

    if (fstatat(dst->around, dst->last, &info, 0) != 0)
        return STATUS_OK; /* it leads nowhere */
    return S_ISDIR(info.st_mode) ? refuse(dst, "is a directory") : check_not_read(dst, opt, src, &info);
}

/* At a name in a folder. A link there is never followed: it is replaced, or in the way. */
static enum status open_named(struct target *dst, const struct options *opt, const struct source *src)
{
    struct stat info;

    if (fstatat(dst->around, dst->last, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? open_temporary(dst, opt) : report_errno(dst->name, errno);
    dst->node = node_of(&info);
    if (check_not_read(dst, opt, src, &info) != STATUS_OK ||
        (S_ISLNK(info.st_mode) && check_link(dst, opt, src) != STATUS_OK))
        return STATUS_ERROR;
    if (S_ISDIR(info.st_mode))
        return refuse(dst, "is a directory");
    if (S_ISBLK(info.st_mode) && !opt->force)
        return refuse(dst, "is a block device; use -f to write to it");
    if (!S_ISREG(info.st_mode) && !S_ISLNK(info.st_mode))
        return open_special(dst, opt, src);
    if (!opt->force)
        return refuse(dst, "already exists; use -f to overwrite");
    return open_temporary(dst, opt);
}

enum status target_open(struct target *dst, const struct options *opt, const struct source *src, char *path)
{
    enum status status;
    int descriptor;

    *dst = (struct target){ .name = path ? path : "(stdout)", .path = path, .fd = STDOUT_FILENO, .around = -1 };
    dst->replace = opt->force;
    /* Standard output may be a file that has content already: passed over, it would stay there instead of
     * zeros; and with O_APPEND nothing can be passed over. */
    dst->sparse.off = 1;
    if (!path)
        return check_descriptor(dst, opt, src);
    /* Before the folder is looked at: /dev/stdout is a link there, which would be replaced. */
    descriptor = descriptor_named(path);
    if (descriptor >= 0)
        return open_own(dst, opt, src, descriptor);
    dst->around = around_open(path, &dst->last);
    if (dst->around < 0)
        return report_errno(dst->name, errno);
    status = open_named(dst, opt, src);
    if (status != STATUS_OK)
        target_leave(dst);
    return status;
}

/* A pipe, terminal or device, which may keep us waiting. */
static int write_special(struct target *dst, const unsigned char *p, size_t size)
{
    while (size > 0) {
        /* A reader that has stopped reading must not keep a signal from ending the program. */
        if (signals_wait_write(dst->fd) != 0) {
            errno = EINTR;
            return -1;
        }
        if (descriptor_write(dst->fd, &p, &size, PIPE_CHUNK) != 0)
            return -1;
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

        /* A hole of a terabyte, written out, takes hours. */
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

void target_leave(struct target *dst)
{
    if (dst->around >= 0)
        close(dst->around);
    dst->around = -1;
}

void target_discard(struct target *dst)
{
    char text[AROUND_TEXT];

    if (dst->path)
        close(dst->fd);
    if (*dst->temporary.name) {
        if (removal_of_file(dst->around, dst->temporary.name, &dst->node) != 0)
            report_left(around_text(text, dst->path, dst->temporary.name), errno);
        debris_forget(dst->around, dst->temporary.name);
        *dst->temporary.name = '\0';
    }
    target_leave(dst);
}
