/* kernel_body.h - every function of struct llz_kernels, written once over the vector that a kernel defines; those on
 * memories of contexts stand in kernel_memories.h.
 *
 * A kernel_*.c defines its vector, LLZ_KERNEL_TABLE and LLZ_KERNEL_NAME, and then includes this file. Tiles and
 * panels only choose the order in which independent chains are computed, so their sizes never change a bit. */
#include <stdbool.h>
#include <stddef.h>

#include "model/arithmetic/kernels.h"

#define LLZ_INLINE static inline __attribute__((always_inline))

/* Unrolls a loop with a constant count of at most 16, so that arrays of vectors live in registers. */
#ifdef __clang__
#define LLZ_UNROLL _Pragma("clang loop unroll(full)")
#else
#define LLZ_UNROLL _Pragma("GCC unroll 16")
#endif

enum {
    PAIR = 32,                   /* columns whose bf16 share 16 words */
    STRIP = 16 * LLZ_TILE_VECS,  /* columns of a tile of the product */
    BLOCK = 512 / LLZ_TILE_VECS, /* rows of B at a time: 32 KiB stay in the first-level cache */
    FEW = 32,                    /* rows of B that the first-level cache keeps wherever they lie */
    SHORT = 64,                  /* floats of a row of weights */
    AHEAD = 512                  /* bytes between reading a weight and asking for a later one */
};

/* Packed weights are panels of up to 32 * LLZ_PANEL_PAIRS columns; inside a panel row k follows row k - 1. */

/* Columns of the panel that starts at column n. */
LLZ_INLINE size_t panel_width(size_t n, size_t N)
{
    return N - n < PAIR * LLZ_PANEL_PAIRS ? N - n : PAIR * LLZ_PANEL_PAIRS;
}

static void bf16_pack(llz_half *w, const llz_real *src, size_t K, size_t N, size_t k0, size_t k1)
{
    for (size_t n = 0; n < N;) {
        size_t width = panel_width(n, N);
        for (size_t k = k0; k < k1; k++) {
            for (size_t j = 0; j < width; j += PAIR) {
                const llz_real *from = src + k * N + n + j;
                llz_v_store_pair(w + n * K + k * width + j, llz_v_load(from), llz_v_load(from + 16));
            }
        }
        n += width;
    }
}

/* One panel of matvec_bf16 with the accumulators in registers. y: [32 * pairs], w: [K][32 * pairs], x: [K] */
LLZ_INLINE void panel_product(llz_real *y, const llz_half *w, const llz_real *x, size_t K, const int pairs)
{
    llz_v acc[2 * LLZ_PANEL_PAIRS];
    LLZ_UNROLL
    for (int j = 0; j < 2 * pairs; j++)
        acc[j] = llz_v_load(y + 16 * j);
    for (size_t k = 0; k < K; k++, w += PAIR * pairs) {
        llz_v xk = llz_v_set1(x[k]);
        LLZ_UNROLL
        for (int j = 0; j < pairs; j++) {
            llz_v lo, hi;
            llz_v_load_pair(&lo, &hi, w + PAIR * j);
            __builtin_prefetch((const char *)(w + PAIR * j) + AHEAD);
            acc[2 * j] = llz_v_fma(xk, lo, acc[2 * j]);
            acc[2 * j + 1] = llz_v_fma(xk, hi, acc[2 * j + 1]);
        }
    }
    LLZ_UNROLL
    for (int j = 0; j < 2 * pairs; j++)
        llz_v_store(y + 16 * j, acc[j]);
}

