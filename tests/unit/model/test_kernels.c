/* test_kernels.c - every kernel of this machine against a scalar reference, bit for bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/arithmetic/kernels.h"
#include "model/experts/adaptive.h"
#include "model/openblas/blas.h"

#define STRETCH_ERROR 8e-7 /* kernels.h */

enum {
    PAD = 16 /* floats after an output that must stay untouched */
};

static uint32_t random_state = 1;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525U + 1013904223U;
    return (uint32_t)(((uint64_t)random_state * n) >> 32);
}

/* n floats and PAD more, aligned, all random of both signs and several magnitudes. */
static float *random_floats(size_t n)
{
    size_t bytes = ((n + PAD) * sizeof(float) + 63) / 64 * 64;
    float *x = aligned_alloc(64, bytes);
    assert_non_null(x);
    for (size_t i = 0; i < bytes / sizeof *x; i++)
        x[i] = ldexpf((float)(int)(random_below(1U << 25)) - 16777216.0f, -24 - (int)random_below(8));
    return x;
}

static float *copy_floats(const float *x, size_t n)
{
    float *y = random_floats(n);
    memcpy(y, x, (n + PAD) * sizeof *x);
    return y;
}

static float widen(uint32_t half)
{
    uint32_t u = half << 16;
    float x;
    memcpy(&x, &u, sizeof x);
    return x;
}

/* Nearest bf16, ties to even, by search among the two neighbours. */
static float nearest_bf16(float x)
{
    uint32_t u;
    memcpy(&u, &x, sizeof u);
    float down = widen(u >> 16), up = widen((u >> 16) + 1);
    double below = fabs((double)x - (double)down), above = fabs((double)up - (double)x);
    if (below != above)
        return below < above ? down : up;
    return (u >> 16) & 1 ? up : down;
}

static void check_matvec(const struct llz_kernels *k, size_t K, size_t N)
{
    float *src = random_floats(K * N), *x = random_floats(K), *y = random_floats(N), *want = copy_floats(y, N);
    uint16_t *w = aligned_alloc(64, K * N * sizeof *w + 64);
    assert_non_null(w);
    size_t middle = random_below((uint32_t)K + 1);
    k->bf16_pack(w, src, K, N, middle, K);
    k->bf16_pack(w, src, K, N, 0, middle);
    k->matvec_bf16(y, w, x, K, N);
    for (size_t i = 0; i < K; i++) {
        for (size_t j = 0; j < N; j++)
            want[j] = fmaf(x[i], nearest_bf16(src[i * N + j]), want[j]);
    }
    assert_memory_equal(y, want, (N + PAD) * sizeof *y);
    free(src);
    free(x);
    free(y);
    free(want);
    free(w);
}

static void test_matvec(void **state)
{
    (void)state;
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++) {
        for (size_t N = 32; N <= 544; N += 32)
            check_matvec(k, random_below(40), N);
        check_matvec(k, 1, 32);
        check_matvec(k, 300, 768);
    }
}

/* Halfway cases, denormals and the largest numbers that still round to finite ones. */
static void test_rounding(void **state)
{
    (void)state;
    static const uint32_t bits[] = { 0x3f808000, 0x3f818000, 0x3f808001, 0x3f807fff, 0x00008000, 0x00018000,
                                     0x80000001, 0x7f7f7fff, 0x00000000, 0x80000000, 0xbfffffff, 0x3fffffff };
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++) {
        _Alignas(64) float src[32] = { 0 }, y[32] = { 0 };
        _Alignas(64) uint16_t w[32];
        memcpy(src + 10, bits, sizeof bits); /* on both sides of the middle of a pair */
        k->bf16_pack(w, src, 1, 32, 0, 1);
        const float one = 1.0f;
        k->matvec_bf16(y, w, &one, 1, 32);
        for (size_t j = 0; j < 32; j++)
            assert_true(y[j] == nearest_bf16(src[j]));
    }
}

