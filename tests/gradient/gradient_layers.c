/* gradient_layers.c - the gradient of each layer by itself against finite differences. */
#include "tests/gradient/gradient.h"

#include "model/network/dense.h"
#include "model/network/joined.h"
#include "model/network/lm.h"

enum { T = 16 };

static const struct llz_kernels *const kernels = &llz_kernel_portable;

/* ---- Dense ---- */

enum { DENSE_K = 37, DENSE_N = 96, DENSE_PIECE = 32 };

/* loss = sum of weigh * y^2 / 2, so that dy = weigh * y. */
struct dense_case {
    struct llz_arena memory;
    struct llz_dense layer;
    llz_real *x, *y, *weigh, *dy; /* [T][K], [T][N] */
    llz_real *xt, *dyt, *dxt, *dx, *ones, *gradient;
};

static void dense_lay(struct dense_case *c)
{
    struct llz_arena *a = &c->memory;
    llz_dense_lay(&c->layer, a, DENSE_K, DENSE_N, 2);
    c->x = llz_arena_take(a, T * DENSE_K, sizeof *c->x);
    c->y = llz_arena_take(a, T * DENSE_N, sizeof *c->y);
    c->weigh = llz_arena_take(a, T * DENSE_N, sizeof *c->weigh);
    c->dy = llz_arena_take(a, T * DENSE_N, sizeof *c->dy);
    c->xt = llz_arena_take(a, T * DENSE_K, sizeof *c->xt);
    c->dyt = llz_arena_take(a, T * DENSE_N, sizeof *c->dyt);
    c->dxt = llz_arena_take(a, T * DENSE_K, sizeof *c->dxt);
    c->dx = llz_arena_take(a, T * DENSE_K, sizeof *c->dx);
    c->ones = llz_arena_take(a, T, sizeof *c->ones);
    c->gradient = llz_arena_take(a, (DENSE_K + 1) * DENSE_N, sizeof *c->gradient);
}

static double dense_loss(void *context)
{
    struct dense_case *c = context;
    double loss = 0;
    llz_dense_publish(&c->layer, kernels, 1, 0, DENSE_K + 1);
    for (size_t t = 0; t < T; t++)
        llz_dense_forward(&c->layer, kernels, 1, c->x + t * DENSE_K, c->y + t * DENSE_N);
    for (size_t i = 0; i < T * DENSE_N; i++) {
        c->dy[i] = c->weigh[i] * c->y[i];
        loss += c->dy[i] * c->y[i] / 2;
    }
    return loss;
}

/* The input gradient adds to what is there and takes its columns piece by piece; weights come in two blocks. */
static void dense_backward(struct dense_case *c)
{
    const size_t half = DENSE_K / 2;
    kernels->transpose(c->xt, T, c->x, DENSE_K, T, DENSE_K);
    kernels->transpose(c->dyt, T, c->dy, DENSE_N, T, DENSE_N);
    for (size_t n = 0; n < DENSE_N; n += DENSE_PIECE)
        llz_dense_backward(&c->layer, kernels, T, c->dyt + n * T, n, DENSE_PIECE, c->dxt);
    kernels->transpose(c->dx, DENSE_K, c->dxt, T, DENSE_K, T);
    llz_dense_gradient(&c->layer, kernels, T, c->xt, c->dy, 0, half, c->gradient);
    llz_dense_gradient(&c->layer, kernels, T, c->xt, c->dy, half, DENSE_K - half, c->gradient + half * DENSE_N);
    llz_dense_bias_gradient(&c->layer, kernels, T, c->ones, c->dy, c->gradient + DENSE_K * DENSE_N);
}

