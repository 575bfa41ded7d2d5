/* hash.h - hashing of contexts. */
#ifndef LLZ_HASH_H
#define LLZ_HASH_H

#include <stdint.h>

#define LLZ_GOLDEN UINT64_C(0x9e3779b97f4a7c15) /* 2^64 / golden ratio, odd */

/* Finaliser of splitmix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"). */
static inline uint64_t llz_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* Joins two values into one; (a, b) and (b, a) differ. */
static inline uint64_t llz_join(uint64_t a, uint64_t b)
{
    a = (a + LLZ_GOLDEN) * UINT64_C(0xff51afd7ed558ccd);
    return (a ^ (a >> 32)) + b;
}

#endif
