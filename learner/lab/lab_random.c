/* lab_random.c - numbers drawn from a seed: splitmix64 (Steele, Lea, Flood 2014), and normal ones by the polar method
 * (Marsaglia, Bray 1964), which needs a logarithm and a root and no sine: both are canonical here. */
#include "learner/lab/lab_random.h"

#include <math.h>

#include "model/arithmetic/canonical.h"
#include "model/memory/hash.h"

#define LN2 0x1.62e430p-1f

struct llz_lab_random llz_lab_random_begin(uint64_t seed, uint64_t stream)
{
    return (struct llz_lab_random){ .state = llz_mix(llz_mix(seed + LLZ_GOLDEN) + stream) };
}

uint64_t llz_lab_random_next(struct llz_lab_random *r)
{
    return llz_mix(r->state += LLZ_GOLDEN);
}

/* 23 bits and a half: exact in float, symmetric, never 0. */
float llz_lab_random_uniform(struct llz_lab_random *r)
{
    const int32_t n = (int32_t)(llz_lab_random_next(r) >> 41) - (1 << 22);

    return ((float)n + 0.5f) * 0x1p-22f;
}

float llz_lab_random_normal(struct llz_lab_random *r)
{
    float u, v, q, factor;

    if (r->has_spare) {
        r->has_spare = 0;
        return r->spare;
    }
    do {
        u = llz_lab_random_uniform(r);
        v = llz_lab_random_uniform(r);
        q = fmaf(u, u, v * v);
    } while (!(q < 1));
    factor = sqrtf(-2 * LN2 * llz_log2f_canon(q) / q);
    r->spare = v * factor;
    r->has_spare = 1;
    return u * factor;
}

/* Fisher, Yates. */
void llz_lab_random_order(struct llz_lab_random *r, uint32_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    for (size_t i = n; i-- > 1;) {
        const size_t other = (size_t)(llz_lab_random_next(r) % (i + 1));
        const uint32_t kept = order[i];

        order[i] = order[other];
        order[other] = kept;
    }
}