struct shape {
    size_t M, N, K, ldc, lda, ldb;
};

static void reference_gemm(float *c, const float *a, const float *b, const struct shape *s, bool accumulate)
{
    for (size_t m = 0; m < s->M; m++) {
        for (size_t n = 0; n < s->N; n++) {
            float sum = accumulate ? c[m * s->ldc + n] : 0;
            for (size_t k = 0; k < s->K; k++)
                sum = fmaf(a[m * s->lda + k], b[k * s->ldb + n], sum);
            c[m * s->ldc + n] = sum;
        }
    }
}

static void check_gemm(const struct llz_kernels *k, const struct shape *s, bool accumulate)
{
    float *a = random_floats(s->M * s->lda), *b = random_floats(s->K * s->ldb),
          *c = random_floats(s->M * s->ldc);
    float *want = copy_floats(c, s->M * s->ldc);
    float *start = copy_floats(c, s->M * s->ldc), *turned = random_floats(s->K * s->M);
    for (size_t m = 0; m < s->M; m++)
        for (size_t i = 0; i < s->K; i++)
            turned[i * s->M + m] = a[m * s->lda + i];
    k->gemm(c, s->ldc, a, s->lda, b, s->ldb, s->M, s->N, s->K, accumulate);
    reference_gemm(want, a, b, s, accumulate);
    assert_memory_equal(c, want, (s->M * s->ldc + PAD) * sizeof *c);
    k->gemm_turned(start, s->ldc, turned, s->M, b, s->ldb, s->M, s->N, s->K, accumulate);
    assert_memory_equal(start, want, (s->M * s->ldc + PAD) * sizeof *c);
    free(start);
    free(turned);
    free(a);
    free(b);
    free(c);
    free(want);
}

static void test_gemm(void **state)
{
    (void)state;
    static const struct shape fixed[] = {
        { 0, 16, 3, 16, 3, 16 },      { 5, 32, 0, 32, 0, 32 },      { 1, 16, 1, 16, 1, 16 },
        { 17, 48, 600, 64, 601, 48 }, { 64, 32, 257, 32, 257, 32 }, { 40, 80, 32, 96, 32, 80 },
    };
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++) {
        for (size_t j = 0; j < sizeof fixed / sizeof fixed[0]; j++)
            check_gemm(k, &fixed[j], j % 2 == 0);
        for (int round = 0; round < 200; round++) {
            struct shape s = { random_below(40), 16 * (1 + random_below(6)), random_below(70), 0, 0, 0 };
            s.ldc = s.N + 16 * random_below(3);
            s.lda = s.K + random_below(5);
            s.ldb = s.N + 16 * random_below(3);
            check_gemm(k, &s, random_below(2));
        }
    }
}

static void test_transpose(void **state)
{
    (void)state;
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++) {
        for (int round = 0; round < 100; round++) {
            size_t rows = random_below(70), cols = random_below(70);
            size_t lds = cols + random_below(3), ldd = rows + random_below(3);
            float *src = random_floats(rows * lds), *dst = random_floats(cols * ldd);
            float *want = copy_floats(dst, cols * ldd);
            k->transpose(dst, ldd, src, lds, rows, cols);
            for (size_t r = 0; r < rows; r++) {
                for (size_t c = 0; c < cols; c++)
                    want[c * ldd + r] = src[r * lds + c];
            }
            assert_memory_equal(dst, want, (cols * ldd + PAD) * sizeof *dst);
            free(src);
            free(dst);
            free(want);
        }
    }
}

/* The sum of 16 lanes as kernels.h prescribes it. */
static float tree_sum(float lane[16])
{
    for (int half = 8; half > 0; half /= 2) {
        for (int i = 0; i < half; i++)
            lane[i] += lane[i + half];
    }
    return lane[0];
}

