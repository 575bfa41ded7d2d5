/* vec_math.h - functions of a float vector from + - * / fma and integer tricks alone; included by kernel_*.c.
 *
 * Each formula is part of the format: another order of operations is another archive.
 * canonical.c repeats exp for a single float. */
#ifndef LLZ_VEC_MATH_H
#define LLZ_VEC_MATH_H

#include "model/arithmetic/canonical.h"

/* Splits x = n ln 2 + r, |r| <= 0.35; returns e^r - 1 in *m and n << 23,
 * ready for an exponent, in the result. */
static inline llz_vi llz_v_exp_parts(llz_v x, llz_v *m)
{
    const llz_v shift = llz_v_set1(LLZ_EXP_SHIFT);
    llz_v t = llz_v_fma(x, llz_v_set1(LLZ_LOG2_E), shift);
    llz_v n = llz_v_sub(t, shift);
    llz_v r = llz_v_fnma(n, llz_v_set1(LLZ_LN2_HI), x);
    r = llz_v_fnma(n, llz_v_set1(LLZ_LN2_LO), r);
    llz_v q = llz_v_set1(LLZ_EXP_C6);
    q = llz_v_fma(q, r, llz_v_set1(LLZ_EXP_C5));
    q = llz_v_fma(q, r, llz_v_set1(LLZ_EXP_C4));
    q = llz_v_fma(q, r, llz_v_set1(LLZ_EXP_C3));
    q = llz_v_fma(q, r, llz_v_set1(LLZ_EXP_C2));
    *m = llz_v_fma(llz_v_mul(r, r), q, r);
    return llz_vi_shl(llz_v_bits(t), 23);
}

/* e^x, x clamped to [-87, 88], where the result is a normal number. */
static inline llz_v llz_v_exp(llz_v x)
{
    x = llz_v_max(x, llz_v_set1(LLZ_EXP_MIN));
    x = llz_v_min(x, llz_v_set1(LLZ_EXP_MAX));
    llz_v m;
    llz_vi n = llz_v_exp_parts(x, &m);
    return llz_vi_float(llz_vi_add(llz_v_bits(llz_v_add(m, llz_v_set1(1.0f))), n));
}

static inline llz_v llz_v_sigmoid(llz_v x)
{
    const llz_v one = llz_v_set1(1.0f);
    llz_v e = llz_v_exp(llz_v_sub(llz_v_set1(0.0f), x));
    return llz_v_div(one, llz_v_add(one, e));
}

/* tanh |x| = m / (m + 2) with m = e^(2|x|) - 1, which keeps its digits near 0; the sign is copied over. */
static inline llz_v llz_v_tanh(llz_v x)
{
    const llz_vi sign_bit = llz_vi_set1(0x80000000U);
    llz_vi sign = llz_vi_and(llz_v_bits(x), sign_bit);
    llz_v a = llz_vi_float(llz_vi_and(llz_v_bits(x), llz_vi_set1(0x7fffffffU)));
    a = llz_v_min(llz_v_add(a, a), llz_v_set1(LLZ_TANH_MAX));
    llz_v m;
    llz_vi n = llz_v_exp_parts(a, &m);
    llz_v scale = llz_vi_float(llz_vi_add(n, llz_vi_set1(0x3f800000U)));
    m = llz_v_fma(scale, m, llz_v_sub(scale, llz_v_set1(1.0f)));
    llz_v y = llz_v_div(m, llz_v_add(m, llz_v_set1(2.0f)));
    return llz_vi_float(llz_vi_or(llz_v_bits(y), sign));
}

/* 1 / sqrt(x), x >= 0: halving the bits of x negates and halves its logarithm, Newton steps do the rest. A
 * square root and a division would take six times as long. */
