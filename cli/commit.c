/* commit.c - a complete temporary file becomes the output: attributes, fsync, final name, fsync of the folder.
 */
#define _XOPEN_SOURCE 700 /* sync() */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/debris.h"
#include "cli/target.h"

/* What open() would have given a new file. */
static mode_t default_mode(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0666 & ~mask;
}

/* What a file system answers that cannot do a thing at all, or not for us. */
static int is_unsupported(int error)
{
    return error == EPERM || error == ENOTSUP || error == EOPNOTSUPP || error == ENOSYS;
}

/* The rights stay those of mkstemp() where the file system keeps none (FAT, some network mounts): no reason to
 * throw away what took hours to compute. */
static int set_mode(int fd, mode_t mode)
{
    return fchmod(fd, mode) == 0 || is_unsupported(errno) ? 0 : -1;
}

/* Rights of a named source. Where the group cannot be kept, or the list cannot be set, nobody gets more than
 * the source gave, and at no moment; what the output has from its folder is taken away before that could count.
 */
static int copy_rights(int fd, const struct source *src)
{
    struct rights r = src->rights;
    const int has_list = r.bytes > 0 || r.unknown, other_group = fchown(fd, (uid_t)-1, src->info.st_gid) != 0;
    mode_t mode = has_list ? rights_without_list(r.mode, r.list, r.unknown ? 0 : r.bytes) : r.mode;

    if (rights_clear(fd, 0) != 0 && !is_unsupported(errno))
        return -1;
    if (set_mode(fd, other_group ? rights_of_another_group(mode) : mode) != 0)
        return -1;
    if (other_group)
        rights_list_of_another_group(r.list, r.bytes);
    if (r.bytes > 0)
        (void)rights_set_list(fd, r.list,
                              r.bytes); /* what it grants would be granted, and nothing is if it fails */
    return 0;
}

static int copy_attributes(int fd, const struct source *src)
{
    const struct timespec times[2] = { src->info.st_atim, src->info.st_mtim };

    if (!src->path || !S_ISREG(src->info.st_mode))
        return set_mode(fd, default_mode());
    /* Rights before the owner: afterwards the file may not be ours to change any more. */
    if (copy_rights(fd, src) != 0 || (futimens(fd, times) != 0 && !is_unsupported(errno)))
        return -1;
    if (fchown(fd, src->info.st_uid, (gid_t)-1) != 0)
        return 0; /* only root may give files away; to stay the owner is no failure */
    return 0;
}

/* A name is durable once its folder is on the disk. File systems that cannot do that say EINVAL. */
static int sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int fd, result = 0;

    if (!folder)
        return -1;
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (fd < 0 && errno == EACCES) { /* a folder may be writable and not readable */
        sync();
        return 0;
    }
    if (fd < 0)
        return -1;
    if (fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP)
        result = -1;
    close(fd);
    return result;
}

static int link_is_unsupported(int error)
{
    return is_unsupported(error) || error == EMLINK || error == EXDEV;
}

/* link() refuses an existing name in the same step in which it makes the new one; rename() would replace a
 * file that another program made there while the model was computing. *left: errno, if the temporary name
 * stays. */
static int give_name(const struct target *dst, int *left)
{
    struct stat info;

    if (dst->replace) {
        /* A pipe or device that was put there meanwhile is no more to be replaced than one that was there. */
        if (lstat(dst->path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISLNK(info.st_mode)) {
            errno = S_ISDIR(info.st_mode) ? EISDIR : EEXIST;
            return -1;
        }
        return rename(dst->temporary, dst->path);
    }
    if (link(dst->temporary, dst->path) == 0) {
        if (unlink(dst->temporary) != 0)
            *left = errno;
        return 0;
    }
    if (!link_is_unsupported(errno))
        return -1;
    if (lstat(dst->path, &info) == 0) {
        errno = EEXIST;
        return -1;
    }
    return rename(dst->temporary, dst->path);
}

/* Standard output stays open: other inputs may follow. What has no disk behind it says so to fsync(). */
static enum status finish_direct(struct target *dst)
{
    if (dst->path && fsync(dst->fd) != 0 && errno != EINVAL && errno != EROFS && !is_unsupported(errno)) {
        const int error = errno;

        close(dst->fd);
        return report_errno(dst->name, error);
    }
    if (dst->path && close(dst->fd) != 0)
        return report_errno(dst->name, errno);
    return STATUS_OK;
}

enum status target_commit(struct target *dst, const struct source *src)
{
    enum status status = STATUS_OK;
    int error = 0, left = 0;

    if (!dst->temporary)
        return finish_direct(dst);
    if (target_end(dst) != 0 || copy_attributes(dst->fd, src) != 0 || fsync(dst->fd) != 0)
        error = errno;
    if (close(dst->fd) != 0 && error == 0)
        error = errno;
    if (error == 0 && give_name(dst, &left) != 0)
        error = errno;
    if (error != 0 && unlink(dst->temporary) != 0)
        left = errno;
    if (left != 0)
        status = report_left(dst->temporary, left);
    debris_forget(-1, dst->temporary);
    free(dst->temporary);
    dst->temporary = NULL;
    if (error == EEXIST)
        return report_error(dst->name, dst->replace ? "is not a regular file by now; not replaced"
                                                    : "already exists; use -f to overwrite");
    if (error != 0)
        return report_errno(dst->name, error);
    if (sync_folder(dst->path) != 0)
        return report_errno(dst->name, errno);
    if (src->path && src->rights.unknown)
        status =
            report_loss(src->name, "its access control list cannot be read; the output has none, and no more "
                                   "rights than all lists leave");
    return status;
}