static void check_reductions(const struct llz_kernels *k, size_t n)
{
    float *a = random_floats(n), *b = random_floats(n), *p = random_floats(n), *y = copy_floats(b, n);
    float lane[16] = { 0 };
    for (size_t i = 0; i < n; i++)
        lane[i % 16] = fmaf(a[i], b[i], lane[i % 16]);
    float want = tree_sum(lane), got = k->dot(a, b, n);
    assert_memory_equal(&got, &want, sizeof got);

    k->axpy(y, 0.37f, a, n);
    float most = a[0], sums[16] = { 0 };
    for (size_t i = 0; i < n; i++) {
        assert_true(y[i] == fmaf(0.37f, a[i], b[i]));
        most = a[i] > most ? a[i] : most;
    }
    got = k->softmax(p, a, n);
    for (size_t i = 0; i < n; i++) {
        assert_true(p[i] == llz_expf_canon(a[i] - most));
        sums[i % 16] += p[i];
    }
    want = tree_sum(sums);
    assert_memory_equal(&got, &want, sizeof got);
    free(a);
    free(b);
    free(p);
    free(y);
}

static void test_reductions(void **state)
{
    (void)state;
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++) {
        for (size_t n = 16; n <= 512; n += 16)
            check_reductions(k, n);
    }
}

/* ln(p / (1 - p)) in the order of operations that vec_math.h prescribes: the quotient is 2^e f, f near 1, and
 * ln f a polynomial in t = f - 1. */
static float reference_stretch(uint32_t q)
{
    static const float c[] = { LLZ_LN_C5, LLZ_LN_C4, LLZ_LN_C3, LLZ_LN_C2, LLZ_LN_C1, LLZ_LN_C0, -0.5f };
    const float p = ((float)q + 0.5f) * 0x1p-22f, quotient = p / (1.0f - p);
    uint32_t u;
    memcpy(&u, &quotient, sizeof u);
    u -= 0x3f3504f3; /* the root of a half */
    const int e = (int)((u + (127U << 23)) >> 23) - 127;
    u = (u & 0x007fffff) + 0x3f3504f3;
    float f;
    memcpy(&f, &u, sizeof f);
    const float t = f - 1.0f;
    float sum = c[0];
    for (size_t i = 1; i < sizeof c / sizeof c[0]; i++)
        sum = fmaf(sum, t, c[i]);
    return fmaf((float)e, LLZ_LN2, fmaf(t * t, sum, t));
}

/* Every probability there is, 2^22 of them: the reference's bits in the
 * fastest kernel, and to 3e-7 a logarithm. */
static void test_stretch_everywhere(void **state)
{
    (void)state;
    enum { N = 4096 };
    static _Alignas(64) uint32_t q[N];
    static _Alignas(64) float y[N];
    double worst = 0;
    float before = -100;
    for (uint32_t first = 0; first < 1U << 22; first += N) {
        for (uint32_t i = 0; i < N; i++)
            q[i] = first + i;
        llz_kernels_get()->stretch(y, q, N);
        for (uint32_t i = 0; i < N; i++) {
            const double p = ((double)q[i] + 0.5) * 0x1p-22, error = fabs((double)y[i] - log(p / (1 - p)));
            worst = error > worst ? error : worst;
            assert_true(y[i] >= before); /* a larger probability never has a smaller logit */
            before = y[i];
            if (i % 61 == 0 || y[i] == 0)
                assert_true(y[i] == reference_stretch(q[i]));
        }
    }
    if (getenv("LLZ_VERBOSE"))
        print_message("stretch: off by %.3g at most\n", worst);
    assert_true(worst < STRETCH_ERROR);
}

