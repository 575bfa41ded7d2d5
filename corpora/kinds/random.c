/* Random numbers, and a sine without libm. */
#include "kinds.h"

/* splitmix64 */
uint64_t draw(struct sink *s)
{
    uint64_t z = (s->state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint32_t below(struct sink *s, uint32_t n)
{
    return (uint32_t)((draw(s) >> 32) * n >> 32);
}

uint32_t low_of(struct sink *s, uint32_t n)
{
    uint32_t a = below(s, n), b = below(s, n);
    return a < b ? a : b;
}

/* Each doubling of the rank is as likely as any other, as in Zipf's law. */
uint32_t rank_of(struct sink *s, uint32_t n)
{
    uint32_t bits = 0;
    while ((UINT32_C(1) << bits) <= n)
        bits++;
    for (;;) {
        uint32_t top = UINT32_C(1) << below(s, bits);
        uint32_t r = top - 1 + below(s, top);
        if (r < n)
            return r;
    }
}

int32_t around(struct sink *s, int32_t width)
{
    uint32_t n = (uint32_t)width + 1;
    int32_t a = (int32_t)below(s, n), b = (int32_t)below(s, n);
    return a - b;
}

uint32_t mix(uint32_t x)
{
    x = (x ^ (x >> 16)) * UINT32_C(0x7FEB352D);
    x = (x ^ (x >> 15)) * UINT32_C(0x846CA68B);
    return x ^ (x >> 16);
}

/* Bhaskara's approximation: of half a turn, p (1 - p) over 5/4 - p (1 - p), times 4; off by at most 0.2 %. */
int32_t sine(uint32_t phase)
{
    int64_t p = phase & 32767, q = p * (32768 - p);
    int64_t y = 32767 * 4 * q / (INT64_C(5) * (INT64_C(1) << 28) - q);
    return phase & 32768 ? (int32_t)-y : (int32_t)y;
}
