/* gradient_model.c - the gradients of a whole window, through every layer, against finite differences. */
#include "tests/gradient/gradient.h"

#include "learner/optimizers/optimizer.h"
#include "model/network/lm.h"
#include "tests/gradient/shapes.h"

#define SQUARES 0.5 /* what Adagrad has seen of every row before the window */

static const char warm_up[] = "The cat sat on the mat; the rat ";
static const char text[] = "sat on the cat. \xc3\xa4 \x01\xff 1234 the end";

/* A model somewhere in its life, and the state from which every evaluation of the loss starts. */
enum { SLOT_BYTES = 1 << 18 };

struct subject {
    struct llz_arena memory;
    struct llz_lm model;
    struct llz_window window;
    struct llz_grads grads;
    struct llz_optimizer optimizer;
    llz_real weight[MOST_T];
    struct llz_history history;
    llz_real *c1, *c2;
    struct llz_ngram ngram;
    unsigned char *slots;
    struct llz_scale (*scales)[LLZ_COUNT_CLASSES];
    llz_real *gradient; /* of the layer or the table at hand */
};

static size_t rows_of(const struct subject *s)
{
    return LLZ_STARTS + (s->model.embedding.tables << s->model.embedding.bits);
}

/* The index, slots and symbols lie one after the other, before the scales. */
static size_t ngram_bytes(const struct subject *s)
{
    const struct llz_ngram *g = &s->model.ngram;
    return (size_t)((const unsigned char *)g->scales - (const unsigned char *)g->index.entry);
}

static size_t largest_gradient(const struct subject *s)
{
    size_t most = rows_of(s) * s->model.embedding.dim;
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const struct llz_dense *d = &s->model.layer[i];
        const size_t n = (d->K + 1) * d->N;
        most = n > most ? n : most;
    }
    return most;
}

static void lay(struct subject *s, const struct llz_shape *shape)
{
    struct llz_arena *a = &s->memory;
    llz_lm_lay(&s->model, a, shape);
    llz_window_lay(&s->window, a, shape);
    llz_grads_lay(&s->grads, a, shape);
    llz_optimizer_lay(&s->optimizer, a, &s->model, &llz_rule_adam);
    s->c1 = llz_arena_take(a, shape->hidden1, sizeof *s->c1);
    s->c2 = llz_arena_take(a, shape->hidden2, sizeof *s->c2);
    s->slots = llz_arena_take(a, SLOT_BYTES, 1);
    s->scales = llz_arena_take(a, shape->contexts, sizeof *s->scales);
    s->gradient = llz_arena_take(a, largest_gradient(s), sizeof *s->gradient);
}

static void publish(struct llz_lm *m)
{
    for (int i = 0; i < LLZ_LAYERS; i++)
        if (m->layer[i].K != 0)
            llz_dense_publish(&m->layer[i], m->kernels, m->view, 0, m->layer[i].K + 1);
}

/* ---- The state before the window ---- */

static void save(struct subject *s)
{
    const struct llz_lm *m = &s->model;
    s->history = m->history;
    memcpy(s->c1, m->c1, m->shape.hidden1 * sizeof *s->c1);
    memcpy(s->c2, m->c2, m->shape.hidden2 * sizeof *s->c2);
    assert_true(ngram_bytes(s) <= SLOT_BYTES);
    memcpy(s->slots, m->ngram.index.entry, ngram_bytes(s));
    s->ngram = m->ngram;
    memcpy(s->scales, m->ngram.scales, m->shape.contexts * sizeof *s->scales);
}

/* The direct logits learn within the window, which the gradient does not follow (nor should it): every step has
 * to see the same ones. */
static void restore_ngram(struct subject *s)
{
    struct llz_ngram *g = &s->model.ngram;
    *g = s->ngram;
    memcpy(g->index.entry, s->slots, ngram_bytes(s));
    memcpy(g->scales, s->scales, g->contexts * sizeof *s->scales);
}

