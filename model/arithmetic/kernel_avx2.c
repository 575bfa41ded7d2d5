/* kernel_avx2.c - the kernel for x86-64 with AVX2 and FMA: the logical vector of 16 floats in two registers.
 * Compiled with those instructions enabled; kernel_portable.c says what each operation does. */
#include "model/arithmetic/kernels.h"

#ifdef LLZ_HAVE_X86_KERNELS
#define LLZ_KERNEL_TABLE llz_kernel_avx2
#define LLZ_KERNEL_NAME "avx2"

#include <immintrin.h>
#include <stdint.h>

typedef struct {
    __m256 a, b;
} llz_v;
typedef struct {
    __m256i a, b;
} llz_vi;

/* 16 registers: tiles of 6 x 1 vectors (12 accumulators), panels of 64 columns
 * (8 accumulators hide the latency). */
#define LLZ_TILE_ROWS 6
#define LLZ_TILE_VECS 1
#define LLZ_PANEL_PAIRS 2

static inline llz_v llz_v_load(const float *p)
{
    return (llz_v){ _mm256_load_ps(p), _mm256_load_ps(p + 8) };
}

static inline void llz_v_store(float *p, llz_v x)
{
    _mm256_store_ps(p, x.a);
    _mm256_store_ps(p + 8, x.b);
}

static inline llz_v llz_v_loadu(const float *p)
{
    return (llz_v){ _mm256_loadu_ps(p), _mm256_loadu_ps(p + 8) };
}

static inline void llz_v_storeu(float *p, llz_v x)
{
    _mm256_storeu_ps(p, x.a);
    _mm256_storeu_ps(p + 8, x.b);
}

static inline llz_v llz_v_set1(float x)
{
    return (llz_v){ _mm256_set1_ps(x), _mm256_set1_ps(x) };
}

/* One instruction on each half. */
#define LLZ_V2(name, op)                                                                                       \
    static inline llz_v name(llz_v x, llz_v y)                                                                 \
    {                                                                                                          \
        return (llz_v){ op(x.a, y.a), op(x.b, y.b) };                                                          \
    }
#define LLZ_V3(name, op)                                                                                       \
    static inline llz_v name(llz_v x, llz_v y, llz_v z)                                                        \
    {                                                                                                          \
        return (llz_v){ op(x.a, y.a, z.a), op(x.b, y.b, z.b) };                                                \
    }
#define LLZ_VI2(name, op)                                                                                      \
    static inline llz_vi name(llz_vi x, llz_vi y)                                                              \
    {                                                                                                          \
        return (llz_vi){ op(x.a, y.a), op(x.b, y.b) };                                                         \
    }
LLZ_V2(llz_v_add, _mm256_add_ps)
LLZ_V2(llz_v_sub, _mm256_sub_ps)
LLZ_V2(llz_v_mul, _mm256_mul_ps)
LLZ_V2(llz_v_div, _mm256_div_ps)
LLZ_V2(llz_v_max, _mm256_max_ps)
LLZ_V2(llz_v_min, _mm256_min_ps)
LLZ_V3(llz_v_fma, _mm256_fmadd_ps)
LLZ_V3(llz_v_fnma, _mm256_fnmadd_ps)
LLZ_VI2(llz_vi_add, _mm256_add_epi32)
LLZ_VI2(llz_vi_sub, _mm256_sub_epi32)
LLZ_VI2(llz_vi_and, _mm256_and_si256)
LLZ_VI2(llz_vi_or, _mm256_or_si256)

#define llz_vi_shl(x, n) ((llz_vi){ _mm256_slli_epi32((x).a, n), _mm256_slli_epi32((x).b, n) })
#define llz_vi_shr(x, n) ((llz_vi){ _mm256_srli_epi32((x).a, n), _mm256_srli_epi32((x).b, n) })

static inline llz_vi llz_v_bits(llz_v x)
{
    return (llz_vi){ _mm256_castps_si256(x.a), _mm256_castps_si256(x.b) };
}

static inline llz_v llz_vi_float(llz_vi x)
{
    return (llz_v){ _mm256_castsi256_ps(x.a), _mm256_castsi256_ps(x.b) };
}

