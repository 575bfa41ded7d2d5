/* test_learner.c - that learning happens, under every policy and optimizer. */
#include "tests/unit/learner/learners.h"

#include <stdlib.h>

#include "learner/policies/policy.h"

enum { BYTES = 3000 };

static uint8_t text[BYTES];

static void test_learns_repetition(void **state)
{
    (void)state;
    static const char line[] = "All work and no play makes Jack a dull boy. ";
    for (size_t i = 0; i < BYTES; i++)
        text[i] = (uint8_t)line[i % (sizeof line - 1)];
    for (int level = 0; level <= 2; level++) {
        struct llz_learner *l = learner(level, 0, 7, 1);
        const double first = cost(l, text, BYTES / 2), second = cost(l, text + BYTES / 2, BYTES / 2);
        llz_learner_free(l);
        if (getenv("LLZ_VERBOSE"))
            print_message("level %d: %.0f, then %.0f bits\n", level, first, second);
        assert_true(second < first / (level == 0 ? 2 : 20)); /* level 0 has next to no memory */
    }
}

/* Noise cannot be learned, and believing in it must not cost much. */
static void test_noise(void **state)
{
    (void)state;
    uint32_t random = 2;
    for (size_t i = 0; i < BYTES; i++)
        text[i] = (uint8_t)random_below(&random, 256);
    for (int level = 0; level <= 1; level++) {
        struct llz_learner *l = learner(level, 0, 7, 1);
        const double bits = cost(l, text, BYTES);
        llz_learner_free(l);
        assert_true(bits > 7.9 * BYTES && bits < 8.5 * BYTES);
    }
}

/* Asking the language model twice changes nothing. (The predictor is asked once for each bit.) */
static void test_asking(void **state)
{
    (void)state;
    struct llz_learner *l = learner(1, 0, 7, 1);
    cost(l, text, 100);
    llz_learner_step(l);
    assert_int_equal(llz_learner_predict_bit(l), llz_learner_predict_bit(l));
    llz_learner_free(l);
}

/* Says what comes; returns how many calls it took to learn the primer, a few bytes at a time. */
static int told(struct llz_learner *l, const struct llz_profile *p, size_t n)
{
    int calls = 0;
    llz_learner_profile(l, p, n);
    while (llz_learner_prime(l, 1000))
        calls++;
    return calls;
}

/* Before a text the primer is learned, once, and it is worth its while for English; other kinds need none. */
static void test_primer(void **state)
{
    (void)state;
    static const char english[] = "It was the best of times, it was the worst of times, and there was nothing "
                                  "that the people of the country could do about it, because of the weather.";
    static const struct llz_profile prose = { .kind = LLZ_KIND_TEXT }, other = { .kind = LLZ_KIND_BINARY };
    const size_t n = sizeof english - 1;
    double bits[3];
    for (int i = 0; i < 3; i++) {
        struct llz_learner *l = learner_with(LLZ_PART_EXPERTS, 1, 0, 7, 1);
        if (i > 0)
            told(l, i == 1 ? &other : &prose, n);
        bits[i] = cost(l, (const uint8_t *)english, n);
        if (i == 2) {
            const double first = bits[i];
            assert_int_equal(told(l, &prose, n), 0);                       /* once */
            assert_true(cost(l, (const uint8_t *)english, n) < first / 2); /* nothing was forgotten */
        }
        llz_learner_free(l);
    }
    assert_true(bits[2] < 0.8 * bits[0] && bits[2] < 0.8 * bits[1]);
}

/* Every policy learns, and gives one result with any number of threads. */
static void test_every_policy_learns(void **state)
{
    (void)state;
    enum { SHORT = 1000 };
    fill_text(text, SHORT);
    for (int policy = 0; llz_learner_policy_name(policy); policy++) {
        double bits[2];
        for (int threads = 1; threads <= 2; threads++) {
            struct llz_learner *l = learner(1, policy, 7, threads);
            bits[threads - 1] = cost(l, text, SHORT);
            llz_learner_free(l);
        }
        assert_true(bits[0] == bits[1]);
        assert_true(bits[0] < 6.0 * SHORT);
    }
}

/* Bits that a text costs the oracle, which is told n of the bytes that come. */
static double cost_of_oracle(int level, int threads, size_t n)
{
    struct llz_learner *l = learner(level, LLZ_BOUND, 7, threads);
    llz_learner_foresee(l, text, n);
    const double bits = cost(l, text, BYTES);
    llz_learner_free(l);
    return bits;
}

/* The oracle is uniform until it knows a window of what comes, then cheaper; threads do not matter to it. */
static void test_oracle(void **state)
{
    (void)state;
    fill_text(text, BYTES);
    for (int level = 0; level <= 1; level++) {
        struct llz_learner *l = learner(level, 0, 7, 1);
        const double uniform = cost(l, text, BYTES), oracle = cost_of_oracle(level, 1, BYTES);
        llz_learner_free(l);
        assert_true(cost_of_oracle(level, 1, 0) == uniform);
        assert_true(oracle < uniform);
        assert_true(cost_of_oracle(level, 2, BYTES) == oracle);
    }
}

/* Bits that a text costs with an optimizer, at level 0 or 3. */
static double cost_with(int optimizer, int level, int threads, size_t n)
{
    const struct llz_learner_config config = { .model = llz_row_of_level(level),
                                               .optimizer = optimizer,
                                               .parts = LLZ_PART_LM,
                                               .seed = 7,
                                               .threads = threads };
    struct llz_learner *l = llz_learner_new(&config);
    assert_non_null(l);
    const double bits = cost(l, text, n);
    llz_learner_free(l);
    return bits;
}

/* So does every optimizer, each in its own way. */
static void test_every_optimizer_learns(void **state)
{
    (void)state;
    enum { SHORT = 2000 };
    static const int levels_used[] = { 0, 3 };
    fill_text(text, SHORT);
    for (int i = 0; i < 2; i++) {
        const int level = levels_used[i];
        const double usual = cost_with(0, level, 1, SHORT);
        for (int optimizer = 0; llz_learner_optimizer_name(optimizer); optimizer++) {
            const double bits = cost_with(optimizer, level, 1, SHORT);
            assert_true(bits == cost_with(optimizer, level, 2, SHORT));
            assert_true(bits < 6.0 * SHORT && (optimizer == 0) == (bits == usual));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_learns_repetition),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_asking),
        cmocka_unit_test(test_primer),
        cmocka_unit_test(test_every_policy_learns),
        cmocka_unit_test(test_oracle),
        cmocka_unit_test(test_every_optimizer_learns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
