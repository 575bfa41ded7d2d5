/* test_work.c - counted operations: they follow the sizes, and a learner counts what it does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include "learner/learner.h"
#include "learner/measure/flop_count.h"

static struct llz_flops work_of(const struct llz_row *level, unsigned parts)
{
    return llz_flops_of(level, parts, llz_policy_get(0), llz_rule_get(0));
}

/* A level by hand: one recurrent layer of 4 cells over 3 rows of 4 floats, nothing else. */
static void test_by_hand(void **state)
{
    (void)state;
    const struct llz_row tiny = { .shape = { .contexts = 3, .embed_dim = 4, .hidden1 = 4, .window = 16 } };
    const struct llz_flops w = work_of(&tiny, LLZ_PART_LM);
    const uint64_t weights = 12 * 32 + 4 * 256; /* a gate row has 32 floats */
    assert_int_equal(w.predict, 2 * weights + 4 * 60 + 256 * 24);
    assert_int_equal(w.skim, w.predict);
    assert_int_equal(w.replay, 16 * (w.predict + 4 * weights) + 8 * (weights + 32 + 256));
    assert_int_equal(w.learn, 16 * (4 * weights + 12 * 6) + 8 * (weights + 32 + 256)); /* biases too */
}

/* Slower levels do more, parts left out do less, skimming is cheaper than predicting. */
static void test_order(void **state)
{
    (void)state;
    uint64_t last = 0;
    for (int level = 3; level <= 9; level++) {
        const struct llz_row *l = llz_row_get(llz_row_of_level(level));
        const struct llz_flops all = work_of(l, LLZ_PARTS_ALL), lm = work_of(l, LLZ_PART_LM);
        const struct llz_flops experts = work_of(l, LLZ_PART_EXPERTS);
        assert_true(all.predict > last);
        assert_int_equal(all.predict, lm.predict + experts.predict);
        assert_int_equal(all.learn, lm.learn);
        assert_int_equal(experts.learn, 0);
        assert_true(all.skim < all.predict);
        last = all.predict;
    }
}

/* What an optimizer or a policy computes is charged: muon's products, the tangents of mixers, the products of classes. */
static void test_choices(void **state)
{
    (void)state;
    const struct llz_row *l = llz_row_get(llz_row_of_level(5));
    const uint64_t plain = work_of(l, LLZ_PART_LM).learn, predict = work_of(l, LLZ_PART_EXPERTS).predict;
    for (int i = 0; llz_policy_get(i); i++) {
        const struct llz_flops w =
            llz_flops_of(l, LLZ_PARTS_ALL & ~LLZ_PART_LM, llz_policy_get(i), llz_rule_get(0));
        assert_true(llz_policy_get(i)->hear ? w.predict > predict : w.predict == predict);
    }
    const uint64_t floats = (l->shape.relu + l->shape.hidden1 + l->shape.hidden2 + 1) * 256;
    for (int i = 0; llz_policy_get(i); i++)
        assert_int_equal(llz_flops_of(l, LLZ_PART_LM, llz_policy_get(i), llz_rule_get(0)).learn - plain,
                         llz_policy_get(i)->weigh ? (4 * l->shape.window + 2 * 12) * floats : 0);
    assert_true(llz_flops_of(l, LLZ_PART_LM, llz_policy_get(0), &llz_rule_muon).learn > 2 * plain);
    assert_true(llz_flops_of(l, LLZ_PART_LM, llz_policy_get(0), &llz_rule_sgd).learn < plain);
}

static void show(struct llz_learner *l, uint8_t byte)
{
    llz_learner_step(l);
    for (int i = 7; i >= 0; i--) {
        (void)llz_learner_predict_bit(l);
        llz_learner_observe_bit(l, byte >> i & 1);
    }
    llz_learner_learn(l);
}

/* Each window but the first comes with one that is learned again. */
static void test_replays(void **state)
{
    (void)state;
    const struct llz_learner_config config = {
        .model = llz_row_of_level(0), .parts = LLZ_PART_LM, .threads = 1, .policy = 11
    };
    const struct llz_row *level = llz_row_get(llz_row_of_level(0));
    const struct llz_flops w = work_of(level, LLZ_PART_LM);
    struct llz_learner *l = llz_learner_new(&config);
    assert_non_null(l);
    for (size_t i = 0; i < 4 * level->shape.window; i++)
        show(l, (uint8_t)i);
    assert_int_equal(llz_learner_operations(l),
                     4 * level->shape.window * w.predict + 4 * w.learn + 3 * w.replay);
    llz_learner_free(l);
}

/* Operations of a learner of n bytes that may spend so much on each. */
static uint64_t spent(int level, int policy, int threads, uint64_t budget, size_t n)
{
    const struct llz_learner_config config = { .model = llz_row_of_level(level),
                                               .parts = LLZ_PART_LM,
                                               .threads = threads,
                                               .policy = policy,
                                               .budget = budget };
    struct llz_learner *l = llz_learner_new(&config);
    assert_non_null(l);
    for (size_t i = 0; i < n; i++)
        show(l, (uint8_t)(i * i >> 4));
    const uint64_t operations = llz_learner_operations(l);
    llz_learner_free(l);
    return operations;
}

/* A budget that allows for predicting is met within 1 %, whatever the policy and however many threads; where it
 * does not even allow for that, nothing is learned. */
static void test_budget(void **state)
{
    (void)state;
    enum { N = 8192 };
    for (int level = 0; level <= 1; level++) {
        const struct llz_flops w = work_of(llz_row_get(llz_row_of_level(level)), LLZ_PART_LM);
        const uint64_t usual = w.predict + w.learn / llz_row_get(llz_row_of_level(level))->shape.window;
        const uint64_t budgets[] = { w.predict + (usual - w.predict) / 3, usual, 3 * usual };
        assert_int_equal(spent(level, 0, 1, w.predict / 2, N), N * w.predict);
        for (size_t i = 0; i < sizeof budgets / sizeof budgets[0]; i++)
            for (int policy = 0; policy < 14; policy += policy ? 11 : 1) { /* uniform, skip, recent */
                const uint64_t one = spent(level, policy, 1, budgets[i], N), whole = budgets[i] * N;
                assert_true(one > whole - whole / 100 && one <= whole + whole / 100);
                assert_int_equal(spent(level, policy, 2, budgets[i], N), one);
            }
    }
}

static void test_counting(void **state)
{
    (void)state;
    const struct llz_learner_config config = { .model = llz_row_of_level(0),
                                               .parts = LLZ_PART_LM,
                                               .threads = 1 };
    const struct llz_row *level = llz_row_get(llz_row_of_level(0));
    const struct llz_flops w = work_of(level, LLZ_PART_LM);
    struct llz_learner *l = llz_learner_new(&config);
    assert_non_null(l);
    assert_int_equal(llz_learner_operations(l), 0);
    for (size_t i = 0; i < 3 * level->shape.window + 1; i++)
        show(l, (uint8_t)i);
    assert_int_equal(llz_learner_operations(l), (3 * level->shape.window + 1) * w.predict + 3 * w.learn);
    llz_learner_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand), cmocka_unit_test(test_order),  cmocka_unit_test(test_choices),
        cmocka_unit_test(test_replays), cmocka_unit_test(test_budget), cmocka_unit_test(test_counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
