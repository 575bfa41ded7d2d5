/* kernels.c - which kernels this machine can run, and the known answer that all of them must give. */
#include "model/arithmetic/kernels.h"

#include <stdlib.h>
#include <string.h>

#include "model/memory/hash.h"

/* The fastest comes first, which is what llz_kernels_get() takes. AVX-512 without all four of these parts
 * lacks instructions that the kernel is compiled to. */
const struct llz_kernels *llz_kernels_list(int i)
{
    const struct llz_kernels *found[4] = { NULL };
    int n = 0;
#ifdef LLZ_HAVE_X86_KERNELS
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        found[n++] = &llz_kernel_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        found[n++] = &llz_kernel_avx2;
#endif
#ifdef LLZ_HAVE_NEON_KERNEL
    found[n++] = &llz_kernel_neon;
#endif
    found[n++] = &llz_kernel_portable;
    return i >= 0 && i < n ? found[i] : NULL;
}

/* NULL: nobody wants a certain one. */
static const char *wanted_name(void)
{
    const char *name = getenv("LLZ_KERNEL");
    return name && *name ? name : NULL;
}

static const struct llz_kernels *find(const char *name)
{
    const struct llz_kernels *k = NULL;
    for (int i = 0; (k = llz_kernels_list(i)) && strcmp(k->name, name) != 0; i++)
        ;
    return k;
}

/* A name that this machine cannot run is no reason to run another kernel silently: whoever sets
 * LLZ_KERNEL compares kernels. */
bool llz_kernels_granted(void)
{
    const char *wanted = wanted_name();
    return !wanted || find(wanted);
}

const struct llz_kernels *llz_kernels_get(void)
{
    const char *wanted = wanted_name();
    const struct llz_kernels *k = wanted ? find(wanted) : NULL;
    return k ? k : llz_kernels_list(0);
}

/* ---- The known answer ---- */

enum {
    MAX_WEIGHTS = 9000, /* elements of the largest matrix below */
    MAX_VECTOR = 1792   /* and of the largest operand of another kind */
};

/* 75 KiB: inputs, outputs and the state of both generators. Floats here are llz_real,
 * so that the double build compiles.
 *
 * It lives on the stack of whoever asks, so that a library that was only loaded keeps no memory for it. */
struct probe {
    _Alignas(64) llz_half packed[MAX_WEIGHTS];
    _Alignas(64) llz_real matrix[MAX_WEIGHTS];
    _Alignas(64) llz_real x[MAX_VECTOR];
    _Alignas(64) llz_real y[MAX_VECTOR];
    _Alignas(64) llz_real z[MAX_VECTOR];
    uint32_t random;
    uint64_t hash;
};

/* Whole numbers of 16 bits, exact in float and in bf16 not; scaled to a range by a power of two.
 *
 * Rounding in bf16 has to be part of the answer, so the numbers have more digits than it keeps. */
static void fill(struct probe *p, llz_real *x, size_t n, llz_real range)
{
    for (size_t i = 0; i < n; i++) {
        p->random = p->random * 1664525U + 1013904223U;
        x[i] = (llz_real)((int)(p->random >> 15) - 65536) / 65536 * range;
    }
}

/* Each float enters as the 32-bit number of its bits, so byte order does not matter. */
static void absorb(struct probe *p, const llz_real *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t word;
        memcpy(&word, &x[i], sizeof word);
        p->hash = llz_fold(p->hash, word);
    }
}

/* Shapes that are no multiples of tiles and panels: their last, narrower ones go through code of their
 * own. The rows are packed in two calls, the later half first, as training publishes them. */
static void probe_matvec(struct probe *p, const struct llz_kernels *k)
{
    static const struct {
        size_t K, N;
    } shape[] = { { 1, 32 }, { 18, 480 }, { 7, 288 }, { 25, 352 } };
    for (size_t i = 0; i < sizeof shape / sizeof shape[0]; i++) {
        size_t K = shape[i].K, N = shape[i].N;
        fill(p, p->matrix, K * N, 1);
        fill(p, p->x, K, 2);
        fill(p, p->y, N, 4);
        k->bf16_pack(p->packed, p->matrix, K, N, K / 2, K);
        k->bf16_pack(p->packed, p->matrix, K, N, 0, K / 2);
        k->matvec_bf16(p->y, p->packed, p->x, K, N);
        absorb(p, p->y, N);
    }
}

/* Odd sizes, leading dimensions larger than rows, K of none and K above a block of rows: each
 * takes another path. */
