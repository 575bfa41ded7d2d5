/* gradient_contribution.c - contributions, which are formed without gradients of single bytes, against explicit
 * ones and against finite differences. */
#include "tests/gradient/gradient.h"

#include "learner/measure/contribution.h"
#include "model/network/frozen.h"
#include "tests/gradient/shapes.h"

#define STEP 1e-5
#define SAME 1e-10 /* relative to the largest: two ways to the same number, in double */

static const char text[] = "The cat sat on the mat; the rat sat on the cat. \xc3\xa4 \x01\xff 1234 the end of "
                           "the rat that sat on the mat";

/* A model somewhere in its life, a window of bytes and the target after it. */
struct subject {
    struct llz_arena memory;
    struct llz_lm model;
    struct llz_frozen frozen;
    struct llz_window window, next;
    struct llz_grads grads;
    struct llz_target target;
    struct llz_tangents tangents;
    llz_real *layer;                /* a gradient of the largest layer */
    llz_real *table, *target_table; /* gradients of the whole embedding */
    double ct[MOST_T];              /* of the form at hand */
};

static size_t rows_floats(const struct subject *s)
{
    const struct llz_embedding *e = &s->model.embedding;
    return (LLZ_STARTS + (e->tables << e->bits)) * e->dim;
}

static size_t floats_of(const struct llz_dense *d)
{
    return d->K ? (d->K + 1) * d->N : 0;
}

static void lay(struct subject *s, const struct llz_shape *shape)
{
    struct llz_arena *a = &s->memory;
    size_t most = 0;
    llz_lm_lay(&s->model, a, shape);
    llz_frozen_lay(&s->frozen, a, shape);
    llz_window_lay(&s->window, a, shape);
    llz_window_lay(&s->next, a, shape);
    llz_grads_lay(&s->grads, a, shape);
    llz_target_lay(&s->target, a, &s->model);
    llz_tangents_lay(&s->tangents, a, shape);
    for (int i = 0; i < LLZ_LAYERS; i++)
        most = floats_of(&s->model.layer[i]) > most ? floats_of(&s->model.layer[i]) : most;
    s->layer = llz_arena_take(a, most, sizeof *s->layer);
    s->table = llz_arena_take(a, rows_floats(s), sizeof *s->table);
    s->target_table = llz_arena_take(a, rows_floats(s), sizeof *s->target_table);
}

static void publish(struct llz_lm *m)
{
    for (int i = 0; i < LLZ_LAYERS; i++)
        if (m->layer[i].K != 0)
            llz_dense_publish(&m->layer[i], m->kernels, m->view, 0, m->layer[i].K + 1);
}

static const uint8_t *bytes_at(const struct subject *s, size_t window)
{
    return (const uint8_t *)text + window * s->model.shape.window;
}

/* table = gradient of all rows, from what the uses of a window passed back. */
static void gather(const struct subject *s, const uint32_t *row, const llz_real *de, llz_real *table)
{
    const struct llz_embedding *e = &s->model.embedding;
    memset(table, 0, rows_floats(s) * sizeof *table);
    for (size_t i = 0; i < s->model.shape.window * e->tables; i++)
        for (size_t j = 0; j < e->dim; j++)
            table[row[i] * e->dim + j] += de[i * e->dim + j];
}

/* Forward as it was, for llz_lm_backward scales what it finds. */
static void read_window(struct subject *s)
{
    llz_frozen_begin(&s->frozen, &s->model);
    llz_frozen_read(&s->frozen, &s->window, bytes_at(s, 1), s->model.shape.window);
}

/* All contexts that come get rows of their own: those without share the starts. */
static void give_rows(struct subject *s)
{
    for (size_t k = 0; k < 3; k++) {
        s->window.n = 0;
        for (size_t t = 0; t < s->model.shape.window; t++) {
            llz_lm_step(&s->model, &s->window);
            llz_lm_observe(&s->model, &s->window, bytes_at(s, k)[t], 0);
        }
    }
    s->window.n = 0;
}

