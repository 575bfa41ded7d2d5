/* blas_module.c - the module around OpenBLAS; the only file that knows cblas.h. */
#include "model/openblas/blas.h"

#include <cblas.h>

static void sgemm(float *c, size_t ldc, const float *a, size_t lda, const float *b, size_t ldb, size_t M,
                  size_t N, size_t K, bool accumulate)
{
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint)M, (blasint)N, (blasint)K, 1.0f, a,
                (blasint)lda, b, (blasint)ldb, accumulate ? 1.0f : 0.0f, c, (blasint)ldc);
}

static void set_threads(int threads)
{
    openblas_set_num_threads(threads);
}

/* One thread unless a caller asks for more: helpers would spin on the cores that other work needs. */
__attribute__((constructor)) static void start_with_one_thread(void)
{
    openblas_set_num_threads(1);
}

__attribute__((visibility("default"))) extern const struct llz_blas llz_blas_table;
const struct llz_blas llz_blas_table = {
    .sgemm = sgemm,
    .set_threads = set_threads,
};
