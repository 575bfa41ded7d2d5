/* rounding.h - does the compiler keep scalar arithmetic as it is written? */
#ifndef LLZ_ROUNDING_H
#define LLZ_ROUNDING_H

#include <stdbool.h>

/* False where sums are reordered, divisions made products, products and sums fused, or floats kept in more bits
 * than they have, as -funsafe-math-optimizations and its like do. Kernels have a known answer (kernels.h), but
 * those flags leave intrinsics alone and change the scalar code beside them. Takes less than a microsecond; for
 * the canonical floating-point environment. */
bool llz_rounding_is_kept(void);

#endif
