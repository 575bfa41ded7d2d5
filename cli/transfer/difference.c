/* difference.c - content, as it is decoded, against an original that is read beside it. */
#include "cli/transfer/difference.h"

#include <errno.h>

/* Bytes on the stack, and of the zeros that an original is compared with at a time. */
#define PIECE 16384

static ssize_t read_original(struct difference *c, unsigned char *q, size_t n)
{
    ssize_t got = source_read(c->original, q, n);

    /* Kept, as errno does not outlive the way back through the library. */
    if (got < 0) {
        c->error = errno;
        c->verdict = VERDICT_UNREADABLE;
    }
    return got;
}

/* How many bytes at the front of both are equal. */
static size_t common(const unsigned char *p, const unsigned char *q, size_t n)
{
    /* Byte by byte: decoding is slower by orders of magnitude. */
    size_t i = 0;

    while (i < n && p[i] == q[i])
        i++;
    return i;
}

static void compare(struct difference *c, const unsigned char *p, const unsigned char *q, size_t n)
{
    const size_t same = common(p, q, n);

    c->at += same;
    if (same < n) {
        c->archive_byte = p[same];
        c->original_byte = q[same];
        c->verdict = VERDICT_DIFFERS;
    }
}

enum verdict difference_piece(struct difference *c, const unsigned char *p, size_t n)
{
    unsigned char q[PIECE];

    while (n > 0 && c->verdict == VERDICT_EQUAL) {
        const ssize_t got = read_original(c, q, n < sizeof q ? n : sizeof q);

        /* An end here is no error of reading, and the archive still has content. */
        if (got == 0)
            c->verdict = VERDICT_ORIGINAL_SHORTER;
        if (got <= 0)
            break;
        compare(c, p, q, (size_t)got);
        p += got;
        n -= (size_t)got;
    }
    return c->verdict;
}

enum verdict difference_zeros(struct difference *c, uint64_t n)
{
    static const unsigned char zeros[PIECE];

    while (n > 0 && c->verdict == VERDICT_EQUAL) {
        /* A hole of the original is known to be zeros; only what lies between holes is read. */
        const uint64_t hole = source_skip_hole(c->original, n);
        const size_t piece = n - hole < sizeof zeros ? (size_t)(n - hole) : sizeof zeros;

        c->at += hole;
        n -= hole + piece;
        difference_piece(c, zeros, piece);
    }
    return c->verdict;
}

enum verdict difference_end(struct difference *c)
{
    /* One byte more than the archive has: if it is there, the original is longer. */
    unsigned char q;

    if (c->verdict == VERDICT_EQUAL && read_original(c, &q, 1) > 0)
        c->verdict = VERDICT_ORIGINAL_LONGER;
    return c->verdict;
}
