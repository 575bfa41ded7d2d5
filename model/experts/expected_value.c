/* expected_value.c - guesses of a byte's value as probabilities of its bits, for samples.
 *
 * A guess says "about 117, give or take 3". For each bit the interval of bytes that begin with the bits so
 * far has a middle, and what counts is how far the guess lies from it in units of the usual error. A small
 * map from that distance to a probability is learned for each guess, bit and size of error, since no
 * distribution that is assumed fits pictures and sound alike. */
#include "model/experts/expected_value.h"

#include "model/arithmetic/bytetree.h"
#include "model/experts/adaptive.h"

#include <stdlib.h>
#include <string.h>

#define MIDDLE (LLZ_EXPECT_STEPS / 2)
#define RATE 6     /* entries move towards a bit by 2^-RATE, shared between two */
#define NARROW 4   /* 1/16 units added to every error: rounding leaves as much */
#define PER_STEP 4 /* steps of the map in one usual error */

void llz_expect_init(struct llz_expect *e)
{
    memset(e, 0, sizeof *e);
    uint16_t *entry = (uint16_t *)e->map;
    for (size_t k = 0; k < sizeof e->map / sizeof *entry; k++) {
        const int z = (int)(k % LLZ_EXPECT_STEPS) - MIDDLE;
        /* The start is a rough sigmoid, so that the first samples are not lost; each map learns its own
         * shape from them. */
        entry[k] = (uint16_t)(32768 + 32000 * z / (abs(z) + 3));
    }
}

/* Steps by a factor of 1.5. */
static unsigned size_of(int spread)
{
    unsigned c = 0;
    for (int s = spread; s > 1 && c + 1 < LLZ_EXPECT_SPREADS; s = s * 2 / 3)
        c++;
    return c;
}

void llz_expect_begin(struct llz_expect *e, const int *guess, const int *spread, size_t n, unsigned flip,
                      int circular)
{
    e->n = n < LLZ_EXPECT_GUESSES ? n : LLZ_EXPECT_GUESSES;
    e->flip = flip;
    e->circular = circular != 0;
    for (size_t i = 0; i < e->n; i++) {
        e->guess[i] = guess[i];
        e->spread[i] = spread[i] + NARROW;
        e->size[i] = size_of(spread[i]);
    }
}

/* The first value of the upper half of the interval, in 1/16 units. */
static int middle_of(const struct llz_expect *e, unsigned node, unsigned level)
{
    unsigned low = node << (8 - level) & 255;
    if (level > 0)
        low ^= e->flip & 128;
    return (int)((low + (128u >> level)) * 16);
}

void llz_expect_bit(struct llz_expect *e, unsigned node, uint32_t *p)
{
    const unsigned level = llz_node_level(node);
    const int middle = middle_of(e, node, level);
    /* Of signed numbers the first bit is 1 in the lower half. */
    const unsigned turned = level == 0 && e->flip;
    for (size_t i = 0; i < e->n; i++) {
        int d = e->guess[i] + 8 - middle; /* the value of a byte is its centre */
        if (e->circular)
            d = (int)(((unsigned)d + 2048u) & 4095u) - 2048;
        if (turned)
            d = -d;
        int z = d * PER_STEP * 256 / e->spread[i] + MIDDLE * 256;
        z = z < 0 ? 0 : z > (LLZ_EXPECT_STEPS - 1) * 256 - 1 ? (LLZ_EXPECT_STEPS - 1) * 256 - 1 : z;
        uint16_t *at = e->map[i][e->circular][level][e->size[i]] + z / 256;
        e->at[i] = at;
        /* Between two entries the map is a straight line; both learn, each as far as it was used. */
        e->weight[i] = (uint32_t)z % 256;
        const uint32_t sum = at[0] * (256 - e->weight[i]) + at[1] * e->weight[i];
        p[i] = sum >> (24 - LLZ_P_BITS);
    }
}

void llz_expect_update(struct llz_expect *e, int bit)
{
    const int target = bit ? 65535 : 0;
    for (size_t i = 0; i < e->n; i++) {
        const int up = (int)e->weight[i];
        uint16_t *at = e->at[i];
        at[0] = (uint16_t)(at[0] + (target - at[0]) * (256 - up) / (256 << RATE));
        at[1] = (uint16_t)(at[1] + (target - at[1]) * up / (256 << RATE));
    }
}
