/* kernels.h - the canonical arithmetic: the same bits from every kernel, compiler and CPU.
 *
 * A kernel is one table of functions. All of them are compiled from one body (kernel_body.h) over a logical vector
 * of 16 floats (vec_avx512.h, vec_avx2.h, vec_neon.h, vec_portable.h), so an operation is written once.
 * Rules: codec/FORMAT.md, "Arithmetic". Every length n or N is a multiple of 16 (of 32 for bf16 matrices), every
 * pointer to floats aligned to 64 bytes and every leading dimension a multiple of 16 unless said otherwise.
 */
#ifndef LLZ_KERNELS_H
#define LLZ_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct llz_adam {
    float rate;  /* step size, already multiplied by whatever schedule applies */
    float beta2; /* memory of the second moment, 0..1 */
    float eps;   /* added to the root of the second moment */
};

struct llz_kernels {
    const char *name;

    /* y[n] += sum over k of x[k] * w[k][n], one chain of fused multiply-adds per n, k ascending, starting from y[n].
     * x: [K], any K, 4-byte aligned; y: [N]; w: [K][N] in bf16, laid out by bf16_pack. N a multiple of 32. */
    void (*matvec_bf16)(float *y, const uint16_t *w, const float *x, size_t K, size_t N);

    /* Rounds rows k0 <= k < k1 of src [K][N] (row-major floats) to bf16 (nearest, ties to even) and stores them in
     * the packed matrix w. The layout is private to the kernels and never reaches the archive. */
    void (*bf16_pack)(uint16_t *w, const float *src, size_t K, size_t N, size_t k0, size_t k1);

    /* c[m][n] = (accumulate ? c[m][n] : 0) + sum over k of a[m][k] * b[k][n]; the same chain. Row-major with leading
     * dimensions ldc, lda, ldb; any M and K, lda any; N, ldb, ldc multiples of 16. */
    void (*gemm)(float *c, size_t ldc, const float *a, size_t lda, const float *b, size_t ldb, size_t M, size_t N,
                 size_t K, bool accumulate);

    /* dst[j][i] = src[i][j]; src: [rows][cols] with leading dimension lds, dst: [cols][rows] with ldd. */
    void (*transpose)(float *dst, size_t ldd, const float *src, size_t lds, size_t rows, size_t cols);

    /* Elementwise, y may be x. */
    void (*exp)(float *y, const float *x, size_t n);     /* x clamped to [-87, 88] */
    void (*sigmoid)(float *y, const float *x, size_t n); /* 1 / (1 + exp(-x)) */
    void (*tanh)(float *y, const float *x, size_t n);

    /* Sum of a[i] * b[i]: 16 partial sums (one fused chain per lane), then the fixed tree of llz_v_sum. */
    float (*dot)(const float *a, const float *b, size_t n);
    /* y[i] = fma(alpha, x[i], y[i]) */
    void (*axpy)(float *y, float alpha, const float *x, size_t n);

    /* p[i] = exp(x[i] - max x), not normalised; returns their sum (16 partial sums, fixed tree). */
    float (*softmax)(float *p, const float *x, size_t n);

    /* Adam without momentum and without bias correction:
     * v = beta2 v + (1 - beta2) g g;  w -= rate g / (sqrt(v) + eps). Tiny v is flushed to zero in the source. */
    void (*adam)(float *w, float *v, const float *g, size_t n, const struct llz_adam *h);
};

/* The fastest kernel of this machine, or the one that the environment variable LLZ_KERNEL names (avx512, avx2, neon,
 * portable) if this machine has it; an unknown or absent one is ignored. Constant during a process. */
const struct llz_kernels *llz_kernels_get(void);

/* Kernel i of this build that this machine can run, NULL behind the last; for tests. */
const struct llz_kernels *llz_kernels_list(int i);

/* The known answer: a hash over every function of a kernel on fixed inputs. */
uint64_t llz_kernels_hash(const struct llz_kernels *k);
#define LLZ_KERNELS_KNOWN_ANSWER UINT64_C(0)

/* The canonical floating-point environment: round to nearest, no flush-to-zero, no traps. Every thread of the
 * library enters it before it computes and leaves it afterwards. */
struct llz_fpenv {
    uint64_t word;
};
struct llz_fpenv llz_fpenv_enter(void);
void llz_fpenv_leave(struct llz_fpenv saved);

#endif