static void matvec_bf16(llz_real *y, const llz_half *w, const llz_real *x, size_t K, size_t N)
{
    size_t n = 0;
    for (; n + PAIR * LLZ_PANEL_PAIRS <= N; n += PAIR * LLZ_PANEL_PAIRS)
        panel_product(y + n, w + n * K, x, K, LLZ_PANEL_PAIRS);
    y += n;
    w += n * K;
    switch ((N - n) / PAIR) { /* below LLZ_PANEL_PAIRS; the compiler drops the cases that cannot occur */
#define LLZ_NARROW_PANEL(pairs)                                                                                \
    case pairs:                                                                                                \
        if (pairs < LLZ_PANEL_PAIRS)                                                                           \
            panel_product(y, w, x, K, pairs < LLZ_PANEL_PAIRS ? pairs : 1);                                    \
        break;
        LLZ_NARROW_PANEL(1)
        LLZ_NARROW_PANEL(2)
        LLZ_NARROW_PANEL(3)
        LLZ_NARROW_PANEL(4)
        LLZ_NARROW_PANEL(5)
        LLZ_NARROW_PANEL(6)
        LLZ_NARROW_PANEL(7)
    default:
        break;
    }
}

/* Where row m and column k of a product's first factor are. turned: it lies in memory by columns. */
LLZ_INLINE size_t factor_at(size_t m, size_t k, size_t lda, const bool turned)
{
    return turned ? k * lda + m : m * lda + k;
}

/* A tile of the product in registers. c: [rows][16 * vecs], a: [rows][K], b: [K][16 * vecs]; from_c: the chains
 * start from c, else from 0. */
LLZ_INLINE void tile(llz_real *c, size_t ldc, const llz_real *a, size_t lda, const llz_real *b, size_t ldb,
                     size_t K, bool from_c, const int rows, const int vecs, const bool turned)
{
    llz_v acc[LLZ_TILE_ROWS][LLZ_TILE_VECS], bk[LLZ_TILE_VECS];
    const llz_real *from = c;
    LLZ_UNROLL
    for (int i = 0; i < rows; i++, from += ldc) {
        LLZ_UNROLL
        for (int j = 0; j < vecs; j++)
            acc[i][j] = from_c ? llz_v_load(from + 16 * j) : llz_v_set1(0);
    }
    for (size_t k = 0; k < K; k++) {
        LLZ_UNROLL
        for (int j = 0; j < vecs; j++)
            bk[j] = llz_v_load(b + k * ldb + 16 * j);
        LLZ_UNROLL
        for (int i = 0; i < rows; i++) {
            llz_v aik = llz_v_set1(a[factor_at((size_t)i, k, lda, turned)]);
            LLZ_UNROLL
            for (int j = 0; j < vecs; j++)
                acc[i][j] = llz_v_fma(aik, bk[j], acc[i][j]);
        }
    }
    LLZ_UNROLL
    for (int i = 0; i < rows; i++, c += ldc) {
        LLZ_UNROLL
        for (int j = 0; j < vecs; j++)
            llz_v_store(c + 16 * j, acc[i][j]);
    }
}

/* All rows of one strip and one block of k. c: [M][16 * vecs], a: [M][K], b: [K][16 * vecs] */
LLZ_INLINE void strip(llz_real *c, size_t ldc, const llz_real *a, size_t lda, const llz_real *b, size_t ldb,
                      size_t M, size_t K, bool from_c, const int vecs, const bool turned)
{
    size_t m = 0;
    for (; m + LLZ_TILE_ROWS <= M; m += LLZ_TILE_ROWS)
        tile(c + m * ldc, ldc, a + factor_at(m, 0, lda, turned), lda, b, ldb, K, from_c, LLZ_TILE_ROWS, vecs,
             turned);
#define LLZ_REST(rows)                                                                                         \
    if (rows < LLZ_TILE_ROWS && ((M - m) & rows)) {                                                            \
        tile(c + m * ldc, ldc, a + factor_at(m, 0, lda, turned), lda, b, ldb, K, from_c,                       \
             rows < LLZ_TILE_ROWS ? rows : 1, vecs, turned);                                                   \
        m += rows;                                                                                             \
    }
    LLZ_REST(4)
    LLZ_REST(2)
    LLZ_REST(1)
}

typedef void strip_of(llz_real *c, size_t ldc, const llz_real *a, size_t lda, const llz_real *b, size_t ldb,
                      size_t M, size_t K, bool from_c);

