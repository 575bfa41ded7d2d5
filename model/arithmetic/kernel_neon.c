/* kernel_neon.c - the kernel for 64-bit ARM, where NEON and fused multiply-adds always exist: the logical vector
 * of 16 floats in four registers. kernel_portable.c says what each operation does. */
#include "model/arithmetic/kernels.h"

#ifdef LLZ_HAVE_NEON_KERNEL
#define LLZ_KERNEL_TABLE llz_kernel_neon
#define LLZ_KERNEL_NAME "neon"

#include <arm_neon.h>
#include <stdint.h>

typedef struct {
    float32x4_t a, b, c, d;
} llz_v;
typedef struct {
    uint32x4_t a, b, c, d;
} llz_vi;

/* 32 registers: tiles of 6 x 1 vectors (24 accumulators), panels of 64 columns (16 accumulators). */
#define LLZ_TILE_ROWS 6
#define LLZ_TILE_VECS 1
#define LLZ_PANEL_PAIRS 2

static inline llz_v llz_v_load(const float *p)
{
    return (llz_v){ vld1q_f32(p), vld1q_f32(p + 4), vld1q_f32(p + 8), vld1q_f32(p + 12) };
}

static inline void llz_v_store(float *p, llz_v x)
{
    vst1q_f32(p, x.a);
    vst1q_f32(p + 4, x.b);
    vst1q_f32(p + 8, x.c);
    vst1q_f32(p + 12, x.d);
}

#define llz_v_loadu(p) llz_v_load(p)
#define llz_v_storeu(p, x) llz_v_store(p, x)

static inline llz_v llz_v_set1(float x)
{
    float32x4_t v = vdupq_n_f32(x);
    return (llz_v){ v, v, v, v };
}

/* One instruction on each quarter. */
#define LLZ_V2(name, op)                                                                                       \
    static inline llz_v name(llz_v x, llz_v y)                                                                 \
    {                                                                                                          \
        return (llz_v){ op(x.a, y.a), op(x.b, y.b), op(x.c, y.c), op(x.d, y.d) };                              \
    }
#define LLZ_VI2(name, op)                                                                                      \
    static inline llz_vi name(llz_vi x, llz_vi y)                                                              \
    {                                                                                                          \
        return (llz_vi){ op(x.a, y.a), op(x.b, y.b), op(x.c, y.c), op(x.d, y.d) };                             \
    }
/* x > y ? x : y by comparison: vmaxq orders -0 below +0, which x86 does not. */
#define LLZ_MAX4(x, y) vbslq_f32(vcgtq_f32(x, y), x, y)
#define LLZ_MIN4(x, y) vbslq_f32(vcltq_f32(x, y), x, y)
LLZ_V2(llz_v_add, vaddq_f32)
LLZ_V2(llz_v_sub, vsubq_f32)
LLZ_V2(llz_v_mul, vmulq_f32)
LLZ_V2(llz_v_div, vdivq_f32)
LLZ_V2(llz_v_max, LLZ_MAX4)
LLZ_V2(llz_v_min, LLZ_MIN4)
LLZ_VI2(llz_vi_add, vaddq_u32)
LLZ_VI2(llz_vi_sub, vsubq_u32)
LLZ_VI2(llz_vi_and, vandq_u32)
LLZ_VI2(llz_vi_or, vorrq_u32)

static inline llz_v llz_v_fma(llz_v x, llz_v y, llz_v z)
{
    return (llz_v){ vfmaq_f32(z.a, x.a, y.a), vfmaq_f32(z.b, x.b, y.b), vfmaq_f32(z.c, x.c, y.c),
                    vfmaq_f32(z.d, x.d, y.d) };
}

static inline llz_v llz_v_fnma(llz_v x, llz_v y, llz_v z)
{
    return (llz_v){ vfmsq_f32(z.a, x.a, y.a), vfmsq_f32(z.b, x.b, y.b), vfmsq_f32(z.c, x.c, y.c),
                    vfmsq_f32(z.d, x.d, y.d) };
}

