/* kernel_portable.c - the kernel for every other machine, and the only one of a build in double precision: the
 * logical vector of 16 floats in plain C. Here stands what each operation of a vector means.
 *
 * Every operation works lane by lane and rounds once, to nearest. fmaf is correctly rounded on every platform,
 * in hardware or emulated, so it and sqrtf are the only functions of libm on the coded path. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "model/arithmetic/kernels.h"

#ifdef LLZ_REAL_DOUBLE
#define LLZ_FMA fma
#else
#define LLZ_FMA fmaf
#endif

typedef struct {
    llz_real f[16];
} llz_v;
typedef struct {
    uint32_t u[16];
} llz_vi;

#define LLZ_TILE_ROWS 2
#define LLZ_TILE_VECS 1
#define LLZ_PANEL_PAIRS 1

#define LLZ_LANES(expression)                                                                                  \
    for (int i = 0; i < 16; i++)                                                                               \
    expression

#define LLZ_V2(name, expression)                                                                               \
    static inline llz_v name(llz_v a, llz_v b)                                                                 \
    {                                                                                                          \
        llz_v r;                                                                                               \
        LLZ_LANES(r.f[i] = (expression));                                                                      \
        return r;                                                                                              \
    }
#define LLZ_V3(name, expression)                                                                               \
    static inline llz_v name(llz_v a, llz_v b, llz_v c)                                                        \
    {                                                                                                          \
        llz_v r;                                                                                               \
        LLZ_LANES(r.f[i] = (expression));                                                                      \
        return r;                                                                                              \
    }

/* Loads and stores: 16 consecutive floats, aligned to 64 bytes unless the name ends in u. */
static inline llz_v llz_v_load(const llz_real *p)
{
    llz_v r;
    memcpy(r.f, p, sizeof r.f);
    return r;
}

static inline void llz_v_store(llz_real *p, llz_v x)
{
    memcpy(p, x.f, sizeof x.f);
}

#define llz_v_loadu(p) llz_v_load(p)
#define llz_v_storeu(p, x) llz_v_store(p, x)

static inline llz_v llz_v_set1(llz_real x)
{
    llz_v r;
    LLZ_LANES(r.f[i] = x);
    return r;
}

LLZ_V2(llz_v_add, a.f[i] + b.f[i])
LLZ_V2(llz_v_sub, a.f[i] - b.f[i])
LLZ_V2(llz_v_mul, a.f[i] * b.f[i])
LLZ_V3(llz_v_fma, LLZ_FMA(a.f[i], b.f[i], c.f[i]))   /* a b + c */
LLZ_V3(llz_v_fnma, LLZ_FMA(-a.f[i], b.f[i], c.f[i])) /* c - a b */
LLZ_V2(llz_v_max, a.f[i] > b.f[i] ? a.f[i] : b.f[i])
LLZ_V2(llz_v_above, a.f[i] > b.f[i] ? a.f[i] : 0) /* a where it exceeds the limit b, else +0 */

#ifndef LLZ_REAL_DOUBLE /* these serve vec_math.h, the integers its bit tricks */
#define LLZ_VI2(name, expression)                                                                              \
    static inline llz_vi name(llz_vi a, llz_vi b)                                                              \
    {                                                                                                          \
        llz_vi r;                                                                                              \
        LLZ_LANES(r.u[i] = (expression));                                                                      \
        return r;                                                                                              \
    }

LLZ_V2(llz_v_div, a.f[i] / b.f[i])
LLZ_V2(llz_v_min, a.f[i] < b.f[i] ? a.f[i] : b.f[i])
LLZ_VI2(llz_vi_add, a.u[i] + b.u[i])
LLZ_VI2(llz_vi_sub, a.u[i] - b.u[i])
LLZ_VI2(llz_vi_and, a.u[i] & b.u[i])
LLZ_VI2(llz_vi_or, a.u[i] | b.u[i])
LLZ_VI2(llz_vi_xor, a.u[i] ^ b.u[i])

static inline llz_vi llz_vi_shl(llz_vi a, int n)
{
    LLZ_LANES(a.u[i] <<= n);
    return a;
}

static inline llz_vi llz_vi_shr(llz_vi a, int n)
{
    LLZ_LANES(a.u[i] >>= n);
    return a;
}

static inline llz_vi llz_vi_load(const void *p)
{
    llz_vi r;
    memcpy(r.u, p, sizeof r.u);
    return r;
}

