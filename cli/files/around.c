/* around.c - Names are resolved once: later steps use the open folder and the last part of the name, so
 * that nobody can put another folder between checking and writing. Files are known by device and inode,
 * not by name. */
#define _GNU_SOURCE /* O_PATH, syncfs() */
#include "cli/files/around.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/output/durable.h"

#ifndef O_PATH
#define O_PATH 0
#endif

/* A folder that may be entered but not read (0311) can be opened by O_PATH alone. */
int around_folder(const char *path)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return fd < 0 && errno == EACCES && O_PATH != 0 ? open(path, O_PATH | O_DIRECTORY | O_CLOEXEC) : fd;
}

int around_open(const char *path, const char **last)
{
    const char *slash = strrchr(path, '/');
    /* With its slash: the folder of /name is /, and not the empty string. */
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int fd, error;

    *last = slash ? slash + 1 : path;
    if (!folder)
        return -1;
    fd = around_folder(folder);
    error = errno;
    free(folder);
    errno = error;
    return fd;
}

/* What was opened by O_PATH says so. */
int around_needs_file(int folder)
{
    const int flags = O_PATH != 0 ? fcntl(folder, F_GETFL) : 0;

    return flags > 0 && (flags & O_PATH);
}

/* File systems that cannot sync a folder say EINVAL.
 *
 * Only after its folder is synced does a new name survive a crash; but one opened by O_PATH cannot be
 * synced. Instead the whole file system is. */
int around_sync(int folder, int file)
{
    if (around_needs_file(folder))
        return durable_all(file);
    return fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : -1;
}

const char *around_text(char text[AROUND_TEXT], const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    const int before = slash ? (int)(slash - path) + 1 : 0;

    snprintf(text, AROUND_TEXT, "%.*s%s", before, path, name);
    return text;
}

struct node node_of(const struct stat *info)
{
    return (struct node){ info->st_dev, info->st_ino };
}

int node_equal(const struct node *a, const struct node *b)
{
    return a->device == b->device && a->number == b->number;
}

int same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

int node_read(struct node *n, int fd)
{
    struct stat info;

    if (fstat(fd, &info) != 0)
        return -1;
    *n = node_of(&info);
    return 0;
}

/* Between check and use somebody can still exchange the name: no system call removes or renames a file
 * by its inode. */
int node_check(const struct node *n, int folder, const char *name)
{
    struct stat info;
    struct node now;

    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    now = node_of(&info);
    if (node_equal(n, &now))
        return 0;
    errno = ESTALE;
    return -1;
}
