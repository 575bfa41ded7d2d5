/* commit.c - a complete temporary file becomes the output: attributes,
 * fsync, final name, fsync of the folder. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/files/debris.h"
#include "cli/files/rights.h"
#include "cli/output/removal.h"
#include "cli/output/target.h"

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

/* Rights of a named source. Where the group cannot be kept, or the list cannot be set, nobody
 * gets more than the source gave, and at no moment; what the output has from its folder is
 * taken away before that could count. */
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
        return set_mode(fd, rights_usual(0666)); /* what open() would have given a new file */
    /* Rights before the owner: afterwards the file may not be ours to change any more. */
    if (copy_rights(fd, src) != 0 || (futimens(fd, times) != 0 && !is_unsupported(errno)))
        return -1;
    if (fchown(fd, src->info.st_uid, (gid_t)-1) != 0)
        return 0; /* only root may give files away; to stay the owner is no failure */
    return 0;
}

static int link_is_unsupported(int error)
{
    return is_unsupported(error) || error == EMLINK || error == EXDEV;
}

/* linkat() refuses an existing name in the same step in which it makes the new one; renameat()
 * would replace a file that another program made there while the model was computing. *left:
 * errno, if the temporary name stays. */
static int give_name(const struct target *dst, int *left)
{
    const char *temporary = dst->temporary.name;
    struct stat info;

    /* In a folder that others may write, it may be the name of something else by now. */
    if (node_check(&dst->node, dst->around, temporary) != 0)
        return -1;
    if (dst->replace) {
        /* A pipe or device that was put there meanwhile is no more to be replaced than one that was there. */
        if (fstatat(dst->around, dst->last, &info, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(info.st_mode) &&
            !S_ISLNK(info.st_mode)) {
            errno = S_ISDIR(info.st_mode) ? EISDIR : EEXIST;
            return -1;
        }
        return renameat(dst->around, temporary, dst->around, dst->last);
    }
    if (linkat(dst->around, temporary, dst->around, dst->last, 0) == 0) {
        if (removal_of_file(dst->around, temporary, &dst->node) != 0)
            *left = errno;
        return 0;
    }
    if (!link_is_unsupported(errno))
        return -1;
    if (fstatat(dst->around, dst->last, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return renameat(dst->around, temporary, dst->around, dst->last);
}

/* Standard output stays open: other inputs may follow. What has no disk behind it says so to fsync(). */
static enum status finish_direct(struct target *dst)
{
    int error = 0;

    if (dst->path && fsync(dst->fd) != 0 && errno != EINVAL && errno != EROFS && !is_unsupported(errno))
        error = errno;
    if (dst->path && close(dst->fd) != 0 && error == 0)
        error = errno;
    target_leave(dst);
    return error ? report_errno(dst->name, error) : STATUS_OK;
}

/* The content is on the disk, and its name is the temporary one. 0, or errno. *kept: a descriptor of it, if the
 * folder is synced by that; -1: it is not needed. */
static int complete(struct target *dst, const struct source *src, int *kept)
{
    int error = 0;

    *kept = -1;
    /* Attributes before fsync, so that they are on the disk too before the name is. */
    if (target_end(dst) != 0 || copy_attributes(dst->fd, src) != 0 || fsync(dst->fd) != 0)
        error = errno;
    if (error == 0 && around_needs_file(dst->around) && (*kept = fcntl(dst->fd, F_DUPFD_CLOEXEC, 3)) < 0)
        error = errno;
    if (close(dst->fd) != 0 && error == 0)
        error = errno;
    return error;
}

static enum status sync_name(const struct target *dst, int kept)
{
    int error = around_sync(dst->around, kept) != 0 ? errno : 0;

    if (kept >= 0 && close(kept) != 0 && error == 0)
        error = errno;
    return error ? report_errno(dst->name, error) : STATUS_OK;
}

static enum status failure(const struct target *dst, int error)
{
    if (error == EEXIST)
        return report_error(dst->name, dst->replace ? "is not a regular file by now; not replaced"
                                                    : "already exists; use -f to overwrite");
    if (error == ESTALE)
        return report_error(dst->name, "its temporary file was replaced by another");
    return report_errno(dst->name, error);
}

enum status target_commit(struct target *dst, const struct source *src)
{
    enum status status = STATUS_OK;
    char text[AROUND_TEXT];
    int error, left = 0, kept;

    if (!*dst->temporary.name)
        return finish_direct(dst);
    error = complete(dst, src, &kept);
    if (error == 0 && give_name(dst, &left) != 0)
        error = errno;
    if (error != 0 && removal_of_file(dst->around, dst->temporary.name, &dst->node) != 0)
        left = errno;
    if (left != 0)
        status = report_left(around_text(text, dst->path, dst->temporary.name), left);
    debris_forget(dst->around, dst->temporary.name);
    *dst->temporary.name = '\0';
    if (error != 0) {
        status = failure(dst, error);
        if (kept >= 0)
            close(kept);
    } else {
        status = status_worse(status, sync_name(dst, kept));
    }
    target_leave(dst);
    if (error == 0 && status != STATUS_ERROR && src->path && src->rights.unknown)
        status =
            report_loss(src->name, "its access control list cannot be read; the output has none, and no more "
                                   "rights than all lists leave");
    return status;
}
