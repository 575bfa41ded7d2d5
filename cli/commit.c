/* commit.c - a complete temporary file becomes the output: attributes, fsync, final name, fsync of the folder.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* Rights, owner and times of a named source. Never more rights than the source gave to anybody: where the group
 * cannot be kept, the new group gets what everybody has, and everybody no more than the old group had. */
static int copy_attributes(int fd, const struct source *src)
{
    const struct stat *from = &src->info;
    const struct timespec times[2] = { from->st_atim, from->st_mtim };
    mode_t mode = from->st_mode & 0777;

    if (!src->path || !S_ISREG(from->st_mode))
        return set_mode(fd, default_mode());
    if (fchown(fd, (uid_t)-1, from->st_gid) != 0) {
        mode_t common = (mode >> 3) & mode & 07;

        mode = (mode & 0700) | common << 3 | common;
    }
    /* Rights before the owner: afterwards the file may not be ours to change any more. */
    if (set_mode(fd, mode) != 0 || (futimens(fd, times) != 0 && !is_unsupported(errno)))
        return -1;
    if (fchown(fd, from->st_uid, (gid_t)-1) != 0)
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
    if (fd < 0)
        return errno == EACCES ? 0 : -1; /* a folder may be writable and not readable */
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
 * file that another program made there while the model was computing. */
static int give_name(const struct target *dst)
{
    struct stat info;

    if (dst->replace)
        return rename(dst->temporary, dst->path);
    if (link(dst->temporary, dst->path) == 0) {
        unlink(dst->temporary);
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
    int error = 0;

    if (!dst->temporary)
        return finish_direct(dst);
    if (target_end(dst) != 0 || copy_attributes(dst->fd, src) != 0 || fsync(dst->fd) != 0)
        error = errno;
    if (close(dst->fd) != 0 && error == 0)
        error = errno;
    if (error == 0 && give_name(dst) != 0)
        error = errno;
    if (error != 0)
        unlink(dst->temporary);
    free(dst->temporary);
    dst->temporary = NULL;
    if (error == EEXIST)
        return report_error(dst->name, "already exists; use -f to overwrite");
    if (error != 0)
        return report_errno(dst->name, error);
    if (sync_folder(dst->path) != 0)
        return report_errno(dst->name, errno);
    return STATUS_OK;
}