/* Functions of their own, as each is unrolled. */
#define LLZ_STRIP(name, vecs, turned)                                                                          \
    static void name(llz_real *c, size_t ldc, const llz_real *a, size_t lda, const llz_real *b, size_t ldb,    \
                     size_t M, size_t K, bool from_c)                                                          \
    {                                                                                                          \
        strip(c, ldc, a, lda, b, ldb, M, K, from_c, vecs, turned);                                             \
    }
LLZ_STRIP(strip_full, LLZ_TILE_VECS, false)
LLZ_STRIP(strip_narrow, 1, false)
LLZ_STRIP(strip_full_turned, LLZ_TILE_VECS, true)
LLZ_STRIP(strip_narrow_turned, 1, true)

/* Strips of columns outside, blocks of k inside: a chain is interrupted between blocks but keeps its order. A
 * strip of B is copied where its rows lie far apart, because equal cache sets would evict each other. */
LLZ_INLINE void product(llz_real *c, size_t ldc, const llz_real *a, size_t lda, const llz_real *b, size_t ldb,
                        size_t M, size_t N, size_t K, bool accumulate, const bool turned)
{
    strip_of *const full = turned ? strip_full_turned : strip_full, *const narrow = turned ? strip_narrow_turned
                                                                                           : strip_narrow;
    _Alignas(64) llz_real copy[BLOCK * STRIP];
    for (size_t n = 0; n < N; n += STRIP) {
        size_t width = N - n < STRIP ? N - n : STRIP;
        bool from_c = accumulate;
        size_t k = 0;
        do { /* at least once: K may be 0 */
            size_t rows = K - k < BLOCK ? K - k : BLOCK, stride = ldb;
            const llz_real *block = b + k * ldb + n;
            if (ldb > width && M > 2 * LLZ_TILE_ROWS && rows > FEW) {
                for (size_t i = 0; i < rows; i++) {
                    for (size_t j = 0; j < width; j += 16)
                        llz_v_store(copy + i * width + j, llz_v_load(block + i * ldb + j));
                }
                block = copy;
                stride = width;
            }
            (width == STRIP ? full : narrow)(c + n, ldc, a + factor_at(0, k, lda, turned), lda, block, stride,
                                             M, rows, from_c);
            from_c = true;
            k += rows;
        } while (k < K);
    }
}

static void gemm(llz_real *c, size_t ldc, const llz_real *a, size_t lda, const llz_real *b, size_t ldb,
                 size_t M, size_t N, size_t K, bool accumulate)
{
    product(c, ldc, a, lda, b, ldb, M, N, K, accumulate, false);
}

static void gemm_turned(llz_real *c, size_t ldc, const llz_real *a, size_t lda, const llz_real *b, size_t ldb,
                        size_t M, size_t N, size_t K, bool accumulate)
{
    product(c, ldc, a, lda, b, ldb, M, N, K, accumulate, true);
}

/* Four rounds of interleaving rows i and i + 8 transpose 16 rows, as four
 * shuffles of halves reverse 4 address bits. */
LLZ_INLINE void transpose16(llz_real *dst, size_t ldd, const llz_real *src, size_t lds)
{
    llz_v p[16], q[16];
    LLZ_UNROLL
    for (int i = 0; i < 16; i++)
        p[i] = llz_v_loadu(src + (size_t)i * lds);
    LLZ_UNROLL
    for (int round = 0; round < 2; round++) {
        LLZ_UNROLL
        for (int i = 0; i < 8; i++)
            llz_v_zip(&q[2 * i], &q[2 * i + 1], p[i], p[i + 8]);
        LLZ_UNROLL
        for (int i = 0; i < 8; i++)
            llz_v_zip(&p[2 * i], &p[2 * i + 1], q[i], q[i + 8]);
    }
    LLZ_UNROLL
    for (int i = 0; i < 16; i++)
        llz_v_storeu(dst + (size_t)i * ldd, p[i]);
}

