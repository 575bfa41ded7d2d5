/* kernels.h - the canonical arithmetic: the same bits from every kernel, compiler and CPU.
 *
 * A kernel is one table of functions. All of them are compiled from one body (kernel_body.h) over a logical
 * vector of 16 floats that each kernel_*.c defines, so an operation is written once.
 * Rules: codec/FORMAT.md, "Arithmetic". Every length n or N is a multiple of 16 (of 32 for bf16 matrices),
 * every pointer to floats aligned to 64 bytes and every leading dimension a multiple of 16 unless said
 * otherwise. No input is infinite or not a number. */
#ifndef LLZ_KERNELS_H
#define LLZ_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/arithmetic/canonical.h"
#include "model/arithmetic/memories.h"
#include "model/arithmetic/real.h"

struct llz_adam {
    llz_real rate;  /* step size, already multiplied by whatever schedule applies */
    llz_real beta2; /* memory of the second moment, 0..1 */
    llz_real eps;   /* floor of the root of the second moment; at least 1e-18 */
};

/* One descent of rows of weights along the coding cost, each from the error of its own probability. */
struct llz_descent {
    llz_real target;             /* the bit that came */
    llz_real start, floor, half; /* step sizes: mixer.h */
    llz_real ignored;            /* an error up to this is not learned from */
};

struct llz_kernels {
    const char *name;

    /* y[n] += sum over k of x[k] * w[k][n], one chain of fused multiply-adds per n, k ascending, starting from
     * y[n]. x: [K], any K, 4-byte aligned; y: [N]; w: [K][N] in bf16, laid out by bf16_pack. N a multiple
     * of 32. */
    void (*matvec_bf16)(llz_real *y, const llz_half *w, const llz_real *x, size_t K, size_t N);

    /* Rounds rows k0 <= k < k1 of src [K][N] (row-major floats) to bf16 (nearest, ties to even) and stores them
     * in the packed matrix w [K * N], aligned to 64 bytes. The layout is private to one kernel and never
     * reaches the archive. */
    void (*bf16_pack)(llz_half *w, const llz_real *src, size_t K, size_t N, size_t k0, size_t k1);

    /* c[m][n] = (accumulate ? c[m][n] : 0) + sum over k of a[m][k] * b[k][n]; the same chain. Row-major with
     * leading dimensions ldc, lda, ldb; any M and K, a 4-byte aligned, lda any; N, ldb, ldc multiples of 16. */
    void (*gemm)(llz_real *c, size_t ldc, const llz_real *a, size_t lda, const llz_real *b, size_t ldb,
                 size_t M, size_t N, size_t K, bool accumulate);
    /* The same of a[k][m]. */
    void (*gemm_turned)(llz_real *c, size_t ldc, const llz_real *a, size_t lda, const llz_real *b, size_t ldb,
                        size_t M, size_t N, size_t K, bool accumulate);

    /* dst[j][i] = src[i][j]; src: [rows][cols] with leading dimension lds, dst: [cols][rows] with ldd. Any
     * sizes, any leading dimensions, 4-byte aligned; dst and src do not overlap. */
    void (*transpose)(llz_real *dst, size_t ldd, const llz_real *src, size_t lds, size_t rows, size_t cols);

    /* Elementwise, y may be x. The formulas stand in vec_math.h. Errors: exp 1.2e-7 of the result,
     * sigmoid 1.3e-7 absolute, tanh 2.5e-7 of the result; tanh is odd bit for bit and exactly +-1 far out. */
    void (*exp)(llz_real *y, const llz_real *x, size_t n);     /* x clamped to [-87, 88] */
    void (*sigmoid)(llz_real *y, const llz_real *x, size_t n); /* 1 / (1 + exp(-x)) */
    void (*tanh)(llz_real *y, const llz_real *x, size_t n);

    /* Sum of a[i] * b[i]: 16 partial sums (one fused chain per lane), then the fixed tree of llz_v_sum. */
    llz_real (*dot)(const llz_real *a, const llz_real *b, size_t n);
    /* y[i] = fma(alpha, x[i], y[i]) */
    void (*axpy)(llz_real *y, llz_real alpha, const llz_real *x, size_t n);

    /* p[i] = exp(x[i] - max x), not normalised; returns their sum (16 partial sums, fixed tree). n > 0. */
    llz_real (*softmax)(llz_real *p, const llz_real *x, size_t n);

    /* y[i] = ln(p / (1 - p)) for p = (q[i] + 0.5) 2^-22, q[i] < 2^22: the logit of a probability, to 8e-7
     * absolute. q aligned like floats. */
    void (*stretch)(llz_real *y, const uint32_t *q, size_t n);

    /* y[r] = dot(w[r], x) for each row r, n floats long. */
    void (*mix)(llz_real *y, llz_real *const *w, const llz_real *x, size_t rows, size_t n);
    /* w[r] = axpy(step[r], x) for each row r whose step is not 0. No two rows are the same. */
    void (*train)(llz_real *const *w, const llz_real *step, const llz_real *x, size_t rows, size_t n);