static inline llz_vi llz_vi_load(const void *p)
{
    const __m256i *q = p;
    return (llz_vi){ _mm256_loadu_si256(q), _mm256_loadu_si256(q + 1) };
}

static inline void llz_vi_store(void *p, llz_vi x)
{
    __m256i *q = p;
    _mm256_storeu_si256(q, x.a);
    _mm256_storeu_si256(q + 1, x.b);
}

static inline llz_vi llz_vi_set1(uint32_t x)
{
    return (llz_vi){ _mm256_set1_epi32((int)x), _mm256_set1_epi32((int)x) };
}

LLZ_VI2(llz_vi_xor, _mm256_xor_si256)

static inline llz_v llz_v_above(llz_v x, llz_v limit)
{
    return (llz_v){ _mm256_and_ps(x.a, _mm256_cmp_ps(x.a, limit.a, _CMP_GT_OQ)),
                    _mm256_and_ps(x.b, _mm256_cmp_ps(x.b, limit.b, _CMP_GT_OQ)) };
}

static inline float llz_v_sum(llz_v x)
{
    __m256 s8 = _mm256_add_ps(x.a, x.b);
    __m128 s4 = _mm_add_ps(_mm256_castps256_ps128(s8), _mm256_extractf128_ps(s8, 1));
    __m128 s2 = _mm_add_ps(s4, _mm_movehl_ps(s4, s4));
    return _mm_cvtss_f32(_mm_add_ss(s2, _mm_movehdup_ps(s2)));
}

/* Quarters of a vector. */
typedef __m128 llz_q;
#define llz_q_set(a, b, c, d) _mm_setr_ps(a, b, c, d)

static inline llz_v llz_v_of_quarters(llz_q a, llz_q b, llz_q c, llz_q d)
{
    return (llz_v){ _mm256_insertf128_ps(_mm256_castps128_ps256(a), b, 1),
                    _mm256_insertf128_ps(_mm256_castps128_ps256(c), d, 1) };
}

/* llz_v_sum of four vectors, the steps of the tree side by side. */
static inline llz_q llz_v_sum4(llz_v a, llz_v b, llz_v c, llz_v d)
{
    __m256 a8 = _mm256_add_ps(a.a, a.b), b8 = _mm256_add_ps(b.a, b.b);
    __m256 c8 = _mm256_add_ps(c.a, c.b), d8 = _mm256_add_ps(d.a, d.b);
    __m256 ab4 = _mm256_add_ps(_mm256_permute2f128_ps(a8, b8, 0x20), _mm256_permute2f128_ps(a8, b8, 0x31));
    __m256 cd4 = _mm256_add_ps(_mm256_permute2f128_ps(c8, d8, 0x20), _mm256_permute2f128_ps(c8, d8, 0x31));
    /* a, c and b, d in one register: lanes 0, 1 and 2, 3 of each added, then the two sums */
    __m256 ac2 = _mm256_add_ps(_mm256_shuffle_ps(ab4, cd4, 0x44), _mm256_shuffle_ps(ab4, cd4, 0xee));
    __m256 s1 = _mm256_add_ps(ac2, _mm256_permute_ps(ac2, 0xb1));
    __m128 ac = _mm256_castps256_ps128(s1), bd = _mm256_extractf128_ps(s1, 1);
    __m128 all = _mm_shuffle_ps(ac, bd, 0x88); /* a c b d */
    return _mm_permute_ps(all, 0xd8);
}

/* Lanes of a and b interleaved: lo = a0 b0 .. a7 b7, hi = a8 b8 .. a15 b15. */
static inline void llz_v_zip(llz_v *lo, llz_v *hi, llz_v x, llz_v y)
{
    __m256 p = _mm256_unpacklo_ps(x.a, y.a), q = _mm256_unpackhi_ps(x.a, y.a);
    __m256 r = _mm256_unpacklo_ps(x.b, y.b), s = _mm256_unpackhi_ps(x.b, y.b);
    *lo = (llz_v){ _mm256_permute2f128_ps(p, q, 0x20), _mm256_permute2f128_ps(p, q, 0x31) };
    *hi = (llz_v){ _mm256_permute2f128_ps(r, s, 0x20), _mm256_permute2f128_ps(r, s, 0x31) };
}

#include "model/arithmetic/vec_math.h"

#include "model/arithmetic/kernel_body.h"
#endif
