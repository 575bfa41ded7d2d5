/* lanes.h - some numbers at a time, in the compiler's own vectors. Elementwise alone, so that how many they are changes no bit;
 * sums are those of the kernels. */
#ifndef LLZ_LAB_LANES_H
#define LLZ_LAB_LANES_H

#include "model/arithmetic/real.h"

/* Half of what kernels have in a vector of the narrowest machine: 16 bytes are what x86-64 and aarch64 all have. */
#ifdef __AVX__
#define LLZ_LANE_BYTES 32
#else
#define LLZ_LANE_BYTES 16
#endif

typedef llz_real llz_lanes __attribute__((vector_size(LLZ_LANE_BYTES), may_alias));
#define LLZ_LANES (sizeof(llz_lanes) / sizeof(llz_real))

/* Of aligned memory, as the kernels want it. */
static inline llz_lanes llz_lanes_at(const llz_real *x)
{
    return *(const llz_lanes *)x;
}

static inline void llz_lanes_put(llz_real *y, llz_lanes x)
{
    *(llz_lanes *)y = x;
}

#endif
