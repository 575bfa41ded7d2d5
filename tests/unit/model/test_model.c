/* test_model.c - embeddings, direct logits, the byte tree and views of weights. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "model/arithmetic/bytetree.h"
#include "model/network/dense.h"
#include "model/network/embedding.h"
#include "model/network/lm.h"
#include "model/network/ngram.h"

static uint32_t random_state;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525U + 1013904223U;
    return (uint32_t)(((uint64_t)random_state * n) >> 32);
}

/* In [-1, 1). */
static float random_unit(void)
{
    return (float)random_below(1U << 24) / (float)(1U << 23) - 1;
}

/* ---- Embeddings ---- */

static void embedding_begin(struct llz_embedding *e, struct llz_arena *a, size_t tables, size_t dim, int bits)
{
    memset(a, 0, sizeof *a);
    llz_embedding_lay(e, a, tables, dim, bits);
    *a = llz_arena_new(a->used);
    assert_non_null(a->base);
    llz_embedding_lay(e, a, tables, dim, bits);
    for (size_t i = 0; i < LLZ_STARTS * dim; i++)
        e->rows[i] = (float)(i + 1);
    llz_embedding_init(e);
}

/* A context without a row reads its start; with one, what the row has learned, and no other context does. Asked in any
 * order, as many as there are. */
static void test_embedding(void **state)
{
    (void)state;
    enum { TABLES = 3, DIM = 8, BITS = 9, KEYS = 4000 };
    struct llz_embedding e;
    struct llz_arena a;
    static uint32_t had[TABLES << BITS];
    embedding_begin(&e, &a, TABLES, DIM, BITS);
    memset(had, 0, sizeof had);
    for (uint64_t turn = 1; turn <= KEYS; turn++) {
        const uint64_t key = turn * UINT64_C(0x9e3779b97f4a7c15), keys[TABLES] = { key, ~key, key << 5 };
        uint32_t row[TABLES];
        float x[TABLES * DIM];
        llz_embedding_prefetch_places(&e, keys);
        llz_embedding_prefetch(&e, keys);
        llz_embedding_find(&e, keys, row);
        llz_embedding_read(&e, row, x);
        for (uint32_t c = 0; c < TABLES; c++) {
            const uint32_t context = (c << BITS) + (uint32_t)(keys[c] >> (64 - BITS));
            if (had[context])
                assert_int_equal(row[c], had[context]);
            else
                assert_int_equal(row[c], context % LLZ_STARTS);
            assert_memory_equal(x + c * DIM, e.rows + row[c] * (size_t)DIM, DIM * sizeof *x);
        }
        llz_embedding_take(&e, keys, row);
        for (uint32_t c = 0; c < TABLES; c++) {
            const uint32_t context = (c << BITS) + (uint32_t)(keys[c] >> (64 - BITS));
            assert_in_range(row[c], LLZ_STARTS, LLZ_STARTS + (TABLES << BITS) - 1);
            if (!had[context])
                assert_memory_equal(e.rows + row[c] * (size_t)DIM, e.rows + context % LLZ_STARTS * (size_t)DIM,
                                    DIM * sizeof *x);
            /* One that shares a row has none of its own, and is asked again. */
            if (e.context[row[c]] == context)
                had[context] = row[c];
        }
    }
    assert_in_range(e.index.given, (TABLES << BITS) - (TABLES << BITS) / 50, TABLES << BITS);
    llz_arena_free(&a);
}

/* A short text does not touch the rows of a long one. */
static void test_new_rows(void **state)
{
    (void)state;
    enum { DIM = 4, BITS = 16, KEYS = 1000 };
    struct llz_embedding e;
    struct llz_arena a;
    embedding_begin(&e, &a, 1, DIM, BITS);
    for (uint64_t turn = 1; turn <= KEYS; turn++) {
        const uint64_t key = turn * UINT64_C(0x9e3779b97f4a7c15);
        uint32_t row;
        llz_embedding_find(&e, &key, &row);
        llz_embedding_take(&e, &key, &row);
        assert_true(row < LLZ_STARTS + turn);
    }
    for (size_t i = (LLZ_STARTS + KEYS) * DIM; i < (size_t)DIM << BITS; i++)
        assert_true(e.rows[i] == 0);
    llz_arena_free(&a);
}

/* ---- Direct n-gram logits ---- */

/* One kind of context over few slots, and logits that nothing else feeds. */
struct opinions {
    struct llz_arena memory;
    struct llz_ngram ngram;
    float p[LLZ_SYMBOLS];
};

enum { SLOT_BITS = 4 };

