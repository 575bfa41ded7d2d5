/* order_chain.c - what comes next is like what came last.
 *
 * A model forgets little: a string that it has seen it knows, whatever came between. What an order brings is that the model
 * need not change its mind about the kind of what it sees, above all between text and other data. So it counts which bytes
 * two files have, and whether they are of one kind, which few strings in common show, and not how much more they have; and
 * strings count half as much for each unit that stands between. Integers, so that every machine finds the same order. */
#include "cli/tree/order/order_chain.h"

#include <stdlib.h>
#include <string.h>

#define AGES 4       /* units that came last and count */
#define FULL_BITS 16 /* a likeness of 1, as a power of two */
#define FULL (UINT64_C(1) << FULL_BITS)
#define FLAT 4           /* strings added to those of each unit, so that few of them prove little */
#define ALIKE (FULL / 8) /* of strings: texts of one language have a tenth in common, of one author a fifth */
#define BYTES_MOST 190   /* of 255 parts, as texts of one language have in common; in all FULL / BYTES_LESS */
#define BYTES_LESS 3
#define CLEARLY (FULL / 64) /* liker, to be worth that a file leaves its place, */
#define PLACE 16            /* and so many bytes of content for what its rank costs */
#define GAINING 65536       /* bytes at the beginning of a file that gain by what came before */

struct walk {
    const struct sketch *s;
    uint32_t (*lately)[AGES]; /* of each unit: how many of its strings were seen last so many units before */
    uint32_t *last;           /* of each string: when it was seen last; 0: never */
    uint32_t now;             /* how many units are placed, */
    size_t before;            /* and the last of them */
    unsigned char *placed;
};

static void walk_free(struct walk *w)
{
    free(w->lately);
    free(w->last);
    free(w->placed);
}

static int walk_begin(struct walk *w, const struct sketch *s)
{
    *w = (struct walk){ .s = s,
                        .lately = calloc(s->units + 1, sizeof *w->lately),
                        .last = calloc(s->strings + 1, sizeof *w->last),
                        .placed = calloc(s->units + 1, 1) };
    if (w->lately && w->last && w->placed)
        return 0;
    walk_free(w);
    return -1;
}

/* How far unit u has the bytes of the one that was placed last. */
static uint64_t likeness_of_bytes(const struct walk *w, size_t u)
{
    const unsigned char *a = w->s->parts[u], *b = w->s->parts[w->before];
    unsigned sum = 0;

    for (int i = 0; i < 256; i++)
        sum += a[i] < b[i] ? a[i] : b[i];
    return (sum < BYTES_MOST ? sum : BYTES_MOST) * (FULL / 255 / BYTES_LESS);
}

/* How many of its strings were seen lately. What is the same all over, but stands three units before, is not as good as what
 * is of the same kind. */
static uint64_t likeness_of_strings(const struct walk *w, size_t u)
{
    uint64_t sum = 0;

    for (int age = 0; age < AGES; age++) {
        const uint64_t share = w->lately[u][age] * FULL / (w->s->count[u] + FLAT);

        sum += (share < ALIKE ? share : ALIKE) >> age;
    }
    return sum < ALIKE ? sum : ALIKE;
}

static uint64_t likeness(const struct walk *w, size_t u)
{
    return w->now > 0 ? likeness_of_bytes(w, u) + likeness_of_strings(w, u) : 0;
}

/* String k is seen now, as all units find that have it. */
static void see(struct walk *w, size_t k)
{
    const uint32_t age = w->now - w->last[k];

    for (size_t i = w->s->units_of[k]; i < w->s->units_of[k + 1]; i++) {
        uint32_t *lately = w->lately[(uint32_t)w->s->pairs[i]];

        lately[0]++;
        if (w->last[k] > 0 && age < AGES)
            lately[age]--;
    }
    w->last[k] = w->now;
}

static void place(struct walk *w, size_t u)
{
    const struct sketch *s = w->s;

    w->placed[u] = 1;
    w->now++;
    w->before = u;
    for (size_t i = 0; i < s->units; i++) {
        memmove(w->lately[i] + 1, w->lately[i], (AGES - 1) * sizeof *w->lately[i]);
        w->lately[i][0] = 0;
    }
    for (size_t i = s->list_of[u]; i < s->list_of[u + 1]; i++)
        see(w, s->list[i]);
}

/* What has most in common with all others comes first. */
static size_t first(const struct sketch *s)
{
    uint64_t most = 0;
    size_t best = 0;

    for (size_t u = 0; u < s->units; u++) {
        uint64_t sum = 0;

        for (size_t i = s->list_of[u]; i < s->list_of[u + 1]; i++)
            sum += s->units_of[s->list[i] + 1] - s->units_of[s->list[i]];
        if (sum > most) {
            most = sum;
            best = u;
        }
    }
    return best;
}

/* What follows by name follows, unless another one is clearly better: that costs no rank, and names mean something. Among
 * equals the first one is first. */
static size_t next(const struct walk *w, size_t before)
{
    const struct sketch *s = w->s;
    size_t best = s->units;
    uint64_t most = 0;

    for (size_t u = 0; u < s->units; u++) {
        uint64_t worth;

        if (w->placed[u])
            continue;
        worth = likeness(w, u);
        if (u == before + 1)
            worth += CLEARLY + PLACE * FULL / (s->bytes[u] + PLACE);
        if (best == s->units || worth > most) {
            most = worth;
            best = u;
        }
    }
    return best;
}

int chain_make(const struct sketch *s, uint32_t *order)
{
    struct walk w;

    if (walk_begin(&w, s) != 0)
        return -1;
    for (size_t i = 0; i < s->units; i++) {
        const size_t u = i == 0 ? first(s) : next(&w, order[i - 1]);

        order[i] = (uint32_t)u;
        place(&w, u);
    }
    walk_free(&w);
    return 0;
}

/* Bytes of unit u that what was seen before helps: then it knows itself. */
static uint64_t gaining(const struct sketch *s, size_t u)
{
    const uint64_t most = (uint64_t)GAINING * s->each;

    return s->bytes[u] < most ? s->bytes[u] : most;
}

int chain_value(const struct sketch *s, const uint32_t *order, uint64_t *value)
{
    struct walk w;

    if (walk_begin(&w, s) != 0)
        return -1;
    *value = 0;
    for (size_t i = 0; i < s->units; i++) {
        *value += likeness(&w, order[i]) * gaining(s, order[i]) >> FULL_BITS;
        place(&w, order[i]);
    }
    walk_free(&w);
    return 0;
}
