/* detour.c - With -f a folder may have to take the place of a file. It is made in the stage, with
 * all in it, and then exchanged for the file: until then the file is there, and whatever goes
 * wrong costs nothing. */
#define _GNU_SOURCE /* renameat2() */
#include "cli/tree/restore/detour.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/output/removal.h"
#include "cli/tree/restore/stage.h"

#define FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* Opens the folder while it is in the stage. */
static int open_detour(const struct make *m, const struct detour *d)
{
    const int fd = openat(m->stage, d->temporary.name, FOLDER);
    struct node now;

    if (fd < 0)
        return -1;
    if (node_read(&now, fd) == 0 && node_equal(&now, &d->node))
        return fd;
    close(fd);
    /* Somebody has put another folder there; nothing goes into that. */
    errno = ESTALE;
    return -1;
}

int detour_begin(const struct make *m, const char *path, struct node *node)
{
    struct detours *all = m->detours;
    struct detour d = { .path = path };
    /* Room first: a folder that was made and could not be remembered would be in nobody's list. */
    struct detour *grown = array_grow(all->at, all->count, &all->room, sizeof *grown);
    int fd = -1;

    if (!grown) {
        errno = ENOMEM;
        return -1;
    }
    all->at = grown;
    while (fd < 0 && temporary_next(&d.temporary) == 0)
        if (mkdirat(m->stage, d.temporary.name, 0700) == 0) {
            fd = openat(m->stage, d.temporary.name, FOLDER);
            break;
        }
    if (fd < 0)
        return -1;
    if (node_read(&d.node, fd) != 0) {
        close(fd);
        return -1;
    }
    *node = d.node;
    all->at[all->count++] = d;
    return close(fd);
}

/* What of path is below the folder of the detour, after a slash; NULL: it is none of it. */
static const char *inside(const struct detour *d, const char *path)
{
    const size_t n = strlen(d->path);

    /* The slash matters: "a/bc" is not below "a/b". */
    return strncmp(path, d->path, n) == 0 && (path[n] == '/' || path[n] == '\0') ? path + n : NULL;
}

int detour_place(const struct make *m, const char *path, char name[PLACE_NAME])
{
    for (size_t i = 0; m->detours && i < m->detours->count; i++) {
        const struct detour *d = &m->detours->at[i];
        const char *rest = inside(d, path);
        int fd, folder, error;

        if (!rest)
            continue;
        if (rest[strspn(rest, "/")] == '\0') { /* the folder itself */
            snprintf(name, PLACE_NAME, "%s", d->temporary.name);
            return fcntl(m->stage, F_DUPFD_CLOEXEC, 3);
        }
        fd = open_detour(m, d);
        if (fd < 0)
            return -1;
        folder = place_open(fd, rest, name);
        error = errno;
        close(fd);
        errno = error;
        return folder;
    }
    return place_open(m->base, path, name);
}

/* 1: both names are there, each with what the other one had; 0: the file is gone. */
static int exchange(const struct make *m, const struct detour *d, const struct made *at)
{
#ifdef RENAME_EXCHANGE
    /* One step where the system has it; otherwise there is a moment without either. */
    if (renameat2(m->stage, d->temporary.name, at->folder, at->name, RENAME_EXCHANGE) == 0)
        return 1;
    /* ENOENT: there is no file any more, and so nothing to exchange. The others: a file system or a
     * kernel without this. */
    if (errno != ENOENT && errno != EINVAL && errno != ENOSYS)
        return -1;
#endif
    if (unlinkat(at->folder, at->name, 0) != 0 && errno != ENOENT)
        return -1;
    return renameat(m->stage, d->temporary.name, at->folder, at->name);
}

/* Only the file that was looked at is removed: another one, or a folder, that came in between goes back. */
static int replace(const struct make *m, const struct detour *d, const struct made *at)
{
    struct stat seen;
    const int there = fstatat(at->folder, at->name, &seen, AT_SYMLINK_NOFOLLOW) == 0;
    const struct node file = there ? node_of(&seen) : (struct node){ 0 };
    int both;

    if (stage_check(m, at) != 0)
        return -1;
    both = exchange(m, d, at);
    if (both <= 0)
        return both;
    if (removal_of_file(m->stage, d->temporary.name, &file) == 0)
        return 0;
    /* Back again, so that what was not looked at has its name. */
    if (errno == ESTALE && exchange(m, d, at) > 0)
        errno = ESTALE;
    return -1;
}

int detour_end(const struct make *m, const struct detour *d)
{
    struct made at = { .path = d->path };
    int result, error;

    at.folder = place_open(m->base, d->path, at.name);
    if (at.folder < 0)
        return -1;
    result = replace(m, d, &at);
    error = errno;
    close(at.folder);
    errno = error;
    return result;
}

void detours_free(struct detours *all)
{
    free(all->at);
    *all = (struct detours){ 0 };
}
