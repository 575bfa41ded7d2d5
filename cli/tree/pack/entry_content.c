#include "cli/tree/pack/entry_content.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Opened again each time: to keep all files open from the first look on would take as many descriptors. */
int content_open(const struct tree *t, const struct tree_entry *e)
{
    return e->origin.spooled ? t->spool
                             : open(e->origin.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

void content_close(const struct tree_entry *e, int fd)
{
    if (!e->origin.spooled && fd >= 0)
        close(fd);
}

size_t content_read(int fd, const struct tree_entry *e, uint64_t at, unsigned char *to, size_t n)
{
    size_t done = 0;

    while (fd >= 0 && done < n) {
        /* pread(): hole_length() moves the offset of the descriptor. */
        const ssize_t got = pread(fd, to + done, n - done, (off_t)(e->origin.at + at + done));

        if (got < 0 && errno == EINTR)
            continue;
        if (got == 0)
            errno = 0;
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

int content_is_gone(int error)
{
    /* Above it a folder may have become a file; it may itself be a link by now (O_NOFOLLOW) or a socket; a server
     * of files may have removed it. */
    return error == ENOENT || error == ENOTDIR || error == ELOOP || error == ENXIO || error == ENODEV ||
           error == ESTALE;
}

int content_is_withdrawn(int error)
{
    /* EISDIR, ESPIPE: read from a folder, or a pipe. */
    return content_is_gone(error) || error == EACCES || error == EPERM || error == EISDIR || error == ESPIPE;
}
