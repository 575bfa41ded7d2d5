/* listing.c - Names are sorted, so that an archive does not depend on the order in which a file
 * system keeps them. */
#include "cli/names/listing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* By bytes, not strcoll(): no order may depend on the locale. strcmp() compares unsigned on every machine. */
int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int add_name(struct folder_names *names, const char *name)
{
    char **grown;
    char *copy;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return 0;
    grown = array_grow(names->at, names->count, &names->room, sizeof *grown);
    copy = pool_copy(&names->pool, name, strlen(name));
    /* Even without memory for the copy: the old array is gone. */
    if (grown)
        names->at = grown;
    if (!grown || !copy) {
        errno = ENOMEM;
        return -1;
    }
    grown[names->count++] = copy;
    return 0;
}

/* Closes fd. */
static int list(int fd, struct folder_names *names)
{
    /* fdopendir() takes the descriptor over, but only when it succeeds. */
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
        /* readdir() returns NULL at the end and on failure; only errno tells them apart. */
        errno = 0;
        entry = readdir(dir);
    } while (entry && add_name(names, entry->d_name) == 0);
    /* 0 only at the end: add_name() sets it where it fails. closedir() may overwrite it. */
    error = errno;
    closedir(dir);
    if (error != 0) {
        folder_names_free(names);
        errno = error;
        return -1;
    }
    /* qsort() of NULL is undefined even for no elements (C11 7.22.5). */
    if (names->count > 0)
        qsort(names->at, names->count, sizeof *names->at, compare_names);
    return 0;
}

int folder_list(const char *path, struct folder_names *names)
{
    return list(open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), names);
}

int folder_list_followed(const char *path, struct folder_names *names)
{
    return list(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), names);
}

/* Opened once more, for a place of its own in it. */
int folder_list_open(int folder, struct folder_names *names)
{
    return list(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), names);
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
