#include "cli/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/report.h"

/* NULL: nobody has chosen one. */
static const char *wanted_folder(void)
{
    const char *folder = getenv("TMPDIR");

    return folder && *folder ? folder : NULL;
}

const char *spool_name(void)
{
    return wanted_folder() ? "(temporary file in TMPDIR)" : "(temporary file)";
}

/* It is ours alone once it has no name. */
static int hide(int fd, const char *path)
{
    int error;

    if (unlink(path) == 0)
        return fd;
    error = errno;
    close(fd);
    report_left(path, error);
    errno = error;
    return -1;
}

int spool_open(void)
{
    static const char name[] = "/.llz-XXXXXX";
    const char *folder = wanted_folder();
    char *path;
    size_t n;
    int fd;

    if (!folder)
        folder = "/tmp";
    n = strlen(folder);
    path = malloc(n + sizeof name);
    if (!path)
        return -1;
    memcpy(path, folder, n);
    memcpy(path + n, name, sizeof name);
    fd = mkstemp(path);
    if (fd >= 0)
        fd = hide(fd, path);
    free(path);
    return fd;
}