static void test_dense(void **state)
{
    (void)state;
    struct dense_case c = { .memory.base = NULL };
    uint64_t random = 1;
    dense_lay(&c);
    c.memory = llz_arena_new(c.memory.used);
    assert_non_null(c.memory.base);
    dense_lay(&c);
    fill_uniform(c.layer.w, (DENSE_K + 1) * DENSE_N, 1, &random);
    fill_uniform(c.x, T * DENSE_K, 1, &random);
    fill_uniform(c.weigh, T * DENSE_N, 1, &random);
    for (size_t t = 0; t < T; t++)
        c.ones[t] = 1;
    dense_loss(&c);
    dense_backward(&c);
    const size_t bias = DENSE_K * DENSE_N;
    check_gradient("dense input", dense_loss, &c, c.x, c.dx, T * DENSE_K);
    check_gradient("dense weights", dense_loss, &c, c.layer.w, c.gradient, bias);
    check_gradient("dense bias", dense_loss, &c, c.layer.w + bias, c.gradient + bias, DENSE_N);
    llz_arena_free(&c.memory);
}

/* ---- Recurrent cells ---- */

enum { MOST_CELLS = 32, MOST_WIDTH = 96 };

/* loss = sum of weigh * h^2 / 2 over a window. */
struct cells_case {
    size_t H;
    _Alignas(64) llz_real input[T * MOST_WIDTH]; /* of the gates */
    _Alignas(64) llz_real gates[T * MOST_WIDTH];
    _Alignas(64) llz_real first[MOST_CELLS]; /* cells before the window */
    _Alignas(64) llz_real before[T * MOST_CELLS];
    _Alignas(64) llz_real weigh[T * MOST_CELLS], dh[T * MOST_CELLS];
    _Alignas(64) llz_real dg[T * MOST_WIDTH], dc[MOST_CELLS];
};

static double cells_loss(void *context)
{
    struct cells_case *c = context;
    const size_t H = c->H, N = llz_gate_width(H);
    _Alignas(64) llz_real cell[MOST_CELLS], h[MOST_CELLS];
    double loss = 0;
    memcpy(cell, c->first, sizeof cell);
    memcpy(c->gates, c->input, sizeof c->gates);
    for (size_t t = 0; t < T; t++) {
        memcpy(c->before + t * H, cell, H * sizeof *cell);
        llz_recurrent_forward(kernels, H, c->gates + t * N, cell, h);
        for (size_t j = 0; j < H; j++) {
            c->dh[t * H + j] = c->weigh[t * H + j] * h[j];
            loss += c->dh[t * H + j] * h[j] / 2;
        }
    }
    return loss;
}

static void cells_begin(struct cells_case *c, size_t H)
{
    uint64_t random = H;
    memset(c, 0, sizeof *c);
    c->H = H;
    fill_uniform(c->input, T * MOST_WIDTH, 2, &random);
    fill_uniform(c->first, MOST_CELLS, 1, &random);
    fill_uniform(c->weigh, T * MOST_CELLS, 1, &random);
    cells_loss(c);
    llz_recurrent_backward(H, T, c->gates, c->before, c->dh, c->dg, c->dc);
}

/* Widths with and without padding between the gates; what pads them must get no gradient. */
static void test_cells(void **state)
{
    (void)state;
    static struct cells_case c;
    static const size_t sizes[] = { 8, 24, 32 };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        cells_begin(&c, sizes[i]);
        const size_t N = llz_gate_width(c.H), S = llz_gate_stride(c.H);
        check_gradient("gate inputs", cells_loss, &c, c.input, c.dg, T * N);
        for (size_t j = 0; j < N; j++)
            assert_true(j < 3 * S && j % S < c.H ? c.dg[j] != 0 : c.dg[j] == 0);
    }
}

