/* canonical.h - what the coded path demands from its compiler; constants and
 * scalar functions with canonical bits. */
#ifndef LLZ_CANONICAL_H
#define LLZ_CANONICAL_H

#include <float.h>

#ifdef __FAST_MATH__
#error "llz must not be compiled with -ffast-math or -Ofast: the decoder would compute other bits"
#endif
_Static_assert(FLT_EVAL_METHOD == 0, "float must be evaluated as float");
_Static_assert(FLT_RADIX == 2 && FLT_MANT_DIG == 24 && FLT_MAX_EXP == 128, "float must be IEEE binary32");
_Static_assert(sizeof(float) == 4, "float must be IEEE binary32");

/* e^x: 1.5 * 2^23 rounds to an integer when added; ln 2 in two floats; e^r = 1 + r + r^2 (C2 + C3 r + ...), a
 * Chebyshev fit for |r| <= 0.3473 with an error of 8e-9. */
#define LLZ_EXP_MIN (-87.0f)
#define LLZ_EXP_MAX 88.0f
#define LLZ_EXP_SHIFT 12582912.0f
#define LLZ_LOG2_E 0x1.715476p+0f
#define LLZ_LN2_HI 0x1.62e430p-1f
#define LLZ_LN2_LO (-0x1.05c610p-29f)
#define LLZ_EXP_C2 0.5f
#define LLZ_EXP_C3 0x1.5554dcp-3f
#define LLZ_EXP_C4 0x1.555518p-5f
#define LLZ_EXP_C5 0x1.120c62p-7f
#define LLZ_EXP_C6 0x1.6d11fep-10f
/* ln(1 + t) = t - t^2 / 2 + t^3 (C0 + C1 t + ...), a Chebyshev fit for 1 +
 * t in [0.7071, 1.4143), error 3e-7. */
#define LLZ_LN_C0 0x1.555618p-2f
#define LLZ_LN_C1 (-0x1.ffd538p-3f)
#define LLZ_LN_C2 0x1.98861p-3f
#define LLZ_LN_C3 (-0x1.5c31aap-3f)
#define LLZ_LN_C4 0x1.43fb38p-3f
#define LLZ_LN_C5 (-0x1.adb13cp-4f)
#define LLZ_LN2 0x1.62e430p-1f
#define LLZ_TANH_MAX 40.0f /* of 2 |x|; tanh is 1 long before */

/* e^x, x clamped to [-87, 88]; the same bits as llz_kernels.exp. */
float llz_expf_canon(float x);

/* log2 of a finite x, clamped to at least 2^-149. */
float llz_log2f_canon(float x);

#endif
