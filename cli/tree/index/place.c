/* place.c - Paths in an archive are a stranger's. None is given to the kernel as a whole: each part is
 * opened from the folder before it. */
#include "cli/tree/index/place.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 4095 /* what the system calls of Linux take */

/* Refused, not mended: a path without its ".." means another place than whoever packed it meant. */
const char *place_refusal(const char *path)
{
    if (*path == '\0')
        return "refused: has no name";
    if (*path == '/')
        return "refused: absolute path";
    if (strlen(path) > PATH_BYTES)
        return "refused: path too long";
    while (*path) {
        size_t n = strcspn(path, "/");

        /* Also in the middle, where it might lead back into the folder: that depends on what the parts
         * before it are. */
        if (n == 2 && path[0] == '.' && path[1] == '.')
            return "refused: path leads upwards";
        path += n;
        path += strspn(path, "/");
    }
    return NULL;
}

/* The next part of the path, "." left out; empty at the end. -1 with errno when it is too long for any disk. */
static int next_part(const char **path, char name[PLACE_NAME])
{
    size_t n;

    do {
        *path += strspn(*path, "/");
        n = strcspn(*path, "/");
        if (n >= PLACE_NAME) {
            errno = ENAMETOOLONG;
            return -1;
        }
        memcpy(name, *path, n);
        name[n] = '\0';
        *path += n;
    } while (n == 1 && name[0] == '.');
    return 0;
}

/* O_NOFOLLOW at every step, and each from the descriptor of the one before: nobody can put a link in
 * between. The folders above an entry need not be entries themselves, so they are made on the way, with
 * usual rights. */
static int step_into(int folder, const char *name)
{
    int made = mkdirat(folder, name, 0777), next;

    if (made != 0 && errno != EEXIST)
        return -1;
    next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return next;
}

int place_open(int base, const char *path, char name[PLACE_NAME])
{
    /* A copy, so that every step closes the folder before it alike. Not below 3, where others expect
     * standard streams. */
    int folder = fcntl(base, F_DUPFD_CLOEXEC, 3);
    char ahead[PLACE_NAME];

    if (folder < 0 || next_part(&path, name) != 0)
        goto failed;
    for (;;) {
        int next;

        /* One part ahead: the last is not opened, but handed to the caller, who makes it. */
        if (next_part(&path, ahead) != 0)
            goto failed;
        if (!*ahead)
            return folder;
        next = step_into(folder, name);
        if (next < 0)
            goto failed;
        close(folder);
        folder = next;
        memcpy(name, ahead, strlen(ahead) + 1);
    }
failed:
    if (folder >= 0) {
        int error = errno;

        close(folder);
        errno = error;
    }
    return -1;
}
