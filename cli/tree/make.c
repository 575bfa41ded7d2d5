#define _XOPEN_SOURCE 700 /* mknodat() */
#include "cli/tree/make.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/tree/inodes.h"

#ifdef __linux__
#include <sys/sysmacros.h>
#endif

#include "cli/debris.h"

/* Closes a descriptor and leaves errno as it is. Returns -1. */
static int give_up(int fd)
{
    int error = errno;

    if (fd >= 0)
        close(fd);
    errno = error;
    return -1;
}

/* Opens the folder around path; the path must mean something below the base. */
static int open_around(const struct make *m, const char *path, struct made *at)
{
    *at = (struct made){ .fd = -1 };
    at->folder = place_open(m->base, path, at->name);
    if (at->folder < 0)
        return -1;
    if (*at->name)
        return 0;
    errno = EEXIST;
    give_up(at->folder);
    at->folder = -1;
    return -1;
}

/* After an attempt that failed: whether it is to be made once more. Folders are never removed; otherwise errno
 * says why what is there cannot be. */
static int cleared(const struct make *m, const struct made *at)
{
    struct stat info;
    int error;

    if (errno != EEXIST || !m->replace)
        return 0;
    if (fstatat(at->folder, at->name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
        inodes_have(m->claims, info.st_dev, info.st_ino)) {
        errno = ETXTBSY;
        return 0;
    }
    if (unlinkat(at->folder, at->name, 0) == 0)
        return 1;
    error = errno;
    if (fstatat(at->folder, at->name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode))
        error = EISDIR;
    errno = error;
    return 0;
}

int make_file(const struct make *m, const char *path, struct made *at)
{
    if (open_around(m, path, at) != 0)
        return -1;
    do {
        at->fd = debris_file_at(at->folder, at->name, O_WRONLY | O_EXCL | O_NOFOLLOW | O_CLOEXEC);
    } while (at->fd < 0 && cleared(m, at));
    if (at->fd >= 0)
        return 0;
    give_up(at->folder);
    at->folder = -1;
    return -1;
}

int make_link(const struct make *m, const char *path, const char *existing)
{
    struct made from, to;
    int result;

    if (open_around(m, existing, &from) != 0)
        return -1;
    if (open_around(m, path, &to) != 0)
        return give_up(from.folder);
    do {
        result = linkat(from.folder, from.name, to.folder, to.name, 0);
    } while (result != 0 && cleared(m, &to));
    give_up(from.folder);
    give_up(to.folder);
    return result;
}

int make_folder(const struct make *m, const char *path, int *is_new)
{
    struct made at;
    int result, fd;

    *is_new = 0;
    at.folder = place_open(m->base, path, at.name);
    if (at.folder < 0)
        return -1;
    if (!*at.name) { /* the base itself */
        close(at.folder);
        return 0;
    }
    do {
        result = mkdirat(at.folder, at.name, 0700);
        if (result != 0 && errno == EEXIST) {
            fd = openat(at.folder, at.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (fd >= 0) {
                close(fd);
                close(at.folder);
                return 0;
            }
            errno = EEXIST;
        }
    } while (result != 0 && cleared(m, &at));
    *is_new = result == 0;
    give_up(at.folder);
    return result;
}

static int put_node(const struct made *at, const struct tree_entry *e)
{
    switch (e->kind) {
    case TREE_SYMLINK:
        return symlinkat(e->target, at->folder, at->name);
    case TREE_FIFO:
        return mkfifoat(at->folder, at->name, 0600);
#ifdef __linux__
    case TREE_CHARACTER:
    case TREE_BLOCK:
        return mknodat(at->folder, at->name, (e->kind == TREE_CHARACTER ? S_IFCHR : S_IFBLK) | 0600,
                       makedev((unsigned)e->major, (unsigned)e->minor));
#endif
    default:
        errno = ENOTSUP;
        return -1;
    }
}

int make_node(const struct make *m, const char *path, const struct tree_entry *e, struct made *at)
{
    int result;

    if (open_around(m, path, at) != 0)
        return -1;
    do {
        result = put_node(at, e);
    } while (result != 0 && cleared(m, at));
    if (result == 0)
        return 0;
    give_up(at->folder);
    at->folder = -1;
    return -1;
}

int make_reopen(const struct make *m, const char *path, struct made *at)
{
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

    *at = (struct made){ .fd = -1 };
    at->folder = place_open(m->base, path, at->name);
    if (at->folder < 0)
        return -1;
    at->fd = openat(at->folder, *at->name ? at->name : ".", flags);
    if (at->fd >= 0)
        return 0;
    give_up(at->folder);
    at->folder = -1;
    return -1;
}

void made_undo(struct made *at)
{
    if (at->fd < 0)
        return;
    unlinkat(at->folder, at->name, 0);
    made_close(at);
}

int made_close(struct made *at)
{
    int result = at->fd >= 0 ? close(at->fd) : 0;

    if (at->folder >= 0) {
        debris_forget(at->folder, at->name);
        give_up(at->folder);
    }
    at->fd = at->folder = -1;
    return result;
}