static void restore(struct subject *s)
{
    struct llz_lm *m = &s->model;
    m->history = s->history;
    memcpy(m->c1, s->c1, m->shape.hidden1 * sizeof *s->c1);
    memcpy(m->c2, s->c2, m->shape.hidden2 * sizeof *s->c2);
    restore_ngram(s);
    s->window.n = 0;
}

/* ---- Loss and gradients ---- */

/* The window's weighted loss. Not from window.loss, whose logarithm is a float's. */
static double loss(void *context)
{
    struct subject *s = context;
    struct llz_lm *m = &s->model;
    double sum = 0;
    restore(s);
    publish(m);
    for (size_t t = 0; t < m->shape.window; t++) {
        const uint8_t byte = (uint8_t)text[t];
        llz_lm_step(m, &s->window);
        sum += s->weight[t] * log(m->sum / m->tree[LLZ_SYMBOLS + byte]);
        llz_lm_observe(m, &s->window, byte, 0);
        restore_ngram(s);
    }
    return sum;
}

static void backward(struct subject *s)
{
    loss(s);
    llz_lm_backward(&s->model, &s->window, s->weight, &s->grads);
}

/* Random parameters large enough for every nonlinearity to matter, and a window of experience. */
static void begin(struct subject *s, const struct llz_shape *shape)
{
    uint64_t random = shape->hidden1 + 1;
    struct llz_lm *m = &s->model;
    memset(s, 0, sizeof *s);
    lay(s, shape);
    s->memory = llz_arena_new(s->memory.used);
    assert_non_null(s->memory.base);
    lay(s, shape);
    llz_lm_init(m, &llz_kernel_portable, 1);
    llz_grads_init(&s->grads, shape);
    fill_uniform(m->embedding.rows, rows_of(s) * m->embedding.dim, 1, &random);
    for (size_t i = 0; i < rows_of(s); i++)
        m->embedding.squares[i] = SQUARES; /* rows that have learned before */
    for (int i = 0; i < LLZ_LAYERS; i++)
        if (m->layer[i].K != 0)
            fill_uniform(m->layer[i].w + m->layer[i].K * m->layer[i].N, m->layer[i].N, 0.5, &random);
    publish(m);
    for (size_t t = 0; t < shape->window; t++) {
        llz_lm_step(m, &s->window);
        llz_lm_observe(m, &s->window, (uint8_t)warm_up[t], 1);
    }
    fill_uniform(s->weight, shape->window, 2, &random);
    s->weight[3] = 0;
    save(s);
    backward(s);
    backward(s); /* over what the first one left */
}

/* s->gradient = that of layer i, its bias in the last row. */
static void layer_gradient(struct subject *s, enum llz_layer i)
{
    const struct llz_lm *m = &s->model;
    const struct llz_dense *d = &m->layer[i];
    const size_t T = m->shape.window;
    const llz_real *xt = s->grads.at + llz_lm_inputs(m, i) * T;
    llz_dense_gradient(d, m->kernels, T, xt, s->grads.dy[i], 0, d->K, s->gradient);
    llz_dense_bias_gradient(d, m->kernels, T, s->grads.ones, s->grads.dy[i], s->gradient + d->K * d->N);
}

/* s->gradient = that of the whole embedding: a row gathers what each of its uses passes back. Returns how many
 * uses found their row used before. */
static size_t rows_gradient(struct subject *s)
{
    const struct llz_embedding *e = &s->model.embedding;
    size_t again = 0;
    memset(s->gradient, 0, rows_of(s) * e->dim * sizeof *s->gradient);
    for (size_t i = 0; i < s->model.shape.window * e->tables; i++) {
        llz_real *row = s->gradient + s->window.row[i] * e->dim;
        again += inner(row, row, e->dim) > 0;
        for (size_t j = 0; j < e->dim; j++)
            row[j] += s->grads.de[i * e->dim + j];
    }
    return again;
}

static double rows_error(struct subject *s)
{
    rows_gradient(s);
    return gradient_error(loss, s, s->model.embedding.rows, s->gradient, rows_of(s) * s->model.embedding.dim);
}

/* ---- Tests ---- */