static void opinions_begin(struct opinions *o)
{
    memset(o, 0, sizeof *o);
    llz_ngram_lay(&o->ngram, &o->memory, 1, SLOT_BITS, SLOT_BITS);
    o->memory = llz_arena_new(o->memory.used);
    assert_non_null(o->memory.base);
    llz_ngram_lay(&o->ngram, &o->memory, 1, SLOT_BITS, SLOT_BITS);
    llz_ngram_init(&o->ngram);
}

/* The distribution in context key. */
static void predict(struct opinions *o, uint64_t key)
{
    float logits[LLZ_SYMBOLS] = { 0 };
    double sum = 0;
    llz_ngram_prefetch_places(&o->ngram, &key);
    llz_ngram_prefetch(&o->ngram, &key);
    llz_ngram_forward(&o->ngram, &key, logits);
    for (int j = 0; j < LLZ_SYMBOLS; j++)
        sum += exp((double)logits[j]);
    for (int j = 0; j < LLZ_SYMBOLS; j++)
        o->p[j] = (float)(exp((double)logits[j]) / sum);
}

static void see(struct opinions *o, uint64_t key, uint8_t byte)
{
    predict(o, key);
    o->p[byte] -= 1;
    llz_ngram_learn(&o->ngram, o->p, byte, 1);
}

static void check_finite(const struct opinions *o)
{
    for (size_t n = 0; n < LLZ_COUNT_CLASSES; n++)
        assert_true(isfinite(o->ngram.scales[0][n].value) && isfinite(o->ngram.scales[0][n].square));
    for (size_t i = 1; i <= o->ngram.index.given; i++) {
        const struct llz_slot *s = &o->ngram.slots[i];
        const struct llz_symbols *more = &o->ngram.symbols[s->more];
        assert_true(isfinite(s->squares) && isfinite(s->logit) && s->symbols <= LLZ_SLOT_SYMBOLS);
        assert_true(s->more != 0 || s->symbols <= 1);
        for (unsigned j = 0; s->more && j < s->symbols; j++) {
            assert_true(isfinite(more->logit[j]));
            for (unsigned k = 0; k < j; k++)
                assert_true(more->symbol[j] != more->symbol[k]);
        }
    }
}

static void test_slot_is_a_line(void **state)
{
    (void)state;
    assert_int_equal(sizeof(struct llz_symbols), 64);
    assert_int_equal(sizeof(struct llz_slot), 16);
}

static void test_deterministic(void **state)
{
    (void)state;
    struct opinions o;
    opinions_begin(&o);
    predict(&o, 1);
    assert_true(o.p['q'] < 1.5F / LLZ_SYMBOLS);
    for (int i = 0; i < 32; i++)
        see(&o, 1, 'q');
    predict(&o, 1);
    assert_true(o.p['q'] > 0.2F);
    for (int i = 0; i < 500; i++)
        see(&o, 1, 'q');
    predict(&o, 1);
    assert_true(o.p['q'] > 0.97F);
    check_finite(&o);
    llz_arena_free(&o.memory);
}

/* A context whose slot is index and whose check is name. */
static uint64_t key_of(uint64_t index, uint64_t name)
{
    return index << (64 - SLOT_BITS) | name << 8;
}

/* Sixteen slots hold sixteen contexts; one more takes the place of one that was seen less than others. */
static void test_eviction(void **state)
{
    (void)state;
    enum { SLOTS = 1 << SLOT_BITS };
    struct opinions o;
    opinions_begin(&o);
    for (uint64_t i = 0; i < SLOTS; i++)
        for (uint64_t k = 0; k < 2 + i; k++)
            see(&o, key_of(i, i), 'o');
    for (uint64_t i = 0; i < SLOTS; i++) {
        predict(&o, key_of(i, i));
        assert_int_equal(o.ngram.now[0]->count, 2 + i);
    }
    see(&o, key_of(3, 77), 'n');
    assert_int_equal(o.ngram.now[0]->count, 1);
    size_t left = 0;
    for (uint64_t i = 0; i < SLOTS; i++) {
        float logits[LLZ_SYMBOLS] = { 0 };
        const uint64_t key = key_of(i, i);
        llz_ngram_peek(&o.ngram, &key, logits);
        left += logits['o'] > 0;
        assert_true(logits['o'] > 0 || i < SLOTS - 3); /* one of four, but never the best three */
    }
    assert_int_equal(left, SLOTS - 1);
    check_finite(&o);
    llz_arena_free(&o.memory);
}

