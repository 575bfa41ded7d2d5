#include "cli/spool.h"

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
