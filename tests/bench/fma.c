#include "tests/bench/fma.h"

#include <math.h>
#include <string.h>

/* Independent chains: two units times a latency of four or five need ten, and all must fit the registers. */
#define CHAINS 12

/* One loop over vectors of a given width. Functions that need more than the compiler was told of say so
 * themselves, so that this file needs no flags of its own. */
#define BENCH_LOOP(name, width, attribute, fused)                                                              \
    typedef float name##_v __attribute__((vector_size(4 * (width))));                                          \
    attribute static float name(size_t n, size_t *done)                                                        \
    {                                                                                                          \
        name##_v acc[CHAINS], shrink, add;                                                                     \
        const size_t rounds = n / (CHAINS * (width)) + 1;                                                      \
        float sum = 0;                                                                                         \
        for (int j = 0; j < (width); j++)                                                                      \
            shrink[j] = 0.75f, add[j] = 0.25f;                                                                 \
        for (int i = 0; i < CHAINS; i++)                                                                       \
            acc[i] = add * (float)i;                                                                           \
        for (size_t r = 0; r < rounds; r++)                                                                    \
            _Pragma("GCC unroll 12") for (int i = 0; i < CHAINS; i++) acc[i] = fused(acc[i], shrink, add);     \
        for (int i = 0; i < CHAINS; i++)                                                                       \
            for (int j = 0; j < (width); j++)                                                                  \
                sum += acc[i][j];                                                                              \
        *done = rounds * CHAINS * (width);                                                                     \
        return sum;                                                                                            \
    }

#if defined(__x86_64__)
#include <immintrin.h>
BENCH_LOOP(loop_avx512, 16, __attribute__((target("avx512f"))), _mm512_fmadd_ps)
BENCH_LOOP(loop_avx2, 8, __attribute__((target("avx2,fma"))), _mm256_fmadd_ps)
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#define FMA_NEON(a, b, c) vfmaq_f32(c, a, b)
BENCH_LOOP(loop_neon, 4, , FMA_NEON)
#endif

float bench_fma(const char *kernel, size_t n, size_t *done)
{
    *done = 0;
#if defined(__x86_64__)
    if (strcmp(kernel, "avx512") == 0)
        return loop_avx512(n, done);
    if (strcmp(kernel, "avx2") == 0)
        return loop_avx2(n, done);
#elif defined(__aarch64__) && defined(__ARM_NEON)
    if (strcmp(kernel, "neon") == 0)
        return loop_neon(n, done);
#endif
    (void)kernel;
    (void)n;
    return NAN;
}