/* A context with one symbol needs no place for several; those that go give theirs back. */
static void test_places(void **state)
{
    (void)state;
    struct opinions o;
    opinions_begin(&o);
    for (int i = 0; i < 5; i++)
        see(&o, 1, 'a');
    assert_true(o.ngram.given == 0 && o.ngram.now[0]->more == 0);
    see(&o, 1, 'b');
    assert_true(o.ngram.given == 1 && o.ngram.now[0]->more == 1 && o.ngram.now[0]->symbols == 2);
    for (uint64_t i = 0; i < 3000; i++)
        for (int k = 0; k < 3; k++)
            see(&o, key_of(i, i), (uint8_t)('a' + k));
    assert_int_equal(o.ngram.given, (1 << SLOT_BITS) / LLZ_SLOTS_SYMBOLS);
    check_finite(&o);
    size_t had = 0;
    for (size_t i = 1; i <= o.ngram.index.given; i++)
        had += o.ngram.slots[i].more != 0;
    for (uint32_t place = o.ngram.free; place; place = o.ngram.symbols[place].next)
        had++;
    assert_int_equal(had, o.ngram.given); /* none is lost, and none has two */
    llz_arena_free(&o.memory);
}

/* More symbols than a slot has places: the frequent one stays, and no symbol stands there twice. */
static void test_replacement(void **state)
{
    (void)state;
    struct opinions o;
    opinions_begin(&o);
    for (int i = 0; i < 600; i++) {
        see(&o, 5, 'f');
        see(&o, 5, (uint8_t)(128 + i % 40));
        check_finite(&o);
    }
    predict(&o, 5);
    assert_int_equal(o.ngram.now[0]->symbols, LLZ_SLOT_SYMBOLS);
    assert_int_equal(o.ngram.now[0]->count, 255);
    assert_true(o.p['f'] > 0.2F);
    llz_arena_free(&o.memory);
}

/* Contexts that turn out wrong as soon as they are sure, and ones never seen twice. */
static void test_scales(void **state)
{
    (void)state;
    struct opinions o;
    opinions_begin(&o);
    random_state = 1;
    for (int i = 0; i < 20000; i++) {
        see(&o, key_of(3, 1), (uint8_t)(i / 300));
        see(&o, key_of(random_below(16), random_below(60000)), (uint8_t)random_below(256));
    }
    check_finite(&o);
    for (size_t n = 0; n < LLZ_COUNT_CLASSES; n++)
        assert_true(fabsf(o.ngram.scales[0][n].value) < 8);
    llz_arena_free(&o.memory);
}

/* ---- The byte tree ---- */

#define BITS 22
#define FLOOR 16U

/* Probability of a byte through its eight bits, as a coder would see it. */
static double walk(const float *tree, unsigned byte)
{
    const double one = (double)(1U << BITS);
    unsigned node = 1;
    double p = 1;
    for (int i = 7; i >= 0; i--) {
        const unsigned bit = byte >> i & 1;
        const uint32_t p1 = llz_bytetree_bit(tree, node, BITS, FLOOR);
        assert_true(p1 >= FLOOR && p1 <= (1U << BITS) - FLOOR);
        p *= bit ? p1 / one : 1 - p1 / one;
        node = 2 * node + bit;
    }
    assert_int_equal(node, 256 + byte);
    return p;
}

/* Builds the tree and checks what holds for any weights. */
static void check_tree(float *tree)
{
    double leaves = 0, total = 0;
    llz_bytetree_build(tree);
    for (unsigned i = 1; i < 256; i++)
        assert_true(tree[i] == tree[2 * i] + tree[2 * i + 1]);
    for (unsigned b = 0; b < 256; b++)
        leaves += (double)tree[256 + b];
    assert_true(fabs((double)tree[1] - leaves) < 1e-6 * leaves);
    for (unsigned b = 0; b < 256; b++) {
        const double p = walk(tree, b), exact = (double)tree[256 + b] / leaves;
        if (exact > 0.01)
            assert_true(fabs(p - exact) < 1e-3 * exact);
        total += p;
    }
    assert_true(fabs(total - 1) < 1e-12);
}

static void test_trees(void **state)
{
    (void)state;
    float tree[512] = { 0 };
    for (unsigned b = 0; b < 256; b++)
        tree[256 + b] = 1;
    check_tree(tree);
    for (unsigned node = 1; node < 256; node++)
        assert_int_equal(llz_bytetree_bit(tree, node, BITS, FLOOR), 1U << (BITS - 1));

    random_state = 2;
    for (int turn = 0; turn < 20; turn++) { /* from nearly uniform to very uneven */
        for (unsigned b = 0; b < 256; b++)
            tree[256 + b] = expf((float)turn * random_unit());
        check_tree(tree);
    }
}

