#include "cli/tree/spool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int spool_open(void)
{
    static const char name[] = "/.llz-XXXXXX";
    const char *folder = getenv("TMPDIR");
    char *path;
    size_t n;
    int fd;

    if (!folder || !*folder)
        folder = "/tmp";
    n = strlen(folder);
    path = malloc(n + sizeof name);
    if (!path)
        return -1;
    memcpy(path, folder, n);
    memcpy(path + n, name, sizeof name);
    fd = mkstemp(path);
    if (fd >= 0)
        unlink(path);
    free(path);
    return fd;
}

int spool_write(int fd, const void *data, size_t n)
{
    const char *p = data;

    while (n > 0) {
        ssize_t done = write(fd, p, n);

        if (done < 0 && errno != EINTR)
            return -1;
        if (done > 0) {
            p += done;
            n -= (size_t)done;
        }
    }
    return 0;
}
