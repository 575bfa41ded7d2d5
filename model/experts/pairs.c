/* pairs.c - tables over the classes of two nodes.
 *
 * A class is one of 24 steps of the probability, closer together towards certainty, and one of five of its count; new
 * nodes have a class of their own. With 121 classes a table takes 64 KiB and stays in the cache; twice as many, in
 * whatever proportion, gained nothing (tests/bench/LOG.md). */
#include "model/experts/pairs.h"

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

static void learn(uint32_t *entry, int bit, const struct llz_rates_of_counts *rates)
{
    *entry =
        llz_adaptive_update(*entry ^ LLZ_ADAPTIVE_HALF, bit, LLZ_ADAPTIVE_LIMIT, rates) ^ LLZ_ADAPTIVE_HALF;
}

/* Each class is looked up once, though most contexts are in several pairs. */
static void find_classes(const struct llz_pairs *s, const uint32_t *node, size_t *class)
{
    for (size_t i = 0; i < LLZ_PAIRED; i++)
        class[i] = class_of(s, node[i]);
}

void llz_pairs_predict(struct llz_pairs *s, size_t kind, const uint32_t *node, unsigned bits, uint32_t *p,
                       size_t n)
{
    size_t class[LLZ_PAIRED];
    find_classes(s, node, class);
    for (size_t i = 0; i < n; i++) {
        const size_t a = class[llz_pair_of[i][0]], b = class[llz_pair_of[i][1]];
        s->now[i] = s->map + (kind * s->n + i) * ENTRIES + (a << LLZ_PAIR_BITS | b);
        p[i] = said(s->now[i]);
    }
    for (size_t i = 0; i < s->placed; i++) {
        s->there[i] = s->place + (kind * s->placed + i) * PLACES + (class[llz_placed[i]] << 8 | bits);
        p[LLZ_PAIRS + i] = said(s->there[i]);
    }
}

void llz_pairs_update(struct llz_pairs *s, int bit, const struct llz_rates_of_counts *rates, size_t n)
{
    for (size_t i = 0; i < n; i++)
        learn(s->now[i], bit, rates);
    for (size_t i = 0; i < s->placed; i++)
        learn(s->there[i], bit, rates);
}