/* Nearly all weight on one byte, with what an exponential can leave for the others at the least. */
static void test_extreme_trees(void **state)
{
    (void)state;
    static const float rest[] = { 0x1p-126F, 0x1p-100F, 0x1p-24F, 1e-5F };
    float tree[512] = { 0 };
    for (unsigned hot = 0; hot < 256; hot += 51) {
        for (size_t r = 0; r < sizeof rest / sizeof rest[0]; r++) {
            for (unsigned b = 0; b < 256; b++)
                tree[256 + b] = rest[r];
            tree[256 + hot] = 1;
            check_tree(tree);
            assert_true(walk(tree, hot) > (r < 3 ? 1 - 1e-4 : 0.99));
        }
    }
    for (unsigned b = 0; b < 256; b++) /* all of them tiny */
        tree[256 + b] = 0x1p-126F * (float)(1 + b % 3);
    check_tree(tree);
    assert_true(fabs(walk(tree, 'a') - 1.0 / 256) < 0.01);
}

/* ---- Views of dense weights ---- */

enum { K = 5, N = 64 };

static float rounded(float x) /* to bf16; the numbers here are no ties */
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits = (bits + 0x8000) & 0xffff0000U;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Whether view v gives row k of these weights for a unit input, and row K (the bias) beneath. */
static bool shows(const struct llz_dense *d, int v, const float *w, size_t k)
{
    _Alignas(64) float y[N];
    float x[K] = { 0 };
    if (k < K)
        x[k] = 1;
    llz_dense_forward(d, llz_kernels_get(), v, x, y);
    for (size_t n = 0; n < N; n++)
        if (y[n] != w[K * N + n] + (k < K ? rounded(w[k * N + n]) : 0))
            return false;
    return true;
}

static void dense_begin(struct llz_dense *d, struct llz_arena *a, int views)
{
    memset(a, 0, sizeof *a);
    llz_dense_lay(d, a, K, N, views);
    *a = llz_arena_new(a->used);
    assert_non_null(a->base);
    llz_dense_lay(d, a, K, N, views);
    random_state = 3;
    for (size_t i = 0; i < (K + 1) * N; i++)
        d->w[i] = i < (size_t)K * N ? random_unit() : 0;
}

static void test_views(void **state)
{
    (void)state;
    const struct llz_kernels *k = llz_kernels_get();
    struct llz_dense d;
    struct llz_arena a;
    float old[(K + 1) * N];
    dense_begin(&d, &a, 2);
    llz_dense_publish(&d, k, 0, 0, K + 1);
    llz_dense_publish(&d, k, 1, 0, K + 1);
    memcpy(old, d.w, sizeof old);
    for (size_t i = 0; i < (K + 1) * N; i++)
        d.w[i] = i < (size_t)K * N ? random_unit() : 1;
    assert_true(shows(&d, 0, old, 0) && shows(&d, 1, old, K)); /* the master alone changes nothing */
    llz_dense_publish(&d, k, 1, 1, 3);
    for (size_t row = 0; row < K; row++) {
        const bool published = row == 1 || row == 2;
        float mixed[(K + 1) * N];
        memcpy(mixed, d.w, sizeof mixed);
        memset(mixed + (size_t)K * N, 0, N * sizeof *mixed);
        assert_true(shows(&d, 1, published ? mixed : old, row));
        assert_true(shows(&d, 0, old, row));
    }
    llz_dense_publish(&d, k, 1, K, K + 1); /* the bias alone */
    assert_true(shows(&d, 1, d.w, 2) && !shows(&d, 1, d.w, 3) && shows(&d, 0, old, K));
    llz_dense_publish(&d, k, 1, 0, K + 1);
    for (size_t row = 0; row <= K; row++)
        assert_true(shows(&d, 1, d.w, row));
    llz_arena_free(&a);
}

static void test_single_view(void **state)
{
    (void)state;
    struct llz_dense d;
    struct llz_arena a;
    dense_begin(&d, &a, 1);
    llz_dense_publish(&d, llz_kernels_get(), 1, 0, K + 1);
    for (size_t row = 0; row <= K; row++)
        assert_true(shows(&d, 0, d.w, row) && shows(&d, 1, d.w, row));
    llz_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_embedding),      cmocka_unit_test(test_new_rows),
        cmocka_unit_test(test_slot_is_a_line), cmocka_unit_test(test_deterministic),
        cmocka_unit_test(test_eviction),       cmocka_unit_test(test_places),
        cmocka_unit_test(test_replacement),    cmocka_unit_test(test_scales),
        cmocka_unit_test(test_trees),          cmocka_unit_test(test_extreme_trees),
        cmocka_unit_test(test_views),          cmocka_unit_test(test_single_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