/* The check must see one wrong sign in any of the gates, and a window that forgets to pass the cells back. */
static void test_planted_errors(void **state)
{
    (void)state;
    static struct cells_case c;
    const size_t H = 24, S = llz_gate_stride(H), N = llz_gate_width(H);
    for (size_t gate = 0; gate < 3; gate++) {
        cells_begin(&c, H);
        for (size_t t = 0; t < T; t++)
            for (size_t j = 0; j < H; j++)
                c.dg[t * N + gate * S + j] *= -1;
        assert_true(gradient_error(cells_loss, &c, c.input, c.dg, T * N) > 0.1);
    }
    cells_begin(&c, H);
    for (size_t t = 0; t < T; t++)
        llz_recurrent_backward(H, 1, c.gates + t * N, c.before + t * H, c.dh + t * H, c.dg + t * N, c.dc);
    assert_true(gradient_error(cells_loss, &c, c.input, c.dg, T * N) > 1e-3);
}

/* ---- Output: softmax, loss and direct n-gram logits ---- */

enum { BYTE = 'e', CONTEXTS = 3, SLOT_BITS = 4 };

/* The logits of one step: from below (base) and from the slots that keys choose. */
struct output_case {
    struct llz_arena memory;
    struct llz_ngram ngram;
    uint64_t keys[CONTEXTS];
    llz_real *base, *logits, *p; /* [256] */
    llz_real *dlogits;
};

static void output_lay(struct output_case *c)
{
    struct llz_arena *a = &c->memory;
    llz_ngram_lay(&c->ngram, a, CONTEXTS, SLOT_BITS, SLOT_BITS);
    c->base = llz_arena_take(a, LLZ_SYMBOLS, sizeof *c->base);
    c->logits = llz_arena_take(a, LLZ_SYMBOLS, sizeof *c->logits);
    c->p = llz_arena_take(a, LLZ_SYMBOLS, sizeof *c->p);
    c->dlogits = llz_arena_take(a, LLZ_SYMBOLS, sizeof *c->dlogits);
}

static double output_loss(void *context)
{
    struct output_case *c = context;
    memcpy(c->logits, c->base, LLZ_SYMBOLS * sizeof *c->logits);
    llz_ngram_forward(&c->ngram, c->keys, c->logits);
    const double sum = kernels->softmax(c->p, c->logits, LLZ_SYMBOLS);
    for (size_t j = 0; j < LLZ_SYMBOLS; j++)
        c->dlogits[j] = c->p[j] / sum - (j == BYTE);
    return log(sum / c->p[BYTE]);
}

/* Slots with some experience, whose scales differ from one, and of which all but the last know the byte. */
static void output_begin(struct output_case *c)
{
    static const uint8_t text[] = "the enemy sees me, seven he sees";
    uint64_t random = 3;
    memset(c, 0, sizeof *c);
    output_lay(c);
    c->memory = llz_arena_new(c->memory.used);
    assert_non_null(c->memory.base);
    output_lay(c);
    llz_ngram_init(&c->ngram);
    fill_uniform(c->base, LLZ_SYMBOLS, 2, &random);
    for (size_t i = 0; i < CONTEXTS; i++)
        c->keys[i] = (i + 1) * UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = 0; text[i]; i++) {
        output_loss(c);
        c->dlogits[BYTE]++; /* the loss was that of BYTE */
        c->dlogits[text[i]]--;
        llz_ngram_learn(&c->ngram, c->dlogits, text[i], 1);
    }
    struct llz_slot *stranger = c->ngram.now[CONTEXTS - 1];
    uint8_t *symbol = c->ngram.symbols[stranger->more].symbol;
    for (size_t j = 0; j < stranger->symbols; j++)
        if (symbol[j] == BYTE)
            symbol[j] = 'E';
    for (size_t i = 0; i < CONTEXTS; i++)
        for (size_t n = 0; n < LLZ_COUNT_CLASSES; n++)
            c->ngram.scales[i][n].value = 1 + uniform(&random) / 2;
    output_loss(c);
}

static void test_softmax(void **state)
{
    (void)state;
    struct output_case c;
    output_begin(&c);
    llz_real gradient[LLZ_SYMBOLS];
    memcpy(gradient, c.dlogits, sizeof gradient);
    check_gradient("logits", output_loss, &c, c.base, gradient, LLZ_SYMBOLS);
    llz_arena_free(&c.memory);
}