static void transpose(llz_real *dst, size_t ldd, const llz_real *src, size_t lds, size_t rows, size_t cols)
{
    size_t whole_rows = rows & ~(size_t)15, whole_cols = cols & ~(size_t)15;
    /* Down the columns, so that the stores stay within 16 pages. */
    for (size_t j = 0; j < whole_cols; j += 16) {
        for (size_t i = 0; i < whole_rows; i += 16)
            transpose16(dst + j * ldd + i, ldd, src + i * lds + j, lds);
    }
    for (size_t i = 0; i < rows; i++) { /* the rest below and to the right */
        for (size_t j = i < whole_rows ? whole_cols : 0; j < cols; j++)
            dst[j * ldd + i] = src[i * lds + j];
    }
}

static void vector_exp(llz_real *y, const llz_real *x, size_t n)
{
    for (size_t i = 0; i < n; i += 16)
        llz_v_store(y + i, llz_v_exp(llz_v_load(x + i)));
}

static void vector_sigmoid(llz_real *y, const llz_real *x, size_t n)
{
    for (size_t i = 0; i < n; i += 16)
        llz_v_store(y + i, llz_v_sigmoid(llz_v_load(x + i)));
}

static void vector_tanh(llz_real *y, const llz_real *x, size_t n)
{
    for (size_t i = 0; i < n; i += 16)
        llz_v_store(y + i, llz_v_tanh(llz_v_load(x + i)));
}

static llz_real dot(const llz_real *a, const llz_real *b, size_t n)
{
    llz_v sum = llz_v_set1(0);
    for (size_t i = 0; i < n; i += 16)
        sum = llz_v_fma(llz_v_load(a + i), llz_v_load(b + i), sum);
    return llz_v_sum(sum);
}

static void axpy(llz_real *y, llz_real alpha, const llz_real *x, size_t n)
{
    llz_v factor = llz_v_set1(alpha);
    for (size_t i = 0; i < n; i += 16)
        llz_v_store(y + i, llz_v_fma(factor, llz_v_load(x + i), llz_v_load(y + i)));
}

static llz_real largest(const llz_real *x, size_t n)
{
    _Alignas(64) llz_real lane[16];
    llz_v most = llz_v_load(x);
    for (size_t i = 16; i < n; i += 16)
        most = llz_v_max(llz_v_load(x + i), most);
    llz_v_store(lane, most);
    for (int i = 1; i < 16; i++)
        lane[0] = lane[i] > lane[0] ? lane[i] : lane[0];
    return lane[0];
}

static llz_real softmax(llz_real *p, const llz_real *x, size_t n)
{
    llz_v shift = llz_v_set1(largest(x, n)), sum = llz_v_set1(0);
    for (size_t i = 0; i < n; i += 16) {
        llz_v e = llz_v_exp(llz_v_sub(llz_v_load(x + i), shift));
        llz_v_store(p + i, e);
        sum = llz_v_add(sum, e);
    }
    return llz_v_sum(sum);
}

static void stretch(llz_real *y, const uint32_t *q, size_t n)
{
    for (size_t i = 0; i < n; i += 16)
        llz_v_store(y + i, llz_v_stretch(llz_v_probability(q + i)));
}

/* The products of four rows with x, so that each vector of x is loaded once for them. */
LLZ_INLINE llz_q products(llz_real *const *w, const llz_real *x, size_t n)
{
    const llz_real *w0 = w[0], *w1 = w[1], *w2 = w[2], *w3 = w[3];
    llz_v a = llz_v_set1(0), b = a, c = a, d = a;
    for (size_t i = 0; i < n; i += 16) {
        const llz_v xi = llz_v_load(x + i);
        a = llz_v_fma(llz_v_load(w0 + i), xi, a);
        b = llz_v_fma(llz_v_load(w1 + i), xi, b);
        c = llz_v_fma(llz_v_load(w2 + i), xi, c);
        d = llz_v_fma(llz_v_load(w3 + i), xi, d);
    }
    return llz_v_sum4(a, b, c, d);
}