static void test_stretch(void **state)
{
    (void)state;
    enum { N = 16 * 37 };
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++) {
        _Alignas(64) uint32_t q[N];
        float *y = random_floats(N), *want = copy_floats(y, N);
        for (size_t j = 0; j < N; j++) {
            const uint32_t any = random_below(1U << 22);
            q[j] = j % 4 == 0   ? any
                   : j % 4 == 1 ? any >> j % 23
                   : j % 4 == 2 ? 0x3fffff - (any >> j % 23)
                                : 0x200000 - 9 + j % 16;
            want[j] = reference_stretch(q[j]);
        }
        k->stretch(y, q, N);
        assert_memory_equal(y, want, (N + PAD) * sizeof *y);
        free(y);
        free(want);
    }
}

/* Rows of one matrix in any order, some of them far apart. */
static void check_mixer(const struct llz_kernels *k, size_t rows, size_t n)
{
    const size_t all = 3 * rows;
    float *m = random_floats(all * n), *want = copy_floats(m, all * n), *x = random_floats(n),
          *y = random_floats(rows);
    float *sums = copy_floats(y, rows), *step = random_floats(rows), *w[64];
    for (size_t r = 0; r < rows; r++) {
        const size_t row = 3 * (rows - 1 - r) + random_below(3);
        float lane[16] = { 0 };
        w[r] = m + row * n;
        step[r] = r % 5 == 2 ? 0 : step[r];
        for (size_t i = 0; i < n; i++) {
            lane[i % 16] = fmaf(w[r][i], x[i], lane[i % 16]);
            want[row * n + i] = step[r] != 0 ? fmaf(step[r], x[i], w[r][i]) : w[r][i];
        }
        sums[r] = tree_sum(lane);
    }
    k->mix(y, w, x, rows, n);
    assert_memory_equal(y, sums, (rows + PAD) * sizeof *y);
    k->train(w, step, x, rows, n);
    assert_memory_equal(m, want, (all * n + PAD) * sizeof *m);
    free(m);
    free(want);
    free(x);
    free(y);
    free(sums);
    free(step);
}

/* The mixer's own kernels say what mix and train say, with what they add to it. */
static void check_layers(const struct llz_kernels *k, size_t rows, size_t n)
{
    const size_t all = (rows + 3) / 4 * 4, lanes = (rows + 15) / 16 * 16;
    const struct llz_descent h = { 1, 0.02F, 0.002F, 100, 0.0005F };
    float *m = random_floats(all * n), *x = random_floats(n), *y = random_floats(lanes),
          *p = random_floats(lanes), *want = random_floats(rows), *w[64], step[64];
    x[n - 1] = 0;
    for (size_t r = 0; r < all; r++) {
        w[r] = m + r * n;
        w[r][n - 1] = (float)(r * r);
        if (r >= rows)
            memset(w[r], 0, n * sizeof *m);
    }
    k->mix(want, w, x, rows, n);
    k->logits(y, w, x, rows, n, 0.5F);
    for (size_t r = 0; r < lanes; r++) {
        const float sum = r < rows ? want[r] : 0, held = sum > -0.5F ? sum : -0.5F;
        assert_true(y[r] == (held < 0.5F ? held : 0.5F));
    }
    for (size_t r = 0; r < rows; r++) {
        const float error = 1 - p[r];
        step[r] = error < 0.0005F && error > -0.0005F
                      ? 0
                      : (0.002F + (0.02F - 0.002F) * (100 / (100 + w[r][n - 1]))) * error;
    }
    float *taught = copy_floats(m, all * n), *v[64];
    for (size_t r = 0; r < all; r++)
        v[r] = taught + r * n;
    k->train(v, step, x, rows, n);
    for (size_t r = 0; r < rows; r++)
        v[r][n - 1] += 1;
    k->descend(w, p, x, rows, n, &h);
    for (size_t i = 0; i < all * n; i++)
        assert_true(m[i] == taught[i]);
    free(m);
    free(x);
    free(y);
    free(p);
    free(want);
    free(taught);
}

