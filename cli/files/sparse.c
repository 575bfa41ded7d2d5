/* sparse.c - Zeros are passed over by lseek() once something is written after them, so that the file system
 * keeps no blocks for them. */
#define _XOPEN_SOURCE 700 /* ftruncate() */
#include "cli/files/sparse.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/files/descriptor.h"

/* Zeros that become a hole: a block of the file, as most file systems have them. */
#define BLOCK 4096

int sparse_write_all(int fd, const void *data, size_t size)
{
    const unsigned char *p = data;

    while (size > 0)
        if (descriptor_write(fd, &p, &size, size) != 0)
            return -1;
    return 0;
}

/* Bytes up to the next beginning of a block, at most size. */
static size_t block_length(const struct sparse *s, size_t size)
{
    size_t length = BLOCK - (size_t)(s->at % BLOCK);

    return length < size ? length : size;
}

static int is_zero(const unsigned char *p, size_t n)
{
    /* Compared with itself, moved by one byte: the first is zero, and each equals the one before it. */
    return p[0] == 0 && memcmp(p, p + 1, n - 1) == 0;
}

/* Moves over zeros that were left out, and writes what follows them. */
static int write_behind_hole(struct sparse *s, int fd, const unsigned char *p, size_t size)
{
    if (size == 0)
        return 0;
    if (s->hole > 0 && lseek(fd, s->hole, SEEK_CUR) == -1)
        return -1;
    s->hole = 0;
    return sparse_write_all(fd, p, size);
}

/* A block that comes in two pieces is left out like others: the first part may be one's end, and the second
 * goes on with a hole. */
int sparse_write(struct sparse *s, int fd, const void *data, size_t size)
{
    const unsigned char *p = data;
    size_t ready = 0; /* bytes at p that are no hole */

    if (s->off)
        return sparse_write_all(fd, data, size);
    while (ready < size) {
        const size_t n = block_length(s, size - ready);
        const int apart = n == BLOCK || ready + n == size || (ready == 0 && s->hole > 0);

        s->at += (off_t)n;
        if (!apart || !is_zero(p + ready, n)) {
            ready += n;
            continue;
        }
        if (write_behind_hole(s, fd, p, ready) != 0)
            return -1;
        s->hole += (off_t)n;
        p += ready + n;
        size -= ready + n;
        ready = 0;
    }
    return write_behind_hole(s, fd, p, ready);
}

int sparse_skip(struct sparse *s, uint64_t n)
{
    if (n > (uint64_t)(INT64_MAX - s->at)) {
        errno = EFBIG;
        return -1;
    }
    s->at += (off_t)n;
    s->hole += (off_t)n;
    return 0;
}

int sparse_end(const struct sparse *s, int fd)
{
    /* A hole at the end would be no part of the file, for nothing is written after it. */
    return s->hole > 0 ? ftruncate(fd, s->at) : 0;
}