/* The same of up to 16 rows, a multiple of 4; zeros after them. */
LLZ_INLINE llz_v products16(llz_real *const *w, const llz_real *x, size_t rows, size_t n)
{
    llz_q q[4] = { llz_q_set(0, 0, 0, 0), llz_q_set(0, 0, 0, 0), llz_q_set(0, 0, 0, 0), llz_q_set(0, 0, 0, 0) };
    LLZ_UNROLL
    for (size_t k = 0; k < 4; k++)
        if (4 * k < rows)
            q[k] = products(w + 4 * k, x, n);
    return llz_v_of_quarters(q[0], q[1], q[2], q[3]);
}

static void mix(llz_real *y, llz_real *const *w, const llz_real *x, size_t rows, size_t n)
{
    _Alignas(64) llz_real lane[16];
    size_t r = 0;
    for (; r + 4 <= rows; r += 4) {
        llz_v_store(lane, products16(w + r, x, 4, n));
        for (size_t i = 0; i < 4; i++)
            y[r + i] = lane[i];
    }
    for (; r < rows; r++)
        y[r] = dot(w[r], x, n);
}

static void train(llz_real *const *w, const llz_real *step, const llz_real *x, size_t rows, size_t n)
{
    for (size_t r = 0; r < rows; r++)
        if (step[r] != 0)
            axpy(w[r], step[r], x, n);
}

#ifndef LLZ_REAL_DOUBLE
static void logits(llz_real *y, llz_real *const *w, const llz_real *x, size_t rows, size_t n, llz_real limit)
{
    for (size_t r = 0; r < rows; r += 16) {
        const llz_v v = products16(w + r, x, rows - r, n);
        llz_v_store(y + r, llz_v_min(llz_v_max(v, llz_v_set1(-limit)), llz_v_set1(limit)));
    }
}

/* Where same is all ones a, else b. */
LLZ_INLINE llz_vi either(llz_vi same, llz_vi a, llz_vi b)
{
    return llz_vi_xor(b, llz_vi_and(same, llz_vi_xor(a, b)));
}

/* The mean goes into its lane by a mask: what is stored as one float and loaded as a vector waits for memory. */
static llz_real conclude(llz_real *y, llz_real *p, llz_real *const *w, const llz_real *x, size_t rows, size_t n,
                         llz_real limit, llz_real share)
{
    static const uint32_t lane[32] = { [15] = UINT32_MAX };
    llz_real sum = 0;
    logits(y, w, x, rows, n, limit);
    for (size_t r = 0; r < rows; r++)
        sum += y[r];
    const llz_vi mean = llz_v_bits(llz_v_set1(sum * share));
    const llz_v all = llz_vi_float(either(llz_vi_load(lane + 15 - rows), mean, llz_v_bits(llz_v_load(y))));
    llz_v_store(y, all);
    llz_v_store(p, llz_v_sigmoid(all));
    return sum * share;
}

/* The counts of up to 16 rows, their last floats. */
LLZ_INLINE llz_v counts16(llz_real *const *w, size_t rows, size_t n)
{
    const size_t i = n - 1;
    llz_q q[4] = { llz_q_set(0, 0, 0, 0), llz_q_set(0, 0, 0, 0), llz_q_set(0, 0, 0, 0), llz_q_set(0, 0, 0, 0) };
    LLZ_UNROLL
    for (size_t k = 0; k < 4; k++)
        if (4 * k < rows)
            q[k] = llz_q_set(w[4 * k][i], w[4 * k + 1][i], w[4 * k + 2][i], w[4 * k + 3][i]);
    return llz_v_of_quarters(q[0], q[1], q[2], q[3]);
}

/* Steps of rows with these probabilities that were used so often. */
LLZ_INLINE llz_v steps(llz_v p, llz_v used, const struct llz_descent *h)
{
    const llz_v half = llz_v_set1(h->half), error = llz_v_sub(llz_v_set1(h->target), p);
    const llz_vi sign = llz_vi_and(llz_v_bits(error), llz_vi_set1(0x80000000U));
    const llz_v size = llz_vi_float(llz_vi_and(llz_v_bits(error), llz_vi_set1(0x7fffffffU)));
    const llz_v fresh = llz_v_div(half, llz_v_add(half, used));
    const llz_v rate = llz_v_add(llz_v_set1(h->floor), llz_v_mul(llz_v_set1(h->start - h->floor), fresh));
    const llz_v step = llz_v_mul(rate, llz_v_above(size, llz_v_set1(h->ignored)));
    return llz_vi_float(llz_vi_or(llz_v_bits(step), sign));
}