    /* mix with what it gives held within [-limit, limit]. y [rows rounded up to 16], zeros after the rows; w [rows
     * rounded up to 4], rows of zeros after them. This and the next five are not there in double precision. */
    void (*logits)(llz_real *y, llz_real *const *w, const llz_real *x, size_t rows, size_t n, llz_real limit);
    /* logits of fewer than 16 rows, then their mean, the sum times share, in y[rows]; p [16] = sigmoid(y). Returns
     * the mean. */
    llz_real (*conclude)(llz_real *y, llz_real *p, llz_real *const *w, const llz_real *x, size_t rows, size_t n,
                         llz_real limit, llz_real share);
    /* For each row r, whose last float counts its uses u and whose x is 0 there: e = target - p[r], step =
     * e times floor + (start - floor) * (half / (half + u)), or 0 where |e| <= ignored; w[r] = axpy(step, x); u + 1.
     * p [rows rounded up to 16], w as for logits. No two rows are the same. */
    void (*descend)(llz_real *const *w, const llz_real *p, const llz_real *x, size_t rows, size_t n,
                    const struct llz_descent *h);

    /* Probabilities of a 1 (units: adaptive.h), view by view: by state at p, by node at p + stride, by run at p + 2
     * stride. Up to LLZ_MEMORIES_AT_ONCE - 1 more are written after the last, a half each. */
    void (*recall)(struct llz_memories *m, const struct llz_bit_place *b, uint32_t *p, size_t stride);
    /* Tells so many contexts the bit that came for the same place. */
    void (*remember)(struct llz_memories *m, const struct llz_bit_place *b, int bit, size_t contexts);
    /* Tells n adaptive probabilities (adaptive.h, to their limit), each XORed with a half, the bit that came. n a
     * multiple of LLZ_MEMORIES_AT_ONCE. An entry that is there twice learns once. */
    void (*adapt)(uint32_t *const *at, size_t n, int bit);

    /* Adam without momentum and without bias correction, each operation rounded to float:
     *   v = fma((1 - beta2) * g, g, beta2 * v);  if not v > 2^-100: v = 0;
     *   x = v + eps * eps;  h = 0.5 * x;  r = float with the bits 0x5f3759df - (bits of x >> 1);
     *   three times: r = r * fma(-(h * r), r, 1.5);
     *   w = fma(-(rate * g), r, w).
     * So w -= rate g / sqrt(v + eps^2), to a relative 2e-7. w, v, g: [n], not overlapping. */
    void (*adam)(llz_real *w, llz_real *v, const llz_real *g, size_t n, const struct llz_adam *h);
};
#define LLZ_ADAM_TINY 0x1p-100f

/* The fastest kernel of this machine, or the one that the environment variable LLZ_KERNEL names (avx512, avx2,
 * neon, portable) if this machine has it; else see llz_kernels_granted(). Constant during a process. */
const struct llz_kernels *llz_kernels_get(void);

/* Whether LLZ_KERNEL, where it is set and not empty, names a kernel of this machine. */
bool llz_kernels_granted(void);

/* Kernel i of this build that this machine can run, fastest first, NULL after the last; for tests. */
const struct llz_kernels *llz_kernels_list(int i);

/* The known answer: a hash over every function of a kernel on fixed inputs. About a tenth of a millisecond. */
uint64_t llz_kernels_hash(const struct llz_kernels *k);
#define LLZ_KERNELS_KNOWN_ANSWER UINT64_C(0x907664f40143f84e)

/* The canonical floating-point environment: round to nearest, no flush-to-zero, no traps. Every thread of the
 * library enters it before it computes and leaves it afterwards. */
struct llz_fpenv {
    uint64_t word;
};
struct llz_fpenv llz_fpenv_enter(void);
void llz_fpenv_leave(struct llz_fpenv saved);
/* Enters it again after a callback, which may have changed it: an archive would depend on what the caller does
 * there, and nobody could decode it. What the callback has set ends here; the caller's own environment returns
 * with llz_fpenv_leave(). */
static inline void llz_fpenv_again(void)
{
    (void)llz_fpenv_enter();
}

/* The tables that this build contains; callers use llz_kernels_get. */
#if defined(__x86_64__) && !defined(LLZ_REAL_DOUBLE)
#define LLZ_HAVE_X86_KERNELS 1
extern const struct llz_kernels llz_kernel_avx512, llz_kernel_avx2;
#endif
#if defined(__aarch64__) && defined(__ARM_NEON) && !defined(__AARCH64EB__) && !defined(LLZ_REAL_DOUBLE)
#define LLZ_HAVE_NEON_KERNEL 1
extern const struct llz_kernels llz_kernel_neon;
#endif
extern const struct llz_kernels llz_kernel_portable;

#endif
