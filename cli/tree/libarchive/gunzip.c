/* gunzip.c - Members in a row are one content, zeros after the last are padding, and anything else there is left out,
 * as gzip(1) has it. */
#include "cli/tree/libarchive/gunzip.h"

#include <errno.h>
#include <string.h>

#define WINDOW (15 + 16) /* bits of the largest; + 16: gzip's headers, and its checks */

static int fail(struct gunzip *g, const char *why)
{
    g->failed = why;
    return -1;
}

/* More input, after what is left of it: how many bytes, 0 at its end. */
static ssize_t refill(struct gunzip *g)
{
    ssize_t n;

    memmove(g->in, g->z.next_in, g->z.avail_in);
    g->z.next_in = g->in;
    n = source_read(g->src, g->in + g->z.avail_in, sizeof g->in - g->z.avail_in);
    if (n < 0)
        return fail(g, strerror(errno));
    g->z.avail_in += (uInt)n;
    return n;
}

/* Whether a member begins here; -1: failed. */
static int is_member(struct gunzip *g)
{
    ssize_t n = 1;

    while (g->z.avail_in < 2 && n > 0)
        n = refill(g);
    if (n < 0)
        return -1;
    return g->z.avail_in >= 2 && g->z.next_in[0] == 0x1f && g->z.next_in[1] == 0x8b;
}

int gunzip_open(struct gunzip *g, struct source *src)
{
    g->src = src;
    g->packed = g->ended = g->trailing = 0;
    g->failed = NULL;
    g->z = (z_stream){ .next_in = g->in };
    g->packed = is_member(g);
    if (g->packed < 0)
        return -1;
    if (g->packed && inflateInit2(&g->z, WINDOW) != Z_OK)
        return fail(g, strerror(ENOMEM));
    return 0;
}

static int skip_trailing(struct gunzip *g)
{
    ssize_t n = 1;

    while (n > 0 && !g->trailing) {
        for (uInt i = 0; i < g->z.avail_in; i++)
            g->trailing |= g->z.next_in[i] != 0;
        g->z.avail_in = 0;
        n = refill(g);
    }
    return n < 0 ? -1 : 0;
}

static int end_member(struct gunzip *g)
{
    const int again = is_member(g);

    if (again < 0)
        return -1;
    if (again)
        return inflateReset(&g->z) == Z_OK ? 0 : fail(g, "gzip's data are damaged");
    g->ended = 1;
    return skip_trailing(g);
}

/* zlib compares sum and length before it says that a member has ended. */
static int step(struct gunzip *g)
{
    ssize_t n = 1;

    if (g->z.avail_in == 0)
        n = refill(g);
    if (n <= 0)
        return n < 0 ? -1 : fail(g, "gzip's data end too early");
    switch (inflate(&g->z, Z_NO_FLUSH)) {
    case Z_OK:
        return 0;
    case Z_STREAM_END:
        return end_member(g);
    case Z_MEM_ERROR:
        return fail(g, strerror(ENOMEM));
    default:
        return fail(g, "gzip's data are damaged");
    }
}

static ssize_t pass(struct gunzip *g, const void **data)
{
    ssize_t n;

    if (g->z.avail_in == 0 && refill(g) < 0)
        return -1;
    n = (ssize_t)g->z.avail_in;
    *data = g->z.next_in;
    g->z.avail_in = 0;
    return n;
}

ssize_t gunzip_read(struct gunzip *g, const void **data)
{
    if (g->failed)
        return -1;
    if (!g->packed)
        return pass(g, data);
    g->z.next_out = g->out;
    g->z.avail_out = sizeof g->out;
    while (!g->ended && g->z.avail_out == sizeof g->out)
        if (step(g) != 0)
            return -1;
    *data = g->out;
    return (ssize_t)(sizeof g->out - g->z.avail_out);
}

void gunzip_close(struct gunzip *g)
{
    /* Of one that was never begun it is an error, and does nothing. */
    (void)inflateEnd(&g->z);
}
