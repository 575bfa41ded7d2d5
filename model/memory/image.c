/* image.c - the touched pages of a file in memory, copied, and copied back. */
#define _GNU_SOURCE /* SEEK_DATA */
#include "model/memory/image.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes at..end of a file. */
struct extent {
    size_t at, end;
};

struct llz_image {
    struct extent *extent; /* touched when the image was taken, in order */
    size_t n, room;
    unsigned char *bytes; /* theirs, one extent after the other */
};

#ifdef SEEK_DATA

/* The next touched bytes from `from` on: 1; 0: there are none; -1: the system cannot tell. */
static int next_extent(int file, size_t from, struct extent *e)
{
    const off_t at = lseek(file, (off_t)from, SEEK_DATA);
    if (at < 0)
        return errno == ENXIO ? 0 : -1;
    const off_t end = lseek(file, at, SEEK_HOLE);
    *e = (struct extent){ (size_t)at, (size_t)end };
    return end > at ? 1 : -1;
}

#else

static int next_extent(int file, size_t from, struct extent *e)
{
    (void)file;
    (void)from;
    (void)e;
    return -1;
}

#endif

static bool append(struct llz_image *m, struct extent e)
{
    if (m->n == m->room) {
        const size_t room = 2 * m->room + 64;
        struct extent *p = realloc(m->extent, room * sizeof *p);
        if (!p)
            return false;
        m->extent = p;
        m->room = room;
    }
    m->extent[m->n++] = e;
    return true;
}

static bool find_extents(struct llz_image *m, int file)
{
    struct extent e = { 0, 0 };
    int found;
    while ((found = next_extent(file, e.end, &e)) > 0)
        if (!append(m, e))
            return false;
    return found == 0;
}

static size_t bytes_of(const struct llz_image *m)
{
    size_t sum = 0;
    for (size_t i = 0; i < m->n; i++)
        sum += m->extent[i].end - m->extent[i].at;
    return sum;
}

static bool copy(struct llz_image *m, const unsigned char *base)
{
    unsigned char *to = m->bytes = malloc(bytes_of(m) + 1);
    for (size_t i = 0; to && i < m->n; i++) {
        const size_t bytes = m->extent[i].end - m->extent[i].at;
        memcpy(to, base + m->extent[i].at, bytes);
        to += bytes;
    }
    return to != NULL;
}

struct llz_image *llz_image_take(int file, const unsigned char *base)
{
    struct llz_image *m = calloc(1, sizeof *m);
    if (m && find_extents(m, file) && copy(m, base))
        return m;
    llz_image_free(m);
    return NULL;
}

/* Clears what of an extent the image has not. *i: of the image, the first that does not end before it. */
static void clear_new(const struct llz_image *m, size_t *i, struct extent e, unsigned char *base)
{
    while (e.at < e.end) {
        while (*i < m->n && m->extent[*i].end <= e.at)
            ++*i;
        const struct extent *old = *i < m->n ? &m->extent[*i] : NULL;
        const size_t end = old && old->at < e.end ? old->at : e.end;
        if (e.at < end)
            memset(base + e.at, 0, end - e.at);
        e.at = end < e.end ? old->end : e.end;
    }
}

/* Pages that were new stay, cleared: the next member is likely to touch them too. */
static bool clear_all_new(const struct llz_image *m, int file, unsigned char *base)
{
    struct extent e = { 0, 0 };
    size_t i = 0;
    int found;
    while ((found = next_extent(file, e.end, &e)) > 0)
        clear_new(m, &i, e, base);
    return found == 0;
}

bool llz_image_restore(const struct llz_image *m, int file, unsigned char *base)
{
    const unsigned char *from = m->bytes;
    if (!clear_all_new(m, file, base))
        return false;
    for (size_t i = 0; i < m->n; i++) {
        const size_t bytes = m->extent[i].end - m->extent[i].at;
        memcpy(base + m->extent[i].at, from, bytes);
        from += bytes;
    }
    return true;
}

void llz_image_free(struct llz_image *m)
{
    if (!m)
        return;
    free(m->extent);
    free(m->bytes);
    free(m);
}
