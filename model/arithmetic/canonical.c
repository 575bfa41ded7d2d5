/* canonical.c - exp and log2 of one float, the same bits everywhere.
 *
 * Where one number is needed these serve instead of a whole vector: starting maps, weights and losses.
 * libm's expf and log2f are not rounded alike on every system, so they cannot stand on the coded path;
 * additions, products, quotients and fmaf are. */
#include "model/arithmetic/canonical.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static uint32_t bits_of(float x)
{
    uint32_t u;
    memcpy(&u, &x, sizeof u);
    return u;
}

static float float_of(uint32_t u)
{
    float x;
    memcpy(&x, &u, sizeof x);
    return x;
}

/* Step by step what llz_v_exp does. */
float llz_expf_canon(float x)
{
    x = x > LLZ_EXP_MIN ? x : LLZ_EXP_MIN;
    x = x < LLZ_EXP_MAX ? x : LLZ_EXP_MAX;
    /* Adding LLZ_EXP_SHIFT pushes the fraction out of the significand: what is left in the low bits of t
     * is the nearest whole number n, which becomes the exponent of the result at the end, and t -
     * LLZ_EXP_SHIFT is n as a float. */
    float t = fmaf(x, LLZ_LOG2_E, LLZ_EXP_SHIFT);
    float n = t - LLZ_EXP_SHIFT;
    float r = fmaf(-n, LLZ_LN2_HI, x);
    r = fmaf(-n, LLZ_LN2_LO, r);
    /* exp(r) - 1 = r + r^2 (c2 + c3 r + ...): r is added last and unrounded, so that the error stays that
     * of the largest term. */
    float q = fmaf(LLZ_EXP_C6, r, LLZ_EXP_C5);
    q = fmaf(q, r, LLZ_EXP_C4);
    q = fmaf(q, r, LLZ_EXP_C3);
    q = fmaf(q, r, LLZ_EXP_C2);
    float m = fmaf(r * r, q, r);
    return float_of(bits_of(m + 1.0f) + (bits_of(t) << 23));
}

/* x = 2^e f with f in [0.7071, 1.4142); with s = (f - 1) / (f + 1), log2 f = s P(s^2), an odd series. */
float llz_log2f_canon(float x)
{
    int e = 0;
    x = x > 0x1p-149f ? x : 0x1p-149f;
    if (x < 0x1p-126f) { /* denormal: make it normal */
        x *= 0x1p+23f;
        e = -23;
    }
    uint32_t u = bits_of(x) - 0x3f3504f3U; /* sqrt(1/2) becomes the lower end of a binade */
    e += (int)(u >> 23) - (u >> 31 ? 512 : 0);
    /* The bits below the exponent, moved back: f is x without its power of two, chosen so that f - 1 is
     * small on both sides. */
    float f = float_of((u & 0x007fffffU) + 0x3f3504f3U);
    float s = (f - 1.0f) / (f + 1.0f);
    float z = s * s;
    float p = fmaf(0x1.ba4922p-2f, z, 0x1.27463cp-1f);
    p = fmaf(p, z, 0x1.ec70e8p-1f);
    p = fmaf(p, z, 0x1.715476p+1f);
    return fmaf(s, p, (float)e);
}
