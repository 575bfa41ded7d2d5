/* gradient_classes.c - what a class of examples was worth is what the loss of a later window loses when the class gets more
 * weight in the windows before it: against finite differences of that loss. */
#include "tests/gradient/gradient.h"

#include "learner/policies/example_classes.h"
#include "tests/gradient/shapes.h"

#define STEP 1e-5

enum {
    WINDOWS = 4,
    KEEP_WINDOWS = 2
}; /* the last of them is the present one; half of a sum is left a window later */

static const char text[] = "The cat sat on the mat; the rat sat on the cat. \xc3\xa4 \x01\xff 1234 the end of "
                           "the rat that sat on the mat, and so on to the end of all the mats of all the cats";

static const struct llz_grads without_pauses;

/* The output layer moves; all that comes before it, and so every window's inputs, stays as it is. */
struct subject {
    struct llz_arena memory;
    struct llz_lm model;
    struct llz_window window[WINDOWS];
    struct llz_classes classes;
    llz_real logits[WINDOWS][MOST_T * LLZ_SYMBOLS];
};

static void lay(struct subject *s, const struct llz_shape *shape)
{
    llz_lm_lay(&s->model, &s->memory, shape);
    for (int i = 0; i < WINDOWS; i++)
        llz_window_lay(&s->window[i], &s->memory, shape);
    llz_classes_lay(&s->classes, &s->memory, &s->model, KEEP_WINDOWS);
}

/* Every class comes in every second window or so. */
static void give_class(struct llz_window *w, size_t t, size_t number)
{
    static const llz_real sure[] = { 0.1, 0.3, 0.6, 0.9 };
    static const uint8_t match[] = { 0, 7, 16 };
    w->surest[t] = sure[number % 4];
    w->match[t] = match[number / 4 % 3];
    assert_int_equal(llz_class_of(w, t), number % LLZ_CLASSES);
}

static void begin(struct subject *s, const struct llz_shape *shape)
{
    struct llz_lm *m = &s->model;
    const char *next = text;
    uint64_t random = 1;
    memset(s, 0, sizeof *s);
    lay(s, shape);
    s->memory = llz_arena_new(s->memory.used);
    assert_non_null(s->memory.base);
    lay(s, shape);
    llz_lm_init(m, &llz_kernel_portable, 1);
    llz_classes_init(&s->classes);
    fill_uniform(m->embedding.rows,
                 (LLZ_STARTS + (m->embedding.tables << m->embedding.bits)) * m->embedding.dim, 1, &random);
    for (int i = 0; i < WINDOWS; i++)
        for (size_t t = 0; t < shape->window; t++) {
            llz_lm_step(m, &s->window[i]);
            memcpy(s->logits[i] + t * LLZ_SYMBOLS, m->logits, sizeof(llz_real) * LLZ_SYMBOLS);
            llz_lm_observe(m, &s->window[i], (uint8_t)*next++, 1);
            give_class(&s->window[i], t, (size_t)(7 * t + 5) + (size_t)i);
        }
}

/* Loss of the last window when the output layer has moved by so much of the gradients of class c in the windows
 * before it, each by what is left of it. */
static double loss_after(const struct subject *s, size_t c, double by)
{
    const struct llz_lm *m = &s->model;
    const struct llz_window *last = &s->window[WINDOWS - 1];
    const size_t K = m->layer[LLZ_OUTPUT].K, A = m->at.total, T = m->shape.window;
    double loss = 0;
    for (size_t t = 0; t < T; t++) {
        double logit[LLZ_SYMBOLS], sum = 0;
        for (size_t j = 0; j < LLZ_SYMBOLS; j++)
            logit[j] = s->logits[WINDOWS - 1][t * LLZ_SYMBOLS + j];
        for (int i = 0; i < WINDOWS - 1; i++)
            for (size_t u = 0; u < T; u++) {
                if (llz_class_of(&s->window[i], u) != c)
                    continue;
                const double like =
                    1 + inner(last->a + t * A, s->window[i].a + u * A, K); /* the bias's input is 1 */
                const double left = ldexp(1, i - (WINDOWS - 2));
                for (size_t j = 0; j < LLZ_SYMBOLS; j++)
                    logit[j] -= by * left * like * s->window[i].dlogits[u * LLZ_SYMBOLS + j];
            }
        for (size_t j = 0; j < LLZ_SYMBOLS; j++)
            sum += exp(logit[j]);
        loss += log(sum) - logit[last->byte[t]];
    }
    return loss;
}

/* Examples of the class in the windows before, fading alike. */
static double count_of(const struct subject *s, size_t c)
{
    double count = 0;
    for (int i = 0; i < WINDOWS - 1; i++)
        for (size_t t = 0; t < s->model.shape.window; t++)
            count += llz_class_of(&s->window[i], t) == c ? ldexp(1, i - (WINDOWS - 2)) : 0;
    return count;
}

static void check_shape(const struct llz_shape *shape)
{
    static struct subject s;
    llz_real worth[LLZ_CLASSES];
    int known = 0;
    begin(&s, shape);
    for (int i = 0; i < WINDOWS; i++)
        llz_classes_see(&s.classes, &s.model, &s.window[i], &without_pauses, worth);
    for (size_t c = 0; c < LLZ_CLASSES; c++) {
        const double count = count_of(&s, c);
        if (count == 0) {
            assert_true(worth[c] == 0);
            continue;
        }
        const double want = (loss_after(&s, c, -STEP) - loss_after(&s, c, STEP)) / (2 * STEP) / count;
        if (fabs(worth[c] - want) > GRADIENT_ERROR * fmax(1, fabs(want)))
            print_message("class %zu: %g instead of %g\n", c, (double)worth[c], want);
        assert_true(fabs(worth[c] - want) <= GRADIENT_ERROR * fmax(1, fabs(want)));
        known++;
    }
    assert_true(known >= 4);
    llz_arena_free(&s.memory);
}

static void test_finite_differences(void **state)
{
    (void)state;
    for (int k = 0; k < SHAPES; k++)
        check_shape(&shapes[k]);
}

/* The unit that sums are in has returned to 1 more than once; what is fresh counts as ever. */
static void test_long_run(void **state)
{
    static struct subject s, fresh;
    llz_real worth[LLZ_CLASSES], want[LLZ_CLASSES];
    (void)state;
    begin(&s, &shapes[0]);
    begin(&fresh, &shapes[0]);
    for (int i = 0; i < 40; i++)
        llz_classes_see(&s.classes, &s.model, &s.window[0], &without_pauses, worth);
    for (int i = 0; i < 60; i++) {
        llz_classes_see(&s.classes, &s.model, &s.window[1 + i % 2], &without_pauses, worth);
        llz_classes_see(&fresh.classes, &fresh.model, &fresh.window[1 + i % 2], &without_pauses, want);
    }
    for (size_t c = 0; c < LLZ_CLASSES; c++)
        assert_true(fabs(worth[c] - want[c]) <= 1e-9 * fmax(1, fabs(want[c])) || fresh.classes.count[c] < 1e-6);
    llz_arena_free(&s.memory);
    llz_arena_free(&fresh.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_finite_differences),
                                        cmocka_unit_test(test_long_run) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
