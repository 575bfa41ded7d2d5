/* passages.c - A large file cannot be shown whole, and its costliest places alone would say that all of it is
 * costly: the cheapest and some from everywhere stand beside them. */
#include "cli/why/passages.h"

#include <stdlib.h>

#include "cli/why/page/glyph.h"

#define EXTREMES 8 /* of the most expensive passages, and of the cheapest */

/* A stretch of the file that can be chosen, once. */
struct window {
    size_t number;
    double bits;
    int taken;
};

/* Text is what consists of characters nearly everywhere. */
static int is_text(const unsigned char *p, size_t n)
{
    size_t good = 0;

    for (size_t i = 0; i < n;) {
        const size_t length = glyph_length(p + i, n - i);

        good += glyph_is_text(p + i, length) ? length : 0;
        i += length;
    }
    /* Nine tenths: a text with a few stray bytes is still easier to read as text. */
    return good * 10 >= n * 9;
}

/* A place that is not inside of a character, if there is one near: UTF-8 has at most three bytes after the
 * first, and where there are more it is no text. */
static size_t at_character(const struct account *a, size_t at)
{
    for (int i = 0; i < 3 && at < a->size && at > 0 && (a->in->data[at] & 0xc0) == 0x80; i++)
        at++;
    return at;
}

static struct passage passage_of(const struct account *a, size_t from, size_t to, enum passage_group group)
{
    struct passage p = { .group = group };

    to = to < a->size ? to : a->size;
    p.text = is_text(a->in->data + from, to - from);
    if (p.text || group == PASSAGE_WHOLE) { /* of the whole each ends where the next one begins */
        from = at_character(a, from);
        to = at_character(a, to);
    }
    p.from = from;
    p.n = to > from ? to - from : 0;
    return p;
}

/* All of it; where text and other data change, a new passage begins. */
static void take_all(struct passages *p, const struct account *a)
{
    for (size_t at = 0; at < a->size; at += PASSAGE_BYTES) {
        const struct passage next = passage_of(a, at, at + PASSAGE_BYTES, PASSAGE_WHOLE);
        struct passage *last = p->count ? &p->at[p->count - 1] : NULL;

        if (last && last->text == next.text)
            last->n += next.n;
        else
            p->at[p->count++] = next;
    }
}

static void take(struct passages *p, const struct account *a, struct window *w, enum passage_group group)
{
    const size_t from = w->number * PASSAGE_BYTES;

    w->taken = 1;
    p->at[p->count++] = passage_of(a, from, from + PASSAGE_BYTES, group);
}

static int by_cost(const void *x, const void *y)
{
    const struct window *a = x, *b = y;

    /* By place where costs are equal: qsort() keeps no order, and the page must not depend on the C library. */
    if (a->bits != b->bits)
        return a->bits < b->bits ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static int by_place(const void *x, const void *y)
{
    const struct window *a = x, *b = y;

    return (a->number > b->number) - (a->number < b->number);
}

/* Costliest, cheapest, and of the others as many as there is room for,
 * evenly; count is at least PASSAGES_MOST. */
static void take_some(struct passages *p, const struct account *a, struct window *w, size_t count)
{
    const size_t even = PASSAGES_MOST - 2 * EXTREMES;

    qsort(w, count, sizeof *w, by_cost);
    for (size_t i = 0; i < EXTREMES; i++)
        take(p, a, &w[count - 1 - i], PASSAGE_COSTLIEST);
    for (size_t i = 0; i < EXTREMES; i++)
        take(p, a, &w[i], PASSAGE_CHEAPEST);
    qsort(w, count, sizeof *w, by_place);
    for (size_t i = 0; i < even; i++) {
        size_t k = i * count / even;

        /* Its neighbour, if it is shown already. */
        while (k < count && w[k].taken)
            k++;
        if (k < count)
            take(p, a, &w[k], PASSAGE_EVEN);
    }
}

int passages_choose(struct passages *p, const struct account *a)
{
    /* Whole windows: a short rest costs few bits, and would be taken for one of the cheapest. */
    const size_t count = a->size / PASSAGE_BYTES;
    struct window *w;

    p->count = 0;
    if (a->size <= PASSAGES_WHOLE) {
        take_all(p, a);
        return 0;
    }
    w = calloc(count, sizeof *w);
    if (!w)
        return -1;
    for (size_t i = 0; i < count; i++)
        w[i] = (struct window){ .number = i,
                                /* Beside another policy it is losses that are looked for. */
                                .bits = a->against ? -account_gain(a, i * PASSAGE_BYTES, PASSAGE_BYTES)
                                                   : account_bits(a, i * PASSAGE_BYTES, PASSAGE_BYTES) };
    take_some(p, a, w, count);
    free(w);
    return 0;
}