static void probe_gemm(struct probe *p, const struct llz_kernels *k)
{
    static const struct {
        size_t M, N, K, lda, ldb;
    } shape[] = {
        { 11, 48, 19, 19, 64 }, { 19, 32, 32, 40, 32 }, { 3, 16, 530, 531, 16 }, { 2, 32, 0, 1, 32 }
    };
    for (size_t i = 0; i < sizeof shape / sizeof shape[0]; i++) {
        size_t M = shape[i].M, N = shape[i].N, K = shape[i].K, lda = shape[i].lda, ldb = shape[i].ldb;
        fill(p, p->x, M * lda, 1);
        fill(p, p->matrix, K * ldb, 2);
        fill(p, p->y, M * N, 4);
        k->gemm(p->y, N, p->x, lda, p->matrix, ldb, M, N, K, i % 2 == 0);
        absorb(p, p->y, M * N);
    }
    fill(p, p->x, 35 * 48, 1);
    k->transpose(p->y, 48, p->x, 48, 35, 37);
    for (size_t j = 0; j < 37; j++)
        absorb(p, p->y + j * 48, 35);
}

/* Large arguments saturate, small ones lose their digits, and results may be denormal: kernels that flush
 * those differ here. */
static void probe_functions(struct probe *p, const struct llz_kernels *k)
{
    static const llz_real range[] = { 128, 8, 1, (llz_real)0x1p-20 };
    for (size_t i = 0; i < sizeof range / sizeof range[0]; i++) {
        const size_t n = 160;
        fill(p, p->x, n, range[i]);
        k->exp(p->y, p->x, n);
        absorb(p, p->y, n);
        k->sigmoid(p->y, p->x, n); /* reaches denormals */
        absorb(p, p->y, n);
        k->tanh(p->y, p->x, n);
        absorb(p, p->y, n);
        llz_real sum = k->softmax(p->y, p->x, n);
        absorb(p, p->y, n);
        absorb(p, &sum, 1);
        sum = k->dot(p->x, p->y, n - 16 * i);
        absorb(p, &sum, 1);
        k->axpy(p->x, sum / 1024, p->y, n);
        absorb(p, p->x, n);
    }
}

/* The mixer's three: q in 22 bits, rows of unequal steps, one of them 0.
 *
 * A step of 0 is in it since train() passes such rows by; the first probabilities are the least and the
 * largest that occur. */
static void probe_mixing(struct probe *p, const struct llz_kernels *k)
{
    enum { ROWS = 6, N = 48 };
    _Alignas(64) uint32_t q[N];
    llz_real *w[ROWS], step[ROWS];
    fill(p, p->matrix, ROWS * N, 1);
    fill(p, step, ROWS, 1);
    step[4] = 0;
    for (size_t i = 0; i < N; i++) {
        p->random = p->random * 1664525U + 1013904223U;
        q[i] = i < 2 ? (uint32_t)i * 0x3fffff : p->random >> (10 + i % 12);
    }
    for (size_t r = 0; r < ROWS; r++)
        w[r] = p->matrix + r * N;
    k->stretch(p->x, q, N);
    absorb(p, p->x, N);
    k->mix(p->y, w, p->x, ROWS, N);
    absorb(p, p->y, ROWS);
    k->train(w, step, p->x, ROWS, N);
    absorb(p, p->matrix, ROWS * N);
}

/* Zero gradients, tiny ones, and second moments below the threshold at which they are set to zero. */
static void probe_adam(struct probe *p, const struct llz_kernels *k)
{
    const struct llz_adam h = { (llz_real)0.01f, (llz_real)0.75f, (llz_real)1e-6f };
    const size_t n = 96;
    fill(p, p->x, n, 1);
    memset(p->y, 0, n * sizeof p->y[0]);
    for (int step = 0; step < 4; step++) {
        fill(p, p->z, n, step & 1 ? (llz_real)0x1p-40 : 1);
        memset(p->z, 0, 16 * sizeof p->z[0]);
        k->adam(p->x, p->y, p->z, n, &h);
        absorb(p, p->x, n);
        absorb(p, p->y, n);
    }
}

uint64_t llz_kernels_hash(const struct llz_kernels *k)
{
    struct probe p;
    p.random = 1;
    p.hash = 0;
    struct llz_fpenv saved = llz_fpenv_enter();
    probe_matvec(&p, k);
    probe_gemm(&p, k);
    probe_functions(&p, k);
    probe_mixing(&p, k);
    probe_adam(&p, k);
    llz_fpenv_leave(saved);
    return p.hash;
}
