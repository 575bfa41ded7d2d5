/* kernel_avx512.c - the kernel for x86-64 with AVX-512 (F, BW, DQ, VL): the logical vector of 16 floats in one
 * register. Compiled with those instructions enabled; kernel_portable.c says what each operation does. */
#include "model/arithmetic/kernels.h"

#ifdef LLZ_HAVE_X86_KERNELS
#define LLZ_KERNEL_TABLE llz_kernel_avx512
#define LLZ_KERNEL_NAME "avx512"

#include <immintrin.h>
#include <stdint.h>

typedef __m512 llz_v;
typedef __m512i llz_vi;

/* 32 registers: tiles of 8 x 2 accumulators for the product, 16
 * accumulators for a panel of 256 bf16 columns. */
#define LLZ_TILE_ROWS 8
#define LLZ_TILE_VECS 2
#define LLZ_PANEL_PAIRS 8

#define llz_v_load(p) _mm512_load_ps(p)
#define llz_v_store(p, x) _mm512_store_ps(p, x)
#define llz_v_loadu(p) _mm512_loadu_ps(p)
#define llz_v_storeu(p, x) _mm512_storeu_ps(p, x)
#define llz_v_set1(x) _mm512_set1_ps(x)
#define llz_v_add(a, b) _mm512_add_ps(a, b)
#define llz_v_sub(a, b) _mm512_sub_ps(a, b)
#define llz_v_mul(a, b) _mm512_mul_ps(a, b)
#define llz_v_div(a, b) _mm512_div_ps(a, b)
#define llz_v_fma(a, b, c) _mm512_fmadd_ps(a, b, c)
#define llz_v_fnma(a, b, c) _mm512_fnmadd_ps(a, b, c)
#define llz_v_max(a, b) _mm512_max_ps(a, b)
#define llz_v_min(a, b) _mm512_min_ps(a, b)

#define llz_v_bits(x) _mm512_castps_si512(x)
#define llz_vi_float(x) _mm512_castsi512_ps(x)
#define llz_vi_load(p) _mm512_loadu_si512(p)
#define llz_vi_store(p, x) _mm512_storeu_si512(p, x)
#define llz_vi_set1(x) _mm512_set1_epi32((int)(x))
#define llz_vi_add(a, b) _mm512_add_epi32(a, b)
#define llz_vi_sub(a, b) _mm512_sub_epi32(a, b)
#define llz_vi_and(a, b) _mm512_and_si512(a, b)
#define llz_vi_or(a, b) _mm512_or_si512(a, b)
#define llz_vi_shl(a, n) _mm512_slli_epi32(a, n)
#define llz_vi_shr(a, n) _mm512_srli_epi32(a, n)

#define llz_vi_xor(a, b) _mm512_xor_si512(a, b)

static inline llz_v llz_v_above(llz_v x, llz_v limit)
{
    return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x, limit, _CMP_GT_OQ), x);
}

static inline float llz_v_sum(llz_v x)
{
    __m256 s8 = _mm256_add_ps(_mm512_castps512_ps256(x), _mm512_extractf32x8_ps(x, 1));
    __m128 s4 = _mm_add_ps(_mm256_castps256_ps128(s8), _mm256_extractf128_ps(s8, 1));
    __m128 s2 = _mm_add_ps(s4, _mm_movehl_ps(s4, s4));
    return _mm_cvtss_f32(_mm_add_ss(s2, _mm_movehdup_ps(s2)));
}

/* Quarters of a vector. */
typedef __m128 llz_q;
#define llz_q_set(a, b, c, d) _mm_setr_ps(a, b, c, d)

static inline llz_v llz_v_of_quarters(llz_q a, llz_q b, llz_q c, llz_q d)
{
    __m256 ab = _mm256_insertf128_ps(_mm256_castps128_ps256(a), b, 1);
    __m256 cd = _mm256_insertf128_ps(_mm256_castps128_ps256(c), d, 1);
    return _mm512_insertf32x8(_mm512_castps256_ps512(ab), cd, 1);
}

/* llz_v_sum of four vectors, the steps of the tree side by side. */
static inline llz_q llz_v_sum4(llz_v a, llz_v b, llz_v c, llz_v d)
{
    __m512 ab8 = _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x44), _mm512_shuffle_f32x4(a, b, 0xee));
    __m512 cd8 = _mm512_add_ps(_mm512_shuffle_f32x4(c, d, 0x44), _mm512_shuffle_f32x4(c, d, 0xee));
    __m512 s4 = _mm512_add_ps(_mm512_shuffle_f32x4(ab8, cd8, 0x88), _mm512_shuffle_f32x4(ab8, cd8, 0xdd));
    __m512 s2 = _mm512_add_ps(s4, _mm512_permute_ps(s4, 0x4e));
    __m512 s1 = _mm512_add_ps(s2, _mm512_permute_ps(s2, 0xb1));
    return _mm512_castps512_ps128(
        _mm512_permutexvar_ps(_mm512_setr_epi32(0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), s1));
}

/* Lanes of a and b interleaved: lo = a0 b0 .. a7 b7, hi = a8 b8 .. a15 b15. */
static inline void llz_v_zip(llz_v *lo, llz_v *hi, llz_v a, llz_v b)
{
    const __m512i even = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const __m512i odd = _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    *lo = _mm512_permutex2var_ps(a, even, b);
    *hi = _mm512_permutex2var_ps(a, odd, b);
}

#include "model/arithmetic/vec_math.h"

#include "model/arithmetic/kernel_body.h"
#endif
