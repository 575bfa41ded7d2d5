/* adaptive.h - adaptive probabilities in 32 bits: the upper 22 the probability of a 1, the lower 10 a count.
 *
 * With each bit the probability moves towards it by 1 / (count + 1.5), so that it starts as the mean of what
 * was seen, until the count meets a limit and it goes on as a moving average. */
#ifndef LLZ_ADAPTIVE_H
#define LLZ_ADAPTIVE_H

#include <stdint.h>

#define LLZ_ADAPTIVE_HALF ((uint32_t)1 << 31)
#define LLZ_ADAPTIVE_LIMIT 1023

struct llz_rates_of_counts {
    uint32_t share[LLZ_ADAPTIVE_LIMIT + 1]; /* 2^16 / (count + 1.5) */
};

static inline void llz_rates_of_counts_init(struct llz_rates_of_counts *r)
{
    for (uint32_t n = 0; n <= LLZ_ADAPTIVE_LIMIT; n++)
        r->share[n] = (2u << 16) / (2 * n + 3);
}

#define LLZ_P_BITS 22 /* of probabilities on their way to the mixer: p = (q + 0.5) / 2^22 */
#define LLZ_P_HALF ((uint32_t)1 << (LLZ_P_BITS - 1))

/* P(1) as q. */
static inline uint32_t llz_adaptive_p(uint32_t a)
{
    return a >> 10;
}

/* P(bit) where q is P(1): P(1) of the opposite is its complement. */
static inline uint32_t llz_p_of(uint32_t q, unsigned bit)
{
    return bit ? q : q ^ (((uint32_t)1 << LLZ_P_BITS) - 1);
}

static inline uint32_t llz_adaptive_update(uint32_t a, int bit, uint32_t limit,
                                           const struct llz_rates_of_counts *rates)
{
    const uint32_t n = a & 1023;
    const int32_t p = (int32_t)(a >> 10), target = bit ? (1 << 22) - 1 : 0;
    const int32_t moved = p + (int32_t)(((int64_t)(target - p) * rates->share[n]) >> 16);
    return (uint32_t)moved << 10 | (n < limit ? n + 1 : n);
}

#endif