static void begin(struct subject *s, const struct llz_shape *shape)
{
    uint64_t random = shape->hidden1;
    struct llz_lm *m = &s->model;
    const size_t T = shape->window;
    memset(s, 0, sizeof *s);
    lay(s, shape);
    s->memory = llz_arena_new(s->memory.used);
    assert_non_null(s->memory.base);
    lay(s, shape);
    llz_lm_init(m, &llz_kernel_portable, 1);
    llz_grads_init(&s->grads, shape);
    give_rows(s);
    fill_uniform(m->embedding.rows, rows_floats(s), 1, &random);
    for (size_t i = 0; i < rows_floats(s) / m->embedding.dim; i++)
        m->embedding.squares[i] = 1; /* rows that have learned before */
    for (int i = 0; i < LLZ_LAYERS; i++)
        if (m->layer[i].K != 0)
            fill_uniform(m->layer[i].w + m->layer[i].K * m->layer[i].N, m->layer[i].N, 0.5, &random);
    publish(m);
    for (size_t t = 0; t < T; t++) {
        llz_lm_step(m, &s->window);
        llz_lm_observe(m, &s->window, bytes_at(s, 0)[t], 1);
    }
    read_window(s);
    llz_frozen_read(&s->frozen, &s->next, bytes_at(s, 2), T);
    llz_target_take(&s->target, m, &s->next, &s->grads);
    gather(s, s->target.row, s->target.de, s->target_table);
}

/* Gradient of byte t alone, left in s->grads. */
static void explicit_gradient(struct subject *s, size_t t)
{
    llz_real weight[MOST_T] = { 0 };
    weight[t] = 1;
    read_window(s);
    llz_lm_backward(&s->model, &s->window, weight, &s->grads);
}

/* s->layer = gradient of layer i from s->grads. */
static double layer_product(struct subject *s, enum llz_layer i)
{
    const struct llz_dense *d = &s->model.layer[i];
    const size_t T = s->model.shape.window;
    if (d->K == 0)
        return 0;
    llz_dense_gradient(d, s->model.kernels, T, s->grads.at + llz_lm_inputs(&s->model, i) * T, s->grads.dy[i], 0,
                       d->K, s->layer);
    llz_dense_bias_gradient(d, s->model.kernels, T, s->grads.ones, s->grads.dy[i], s->layer + d->K * d->N);
    return inner(s->layer, s->target.dense[i], floats_of(d));
}

static double rows_product(struct subject *s)
{
    gather(s, s->window.row, s->grads.de, s->table);
    return inner(s->table, s->target_table, rows_floats(s));
}

static void check_same(const double *want, const llz_real *got, size_t n, double error)
{
    double most = 0;
    for (size_t t = 0; t < n; t++)
        most = fmax(most, fabs(want[t]));
    assert_true(most > 0);
    for (size_t t = 0; t < n; t++) {
        if (fabs(want[t] - got[t]) > error * most)
            print_message("%zu: %g instead of %g\n", t, (double)got[t], want[t]);
        assert_true(fabs(want[t] - got[t]) <= error * most);
    }
}

/* ---- Tests ---- */

static void check_full(struct subject *s)
{
    llz_real got[MOST_T];
    const size_t T = s->model.shape.window;
    for (size_t t = 0; t < T; t++) {
        explicit_gradient(s, t);
        s->ct[t] = rows_product(s);
        for (int i = 0; i < LLZ_LAYERS; i++)
            s->ct[t] += layer_product(s, (enum llz_layer)i);
    }
    read_window(s);
    llz_contribution_full(&s->model, &s->window, &s->target, &s->tangents, got);
    check_same(s->ct, got, T, SAME);
}

static void check_output(struct subject *s)
{
    llz_real got[MOST_T];
    const size_t T = s->model.shape.window;
    for (size_t t = 0; t < T; t++) {
        explicit_gradient(s, t);
        s->ct[t] = layer_product(s, LLZ_OUTPUT);
    }
    read_window(s);
    llz_contribution_output(&s->model, &s->window, &s->target, &s->tangents, got);
    check_same(s->ct, got, T, SAME);
}