LLZ_INLINE void step_rows(llz_real *const *w, const llz_real *step, const llz_real *x, size_t rows,
                          const size_t n)
{
    static const _Alignas(64) llz_real once[16] = { [15] = 1 };
    const size_t end = n - 16;
    for (size_t r = 0; r < rows; r++) {
        llz_real *v = w[r];
        const llz_v by = llz_v_set1(step[r]);
        /* Short rows are sooner moved by nothing than the branch foreseen. */
        if (n <= SHORT || step[r] != 0)
            for (size_t k = 0; k < end; k += 16)
                llz_v_store(v + k, llz_v_fma(by, llz_v_load(x + k), llz_v_load(v + k)));
        const llz_v last = llz_v_fma(by, llz_v_load(x + end), llz_v_load(v + end));
        llz_v_store(v + end, llz_v_add(last, llz_v_load(once)));
    }
}

/* Rows of 16 floats (the second layer up to level 5), 48 and 64 (levels 1 and 2) have loops of their own, which the
 * compiler unrolls: a loop of so few steps takes longer than what is in it. */
static void descend(llz_real *const *w, const llz_real *p, const llz_real *x, size_t rows, size_t n,
                    const struct llz_descent *h)
{
    _Alignas(64) llz_real step[16];
    for (size_t r = 0; r < rows; r += 16) {
        const size_t some = rows - r < 16 ? rows - r : 16;
        llz_v_store(step, steps(llz_v_load(p + r), counts16(w + r, some, n), h));
        if (n == 16)
            step_rows(w + r, step, x, some, 16);
        else if (n == 48)
            step_rows(w + r, step, x, some, 48);
        else if (n == 64)
            step_rows(w + r, step, x, some, 64);
        else
            step_rows(w + r, step, x, some, n);
    }
}

#include "model/arithmetic/kernel_memories.h"
#endif

static void adam(llz_real *w, llz_real *v, const llz_real *g, size_t n, const struct llz_adam *h)
{
    const llz_v keep = llz_v_set1(h->beta2), take = llz_v_set1(1 - h->beta2);
    const llz_v floor = llz_v_set1(h->eps * h->eps), tiny = llz_v_set1(LLZ_ADAM_TINY);
    const llz_v rate = llz_v_set1(h->rate);
    for (size_t i = 0; i < n; i += 16) {
        llz_v gi = llz_v_load(g + i);
        llz_v vi = llz_v_fma(llz_v_mul(take, gi), gi, llz_v_mul(keep, llz_v_load(v + i)));
        vi = llz_v_above(vi, tiny);
        llz_v r = llz_v_rsqrt(llz_v_add(vi, floor));
        llz_v_store(v + i, vi);
        llz_v_store(w + i, llz_v_fnma(llz_v_mul(rate, gi), r, llz_v_load(w + i)));
    }
}

const struct llz_kernels LLZ_KERNEL_TABLE = {
    .name = LLZ_KERNEL_NAME,
    .matvec_bf16 = matvec_bf16,
    .bf16_pack = bf16_pack,
    .gemm = gemm,
    .gemm_turned = gemm_turned,
    .transpose = transpose,
    .exp = vector_exp,
    .sigmoid = vector_sigmoid,
    .tanh = vector_tanh,
    .dot = dot,
    .axpy = axpy,
    .softmax = softmax,
    .stretch = stretch,
    .mix = mix,
    .train = train,
#ifndef LLZ_REAL_DOUBLE
    .logits = logits,
    .conclude = conclude,
    .descend = descend,
    .recall = recall,
    .remember = remember,
    .adapt = adapt,
#endif
    .adam = adam,
};
