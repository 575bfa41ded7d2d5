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
