/* test_classes.c - classes of examples: what is known before a byte, and that classes whose past has been worth something
 * gain weight. What they are worth is compared with finite differences in gradient_classes.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "learner/policies/example_classes.h"
#include "learner/rows.h"
#include "learner/trainer.h"

/* Classes whose examples all say the same, one thing, and nothing that is the same twice; and one that never comes. */
enum { TEACHES = 0, NOISE = 5, ABSENT = 11, WINDOWS = 600 };

static const struct llz_grads without_pauses;

struct subject {
    struct llz_arena memory;
    struct llz_lm model;
    struct llz_window window;
    struct llz_classes classes;
    const struct llz_policy *policy;
    struct llz_policy_values values;
    uint64_t random;
};

static void lay(struct subject *s)
{
    llz_lm_lay(&s->model, &s->memory, &llz_row_get(llz_row_of_level(0))->shape);
    llz_window_lay(&s->window, &s->memory, &s->model.shape);
    llz_classes_lay(&s->classes, &s->memory, &s->model, LLZ_CLASS_WINDOWS);
}

static void begin(struct subject *s, const struct llz_policy *policy)
{
    memset(s, 0, sizeof *s);
    lay(s);
    s->memory = llz_arena_new(s->memory.used);
    assert_non_null(s->memory.base);
    lay(s);
    llz_lm_init(&s->model, llz_kernels_get(), 1);
    llz_classes_init(&s->classes);
    s->policy = policy;
    s->values = llz_policy_values_of(policy, NULL);
}

static float drawn(struct subject *s)
{
    s->random = s->random * UINT64_C(6364136223846793005) + 1;
    return (float)(s->random >> 40) / (float)(1 << 23) - 1;
}

static void put_example(struct subject *s, size_t t, bool teaches)
{
    struct llz_window *w = &s->window;
    float *a = w->a + t * s->model.at.total, *d = w->dlogits + t * LLZ_SYMBOLS;
    for (size_t k = 0; k < s->model.layer[LLZ_OUTPUT].K; k++)
        a[k] = teaches ? 0.5F : drawn(s);
    for (size_t j = 0; j < LLZ_SYMBOLS; j++)
        d[j] = teaches ? (j % 2 ? 0.01F : -0.01F) : 0.01F * drawn(s);
    w->surest[t] = teaches ? 0.1F : 0.4F;
    w->match[t] = teaches ? 0 : 1;
}

static void learn_windows(struct subject *s, int n)
{
    for (int i = 0; i < n; i++) {
        float worth[LLZ_CLASSES];
        for (size_t t = 0; t < s->model.shape.window; t++)
            put_example(s, t, t % 2);
        llz_classes_see(&s->classes, &s->model, &s->window, &without_pauses, worth);
        llz_classes_turn(&s->classes, s->policy, &s->values, worth);
    }
}

static void test_borders(void **state)
{
    struct subject s;
    static const float sure[] = { 0.249F, 0.25F, 0.499F, 0.5F, 0.874F, 0.875F, 1 };
    static const size_t sureness[] = { 0, 1, 1, 2, 2, 3, 3 };
    static const uint8_t match[] = { 0, 1, 15, 16, 255 };
    static const size_t matches[] = { 0, 1, 1, 2, 2 };
    (void)state;
    begin(&s, &llz_policy_law_examples);
    for (size_t i = 0; i < sizeof sure / sizeof sure[0]; i++)
        for (size_t k = 0; k < sizeof match; k++) {
            s.window.surest[3] = sure[i];
            s.window.match[3] = match[k];
            assert_int_equal(llz_class_of(&s.window, 3), 4 * matches[k] + sureness[i]);
        }
    llz_arena_free(&s.memory);
}

/* It is known before the byte: no other byte makes another class. */
static void test_foreseen(void **state)
{
    struct subject s;
    (void)state;
    begin(&s, &llz_policy_law_examples);
    struct llz_lm *m = &s.model;
    for (size_t t = 0; t < m->shape.window; t++) {
        float most = 0;
        s.window.match[t] = 99; /* of a window before */
        llz_lm_step(m, &s.window);
        for (size_t j = 0; j < LLZ_SYMBOLS; j++)
            most = fmaxf(most, m->tree[LLZ_SYMBOLS + j] / m->sum);
        assert_true(fabsf(s.window.surest[t] - most) < 1e-6F && most > 0);
        assert_int_equal(s.window.match[t], 0);
        const float before = s.window.surest[t];
        llz_lm_observe(m, &s.window, (uint8_t)(t * t), 1);
        assert_true(s.window.surest[t] == before);
    }
    llz_arena_free(&s.memory);
}

