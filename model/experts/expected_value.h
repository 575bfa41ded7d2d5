/* expected_value.h - from an expected value of a byte to the probability of each of its bits.
 *
 * The bits so far leave an interval of values, and the next bit says in which half of it the byte lies. How far
 * the expected value is from that middle, in units of its usual error, selects an adaptive probability; between
 * two neighbouring distances it is interpolated. No distribution is assumed: the maps learn it. */
#ifndef LLZ_EXPECTED_VALUE_H
#define LLZ_EXPECTED_VALUE_H

#include <stddef.h>
#include <stdint.h>

#define LLZ_EXPECT_GUESSES 6
#define LLZ_EXPECT_SPREADS 16 /* classes of the error, in steps of half an octave */
#define LLZ_EXPECT_STEPS 65   /* distances on each map */

struct llz_expect {
    uint16_t map[LLZ_EXPECT_GUESSES][2][8][LLZ_EXPECT_SPREADS][LLZ_EXPECT_STEPS]; /* P(1), units of 2^-16 */
    size_t n;
    int guess[LLZ_EXPECT_GUESSES];       /* 1/16 units */
    int spread[LLZ_EXPECT_GUESSES];      /* the same */
    unsigned size[LLZ_EXPECT_GUESSES];   /* class of spread */
    unsigned flip;                       /* XORed to a byte gives its place on the scale of the guesses */
    int circular;                        /* 255 and 0 are neighbours */
    uint16_t *at[LLZ_EXPECT_GUESSES];    /* the lower of the two entries in use */
    uint32_t weight[LLZ_EXPECT_GUESSES]; /* weight of the upper one, of 256 */
};

void llz_expect_init(struct llz_expect *e);

/* Before the first bit of a byte: n guesses with their mean absolute errors, in 1/16 units. */
void llz_expect_begin(struct llz_expect *e, const int *guess, const int *spread, size_t n, unsigned flip,
                      int circular);

/* p [n]: probabilities of a 1 (units: adaptive.h) after the bits so far (node: a leading 1 and the bits). */
void llz_expect_bit(struct llz_expect *e, unsigned node, uint32_t *p);
void llz_expect_update(struct llz_expect *e, int bit);

#endif
