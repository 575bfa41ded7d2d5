/* test_trainer.c - one training step: what a policy decides is what happens, whatever the optimizer, and
 * nothing makes a number infinite. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "learner/trainer.h"
#include "model/network/lm.h"

struct learning {
    struct llz_arena memory;
    struct llz_lm model;
    struct llz_trainer trainer;
    struct llz_window window;
};

static void learning_lay(struct learning *l, const struct llz_shape *shape, const struct llz_policy *policy,
                         const struct llz_rule *rule)
{
    llz_lm_lay(&l->model, &l->memory, shape);
    llz_window_lay(&l->window, &l->memory, shape);
    llz_trainer_lay(&l->trainer, &l->memory, &l->model, policy, NULL, rule);
}

static void learn_byte(struct learning *l, uint8_t byte)
{
    llz_lm_step(&l->model, &l->window);
    llz_lm_observe(&l->model, &l->window, byte, 1);
    if (l->window.n < l->model.shape.window)
        return;
    for (size_t t = 0; t < l->window.n; t++)
        assert_true(isfinite(l->window.loss[t]) && l->window.loss[t] < 127);
    llz_trainer_learn(&l->trainer, &l->window);
    llz_trainer_commit(&l->trainer, &l->window);
}

static void learning_begin(struct learning *l, int level, const struct llz_policy *policy,
                           const struct llz_rule *rule)
{
    const struct llz_row *chosen = llz_row_get(llz_row_of_level(level));
    memset(l, 0, sizeof *l);
    learning_lay(l, &chosen->shape, policy, rule);
    l->memory = llz_arena_new(l->memory.used);
    assert_non_null(l->memory.base);
    learning_lay(l, &chosen->shape, policy, rule);
    llz_lm_init(&l->model, llz_kernels_get(), 1);
    llz_trainer_init(&l->trainer, &chosen->rates, 1);
}

static size_t rows_of(const struct llz_embedding *e)
{
    return LLZ_STARTS + (e->tables << e->bits);
}

/* ---- Policies ---- */

/* What the policy below decides and saw; a policy is a function without a context of its own. */
static struct {
    float weight, step[LLZ_GROUPS];
    uint64_t position;
    int windows;
    bool idle;
} order;

static void obey(struct llz_policy_state *s, const struct llz_policy_view *view,
                 struct llz_policy_choice *choice)
{
    (void)s;
    choice->idle = order.idle;
    for (size_t t = 0; t < view->window; t++)
        choice->weight[t] = order.weight;
    memcpy(choice->step, order.step, sizeof choice->step);
    order.position = view->position;
    order.windows++;
}

static const struct llz_policy ordered = { .name = "ordered", .choose = obey };

static void learn_window(struct learning *l)
{
    for (size_t t = 0; t < l->model.shape.window; t++)
        learn_byte(l, (uint8_t)(t * t));
}

/* Every context of a window has a row, and every row a content and a past. */
static void no_new_rows(struct learning *l)
{
    const struct llz_embedding *e = &l->model.embedding;
    memset(&order, 0, sizeof order);
    for (int i = 0; i < 3; i++)
        learn_window(l);
    for (size_t i = 0; i < rows_of(e) * e->dim; i++)
        e->rows[i] = ((float)(i * 37 % 64) - 32) / 640;
    for (size_t i = 0; i < rows_of(e); i++)
        e->squares[i] = 1;
}

/* A copy of the dense weights of layer i, or of the embedding's rows (LLZ_GROUP_ROWS). */
static float *snapshot(const struct learning *l, int group, size_t *bytes)
{
    const struct llz_embedding *e = &l->model.embedding;
    const float *from = e->rows;
    *bytes = rows_of(e) * e->dim * sizeof *from;
    if (group < LLZ_LAYERS) {
        const struct llz_dense *d = &l->model.layer[group];
        from = d->w;
        *bytes = d->K ? (d->K + 1) * d->N * sizeof *from : 0;
    }
    float *copy = malloc(*bytes + 1);
    assert_non_null(copy);
    if (*bytes)
        memcpy(copy, from, *bytes);
    return copy;
}

/* Bit g: whether one window changes the parameters of group g, the dense layers and the rows. */
static unsigned changes(struct learning *l)
{
    float *before[LLZ_GROUP_ROWS + 1];
    size_t bytes;
    unsigned changed = 0;
    for (int g = 0; g <= LLZ_GROUP_ROWS; g++)
        before[g] = snapshot(l, g, &bytes);
    learn_window(l);
    for (int g = 0; g <= LLZ_GROUP_ROWS; g++) {
        float *now = snapshot(l, g, &bytes);
        changed |= (unsigned)(memcmp(now, before[g], bytes) != 0) << g;
        free(now);
        free(before[g]);
    }
    return changed;
}