static inline void llz_vi_store(void *p, llz_vi x)
{
    memcpy(p, x.u, sizeof x.u);
}

static inline llz_vi llz_vi_set1(uint32_t x)
{
    llz_vi r;
    LLZ_LANES(r.u[i] = x);
    return r;
}

/* The same bits seen as integers, and back. */
static inline llz_vi llz_v_bits(llz_v x)
{
    llz_vi r;
    memcpy(r.u, x.f, sizeof r.u);
    return r;
}

static inline llz_v llz_vi_float(llz_vi x)
{
    llz_v r;
    memcpy(r.f, x.u, sizeof r.f);
    return r;
}

#endif

/* The sum of all lanes as a fixed tree: lanes i and i + 8, then i + 4, i + 2, i + 1. */
static inline llz_real llz_v_sum(llz_v x)
{
    for (int half = 8; half > 0; half /= 2) {
        for (int i = 0; i < half; i++)
            x.f[i] = x.f[i] + x.f[i + half];
    }
    return x.f[0];
}

/* Quarters of a vector. */
typedef struct {
    llz_real f[4];
} llz_q;

static inline llz_q llz_q_set(llz_real a, llz_real b, llz_real c, llz_real d)
{
    return (llz_q){ { a, b, c, d } };
}

static inline llz_v llz_v_of_quarters(llz_q a, llz_q b, llz_q c, llz_q d)
{
    llz_v r;
    for (int i = 0; i < 4; i++) {
        r.f[i] = a.f[i];
        r.f[i + 4] = b.f[i];
        r.f[i + 8] = c.f[i];
        r.f[i + 12] = d.f[i];
    }
    return r;
}

/* The sums of four vectors. */
static inline llz_q llz_v_sum4(llz_v a, llz_v b, llz_v c, llz_v d)
{
    return llz_q_set(llz_v_sum(a), llz_v_sum(b), llz_v_sum(c), llz_v_sum(d));
}

/* Lanes of a and b interleaved: lo = a0 b0 .. a7 b7, hi = a8 b8 .. a15 b15. */
static inline void llz_v_zip(llz_v *lo, llz_v *hi, llz_v a, llz_v b)
{
    for (int i = 0; i < 8; i++) {
        lo->f[2 * i] = a.f[i];
        lo->f[2 * i + 1] = b.f[i];
        hi->f[2 * i] = a.f[i + 8];
        hi->f[2 * i + 1] = b.f[i + 8];
    }
}

#ifdef LLZ_REAL_DOUBLE
/* The functions of vec_math.h in double precision, for a build that only checks gradients: no bit of it is
 * canonical, so libm may serve. */
static inline llz_v llz_v_exp(llz_v x)
{
    LLZ_LANES(x.f[i] = exp(x.f[i]));
    return x;
}

static inline llz_v llz_v_sigmoid(llz_v x)
{
    LLZ_LANES(x.f[i] = 1 / (1 + exp(-x.f[i])));
    return x;
}

static inline llz_v llz_v_tanh(llz_v x)
{
    LLZ_LANES(x.f[i] = tanh(x.f[i]));
    return x;
}

static inline llz_v llz_v_rsqrt(llz_v x)
{
    LLZ_LANES(x.f[i] = 1 / sqrt(x.f[i]));
    return x;
}

static inline llz_v llz_v_stretch(llz_v p)
{
    LLZ_LANES(p.f[i] = log(p.f[i] / (1 - p.f[i])));
    return p;
}

static inline llz_v llz_v_probability(const uint32_t *q)
{
    llz_v r;
    LLZ_LANES(r.f[i] = (q[i] + 0.5) / (1 << 22));
    return r;
}

/* Packed weights keep all their digits: 32 columns are 32 doubles. */
static inline void llz_v_load_pair(llz_v *lo, llz_v *hi, const llz_half *w)
{
    *lo = llz_v_load(w);
    *hi = llz_v_load(w + 16);
}

static inline void llz_v_store_pair(llz_half *w, llz_v lo, llz_v hi)
{
    llz_v_store(w, lo);
    llz_v_store(w + 16, hi);
}
#else
#include "model/arithmetic/vec_math.h"
#endif

#define LLZ_KERNEL_TABLE llz_kernel_portable
#define LLZ_KERNEL_NAME "portable"
#include "model/arithmetic/kernel_body.h"