static void test_mixer(void **state)
{
    (void)state;
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++)
        for (size_t rows = 0; rows <= 25; rows++)
            check_mixer(k, rows, 16 * (1 + random_below(14)));
    for (int i = 0; (k = llz_kernels_list(i)); i++)
        for (size_t rows = 1; rows <= 25; rows++)
            check_layers(k, rows, 16 * (rows < 15 ? rows : 1 + random_below(14)));
}

enum { CONTEXTS = 64, STATES = CONTEXTS * 256, RUNS = CONTEXTS * 64 + 1, HALF = 1 << 21 };

/* Memories of so many contexts, and room for them. */
struct remembered {
    struct llz_memories m;
    uint32_t by_state[STATES], by_run[RUNS], node[CONTEXTS][16];
};

static uint32_t random_adaptive(void)
{
    return random_below(1 << 22) << 10 | random_below(256);
}

static void begin_memories(struct remembered *r, size_t contexts)
{
    r->m = (struct llz_memories){ .by_state = r->by_state, .by_run = r->by_run, .nothing = RUNS - 1 };
    r->m.n = (contexts + LLZ_MEMORIES_AT_ONCE - 1) / LLZ_MEMORIES_AT_ONCE * LLZ_MEMORIES_AT_ONCE;
    for (size_t i = 0; i < STATES; i++)
        r->by_state[i] = i % 256 ? random_adaptive() : LLZ_ADAPTIVE_HALF;
    for (size_t i = 0; i < RUNS; i++)
        r->by_run[i] = i + 1 < RUNS ? random_adaptive() : LLZ_ADAPTIVE_HALF;
    for (size_t i = 0; i < 256; i++) {
        r->m.next[0][i] = 1 + random_below(255);
        r->m.next[1][i] = 1 + random_below(255);
    }
    for (size_t i = 0; i < r->m.n; i++) {
        const bool used = i < contexts;
        for (size_t k = 0; k < 16; k++)
            r->node[i][k] =
                used && random_below(4) ? random_below(1 << 24) << 8 | (1 + random_below(255)) : 0x80000000U;
        r->m.state_row[i] = used ? (uint32_t)i * 256 : 0;
        r->m.run_row[i] = used ? (uint32_t)i * 64 + 8 * random_below(8) : 0;
        r->m.path[i] = used && random_below(3) ? 256 + random_below(256) : 0;
        r->m.slotted[i] = used && random_below(2) ? UINT32_MAX : 0;
        r->m.tree[i] = r->node[i];
    }
}

/* What context i says, and how its memory is after the bit, one by one. */
static void reference_memory(struct remembered *r, const struct llz_rates_of_counts *rates,
                             const struct llz_bit_place *b, size_t i, int bit, uint32_t said[3])
{
    uint32_t *v = &r->node[i][b->within], *state = &r->by_state[i * 256 + (*v & 255)], none = LLZ_ADAPTIVE_HALF;
    const bool on = r->m.path[i] >> (8 - b->level) == b->node;
    uint32_t *run = on ? &r->by_run[r->m.run_row[i] + b->level] : &none;
    const unsigned next = r->m.path[i] >> (7 - b->level) & 1, n = *v >> 8 & 255;
    const int p = (int)(*v >> 16), gap = (bit ? 65535 : 0) - p;
    said[0] = *state >> 10;
    said[1] = *v >> 16 << 6;
    said[2] = on || r->m.slotted[i] ? llz_p_of(*run >> 10, next) : HALF;
    if (*v & 255)
        *state = llz_adaptive_update(*state, bit, 255, rates);
    *run = llz_adaptive_update(*run, (int)next == bit, 255, rates);
    *v = (uint32_t)(p + (int)(((int64_t)gap * rates->share[n]) >> 16)) << 16 | (n < 255 ? n + 1 : n) << 8 |
         r->m.next[bit][*v & 255];
}

