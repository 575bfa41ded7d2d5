#include "cli/tree/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/debris.h"
#include "cli/report.h"
#include "cli/tree/inodes.h"

#define TRIES 1000

int stage_check(const struct make *m, const struct made *at)
{
    struct stat info;

    if (fstatat(at->folder, at->name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : -1;
    errno = !m->replace ? EEXIST : EISDIR;
    if (!m->replace || S_ISDIR(info.st_mode))
        return -1;
    errno = ETXTBSY;
    return inodes_have(m->claims, info.st_dev, info.st_ino) ? -1 : 0;
}

/* Names that no other process is likely to try just now. */
int stage_next(struct made *at)
{
    struct timespec now = { 0 };

    if (at->tries == 0)
        clock_gettime(CLOCK_REALTIME, &now);
    else if (errno != EEXIST || at->tries >= TRIES)
        return -1;
    at->number = at->tries++ == 0 ? (unsigned long)now.tv_nsec ^ (unsigned long)getpid() << 8 : at->number + 1;
    snprintf(at->temporary, sizeof at->temporary, ".llz-%06lx", at->number & 0xffffff);
    return 0;
}

static int link_is_unsupported(int error)
{
    return error == EPERM || error == ENOTSUP || error == EOPNOTSUPP || error == ENOSYS || error == EMLINK ||
           error == EXDEV;
}

/* linkat() refuses an existing name in the same step in which it makes the new one. 1: the temporary name is
 * still there. */
static int give_name(const struct make *m, const struct made *at)
{
    if (stage_check(m, at) != 0)
        return -1;
    if (!m->replace && linkat(at->folder, at->temporary, at->folder, at->name, 0) == 0)
        return 1;
    if (!m->replace && !link_is_unsupported(errno))
        return -1;
    /* Between two names of one file rename() does nothing. */
    return renameat(at->folder, at->temporary, at->folder, at->name) == 0 ? at->linked : -1;
}

int stage_commit(const struct make *m, struct made *at)
{
    int left = *at->temporary ? give_name(m, at) : 0;

    if (left != 0)
        stage_undo(m, at);
    else if (*at->temporary)
        debris_forget(at->folder, at->temporary);
    return left < 0 ? -1 : 0;
}

/* Where it lies, as the user named the folder. */
static void tell(const struct make *m, const struct made *at, int error)
{
    char path[PLACE_NAME * 2];
    const char *slash = strrchr(at->path, '/');

    snprintf(path, sizeof path, "%s/%.*s%s", m->shown, slash ? (int)(slash - at->path) + 1 : 0, at->path,
             at->temporary);
    *m->status = status_worse(*m->status, report_left(path, error));
}

void stage_undo(const struct make *m, struct made *at)
{
    const int error = errno;

    if (*at->temporary && unlinkat(at->folder, at->temporary, 0) != 0 && errno != ENOENT)
        tell(m, at, errno);
    if (*at->temporary)
        debris_forget(at->folder, at->temporary);
    *at->temporary = '\0';
    errno = error;
}
