/* sixteen.h - the sixteen entries of a cache line compared four at a time, in vectors that every processor has. */
#ifndef LLZ_SIXTEEN_H
#define LLZ_SIXTEEN_H

#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef uint32_t llz_four __attribute__((vector_size(16), may_alias));
typedef int32_t llz_four_equal __attribute__((vector_size(16)));

/* One bit for each of 16 results of comparisons, the lowest for the first. */
static inline unsigned llz_sixteen_bits(llz_four_equal a, llz_four_equal b, llz_four_equal c, llz_four_equal d)
{
#ifdef __SSE2__
    return (unsigned)_mm_movemask_epi8(
        _mm_packs_epi16(_mm_packs_epi32((__m128i)a, (__m128i)b), _mm_packs_epi32((__m128i)c, (__m128i)d)));
#else
    const llz_four bits = { 1, 2, 4, 8 };
    const llz_four all = ((llz_four)a & bits) | ((llz_four)b & bits << 4) | ((llz_four)c & bits << 8) |
                         ((llz_four)d & bits << 12);
    return all[0] | all[1] | all[2] | all[3];
#endif
}

#endif
