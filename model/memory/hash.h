/* hash.h - hashing of contexts, and what counts as a letter in them. */
#ifndef LLZ_HASH_H
#define LLZ_HASH_H

#include <stdbool.h>
#include <stdint.h>

#define LLZ_GOLDEN UINT64_C(0x9e3779b97f4a7c15) /* 2^64 / golden ratio, odd */

/* Finaliser of splitmix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"). */
static inline uint64_t llz_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* Takes one more value into a hash; cheaper than llz_mix(), and good enough for the low and the high bits. */
static inline uint64_t llz_fold(uint64_t h, uint64_t v)
{
    h = (h ^ v) * LLZ_GOLDEN;
    return h ^ h >> 29;
}

/* Letters are a-z, A-Z and every byte above 127, so that UTF-8 words hold together. */
static inline bool llz_is_letter(uint8_t c)
{
    const uint8_t folded = c | 0x20;
    return (folded >= 'a' && folded <= 'z') || c >= 128;
}

/* Hash of a word with one letter more, in either case; that of no letters is 0. */
static inline uint64_t llz_letter_hash(uint64_t hash, uint8_t letter)
{
    return (hash + (letter | 0x20) + 1) * LLZ_GOLDEN;
}

/* Joins two values into one; (a, b) and (b, a) differ. */
static inline uint64_t llz_join(uint64_t a, uint64_t b)
{
    a = (a + LLZ_GOLDEN) * UINT64_C(0xff51afd7ed558ccd);
    return (a ^ (a >> 32)) + b;
}

#endif
