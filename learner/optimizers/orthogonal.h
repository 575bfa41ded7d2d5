/* orthogonal.h - the nearest matrix whose singular values are about 1. */
#ifndef LLZ_ORTHOGONAL_H
#define LLZ_ORTHOGONAL_H

#include <stddef.h>

#include "model/arithmetic/kernels.h"
#include "model/memory/arena.h"

/* Memory for matrices of up to so many floats. */
struct llz_orthogonal {
    llz_real *x, *xt, *y; /* [S][L], [L][S], [S][L]: S the shorter side, both padded to multiples of 16 */
    llz_real *a, *b;      /* [S][S] */
};

/* What a matrix [K][N] needs is taken for the largest of several: call llz_orthogonal_need
 * for each, then llz_orthogonal_lay. */
struct llz_orthogonal_size {
    size_t wide, square; /* floats of x and of a */
};
void llz_orthogonal_need(struct llz_orthogonal_size *s, size_t K, size_t N);
void llz_orthogonal_lay(struct llz_orthogonal *o, struct llz_arena *a, const struct llz_orthogonal_size *s);

/* u [K][N], N a multiple of 16, becomes about (u u^T)^(-1/2) u, by steps of Newton and Schulz; a matrix of
 * zeros stays one. */
void llz_orthogonalize(struct llz_orthogonal *o, const struct llz_kernels *k, llz_real *u, size_t K, size_t N);

#endif