static inline llz_v llz_v_rsqrt(llz_v x)
{
    const llz_v three_halves = llz_v_set1(1.5f);
    llz_v half = llz_v_mul(x, llz_v_set1(0.5f));
    llz_v r = llz_vi_float(llz_vi_sub(llz_vi_set1(0x5f3759dfU), llz_vi_shr(llz_v_bits(x), 1)));
    for (int step = 0; step < 3; step++)
        r = llz_v_mul(r, llz_v_fnma(llz_v_mul(half, r), r, three_halves));
    return r;
}

/* ln(p / (1 - p)): the quotient is 2^e f with f in [0.7071, 1.4142). */
static inline llz_v llz_v_stretch(llz_v p)
{
    const llz_v one = llz_v_set1(1.0f);
    llz_vi u = llz_v_bits(llz_v_div(p, llz_v_sub(one, p)));
    u = llz_vi_sub(u, llz_vi_set1(0x3f3504f3U)); /* sqrt(1/2) becomes the lower end of a binade */
    llz_vi k = llz_vi_shr(llz_vi_add(u, llz_vi_set1(127U << 23)), 23); /* e + 127 */
    /* As the last bits of 2^23 it is a float without a conversion. */
    llz_v e = llz_v_sub(llz_vi_float(llz_vi_or(k, llz_vi_set1(0x4b000000U))), llz_v_set1(8388608.0f + 127.0f));
    u = llz_vi_add(llz_vi_and(u, llz_vi_set1(0x007fffffU)), llz_vi_set1(0x3f3504f3U));
    llz_v t = llz_v_sub(llz_vi_float(u), one);
    llz_v q = llz_v_fma(llz_v_set1(LLZ_LN_C5), t, llz_v_set1(LLZ_LN_C4));
    q = llz_v_fma(q, t, llz_v_set1(LLZ_LN_C3));
    q = llz_v_fma(q, t, llz_v_set1(LLZ_LN_C2));
    q = llz_v_fma(q, t, llz_v_set1(LLZ_LN_C1));
    q = llz_v_fma(q, t, llz_v_set1(LLZ_LN_C0));
    q = llz_v_fma(q, t, llz_v_set1(-0.5f));
    llz_v ln = llz_v_fma(llz_v_mul(t, t), q, t);
    return llz_v_fma(e, llz_v_set1(LLZ_LN2), ln);
}

/* (q + 0.5) 2^-22: as the last bits of 2^23, q is a float without a conversion. */
static inline llz_v llz_v_probability(const uint32_t *q)
{
    llz_v x = llz_vi_float(llz_vi_or(llz_vi_load(q), llz_vi_set1(0x4b000000U)));
    return llz_v_mul(llz_v_sub(x, llz_v_set1(8388607.5f)), llz_v_set1(0x1p-22f));
}

/* 32 packed bf16 columns are 16 words: column j in the low half of word j, column j + 16 in the high half. A
 * shift and a mask widen them. */
static inline void llz_v_load_pair(llz_v *lo, llz_v *hi, const llz_half *w)
{
    llz_vi words = llz_vi_load(w);
    *lo = llz_vi_float(llz_vi_shl(words, 16));
    *hi = llz_vi_float(llz_vi_and(words, llz_vi_set1(0xffff0000U)));
}

/* Adds what carries into the upper half exactly where bf16 rounds up: to nearest, ties to even. */
static inline llz_vi llz_vi_round_half(llz_vi bits)
{
    llz_vi odd = llz_vi_and(llz_vi_shr(bits, 16), llz_vi_set1(1));
    return llz_vi_add(bits, llz_vi_add(odd, llz_vi_set1(0x7fff)));
}

static inline void llz_v_store_pair(llz_half *w, llz_v lo, llz_v hi)
{
    llz_vi low = llz_vi_shr(llz_vi_round_half(llz_v_bits(lo)), 16);
    llz_vi high = llz_vi_and(llz_vi_round_half(llz_v_bits(hi)), llz_vi_set1(0xffff0000U));
    llz_vi_store(w, llz_vi_or(low, high));
}

#endif
