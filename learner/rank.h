/* rank.h - the order of a window's examples by a score. */
#ifndef LLZ_RANK_H
#define LLZ_RANK_H

#include <stddef.h>

#include "model/real.h"

/* How many of score [n] come before score[i] in ascending order; equal ones come in the order of their places.
 */
size_t llz_rank(const llz_real *score, size_t n, size_t i);

#endif
