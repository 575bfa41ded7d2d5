#define _XOPEN_SOURCE 700 /* mknodat() */
#include "cli/tree/make.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/tree/stage.h"

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

/* After an attempt to make a folder that failed: whether it is to be made once more. Folders are never removed;
 * a file that stands where a folder is to be has to go first. */
static int cleared(const struct make *m, const struct made *at)
{
    if (errno != EEXIST || !m->replace || stage_check(m, at) != 0)
        return 0;
    return unlinkat(at->folder, at->name, 0) == 0;
}

static int failed(struct made *at)
{
    give_up(at->folder);
    at->folder = -1;
    return -1;
}

/* A place for something new: opened, and looked at. */
static int open_place(const struct make *m, const char *path, struct made *at)
{
    if (open_around(m, path, at) != 0)
        return -1;
    at->path = path;
    return m->staged && stage_check(m, at) != 0 ? failed(at) : 0;
}

/* The name to make it at; -1: there is none left. */
static int next_name(const struct make *m, struct made *at)
{
    return m->staged ? stage_next(at) : at->tries++ == 0 ? 0 : -1;
}

const char *made_name(const struct made *at)
{
    return *at->temporary ? at->temporary : at->name;
}

int make_file(const struct make *m, const char *path, struct made *at)
{
    if (open_place(m, path, at) != 0)
        return -1;
    while (at->fd < 0 && next_name(m, at) == 0)
        at->fd = debris_file_at(at->folder, made_name(at), O_WRONLY | O_EXCL | O_NOFOLLOW | O_CLOEXEC);
    return at->fd >= 0 ? 0 : failed(at);
}

int make_link(const struct make *m, const char *path, const char *existing)
{
    struct made from, to;
    int result = -1;

    if (open_around(m, existing, &from) != 0)
        return -1;
    if (open_place(m, path, &to) != 0)
        return give_up(from.folder);
    to.linked = 1;
    while (result != 0 && next_name(m, &to) == 0)
        result = linkat(from.folder, from.name, to.folder, made_name(&to), 0);
    if (result == 0)
        result = stage_commit(m, &to);
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
        return symlinkat(e->target, at->folder, made_name(at));
    case TREE_FIFO:
        return mkfifoat(at->folder, made_name(at), 0600);
#ifdef __linux__
    case TREE_CHARACTER:
    case TREE_BLOCK:
        return mknodat(at->folder, made_name(at), (e->kind == TREE_CHARACTER ? S_IFCHR : S_IFBLK) | 0600,
                       makedev((unsigned)e->major, (unsigned)e->minor));
#endif
    default:
        errno = ENOTSUP;
        return -1;
    }
}

int make_node(const struct make *m, const char *path, const struct tree_entry *e, struct made *at)
{
    int result = -1;

    if (open_place(m, path, at) != 0)
        return -1;
    while (result != 0 && next_name(m, at) == 0)
        result = put_node(at, e);
    return result == 0 ? 0 : failed(at);
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

int made_finish(const struct make *m, struct made *at)
{
    int result = at->fd >= 0 ? close(at->fd) : 0;

    at->fd = -1;
    if (result == 0)
        result = stage_commit(m, at);
    else
        stage_undo(m, at);
    if (at->folder >= 0) {
        debris_forget(at->folder, at->name);
        give_up(at->folder);
    }
    at->folder = -1;
    return result;
}

void made_undo(const struct make *m, struct made *at)
{
    if (at->folder >= 0 && *at->temporary)
        stage_undo(m, at);
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