static void test_layers(void **state)
{
    (void)state;
    static const char *const names[LLZ_LAYERS] = { "output", "relu", "recurrent2", "recurrent1" };
    for (int k = 0; k < SHAPES; k++) {
        struct subject s;
        begin(&s, &shapes[k]);
        for (int i = 0; i < LLZ_LAYERS; i++) {
            const struct llz_dense *d = &s.model.layer[i];
            const size_t bias = d->K * d->N;
            if (d->K == 0)
                continue;
            layer_gradient(&s, (enum llz_layer)i);
            check_gradient(names[i], loss, &s, d->w, s.gradient, bias);
            check_gradient("  its bias", loss, &s, d->w + bias, s.gradient + bias, d->N);
        }
        llz_arena_free(&s.memory);
    }
}

static void test_rows(void **state)
{
    (void)state;
    for (int k = 0; k < SHAPES; k++) {
        struct subject s;
        begin(&s, &shapes[k]);
        assert_true(rows_gradient(&s) > 10); /* else the gathering is not tested */
        check_gradient("rows", loss, &s, s.model.embedding.rows, s.gradient,
                       rows_of(&s) * s.model.embedding.dim);
        llz_arena_free(&s.memory);
    }
}

/* A sign error in the gradient of a layer, or in what one layer passes to those below, must not go unseen. */
static void test_planted_signs(void **state)
{
    (void)state;
    struct subject s;
    begin(&s, &shapes[0]);
    assert_true(rows_error(&s) < GRADIENT_ERROR);
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const struct llz_dense *d = &s.model.layer[i];
        layer_gradient(&s, (enum llz_layer)i);
        for (size_t n = 0; n < d->N; n++)
            s.gradient[d->N + n] *= -1; /* one row of weights */
        assert_true(gradient_error(loss, &s, d->w, s.gradient, d->K * d->N) > 1e-3);

        loss(&s); /* forward as it should be, then back through weights of the other sign */
        for (size_t n = 0; n < d->K * d->N; n++)
            d->w[n] *= -1;
        llz_lm_backward(&s.model, &s.window, s.weight, &s.grads);
        for (size_t n = 0; n < d->K * d->N; n++)
            d->w[n] *= -1;
        assert_true(rows_error(&s) > 1e-3);
    }
    llz_arena_free(&s.memory);
}

/* Neither must examples that count otherwise than they should, nor a row that keeps only its last use. */
static void test_planted_sums(void **state)
{
    (void)state;
    struct subject s;
    llz_real equal[MOST_T];
    begin(&s, &shapes[0]);
    for (size_t t = 0; t < MOST_T; t++)
        equal[t] = 1;
    loss(&s);
    llz_lm_backward(&s.model, &s.window, equal, &s.grads);
    assert_true(rows_error(&s) > 1e-3);

    backward(&s);
    const struct llz_embedding *e = &s.model.embedding;
    rows_gradient(&s);
    for (size_t i = 0; i < s.model.shape.window * e->tables; i++)
        memcpy(s.gradient + s.window.row[i] * e->dim, s.grads.de + i * e->dim, e->dim * sizeof *s.gradient);
    assert_true(gradient_error(loss, &s, e->rows, s.gradient, rows_of(&s) * e->dim) > 1e-3);
    llz_arena_free(&s.memory);
}

/* ---- What the optimizer makes of them ---- */

static const struct llz_rates rates = { 1e-3F, 1e-2F };

/* Every weight has to be in the view that the next steps will read. */
static void check_published(const struct subject *s, const struct llz_dense *d, int view)
{
    struct llz_dense fresh = *d;
    fresh.packed[view] = reals(d->K * d->N);
    fresh.bias[view] = reals(d->N);
    llz_dense_publish(&fresh, s->model.kernels, view, 0, d->K + 1);
    assert_memory_equal(d->packed[view], fresh.packed[view], d->K * d->N * sizeof *d->packed[view]);
    assert_memory_equal(d->bias[view], fresh.bias[view], d->N * sizeof *d->bias[view]);
    free(fresh.packed[view]);
    free(fresh.bias[view]);
}