static void check_memories(const struct llz_kernels *k, size_t contexts, unsigned level, int bit)
{
    static struct remembered r, want;
    struct llz_rates_of_counts rates;
    uint32_t p[3 * CONTEXTS + 2 * LLZ_MEMORIES_AT_ONCE], said[3];
    llz_rates_of_counts_init(&rates);
    begin_memories(&r, contexts);
    const unsigned node = 1u << level | random_below(1u << level);
    const struct llz_bit_place b = { node, level,
                                     level < 4 ? node
                                               : 1u << (level - 4) | (node & ((1u << (level - 4)) - 1)) };
    for (size_t i = 0; i < contexts; i++) /* some expect what came so far */
        if (r.m.path[i] && i % 2)
            r.m.path[i] = node << (8 - level) | random_below(1u << (8 - level));
    want = r;
    for (size_t i = 0; i < sizeof p / sizeof *p; i++)
        p[i] = 1;
    k->recall(&r.m, &b, p, contexts);
    for (size_t i = 3 * contexts; i < sizeof p / sizeof *p; i++)
        assert_int_equal(p[i], i < 2 * contexts + r.m.n ? HALF : 1);
    k->remember(&r.m, &b, bit, contexts);
    for (size_t i = 0; i < contexts; i++) {
        reference_memory(&want, &rates, &b, i, bit, said);
        for (size_t view = 0; view < 3; view++)
            assert_int_equal(p[view * contexts + i], said[view]);
    }
    assert_memory_equal(r.by_state, want.by_state, sizeof r.by_state);
    assert_memory_equal(r.by_run, want.by_run, sizeof r.by_run);
    assert_memory_equal(r.node, want.node, sizeof r.node);
}

static void test_memories(void **state)
{
    (void)state;
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++)
        for (size_t contexts = 1; contexts <= CONTEXTS; contexts++)
            for (unsigned level = 0; level < 8; level++)
                check_memories(k, contexts, level, (int)(level + contexts) & 1);
}

/* Every count, from the least to the largest probability. */
static void check_adapt(const struct llz_kernels *k, size_t n, int bit)
{
    static const uint32_t extreme[] = { 0, 1, HALF - 1, HALF, 2 * HALF - 1 };
    enum { EXTREMES = sizeof extreme / sizeof *extreme, ENTRIES = 16 };
    uint32_t entry[ENTRIES], want[ENTRIES], *at[ENTRIES];
    struct llz_rates_of_counts rates;
    llz_rates_of_counts_init(&rates);
    for (uint32_t count = 0; count <= LLZ_ADAPTIVE_LIMIT; count++) {
        for (size_t i = 0; i < n; i++) {
            const uint32_t a = (i < EXTREMES ? extreme[i] : random_below(2 * HALF)) << 10 | count;
            at[i] = &entry[n - 1 - i];
            *at[i] = a ^ LLZ_ADAPTIVE_HALF;
            want[n - 1 - i] = llz_adaptive_update(a, bit, LLZ_ADAPTIVE_LIMIT, &rates) ^ LLZ_ADAPTIVE_HALF;
        }
        k->adapt(at, n, bit);
        assert_memory_equal(entry, want, n * sizeof *entry);
    }
}

static void test_adapt(void **state)
{
    (void)state;
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++)
        for (int bit = 0; bit < 2; bit++)
            for (size_t n = 0; n <= 16; n += LLZ_MEMORIES_AT_ONCE)
                check_adapt(k, n, bit);
}

/* The formula of kernels.h on one number. */
static void reference_adam(float *w, float *v, float g, const struct llz_adam *h)
{
    float next = fmaf((1 - h->beta2) * g, g, h->beta2 * *v);
    *v = next > LLZ_ADAM_TINY ? next : 0;
    float x = *v + h->eps * h->eps, half = 0.5f * x, r;
    uint32_t u;
    memcpy(&u, &x, sizeof u);
    u = 0x5f3759dfU - (u >> 1);
    memcpy(&r, &u, sizeof r);
    for (int step = 0; step < 3; step++)
        r = r * fmaf(-(half * r), r, 1.5f);
    assert_true(fabs((double)r * sqrt((double)x) - 1) < 2e-7);
    *w = fmaf(-(h->rate * g), r, *w);
}

