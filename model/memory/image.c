/* image.c - the touched pages of a file in memory, copied, and copied back: all of them, or of tables with marks only the
 * lines that are marked. */
#define _GNU_SOURCE /* SEEK_DATA */
#include "model/memory/image.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes at..end of a file. */
struct extent {
    size_t at, end;
};

struct kept {
    struct extent e;
    size_t from; /* where in the image they are */
};

struct llz_image {
    struct kept *kept; /* touched when the image was taken, in order, without marks */
    size_t n, room;
    unsigned char *bytes;
    size_t size;
};

#ifdef SEEK_DATA

/* The next touched bytes after *e and before `to`: 1; 0: there are none; -1: the system cannot tell. */
static int next_before(int file, size_t to, struct extent *e)
{
    const off_t at = e->end < to ? lseek(file, (off_t)e->end, SEEK_DATA) : 0;
    if (at < 0)
        return errno == ENXIO ? 0 : -1;
    if (e->end >= to || (size_t)at >= to)
        return 0;
    const off_t end = lseek(file, at, SEEK_HOLE);
    *e = (struct extent){ (size_t)at, (size_t)end < to ? (size_t)end : to };
    return end > at ? 1 : -1;
}

#else

static int next_before(int file, size_t to, struct extent *e)
{
    (void)file;
    (void)to;
    (void)e;
    return -1;
}

#endif

static struct extent marks_of(const struct llz_marked *table, const unsigned char *base)
{
    const size_t at = (size_t)((unsigned char *)table->mark - base);

    return (struct extent){ at, at + llz_marks_of(table->n) * sizeof *table->mark };
}

static bool append(struct llz_image *m, struct extent e)
{
    if (m->n == m->room) {
        const size_t room = 2 * m->room + 64;
        struct kept *p = realloc(m->kept, room * sizeof *p);
        if (!p)
            return false;
        m->kept = p;
        m->room = room;
    }
    m->kept[m->n++] = (struct kept){ e, m->size };
    m->size += e.end - e.at;
    return true;
}

static bool find_before(struct llz_image *m, int file, size_t from, size_t to)
{
    struct extent e = { .end = from };
    int found;

    while ((found = next_before(file, to, &e)) > 0)
        if (!append(m, e))
            return false;
    return found == 0;
}

/* Where untouched, marks are zero already. */
static bool clear_marks(int file, unsigned char *base, struct extent marks)
{
    struct extent e = { .end = marks.at };
    int found;

    while ((found = next_before(file, marks.end, &e)) > 0)
        memset(base + e.at, 0, e.end - e.at);
    return found == 0;
}

static bool find(struct llz_image *m, int file, unsigned char *base, const struct llz_marked *tables, size_t n)
{
    size_t from = 0;

    for (size_t i = 0; i < n; i++) {
        const struct extent marks = marks_of(&tables[i], base);

        if (!find_before(m, file, from, marks.at) || !clear_marks(file, base, marks))
            return false;
        from = marks.end;
    }
    return find_before(m, file, from, SIZE_MAX);
}

static bool copy(struct llz_image *m, const unsigned char *base)
{
    m->bytes = malloc(m->size + 1);
    for (size_t i = 0; m->bytes && i < m->n; i++)
        memcpy(m->bytes + m->kept[i].from, base + m->kept[i].e.at, m->kept[i].e.end - m->kept[i].e.at);
    return m->bytes != NULL;
}

struct llz_image *llz_image_take(int file, unsigned char *base, const struct llz_marked *tables, size_t n)
{
    struct llz_image *m = calloc(1, sizeof *m);

    if (m && find(m, file, base, tables, n) && copy(m, base))
        return m;
    llz_image_free(m);
    return NULL;
}

/* Bytes as the image has them, and zero where it has none. *i: the first that it keeps which does not end before them. */
static void put_back(const struct llz_image *m, size_t *i, struct extent e, unsigned char *base)
{
    while (e.at < e.end) {
        while (*i < m->n && m->kept[*i].e.end <= e.at)
            ++*i;
        if (*i == m->n || m->kept[*i].e.at >= e.end)
            break;
        const struct kept *k = &m->kept[*i];
        const size_t at = k->e.at > e.at ? k->e.at : e.at, end = k->e.end < e.end ? k->e.end : e.end;
        memset(base + e.at, 0, at - e.at);
        memcpy(base + at, m->bytes + k->from + (at - k->e.at), end - at);
        e.at = end;
    }
    memset(base + e.at, 0, e.end - e.at);
}

/* Pages that were new stay, cleared: the next member is likely to touch them too. */
static bool put_back_before(const struct llz_image *m, size_t *i, int file, unsigned char *base, size_t from,
                            size_t to)
{
    struct extent e = { .end = from };
    int found;

    while ((found = next_before(file, to, &e)) > 0)
        put_back(m, i, e, base);
    return found == 0;
}

/* Lines of a table from one on, that of the lowest bit of a word of marks, which become zero. */
static void put_back_lines(const struct llz_image *m, size_t *i, unsigned char *base, size_t at, uint64_t *word)
{
    for (; *word; *word &= *word - 1) {
        const size_t line = at + (size_t)__builtin_ctzll(*word) * LLZ_ALIGN;

        put_back(m, i, (struct extent){ line, line + LLZ_ALIGN }, base);
    }
}

static bool put_back_marked(const struct llz_image *m, size_t *i, int file, unsigned char *base,
                            const struct llz_marked *table)
{
    const struct extent marks = marks_of(table, base);
    const size_t first = (size_t)(table->line - base);
    struct extent e = { .end = marks.at };
    int found;

    while ((found = next_before(file, marks.end, &e)) > 0)
        for (size_t word = (e.at - marks.at) / sizeof *table->mark;
             word < (e.end - marks.at) / sizeof *table->mark; word++)
            put_back_lines(m, i, base, first + 64 * word * LLZ_ALIGN, table->mark + word);
    return found == 0;
}

bool llz_image_restore(const struct llz_image *m, int file, unsigned char *base,
                       const struct llz_marked *tables, size_t n)
{
    size_t from = 0, i = 0;

    for (size_t t = 0; t < n; t++) {
        if (!put_back_before(m, &i, file, base, from, (size_t)(tables[t].line - base)) ||
            !put_back_marked(m, &i, file, base, &tables[t]))
            return false;
        from = marks_of(&tables[t], base).end;
    }
    return put_back_before(m, &i, file, base, from, SIZE_MAX);
}

void llz_image_free(struct llz_image *m)
{
    if (!m)
        return;
    free(m->kept);
    free(m->bytes);
    free(m);
}
