/* create.c - Files, links and devices are made under temporary names, in the stage or beside their place,
 * and get their names once they are complete. */
#define _XOPEN_SOURCE 700 /* mknodat() */
#include "cli/tree/restore/create.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/tree/restore/stage.h"

#ifdef __linux__
#include <sys/sysmacros.h>
#endif

#include "cli/files/debris.h"
#include "cli/tree/restore/detour.h"

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
    at->folder = detour_place(m, path, at->name);
    if (at->folder < 0)
        return -1;
    /* An empty name is the base itself, which is there. */
    if (*at->name)
        return 0;
    errno = EEXIST;
    give_up(at->folder);
    at->folder = -1;
    return -1;
}

/* Closes the folder, too. Returns -1, with errno as it is. */
static int failed(struct made *at)
{
    give_up(at->folder);
    at->folder = -1;
    return -1;
}

/* The stage, if what lies there can be renamed. */
static int find_stage(const struct make *m, struct made *at)
{
    struct stat info;

    /* Beside its name, unless there is a stage on the same file system: rename() and link() go no
     * further than that. */
    at->where = at->folder;
    if (m->stage < 0)
        return 0;
    if (fstat(at->folder, &info) != 0)
        return -1;
    if (info.st_dev == m->stage_device)
        at->where = m->stage;
    return 0;
}

/* A place for something new: opened, and looked at. */
static int open_place(const struct make *m, const char *path, struct made *at)
{
    if (open_around(m, path, at) != 0)
        return -1;
    at->path = path;
    if (find_stage(m, at) != 0)
        return failed(at);
    /* Looked at before anything is written, so that no content is decoded in vain. Whether the name is
     * still free is seen once more when it is given. */
    return m->staged && stage_check(m, at) != 0 ? failed(at) : 0;
}

/* The name to make it at; -1: there is none left. */
static int next_name(const struct make *m, struct made *at)
{
    /* Without a stage there is one try, at the name itself. */
    return m->staged ? temporary_next(&at->temporary) : at->temporary.tries++ == 0 ? 0 : -1;
}

const char *made_name(const struct made *at)
{
    return *at->temporary.name ? at->temporary.name : at->name;
}

int made_where(const struct made *at)
{
    return *at->temporary.name ? at->where : at->folder;
}

/* What was made just now, at that name. */
static int look(struct made *at)
{
    struct stat info;

    /* A link or a FIFO cannot be opened to be looked at; the name is ours, as it has just been made. */
    if (fstatat(made_where(at), made_name(at), &info, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    at->node = node_of(&info);
    return 0;
}

int make_file(const struct make *m, const char *path, struct made *at)
{
    if (open_place(m, path, at) != 0)
        return -1;
    /* Names that are taken are passed over: O_EXCL never opens what is there. */
    while (at->fd < 0 && next_name(m, at) == 0)
        at->fd = debris_file(made_where(at), made_name(at), O_WRONLY, &at->node);
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
        /* 0: where `existing` has become a link meanwhile, it is the link that gets another name, and
         * not what it leads to. */
        result = linkat(from.folder, from.name, made_where(&to), made_name(&to), 0);
    if (result == 0)
        result = look(&to) == 0 ? stage_commit(m, &to) : -1;
    give_up(from.folder);
    give_up(to.folder);
    return result;
}

/* After mkdirat() has failed: 0 if a folder is there. */
static int open_existing(const struct made *at, struct node *node)
{
    /* Without following: a link to a folder is no place to go on in. */
    const int fd = openat(at->folder, at->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0) {
        errno = EEXIST;
        return -1;
    }
    if (node_read(node, fd) != 0)
        return give_up(fd);
    return close(fd);
}

/* Folders are never removed; a file that stands where a folder is to be stays there until that is complete. */
static int instead_of_file(const struct make *m, struct made *at, struct node *node)
{
    if (!m->replace)
        return -1;
    if (stage_check(m, at) != 0 || find_stage(m, at) != 0)
        return -1;
    /* For the case that there is no stage, or one on another disk only. */
    errno = EXDEV;
    return m->detours && at->where == m->stage ? detour_begin(m, at->path, node) : -1;
}

int make_folder(const struct make *m, const char *path, int *is_new, struct node *node)
{
    struct made at = { .path = path };
    int result;

    *is_new = 0;
    at.folder = detour_place(m, path, at.name);
    if (at.folder < 0)
        return -1;
    if (!*at.name) { /* the base itself */
        result = node_read(node, at.folder);
        give_up(at.folder);
        return result;
    }
    /* For the owner alone, until the rights are set when all in it is there. */
    result = mkdirat(at.folder, at.name, 0700);
    *is_new = result == 0;
    /* Opened after mkdirat() too: what it is has to be known when it gets its rights at the end. */
    if (result == 0 || errno == EEXIST)
        result = open_existing(&at, node);
    if (result != 0 && errno == EEXIST && !*is_new) {
        result = instead_of_file(m, &at, node);
        *is_new = result == 0;
    }
    give_up(at.folder);
    return result;
}

static int put_node(const struct made *at, const struct tree_entry *e)
{
    switch (e->kind) {
    case TREE_SYMLINK:
        return symlinkat(e->target, made_where(at), made_name(at));
    /* For the owner alone, as with all that gets its rights afterwards. */
    case TREE_FIFO:
        return mkfifoat(made_where(at), made_name(at), 0600);
#ifdef __linux__
    case TREE_CHARACTER:
    case TREE_BLOCK:
        return mknodat(made_where(at), made_name(at), (e->kind == TREE_CHARACTER ? S_IFCHR : S_IFBLK) | 0600,
                       makedev((unsigned)e->major, (unsigned)e->minor));
#endif
    default:
        /* Numbers of devices have no form that POSIX prescribes. */
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
    return result == 0 && look(at) == 0 ? 0 : failed(at);
}

int make_reopen(const struct make *m, const char *path, struct made *at)
{
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

    *at = (struct made){ .fd = -1 };
    at->folder = detour_place(m, path, at->name);
    if (at->folder < 0)
        return -1;
    /* "." where the path is the base: at->folder is that already, and is closed by itself. */
    at->fd = openat(at->folder, *at->name ? at->name : ".", flags);
    if (at->fd >= 0 && node_read(&at->node, at->fd) == 0)
        return 0;
    give_up(at->fd);
    at->fd = -1;
    give_up(at->folder);
    at->folder = -1;
    return -1;
}

int made_defer(const struct make *m, struct made *at)
{
    /* Before the name is given: some file systems tell only then that the disk is full (NFS). */
    int result = close(at->fd);

    at->fd = -1;
    if (result != 0)
        stage_undo(m, at);
    else
        debris_forget(at->where, at->temporary.name); /* it goes with the stage */
    give_up(at->folder);
    at->folder = -1;
    return result;
}

int made_resume(const struct make *m, const char *path, const struct temporary *t, const struct node *node,
                struct made *at)
{
    if (open_around(m, path, at) != 0)
        return -1;
    at->path = path;
    at->temporary = *t;
    at->where = m->stage;
    at->node = *node;
    return 0;
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
        /* Without a stage it was made at its own name, and is debris under that. */
        debris_forget(at->folder, at->name);
        give_up(at->folder);
    }
    at->folder = -1;
    return result;
}

void made_undo(const struct make *m, struct made *at)
{
    if (at->folder >= 0 && *at->temporary.name)
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