static void test_adam(void **state)
{
    (void)state;
    const struct llz_adam h = { 0.003f, 0.99f, 1e-8f };
    const size_t n = 208;
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++) {
        float *w = random_floats(n), *v = random_floats(n), *g = random_floats(n);
        for (size_t j = 0; j < n; j++)
            v[j] = j % 3 ? fabsf(v[j]) : 0;
        float *w2 = copy_floats(w, n), *v2 = copy_floats(v, n);
        for (int step = 0; step < 5; step++) {
            for (size_t j = 0; j < n; j++) {
                g[j] = j < 16 ? 0 : g[j] * (step & 1 ? 0x1p-45f : 0x1p+45f);
                reference_adam(&w2[j], &v2[j], g[j], &h);
            }
            k->adam(w, v, g, n, &h);
            assert_memory_equal(w, w2, (n + PAD) * sizeof *w);
            assert_memory_equal(v, v2, (n + PAD) * sizeof *v);
        }
        free(w);
        free(v);
        free(g);
        free(w2);
        free(v2);
    }
}

static void test_known_answer(void **state)
{
    (void)state;
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++)
        assert_true(llz_kernels_hash(k) == LLZ_KERNELS_KNOWN_ANSWER);
}

static void test_choice(void **state)
{
    (void)state;
    const struct llz_kernels *k;
    for (int i = 0; (k = llz_kernels_list(i)); i++) {
        assert_int_equal(setenv("LLZ_KERNEL", k->name, 1), 0);
        assert_ptr_equal(llz_kernels_get(), k);
        assert_true(llz_kernels_granted());
    }
    assert_int_equal(setenv("LLZ_KERNEL", "", 1), 0);
    assert_true(llz_kernels_granted());
    assert_int_equal(setenv("LLZ_KERNEL", "abacus", 1), 0);
    assert_false(llz_kernels_granted());
    assert_ptr_equal(llz_kernels_get(), llz_kernels_list(0));
    assert_int_equal(unsetenv("LLZ_KERNEL"), 0);
    assert_ptr_equal(llz_kernels_get(), llz_kernels_list(0));
    assert_null(llz_kernels_list(-1));
}

static void test_against_blas(void **state)
{
    (void)state;
#ifndef LLZ_TEST_BLAS
    skip();
#else
    const struct llz_blas *blas = llz_blas_load(LLZ_TEST_BLAS);
    assert_non_null(blas);
    blas->set_threads(1);
    const struct shape s = { 100, 48, 333, 48, 333, 48 };
    float *a = random_floats(s.M * s.K), *b = random_floats(s.K * s.N), *c = random_floats(s.M * s.N);
    float *want = copy_floats(c, s.M * s.N);
    blas->sgemm(want, s.N, a, s.K, b, s.N, s.M, s.N, s.K, true);
    llz_kernels_get()->gemm(c, s.N, a, s.K, b, s.N, s.M, s.N, s.K, true);
    for (size_t i = 0; i < s.M * s.N; i++)
        assert_true(fabsf(c[i] - want[i]) < 1e-4f);
    free(a);
    free(b);
    free(c);
    free(want);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matvec),
        cmocka_unit_test(test_rounding),
        cmocka_unit_test(test_gemm),
        cmocka_unit_test(test_transpose),
        cmocka_unit_test(test_reductions),
        cmocka_unit_test(test_stretch),
        cmocka_unit_test(test_stretch_everywhere),
        cmocka_unit_test(test_mixer),
        cmocka_unit_test(test_memories),
        cmocka_unit_test(test_adapt),
        cmocka_unit_test(test_adam),
        cmocka_unit_test(test_known_answer),
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_against_blas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