/* The derivative of the loss by one number, measured; the check of a claim needs no more for one number. */
static double slope(struct output_case *c, llz_real *x)
{
    const llz_real before = *x;
    *x = before + GRADIENT_STEP;
    const double up = output_loss(c);
    *x = before - GRADIENT_STEP;
    const double down = output_loss(c);
    *x = before;
    output_loss(c);
    return (up - down) / (2 * GRADIENT_STEP);
}

/* The scale of the slot's class of counts: the only one whose change is felt. */
static struct llz_scale *scale_in_force(struct output_case *c, size_t context)
{
    struct llz_scale *found = NULL;
    for (size_t n = 0; n < LLZ_COUNT_CLASSES; n++) {
        struct llz_scale *scale = &c->ngram.scales[context][n];
        if (slope(c, &scale->value) != 0) {
            assert_null(found);
            found = scale;
        }
    }
    assert_non_null(found);
    return found;
}

/* Learning moves each logit of a slot by the same positive multiple of minus its gradient. The whole step is
 * one number a slot (Adagrad), so the ratios must agree. A byte that the slot did not know enters with a logit
 * of 0. */
static void check_slot(struct output_case *c, size_t context)
{
    struct llz_slot *slot = c->ngram.now[context];
    struct llz_symbols *more = &c->ngram.symbols[slot->more];
    double slopes[LLZ_SLOT_SYMBOLS] = { 0 };
    const struct llz_slot before = *slot;
    const struct llz_symbols had = *more;
    assert_true(before.symbols >= 5 && before.more != 0);
    for (size_t j = 0; j < before.symbols; j++)
        slopes[j] = slope(c, &more->logit[j]);
    llz_ngram_learn(&c->ngram, c->dlogits, BYTE, 1);
    const double ratio = (more->logit[0] - had.logit[0]) / -slopes[0];
    assert_true(ratio > 0);
    for (size_t j = 0; j < before.symbols; j++) {
        const double moved = more->logit[j] - had.logit[j];
        assert_true(fabs(moved + ratio * slopes[j]) < GRADIENT_ERROR * fabs(moved));
    }
    assert_int_equal(slot->symbols, before.symbols + (context == CONTEXTS - 1));
    if (slot->symbols > before.symbols)
        assert_true(more->symbol[before.symbols] == BYTE && more->logit[before.symbols] > 0);
}

static void test_slots(void **state)
{
    (void)state;
    for (size_t i = 0; i < CONTEXTS; i++) {
        struct output_case c;
        output_begin(&c);
        check_slot(&c, i);
        llz_arena_free(&c.memory);
    }
}

/* A scale moves by rate * g / (root of the mean of g^2 + floor): the mean tells g's size, the move its sign. */
static void test_scales(void **state)
{
    (void)state;
    const double newest = 0.001; /* share of the newest g^2 in the mean */
    for (size_t i = 0; i < CONTEXTS; i++) {
        struct output_case c;
        output_begin(&c);
        struct llz_scale *scale = scale_in_force(&c, i);
        const double wanted = slope(&c, &scale->value), before = scale->value;
        scale->square = 0;
        llz_ngram_learn(&c.ngram, c.dlogits, BYTE, 1);
        const double g = sqrt(scale->square / newest);
        assert_true(fabs(g - fabs(wanted)) < GRADIENT_ERROR * g);
        assert_true((scale->value - before) * wanted < 0);
        llz_arena_free(&c.memory);
    }
}

/* ---- Errors of a mixture ---- */

struct joined_case {
    llz_real logits[LLZ_SYMBOLS], tree[2 * LLZ_SYMBOLS], error[8];
};