/* The first step of Adam moves every weight by the whole rate against its gradient, in whatever block it is. */
static void check_dense_step(struct subject *s, enum llz_layer i, const llz_real *before)
{
    const struct llz_dense *d = &s->model.layer[i];
    layer_gradient(s, i);
    for (size_t n = 0; n < (d->K + 1) * d->N; n++) {
        const double moved = d->w[n] - before[n], g = s->gradient[n];
        if (fabs(g) > 1e-4) /* far above the floor of the root of the second moment */
            assert_true(fabs(moved + copysign((double)rates.dense, g)) < 1e-3 * (double)rates.dense);
    }
}

static void test_dense_step(void **state)
{
    (void)state;
    static const llz_real step[LLZ_GROUPS] = { 1, 1, 1, 1, 1, 1 };
    for (int k = 0; k < SHAPES; k++) {
        struct subject s;
        llz_real *before[LLZ_LAYERS] = { NULL };
        begin(&s, &shapes[k]);
        for (int i = 0; i < LLZ_LAYERS; i++) {
            const struct llz_dense *d = &s.model.layer[i];
            before[i] = reals((d->K + 1) * d->N + 1);
            if (d->K != 0)
                memcpy(before[i], d->w, (d->K + 1) * d->N * sizeof *d->w);
        }
        llz_optimizer_init(&s.optimizer, &s.model, &rates);
        llz_optimizer_dense(&s.optimizer, &s.model, &s.grads, step, 1 - s.model.view);
        for (int i = 0; i < LLZ_LAYERS; i++) {
            if (s.model.layer[i].K != 0)
                check_dense_step(&s, (enum llz_layer)i, before[i]);
            if (s.model.layer[i].K != 0)
                check_published(&s, &s.model.layer[i], 1 - s.model.view);
            free(before[i]);
        }
        llz_arena_free(&s.memory);
    }
}

/* A row used once moves by rate / (root of its summed squares) times minus its gradient, an unused one stays;
 * every use adds its mean square to the row's sum. */
static void check_row_step(const struct subject *s, size_t row, const llz_real *before)
{
    const struct llz_embedding *e = &s->model.embedding;
    const size_t D = e->dim;
    const llz_real *g = s->gradient + row * D;
    size_t uses = 0;
    double squares = SQUARES;
    for (size_t i = 0; i < s->model.shape.window * e->tables; i++) {
        if (s->window.row[i] != row)
            continue;
        uses++;
        squares += inner(s->grads.de + i * D, s->grads.de + i * D, D) / (double)D;
    }
    assert_true(fabs(e->squares[row] - squares) <= 1e-12 * squares);
    const double rate = (double)rates.rows / (sqrt(squares) + 1e-6);
    for (size_t j = 0; j < D; j++) {
        const double moved = e->rows[row * D + j] - before[row * D + j];
        if (uses == 0)
            assert_true(moved == 0);
        if (uses == 1)
            assert_true(fabs(moved + rate * g[j]) < 1e-5 * (double)rates.rows);
    }
}

static void test_row_step(void **state)
{
    (void)state;
    struct subject s;
    begin(&s, &shapes[0]);
    const struct llz_embedding *e = &s.model.embedding;
    const size_t n = rows_of(&s) * e->dim;
    llz_real *before = reals(n);
    memcpy(before, e->rows, n * sizeof *before);
    rows_gradient(&s);
    llz_optimizer_init(&s.optimizer, &s.model, &rates);
    llz_optimizer_rows(&s.optimizer, &s.model, &s.window, &s.grads, 1);
    for (size_t row = 0; row < rows_of(&s); row++)
        check_row_step(&s, row, before);
    for (size_t i = 0; i < n; i++) /* rows used more often are judged together with all others */
        before[i] = e->rows[i] - before[i];
    assert_true(inner(before, s.gradient, n) < 0);
    free(before);
    llz_arena_free(&s.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layers),        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_planted_signs), cmocka_unit_test(test_planted_sums),
        cmocka_unit_test(test_dense_step),    cmocka_unit_test(test_row_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
