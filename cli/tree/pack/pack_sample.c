/* pack_sample.c - The content of a tree begins with one file, which says little about the others. */
#include "cli/tree/pack/pack_sample.h"

#include <fcntl.h>
#include <unistd.h>

#define PIECES                                                                                                 \
    4 /* as many kinds of files as may be seen; of more, each piece would be too short to say what it is */

/* Without waiting: what was a regular file when it was listed may be a FIFO by now. */
static size_t read_beginning(const struct tree *t, const struct tree_entry *e, unsigned char *to, size_t n)
{
    const int own = !e->origin.spooled;
    const int fd =
        own ? open(e->origin.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : t->spool;
    const ssize_t got = fd >= 0 ? pread(fd, to, n < e->size ? n : (size_t)e->size, (off_t)e->origin.at) : -1;

    if (own && fd >= 0)
        (void)close(fd); /* it was only read, so nothing can be lost */
    return got > 0 ? (size_t)got : 0;
}

size_t pack_sample(const struct tree *t, unsigned char *to, size_t n)
{
    size_t used = 0;

    for (size_t i = 0; i < PIECES && t->files > 0; i++) {
        const size_t rank = (size_t)((2 * i + 1) * (uint64_t)t->files / (2 * PIECES));

        used += read_beginning(t, &t->entries[t->order[rank]], to + used, n / PIECES);
    }
    return used;
}
