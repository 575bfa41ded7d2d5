#define _XOPEN_SOURCE 700 /* nftw() */
#include "cli/tree/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/debris.h"
#include "cli/report.h"

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int add_name(struct folder_names *names, const char *name)
{
    char **grown;
    char *copy;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return 0;
    grown = array_grow(names->at, names->count, &names->room, sizeof *grown);
    copy = pool_copy(&names->pool, name, strlen(name));
    if (grown)
        names->at = grown;
    if (!grown || !copy) {
        errno = ENOMEM;
        return -1;
    }
    grown[names->count++] = copy;
    return 0;
}

int folder_list(const char *path, struct folder_names *names)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    const struct dirent *entry;
    int error;

    *names = (struct folder_names){ 0 };
    if (!dir) {
        error = errno;
        if (fd >= 0)
            close(fd);
        errno = error;
        return -1;
    }
    do {
        errno = 0;
        entry = readdir(dir);
    } while (entry && add_name(names, entry->d_name) == 0);
    error = errno;
    closedir(dir);
    if (error != 0) {
        folder_names_free(names);
        errno = error;
        return -1;
    }
    if (names->count > 0)
        qsort(names->at, names->count, sizeof *names->at, compare_names);
    return 0;
}

void folder_names_free(struct folder_names *names)
{
    free(names->at);
    pool_free(&names->pool);
    *names = (struct folder_names){ 0 };
}

char *folder_join(struct pool *pool, const char *folder, const char *name)
{
    size_t n = strlen(folder), length = n + strlen(name) + 1;
    char *joined = pool_room(pool, length);

    if (joined)
        snprintf(joined, length + 1, "%s%s%s", folder, n > 0 && folder[n - 1] != '/' ? "/" : "", name);
    return joined;
}

int folder_open(struct folder *f, const char *path)
{
    *f = (struct folder){ .path = path };
    f->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return f->fd >= 0 ? 0 : -1;
}

static int make_temporary(struct folder *f)
{
    static const char name[] = ".llz-XXXXXX";
    const char *slash = strrchr(f->path, '/');
    size_t before = slash ? (size_t)(slash - f->path) + 1 : 0;

    f->temporary = malloc(before + sizeof name);
    if (!f->temporary)
        return -1;
    memcpy(f->temporary, f->path, before);
    memcpy(f->temporary + before, name, sizeof name);
    return debris_folder(f->temporary);
}

int folder_new(struct folder *f, const char *path)
{
    struct stat info;
    int error;

    *f = (struct folder){ .path = path, .fd = -1 };
    if (lstat(path, &info) == 0) {
        errno = EEXIST;
        return -1;
    }
    if (make_temporary(f) == 0) {
        f->fd = open(f->temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (f->fd >= 0)
            return 0;
        error = errno;
        if (rmdir(f->temporary) != 0)
            report_left(f->temporary, errno);
        debris_forget(-1, f->temporary);
        errno = error;
    }
    error = errno;
    free(f->temporary);
    f->temporary = NULL;
    errno = error;
    return -1;
}

static void close_folder(struct folder *f)
{
    if (f->fd >= 0)
        close(f->fd);
    f->fd = -1;
}

void folder_usual_rights(const struct folder *f)
{
    mode_t mask;

    if (!f->temporary)
        return;
    mask = umask(0);
    umask(mask);
    (void)fchmod(f->fd, 0777 & ~mask);
}

/* rename() replaces an empty folder, which costs nobody anything, and nothing else. */
int folder_commit(struct folder *f)
{
    if (f->temporary && rename(f->temporary, f->path) != 0) {
        int error = errno == ENOTEMPTY || errno == ENOTDIR ? EEXIST : errno;

        folder_discard(f);
        errno = error;
        return -1;
    }
    if (f->temporary)
        debris_forget(-1, f->temporary);
    free(f->temporary);
    f->temporary = NULL;
    close_folder(f);
    return 0;
}

/* Goes on: the fewer are left, the better. What hinders shows when the folder itself is removed. */
static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)kind;
    return remove(path) != 0 && place->level == 0 ? -1 : 0;
}

/* A folder whose own rights hinder it stays: they are given to folders last of all. */
void folder_discard(struct folder *f)
{
    close_folder(f);
    if (f->temporary) {
        if (nftw(f->temporary, remove_one, 32, FTW_DEPTH | FTW_PHYS) != 0)
            report_left(f->temporary, errno);
        debris_forget(-1, f->temporary);
    }
    free(f->temporary);
    f->temporary = NULL;
}
