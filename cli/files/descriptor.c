/* descriptor.c - /dev/stdout and /dev/fd/3 mean what is open already: to replace them by a rename, as for
 * files, would destroy a device link. */
#define _XOPEN_SOURCE 700 /* realpath() */
#include "cli/files/descriptor.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINKS_MAX 40 /* as the kernel follows */
#define TEXT 4096

/* Whether the real path of a folder is that of this process's descriptors. */
static int is_ours(const char *folder)
{
    char process[32];
    size_t n = strlen(folder), length = (size_t)snprintf(process, sizeof process, "/proc/%ld/", (long)getpid());

    /* Elsewhere than on Linux /dev/fd is a folder of its own. */
    if (strcmp(folder, "/dev/fd") == 0)
        return 1;
    return strncmp(folder, process, length) == 0 && n > 3 && strcmp(folder + n - 3, "/fd") == 0;
}

enum { NO_NAME = -1, A_LINK = -2 };

/* The number that `last` is, in a folder of descriptors. A_LINK: it may be one that leads there, for it lies
 * where only the system puts any. NO_NAME: neither. */
static int number_in(const char *folder, const char *last)
{
    char *real = realpath(*folder ? folder : ".", NULL);
    int number = NO_NAME;

    /* Eight characters at most: what atoi() does with a number beyond an int is undefined. */
    if (real && is_ours(real) && isdigit((unsigned char)*last) && strlen(last) < 9)
        number = atoi(last);
    /* Links that users make anywhere else are files to be replaced like others. */
    else if (real && strcmp(real, "/dev") == 0)
        number = A_LINK;
    free(real);
    return number;
}

/* The target of the link, seen from the folder it lies in, replaces its name. 0, or -1 when it is no link. */
static int follow(char path[TEXT])
{
    char text[TEXT];
    const char *slash = strrchr(path, '/');
    const ssize_t n = readlink(path, text, sizeof text - 1);
    size_t kept = slash ? (size_t)(slash - path) + 1 : 0;

    if (n <= 0)
        return -1;
    text[n] = '\0';
    if (*text == '/')
        kept = 0;
    if (kept + (size_t)n >= TEXT)
        return -1;
    memcpy(path + kept, text, (size_t)n + 1);
    return 0;
}

int descriptor_named(const char *name)
{
    char path[TEXT], folder[TEXT];

    if (strlen(name) >= sizeof path)
        return -1;
    strcpy(path, name);
    for (int i = 0; i < LINKS_MAX; i++) {
        const char *slash = strrchr(path, '/');
        const size_t length = slash ? (size_t)(slash - path) + 1 : 0;
        int number;

        memcpy(folder, path, length);
        folder[length] = '\0';
        number = number_in(folder, path + length);
        if (number != A_LINK || follow(path) != 0)
            return number >= 0 ? number : -1;
    }
    return -1;
}

int descriptor_write(int fd, const unsigned char **p, size_t *size, size_t most)
{
    const ssize_t n = write(fd, *p, *size < most ? *size : most);

    if (n > 0) {
        *p += n;
        *size -= (size_t)n;
    }
    /* Not everything may be written in one call: pipes and signals cut writes short. */
    return n >= 0 || errno == EINTR || errno == EAGAIN ? 0 : -1;
}
