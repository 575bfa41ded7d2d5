/* pairs.c - tables over the classes of two nodes.
 *
 * A class is one of 24 steps of the probability, closer together towards certainty, and one of five of its count; new
 * nodes have a class of their own. With 121 classes a table takes 64 KiB and stays in the cache; twice as many, in
 * whatever proportion, gained nothing (tests/bench/LOG.md). */
#include "model/experts/pairs.h"

_Static_assert(LLZ_ASKED >= LLZ_PAIRS + LLZ_PLACED && LLZ_ASKED % LLZ_MEMORIES_AT_ONCE == 0, "room for all");

#define SIDE 12 /* steps of a probability on either side of a half */
#define ENTRIES ((size_t)1 << (2 * LLZ_PAIR_BITS))
#define PLACES ((size_t)1 << (8 + LLZ_PAIR_BITS))

/* Neighbours in length, and words beside orders. Best first: what lacks room for all has the first of them. */
const uint8_t llz_pair_of[LLZ_PAIRS][2] = { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 1, 3 },
                                            { 2, 4 }, { 2, 5 }, { 5, 7 }, { 1, 5 } };

/* Eight of them gain a fifth more than four. The tiny model has none. */
const uint8_t llz_placed[LLZ_PLACED] = { 4, 3, 5, 2 };

void llz_pairs_lay(struct llz_pairs *s, struct llz_arena *a, size_t kinds, size_t contexts, size_t room)
{
    s->n = s->placed = 0;
    while (s->n < LLZ_PAIRS && llz_pair_of[s->n][0] < contexts && llz_pair_of[s->n][1] < contexts)
        s->n++;
    s->map = llz_arena_take(a, kinds * s->n * ENTRIES, sizeof *s->map);
    while (s->placed < LLZ_PLACED && s->placed < room && llz_placed[s->placed] < contexts)
        s->placed++;
    s->place = llz_arena_take(a, kinds * s->placed * PLACES, sizeof *s->place);
}

void llz_pairs_init(struct llz_pairs *s)
{
    /* Units of 2^-12, distances from 0 or 1. */
    static const uint16_t step[SIDE - 1] = { 4, 10, 25, 56, 112, 206, 350, 562, 844, 1188, 1594 };
    static const uint8_t counts[] = { 3, 8, 30, 255 };
    for (unsigned p = 0; p < 4096; p++) {
        const unsigned far = p < 2048 ? p : 4095 - p;
        unsigned z = 0;
        while (z < SIDE - 1 && far >= step[z])
            z++;
        s->of_p[p] = (uint8_t)(p < 2048 ? z : 2 * SIDE - 1 - z);
    }
    for (unsigned n = 0; n < 256; n++) {
        unsigned c = 0;
        while (c < sizeof counts && n >= counts[c])
            c++;
        s->of_count[n] = (uint8_t)(1 + c * 2 * SIDE);
    }
}

static size_t class_of(const struct llz_pairs *s, uint32_t node)
{
    return node == LLZ_NODE_NEW ? 0 : (size_t)s->of_count[node >> 8 & 255] + s->of_p[node >> 20];
}

/* Fresh memory is zero and shall mean a half: nobody has to write to tables that are never used. */
static uint32_t said(const uint32_t *entry)
{
    return llz_adaptive_p(*entry ^ LLZ_ADAPTIVE_HALF);
}

/* Each class is looked up once, though most contexts are in several pairs. */
static void find_classes(const struct llz_pairs *s, const uint32_t *node, size_t *class)
{
    for (size_t i = 0; i < LLZ_PAIRED; i++)
        class[i] = class_of(s, node[i]);
}

static uint32_t *asked_for(uint32_t *entry)
{
    __builtin_prefetch(entry);
    return entry;
}

void llz_pairs_look(struct llz_pairs *s, size_t kind, const uint32_t *node, unsigned bits, size_t n)
{
    size_t class[LLZ_PAIRED];
    find_classes(s, node, class);
    for (size_t i = 0; i < n; i++) {
        const size_t a = class[llz_pair_of[i][0]], b = class[llz_pair_of[i][1]];
        s->now[i] = asked_for(s->map + (kind * s->n + i) * ENTRIES + (a << LLZ_PAIR_BITS | b));
    }
    for (size_t i = 0; i < s->placed; i++)
        s->now[n + i] =
            asked_for(s->place + (kind * s->placed + i) * PLACES + (class[llz_placed[i]] << 8 | bits));
    s->pairs = n;
    for (s->asked = n + s->placed; s->asked % LLZ_MEMORIES_AT_ONCE; s->asked++)
        s->now[s->asked] = &s->nobody;
}

void llz_pairs_predict(const struct llz_pairs *s, uint32_t *p)
{
    for (size_t i = 0; i < s->pairs; i++)
        p[i] = said(s->now[i]);
    for (size_t i = s->pairs; i < LLZ_PAIRS; i++)
        p[i] = LLZ_P_HALF;
    for (size_t i = 0; i < s->placed; i++)
        p[LLZ_PAIRS + i] = said(s->now[s->pairs + i]);
}

void llz_pairs_update(struct llz_pairs *s, const struct llz_kernels *k, int bit)
{
    k->adapt(s->now, s->asked, bit);
}
