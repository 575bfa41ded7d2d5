/* blas.h - OpenBLAS, loaded on demand, for work whose bits need not be repeated on another machine.
 *
 * Its rounding depends on its version, the CPU, the number of threads and the place of an element in the
 * matrix, so the canonical coded path never uses it. It serves tests of the own kernels and whoever wants to
 * see them beside it. It is a module of its own because a program linked to OpenBLAS reserves its buffers
 * before main and may not start at all with little memory. */
#ifndef LLZ_BLAS_H
#define LLZ_BLAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct llz_blas {
    /* c[m][n] = (accumulate ? c[m][n] : 0) + sum over k of a[m][k] * b[k][n], as llz_kernels.gemm but rounded
     * in whatever order. Any sizes that fit an int. */
    void (*sgemm)(float *c, size_t ldc, const float *a, size_t lda, const float *b, size_t ldb, size_t M,
                  size_t N, size_t K, bool accumulate);

    /* Threads of every later product. The library starts with one. */
    void (*set_threads)(int threads);
};

/* The module in that file, an absolute path; NULL: in the one that was compiled in, where it is installed. It
 * is looked for nowhere else: no file beside a program or an archive chooses what code runs. NULL if it is not
 * there. It stays loaded. */
const struct llz_blas *llz_blas_load(const char *path);

/* The one symbol of the module. */
#define LLZ_BLAS_SYMBOL "llz_blas_table"

#endif