/* A use of rows gets from every byte of its window what that byte passes back to it. */
static void check_rows(struct subject *s)
{
    const size_t T = s->model.shape.window;
    const size_t C = s->model.shape.contexts, D = s->model.shape.embed_dim;
    llz_real got[MOST_T], one[MOST_T];
    memset(s->ct, 0, sizeof s->ct);
    for (size_t byte = 0; byte < T; byte++) {
        explicit_gradient(s, byte);
        for (size_t i = 0; i < T * C; i++)
            s->ct[i / C] += inner(s->grads.de + i * D, s->target_table + s->window.row[i] * D, D);
        one[byte] = 1;
    }
    read_window(s);
    llz_lm_backward(&s->model, &s->window, one, &s->grads);
    llz_contribution_rows(&s->model, &s->window, s->grads.de, &s->target, &s->tangents, got);
    check_same(s->ct, got, T, SAME);
}

static void test_explicit(void **state)
{
    (void)state;
    for (int k = 0; k < SHAPES; k++) {
        struct subject s;
        begin(&s, &shapes[k]);
        check_full(&s);
        check_output(&s);
        check_rows(&s);
        llz_arena_free(&s.memory);
    }
}

/* theta += step * G */
static void move(struct subject *s, double step)
{
    for (int i = 0; i < LLZ_LAYERS; i++)
        for (size_t j = 0; j < floats_of(&s->model.layer[i]); j++)
            s->model.layer[i].w[j] += step * s->target.dense[i][j];
    for (size_t j = 0; j < rows_floats(s); j++)
        s->model.embedding.rows[j] += step * s->target_table[j];
    publish(&s->model);
}

/* Not from window.loss, whose logarithm is a float's. */
static void losses(struct subject *s, double *loss)
{
    struct llz_lm *m = &s->frozen.model;
    llz_frozen_begin(&s->frozen, &s->model);
    s->window.n = 0;
    for (size_t t = 0; t < s->model.shape.window; t++) {
        const uint8_t byte = bytes_at(s, 1)[t];
        llz_lm_step_frozen(m, &s->window);
        loss[t] = log(m->sum / m->tree[LLZ_SYMBOLS + byte]);
        llz_lm_observe_frozen(m, &s->window, byte);
    }
}

static void test_finite_differences(void **state)
{
    (void)state;
    for (int k = 0; k < SHAPES; k++) {
        struct subject s;
        double above[MOST_T] = { 0 }, below[MOST_T] = { 0 };
        llz_real got[MOST_T];
        begin(&s, &shapes[k]);
        const size_t T = s.model.shape.window;
        llz_contribution_full(&s.model, &s.window, &s.target, &s.tangents, got);
        move(&s, STEP);
        losses(&s, above);
        move(&s, -2 * STEP);
        losses(&s, below);
        for (size_t t = 0; t < T; t++)
            s.ct[t] = (above[t] - below[t]) / (2 * STEP);
        check_same(s.ct, got, T, GRADIENT_ERROR);
        llz_arena_free(&s.memory);
    }
}

/* The product of two gradients, one gathered in whole tables; and that their windows share rows, or none of
 * this says anything about them. */
static void test_product(void **state)
{
    (void)state;
    struct subject s;
    struct llz_target other;
    llz_real all[MOST_T], scratch[64];
    begin(&s, &shapes[0]);
    struct llz_arena memory = { 0 };
    llz_target_lay(&other, &memory, &s.model);
    memory = llz_arena_new(memory.used);
    assert_non_null(memory.base);
    llz_target_lay(&other, &memory, &s.model);
    const size_t T = s.model.shape.window;
    for (size_t t = 0; t < T; t++)
        all[t] = 1 / (llz_real)T;
    llz_target_take(&other, &s.model, &s.window, &s.grads);
    read_window(&s);
    llz_lm_backward(&s.model, &s.window, all, &s.grads);
    const double rows = rows_product(&s);
    double want = rows;
    for (int i = 0; i < LLZ_LAYERS; i++)
        want += layer_product(&s, (enum llz_layer)i);
    assert_true(fabs(rows) > 1e-6);
    const double there = llz_target_product(&s.target, &other, &s.model, scratch);
    const double back = llz_target_product(&other, &s.target, &s.model, scratch);
    assert_true(fabs(there - want) < SAME * fabs(want));
    assert_true(fabs(back - want) < SAME * fabs(want));
    llz_arena_free(&memory);
    llz_arena_free(&s.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explicit),
        cmocka_unit_test(test_finite_differences),
        cmocka_unit_test(test_product),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
