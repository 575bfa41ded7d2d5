/* reference.c - the own matrix products beside those of OpenBLAS, for
 * whoever doubts a machine or a compiler. */
#include <math.h>
#include <stdlib.h>

#include "codec/llz_lab.h"
#include "model/arithmetic/kernels.h"
#include "model/openblas/blas.h"

/* As large as the products of the middle levels, and odd in one dimension. */
enum { M = 33, N = 96, K = 128, ALIGN = 64 };

/* Numbers of 8 bits and both signs, so that sums of K products are about 1.
 *
 * Sums of about 1: then the distance is that of the last bits, and one number tells it. */
static void fill(float *x, size_t n, uint32_t seed)
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525U + 1013904223U;
        x[i] = (float)((int)(seed >> 24) - 128) / 1024;
    }
}

static double compare(const struct llz_blas *blas, float *memory)
{
    float *a = memory, *b = a + M * K, *own = b + K * N, *other = own + M * N;
    float most = 0;

    fill(a, M * K, 1);
    fill(b, K * N, 2);
    llz_kernels_get()->gemm(own, N, a, K, b, N, M, N, K, false);
    blas->sgemm(other, N, a, K, b, N, M, N, K, false);
    for (size_t i = 0; i < M * N; i++) {
        const float gap = fabsf(own[i] - other[i]);

        if (gap > most)
            most = gap;
    }
    return (double)most;
}

double llz_reference_distance(void)
{
    const struct llz_blas *blas = llz_blas_load(NULL);
    const struct llz_fpenv caller = llz_fpenv_enter();
    /* A multiple of the alignment, as aligned_alloc() wants it: M * K, K * N and M
     * * N are multiples of 16 floats. */
    float *memory = blas ? aligned_alloc(ALIGN, (M * K + K * N + 2 * M * N) * sizeof *memory) : NULL;
    const double distance = memory ? compare(blas, memory) : -1;

    free(memory);
    llz_fpenv_leave(caller);
    return distance;
}