/* The sum of error times logit along the way to the byte. */
static double joined_loss(void *context)
{
    struct joined_case *c = context;
    double loss = 0;
    for (unsigned j = 0; j < LLZ_SYMBOLS; j++)
        c->tree[LLZ_SYMBOLS + j] = exp(c->logits[j]);
    for (unsigned i = LLZ_SYMBOLS; i-- > 1;)
        c->tree[i] = c->tree[2 * i] + c->tree[2 * i + 1];
    for (unsigned l = 0; l < 8; l++) {
        const unsigned node = (256u | BYTE) >> (8 - l);
        loss += c->error[l] * log(c->tree[2 * node + 1] / c->tree[2 * node]);
    }
    return loss;
}

static void joined_begin(struct joined_case *c)
{
    uint64_t random = 5;
    fill_uniform(c->logits, LLZ_SYMBOLS, 2, &random);
    for (unsigned l = 0; l < 8; l++)
        c->error[l] = (BYTE >> (7 - l) & 1 ? -1 : 1) * (llz_real)(l + 1) / 9;
    joined_loss(c);
}

/* Half of the way from any gradient to that of the mixture. */
static void test_joined(void **state)
{
    (void)state;
    struct joined_case c;
    llz_real zero[LLZ_SYMBOLS] = { 0 }, one[LLZ_SYMBOLS];
    joined_begin(&c);
    for (size_t j = 0; j < LLZ_SYMBOLS; j++)
        one[j] = 1;
    llz_joined_errors(zero, c.tree, BYTE, c.error);
    llz_joined_errors(one, c.tree, BYTE, c.error);
    for (size_t j = 0; j < LLZ_SYMBOLS; j++) {
        assert_true(fabs(one[j] - zero[j] - 0.5) < 1e-12);
        zero[j] *= 2;
    }
    check_gradient("mixture", joined_loss, &c, c.logits, zero, LLZ_SYMBOLS);
}

/* The model's own errors say what its own loss says, also where leaves weigh next to nothing. */
static void test_joined_alone(void **state)
{
    (void)state;
    struct joined_case c;
    joined_begin(&c);
    for (unsigned least = 0; least <= 80; least += 80) {
        llz_real d[LLZ_SYMBOLS], wanted[LLZ_SYMBOLS];
        for (unsigned j = 0; j < LLZ_SYMBOLS; j++)
            c.logits[j] -= j < 192 ? least : 0;
        joined_loss(&c);
        for (unsigned l = 0; l < 8; l++) {
            const unsigned node = (256u | BYTE) >> (8 - l);
            c.error[l] = c.tree[2 * node + 1] / c.tree[node] - (BYTE >> (7 - l) & 1);
        }
        for (unsigned j = 0; j < LLZ_SYMBOLS; j++)
            wanted[j] = d[j] = c.tree[LLZ_SYMBOLS + j] / c.tree[1] - (j == BYTE);
        llz_joined_errors(d, c.tree, BYTE, c.error);
        for (unsigned j = 0; j < LLZ_SYMBOLS; j++)
            assert_true(fabs(d[j] - wanted[j]) < 1e-9);
    }
}

/* Bytes that weigh next to nothing are left where they are, however sure the mixture is that they never come. */
static void test_joined_rests(void **state)
{
    (void)state;
    struct joined_case c;
    llz_real d[LLZ_SYMBOLS] = { 0 };
    joined_begin(&c);
    for (unsigned j = 128; j < LLZ_SYMBOLS; j++)
        c.logits[j] -= 60;
    joined_loss(&c);
    llz_joined_errors(d, c.tree, BYTE & 127, c.error);
    for (unsigned j = 128; j < LLZ_SYMBOLS; j++)
        assert_true(fabs(d[j]) < 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dense),          cmocka_unit_test(test_cells),
        cmocka_unit_test(test_planted_errors), cmocka_unit_test(test_softmax),
        cmocka_unit_test(test_slots),          cmocka_unit_test(test_scales),
        cmocka_unit_test(test_joined),         cmocka_unit_test(test_joined_alone),
        cmocka_unit_test(test_joined_rests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
