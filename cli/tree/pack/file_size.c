/* file_size.c - The index says how long files are, so that has to be known before they are read. */
#include "cli/tree/pack/file_size.h"

#include <errno.h>
#include <unistd.h>

#include "cli/files/sparse.h"
#include "cli/files/spool.h"
#include "cli/signals.h"

/* Bytes of a read, and the most that a file without blocks is read for. */
#define PIECE 65536

/* Kernels make up the files of /proc as they are read and give them the size 0, those of /sys
 * the size of a page; neither takes any block. A hole takes none either, and may be short
 * too: then its size turns out right. */
static int is_doubtful(const struct stat *info)
{
    return info->st_size == 0 || (info->st_blocks == 0 && info->st_size <= PIECE);
}

static ssize_t read_some(int fd, unsigned char *piece)
{
    ssize_t n;

    do {
        /* A file of the kernel may have no end; a signal ends reading it. */
        if (signals_caught()) {
            errno = EINTR;
            return -1;
        }
        n = read(fd, piece, PIECE);
    } while (n < 0 && errno == EINTR);
    return n;
}

static int put(struct tree *t, const unsigned char *piece, size_t n, struct measured *m)
{
    m->no_spool = 1; /* if this fails */
    if (t->spool == 0) {
        t->spool = spool_open();
        if (t->spool < 0) {
            t->spool = 0;
            return -1;
        }
    }
    if (sparse_write_all(t->spool, piece, n) != 0)
        return -1;
    m->no_spool = 0;
    return 0;
}

/* Its bytes go to the end of the spool. */
static int copy(struct tree *t, int fd, struct measured *m)
{
    unsigned char piece[PIECE];
    ssize_t n;

    while ((n = read_some(fd, piece)) > 0) {
        if (put(t, piece, (size_t)n, m) != 0)
            return -1;
        if (m->size == 0)
            m->at = (uint64_t)lseek(t->spool, 0, SEEK_CUR) - (uint64_t)n;
        m->size += (uint64_t)n;
    }
    return n < 0 ? -1 : 0;
}

int measure(struct tree *t, int fd, const struct stat *info, struct measured *m)
{
    *m = (struct measured){ .size = (uint64_t)info->st_size };
    if (!is_doubtful(info))
        return 0;
    m->size = 0;
    if (copy(t, fd, m) != 0)
        return -1;
    m->spooled = m->size != (uint64_t)info->st_size;
    if (m->spooled || m->size == 0)
        return 0;
    return lseek(t->spool, (off_t)m->at, SEEK_SET) >= 0 ? 0 : -1; /* it is right: the copy is of no use */
}