static void test_weights(void **state)
{
    struct subject s;
    float weight[LLZ_WINDOW_MAX];
    (void)state;
    begin(&s, &llz_policy_law_examples);
    learn_windows(&s, 1);
    for (size_t i = 0; i < LLZ_CLASSES; i++)
        assert_true(s.classes.factor[i] == 1); /* nothing is past yet */
    learn_windows(&s, WINDOWS);
    const float *factor = s.classes.factor;
    assert_true(factor[TEACHES] > 1.5F && factor[TEACHES] <= 8);
    assert_true(factor[NOISE] < 0.75F && factor[NOISE] >= 0.125F); /* at equal budget */
    assert_true(factor[ABSENT] == 1);
    for (size_t t = 0; t < s.model.shape.window; t++)
        weight[t] = t < 2 ? 0.5F : 0;
    llz_classes_apply(&s.classes, &s.window, s.model.shape.window, weight);
    assert_true(weight[0] == 0.5F * factor[NOISE] && weight[1] == 0.5F * factor[TEACHES] && weight[2] == 0);
    llz_arena_free(&s.memory);
}

static void test_controls(void **state)
{
    struct subject s;
    (void)state;
    begin(&s, &llz_policy_law_examples_flipped);
    learn_windows(&s, WINDOWS);
    assert_true(s.classes.factor[TEACHES] < 0.75F && s.classes.factor[NOISE] > 1.5F);
    llz_arena_free(&s.memory);
    begin(&s, &llz_policy_law_examples_shuffled);
    learn_windows(&s, WINDOWS);
    assert_true(s.classes.factor[ABSENT] != 1); /* it was given what others earned */
    llz_arena_free(&s.memory);
}

/* The parameters of law that are its classes' own are the ones that move them. */
static void test_both(void **state)
{
    struct subject s;
    struct llz_policy_change change = { { 0 } };
    int policy;
    size_t at, length;
    (void)state;
    begin(&s, &llz_policy_law);
    assert_int_equal(llz_learner_policy_parse("law:rate=0:pull=0:match=1", &policy, &change, &at, &length), 0);
    s.values = llz_policy_values_of(&llz_policy_law, &change);
    learn_windows(&s, WINDOWS);
    assert_true(s.classes.factor[TEACHES] > 1.5F);
    llz_arena_free(&s.memory);
    begin(&s, &llz_policy_law);
    assert_int_equal(llz_learner_policy_parse("law:class-rate=0", &policy, &change, &at, &length), 0);
    s.values = llz_policy_values_of(&llz_policy_law, &change);
    learn_windows(&s, WINDOWS);
    assert_true(s.classes.factor[TEACHES] == 1);
    llz_arena_free(&s.memory);
}

/* Traces are there only for who needs them. */
static void test_memory(void **state)
{
    struct llz_learner_config cfg = { .model = llz_row_of_level(5), .parts = LLZ_PART_LM, .threads = 1 };
    size_t bytes[2];
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct llz_policy_change change;
        size_t at, length;
        assert_int_equal(
            llz_learner_policy_parse(i ? "law-examples" : "loss", &cfg.policy, &change, &at, &length), 0);
        bytes[i] = llz_learner_memory(&cfg);
    }
    const struct llz_shape *shape = &llz_row_get(cfg.model)->shape;
    const size_t floats = (shape->relu + shape->hidden1 + shape->hidden2 + 1) * LLZ_SYMBOLS;
    assert_in_range(bytes[1] - bytes[0], LLZ_CLASSES * floats * sizeof(float),
                    (LLZ_CLASSES + 4) * floats * sizeof(float));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_borders),  cmocka_unit_test(test_foreseen), cmocka_unit_test(test_weights),
        cmocka_unit_test(test_controls), cmocka_unit_test(test_both),     cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
