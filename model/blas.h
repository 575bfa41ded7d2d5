/* blas.h - OpenBLAS, loaded on demand, for work whose bits need not be repeated on another machine.
 *
 * Its rounding depends on its version, the CPU, the number of threads and the place of an element in the
 * matrix, so the canonical coded path never uses it. It serves the tests of the own kernels, and math =
 * openblas, whose archives carry the fingerprint and are refused where it differs. It is a module of its own
 * because a program linked to OpenBLAS reserves its buffers before main and may not start at all with little
 * memory.
 */
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

    /* Threads of every later product; part of the fingerprint. The library starts with one. */
    void (*set_threads)(int threads);

    /* Writes what decides the bits as text: version and configuration, core type, threads, hash of the probe.
     * Returns the length without the final 0, as snprintf does. Computes the probe: a few milliseconds. */
    size_t (*fingerprint)(char *text, size_t size);

    /* A hash over the bits of fixed products of the shapes that the model uses; 0 without memory. */
    uint64_t (*probe)(void);
};

/* The module, or NULL if it is not installed. Looked for beside the running object, in the folders above it
 * where a build or an installation puts it, then where it was configured to be installed. It stays loaded. */
const struct llz_blas *llz_blas_load(void);

/* The one symbol of the module. */
#define LLZ_BLAS_SYMBOL "llz_blas_table"

#endif
