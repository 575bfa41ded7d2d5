/* real.h - the number types of the model.
 *
 * The coded path computes in float and stores packed weights in bf16. With LLZ_REAL_DOUBLE everything in model/
 * is compiled in double instead (packed weights unrounded, portable kernel only), so that a test can compare
 * gradients with finite differences; such a build cannot read or write archives. */
#ifndef LLZ_REAL_H
#define LLZ_REAL_H

#include <stdint.h>

#ifdef LLZ_REAL_DOUBLE
typedef double llz_real;
typedef double llz_half;
#else
typedef float llz_real;
typedef uint16_t llz_half; /* the upper half of a float: bf16 */
#endif

#endif
