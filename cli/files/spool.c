/* spool.c - Temporary files lose their name as soon as they are open: nobody else can open them, and a
 * crash leaves nothing. */
#include "cli/files/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/files/debris.h"
#include "cli/output/removal.h"
#include "cli/output/temporary.h"
#include "cli/terminal/report.h"

/* NULL: nobody has chosen one. An empty TMPDIR counts as none, as for mktemp(1). */
static const char *wanted_folder(void)
{
    const char *folder = getenv("TMPDIR");

    return folder && *folder ? folder : NULL;
}

const char *spool_name(void)
{
    return wanted_folder() ? "(temporary file in TMPDIR)" : "(temporary file)";
}

/* It is ours alone once it has no name. With one it would stay after a crash, so it is not used then.
 * (O_TMPFILE makes files without a name, but on Linux alone, and not on every file system.) */
static int hide(int fd, int folder, const char *name, const struct node *node)
{
    int error;

    if (removal_of_file(folder, name, node) == 0)
        return fd;
    error = errno;
    close(fd);
    report_left(name, error);
    errno = error;
    return -1;
}

static int open_in(int folder)
{
    struct temporary t = { .tries = 0 };
    struct node node;
    int fd = -1;

    while (fd < 0 && temporary_next(&t) == 0)
        fd = debris_file(folder, t.name, O_RDWR, &node);
    if (fd >= 0) {
        /* Debris until its name is gone: a signal may come in between. */
        fd = hide(fd, folder, t.name, &node);
        debris_forget(folder, t.name);
    }
    return fd;
}

int spool_open(void)
{
    const char *wanted = wanted_folder();
    const int folder = around_folder(wanted ? wanted : "/tmp");
    int fd, error;

    if (folder < 0)
        return -1;
    fd = open_in(folder);
    /* close() may overwrite it. */
    error = errno;
    close(folder);
    errno = error;
    return fd;
}
