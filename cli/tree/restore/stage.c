/* stage.c - A name is given last, when the content is on the disk. Without -f it never replaces anything,
 * not even what somebody made there a moment ago. */
#include "cli/tree/restore/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files/debris.h"
#include "cli/files/inodes.h"
#include "cli/output/removal.h"
#include "cli/terminal/report.h"

int stage_check(const struct make *m, const struct made *at)
{
    struct stat info;

    if (fstatat(at->folder, at->name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : -1;
    /* A folder is never replaced, by whatever option: what is in it would be gone. */
    errno = !m->replace ? EEXIST : EISDIR;
    if (!m->replace || S_ISDIR(info.st_mode))
        return -1;
    /* An errno that nothing else here sets, for restore_not_made(). */
    errno = ETXTBSY;
    return inodes_have(m->claims, info.st_dev, info.st_ino) ? -1 : 0;
}

/* What says that the file system has no hard links (FAT: EPERM), or the file as many as it can have. */
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
    /* In a folder that others may write, it may be the name of something else by now. */
    if (node_check(&at->node, at->where, at->temporary.name) != 0)
        return -1;
    if (!m->replace && linkat(at->where, at->temporary.name, at->folder, at->name, 0) == 0)
        return 1;
    if (!m->replace && !link_is_unsupported(errno))
        return -1;
    /* Between two names of one file rename() does nothing. */
    return renameat(at->where, at->temporary.name, at->folder, at->name) == 0 ? at->linked : -1;
}

int stage_commit(const struct make *m, struct made *at)
{
    int left = *at->temporary.name ? give_name(m, at) : 0;

    if (left != 0)
        stage_undo(m, at);
    else if (*at->temporary.name)
        debris_forget(at->where, at->temporary.name);
    if (left < 0)
        return -1;
    /* What comes from the stage is synced for all files at once (durable_all()). */
    return m->sync && at->where == at->folder ? around_sync(at->folder, -1) : 0;
}

/* Where it lies, as the user named the folder. */
static void tell(const struct make *m, const struct made *at, int error)
{
    char path[AROUND_TEXT];
    const char *slash = strrchr(at->path, '/');

    if (at->where == m->stage)
        snprintf(path, sizeof path, "%.4500s/%s", m->stage_shown, at->temporary.name);
    else
        snprintf(path, sizeof path, "%s/%.*s%s", m->shown, slash ? (int)(slash - at->path) + 1 : 0, at->path,
                 at->temporary.name);
    *m->status = status_worse(*m->status, report_left(path, error));
}

void stage_undo(const struct make *m, struct made *at)
{
    /* The reason for the undoing is what the caller will tell. */
    const int error = errno;

    const char *name = at->temporary.name;

    if (*name && removal_of_file(at->where, name, &at->node) != 0 && errno != ENOENT)
        tell(m, at, errno);
    if (*name)
        debris_forget(at->where, name);
    *at->temporary.name = '\0';
    errno = error;
}