static void check_groups(const struct llz_rule *rule)
{
    struct learning l;
    learning_begin(&l, 1, &ordered, rule);
    no_new_rows(&l);
    order.weight = 1;
    for (int g = 0; g <= LLZ_GROUP_ROWS; g++) {
        const bool present = g == LLZ_GROUP_ROWS || l.model.layer[g].K != 0;
        memset(order.step, 0, sizeof order.step);
        order.step[g] = 1;
        assert_int_equal(changes(&l), (unsigned)present << g);
    }
    llz_arena_free(&l.memory);
}

/* Each group has its own factor, and a factor of 0 keeps everything else as it is. */
static void test_groups(void **state)
{
    (void)state;
    const struct llz_rule *rule;
    for (int i = 0; (rule = llz_rule_get(i)); i++)
        check_groups(rule);
}

static void check_weights(const struct llz_rule *rule)
{
    struct learning l;
    learning_begin(&l, 1, &ordered, rule);
    no_new_rows(&l);
    for (int g = 0; g < LLZ_GROUPS; g++)
        order.step[g] = 1;
    order.weight = 0;
    assert_int_equal(changes(&l), 0);
    order.weight = 1;
    assert_int_equal(changes(&l),
                     1U << LLZ_OUTPUT | 1U << LLZ_RELU | 1U << LLZ_RECURRENT1 | 1U << LLZ_GROUP_ROWS);
    llz_arena_free(&l.memory);
}

/* Examples of weight 0 teach nothing, whatever the step sizes are. */
static void test_weights(void **state)
{
    (void)state;
    const struct llz_rule *rule;
    for (int i = 0; (rule = llz_rule_get(i)); i++)
        check_weights(rule);
}

/* After a window: it is empty, forward steps read the other view, and the policy is told the next position. */
static void test_bookkeeping(void **state)
{
    (void)state;
    struct learning l;
    learning_begin(&l, 1, &ordered, &llz_rule_adam);
    order.windows = 0;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(l.model.view, i % 2);
        learn_window(&l);
        assert_int_equal(l.window.n, 0);
        assert_int_equal(order.windows, i + 1);
        assert_int_equal(order.position, (size_t)i * l.model.shape.window);
    }
    llz_arena_free(&l.memory);
}

static void test_schedule(void **state)
{
    (void)state;
    float before = 1;
    assert_true(llz_schedule(0) == 1);
    for (int i = 4; i < 64; i++) {
        const float now = llz_schedule(UINT64_C(1) << i);
        assert_true(now <= before && now >= 0.1F);
        before = now;
    }
    assert_true(before < 0.9F);
    assert_true(llz_schedule(UINT64_MAX) == before);
}

/* ---- Hostile input ---- */

static void check_all_finite(const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]) || fabsf(x[i]) > 1e6F)
            fail_msg("%g at %zu", (double)x[i], i);
}

static void check_model(const struct learning *l)
{
    const struct llz_embedding *e = &l->model.embedding;
    const struct llz_ngram *g = &l->model.ngram;
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const struct llz_dense *d = &l->model.layer[i];
        if (d->K == 0)
            continue;
        check_all_finite(d->w, (d->K + 1) * d->N);
        if (l->trainer.optimizer.rule == &llz_rule_adam)
            check_all_finite(l->trainer.optimizer.v[i], (d->K + 1) * d->N);
    }
    check_all_finite(e->rows, rows_of(e) * e->dim);
    check_all_finite(e->squares, rows_of(e));
    for (size_t i = 1; i <= g->index.given; i++)
        check_all_finite(&g->slots[i].logit, 1);
    for (size_t i = 1; i <= g->given; i++)
        check_all_finite(g->symbols[i].logit, LLZ_SLOT_SYMBOLS);
    check_all_finite(&g->scales[0][0].value, g->contexts * LLZ_COUNT_CLASSES * 2);
}

/* A long constant run makes every gradient vanish and the model sure of itself; then it is wrong all the time;
 * then right again. */
static void check_hostile_input(int level, const struct llz_rule *rule)
{
    struct learning l;
    uint32_t random = 4;
    learning_begin(&l, level, &llz_policy_uniform, rule);
    for (int i = 0; i < 20000; i++)
        learn_byte(&l, 0);
    check_model(&l);
    for (int i = 0; i < 8000; i++) {
        random = random * 1664525U + 1013904223U;
        learn_byte(&l, (uint8_t)(random >> 24));
    }
    check_model(&l);
    for (int i = 0; i < 20000; i++)
        learn_byte(&l, 255);
    check_model(&l);
    llz_arena_free(&l.memory);
}

static void test_hostile_input(void **state)
{
    (void)state;
    const struct llz_rule *rule;
    for (int i = 0; (rule = llz_rule_get(i)); i++)
        check_hostile_input(0, rule);
    check_hostile_input(1, &llz_rule_adam);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups),        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_bookkeeping),   cmocka_unit_test(test_schedule),
        cmocka_unit_test(test_hostile_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