#define LLZ_VI_SHIFT(op, x, n) ((llz_vi){ op((x).a, n), op((x).b, n), op((x).c, n), op((x).d, n) })
#define llz_vi_shl(x, n) LLZ_VI_SHIFT(vshlq_n_u32, x, n)
#define llz_vi_shr(x, n) LLZ_VI_SHIFT(vshrq_n_u32, x, n)

static inline llz_vi llz_v_bits(llz_v x)
{
    return (llz_vi){ vreinterpretq_u32_f32(x.a), vreinterpretq_u32_f32(x.b), vreinterpretq_u32_f32(x.c),
                     vreinterpretq_u32_f32(x.d) };
}

static inline llz_v llz_vi_float(llz_vi x)
{
    return (llz_v){ vreinterpretq_f32_u32(x.a), vreinterpretq_f32_u32(x.b), vreinterpretq_f32_u32(x.c),
                    vreinterpretq_f32_u32(x.d) };
}

/* Packed weights are arrays of 16-bit numbers, hence the casts. */
static inline llz_vi llz_vi_load(const void *p)
{
    const uint16_t *q = p;
    return (llz_vi){ vreinterpretq_u32_u16(vld1q_u16(q)), vreinterpretq_u32_u16(vld1q_u16(q + 8)),
                     vreinterpretq_u32_u16(vld1q_u16(q + 16)), vreinterpretq_u32_u16(vld1q_u16(q + 24)) };
}

static inline void llz_vi_store(void *p, llz_vi x)
{
    uint16_t *q = p;
    vst1q_u16(q, vreinterpretq_u16_u32(x.a));
    vst1q_u16(q + 8, vreinterpretq_u16_u32(x.b));
    vst1q_u16(q + 16, vreinterpretq_u16_u32(x.c));
    vst1q_u16(q + 24, vreinterpretq_u16_u32(x.d));
}

static inline llz_vi llz_vi_set1(uint32_t x)
{
    uint32x4_t v = vdupq_n_u32(x);
    return (llz_vi){ v, v, v, v };
}

LLZ_VI2(llz_vi_xor, veorq_u32)

static inline float32x4_t llz_above4(float32x4_t x, float32x4_t limit)
{
    return vreinterpretq_f32_u32(vandq_u32(vreinterpretq_u32_f32(x), vcgtq_f32(x, limit)));
}
LLZ_V2(llz_v_above, llz_above4)

static inline float llz_v_sum(llz_v x)
{
    float32x4_t s4 = vaddq_f32(vaddq_f32(x.a, x.c), vaddq_f32(x.b, x.d));
    float32x2_t s2 = vadd_f32(vget_low_f32(s4), vget_high_f32(s4));
    return vget_lane_f32(s2, 0) + vget_lane_f32(s2, 1);
}

/* Quarters of a vector. */
typedef float32x4_t llz_q;

static inline llz_q llz_q_set(float a, float b, float c, float d)
{
    const float q[4] = { a, b, c, d };
    return vld1q_f32(q);
}

static inline llz_v llz_v_of_quarters(llz_q a, llz_q b, llz_q c, llz_q d)
{
    return (llz_v){ a, b, c, d };
}

/* llz_v_sum of four vectors. */
static inline llz_q llz_v_sum4(llz_v a, llz_v b, llz_v c, llz_v d)
{
    return llz_q_set(llz_v_sum(a), llz_v_sum(b), llz_v_sum(c), llz_v_sum(d));
}

/* Lanes of a and b interleaved: lo = a0 b0 .. a7 b7, hi = a8 b8 .. a15 b15. */
static inline void llz_v_zip(llz_v *lo, llz_v *hi, llz_v x, llz_v y)
{
    *lo = (llz_v){ vzip1q_f32(x.a, y.a), vzip2q_f32(x.a, y.a), vzip1q_f32(x.b, y.b), vzip2q_f32(x.b, y.b) };
    *hi = (llz_v){ vzip1q_f32(x.c, y.c), vzip2q_f32(x.c, y.c), vzip1q_f32(x.d, y.d), vzip2q_f32(x.d, y.d) };
}

#include "model/arithmetic/vec_math.h"

#include "model/arithmetic/kernel_body.h"
#endif
