/* test_policies.c - what each policy decides, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "learner/policies/example_rank.h"
#include "learner/policies/policy.h"

enum { T = 16, INPUTS = 4 };

static struct {
    llz_real loss[T], dlogits[T * LLZ_SYMBOLS], inputs[T * INPUTS], weight[T];
    uint32_t row[T];
} window;

static const struct llz_policy_view view = {
    0, T, 1, 0, window.loss, window.dlogits, window.row, window.inputs, INPUTS, INPUTS, NULL
};

static struct llz_policy_choice choose(const struct llz_policy *policy, struct llz_policy_state *s)
{
    struct llz_policy_choice choice = { .weight = window.weight };
    const struct llz_policy_values values = llz_policy_values_of(policy, NULL);
    struct llz_policy_view seen = view;
    seen.values = &values;
    policy->choose(s, &seen, &choice);
    for (int i = 0; i < LLZ_GROUPS; i++)
        assert_true(choice.step[i] == 1);
    return choice;
}

/* Example t costs t nats, has the output gradient 16 - t and inputs of 1, but for the first, of 100. */
static void fill(void)
{
    memset(&window, 0, sizeof window);
    for (size_t t = 0; t < T; t++) {
        window.loss[t] = (llz_real)t;
        window.dlogits[t * LLZ_SYMBOLS + t] = (llz_real)(T - t);
        window.inputs[t * INPUTS] = t == 0 ? 100 : 1;
    }
}

/* Which examples are learned from: bit t. */
static unsigned learned(const struct llz_policy *policy)
{
    struct llz_policy_state state = { 0 };
    unsigned bits = 0;
    fill();
    assert_false(choose(policy, &state).idle);
    for (size_t t = 0; t < T; t++) {
        assert_true(window.weight[t] == 0 || window.weight[t] == 1);
        bits |= (unsigned)(window.weight[t] == 1) << t;
    }
    return bits;
}

static void test_weights(void **state)
{
    (void)state;
    assert_int_equal(learned(&llz_policy_uniform), 0xffff);
    assert_int_equal(learned(&llz_policy_loss), 0xff00);
    assert_int_equal(learned(&llz_policy_prune_el2n_least), 0x0fff);
    assert_int_equal(learned(&llz_policy_prune_el2n_most), 0xfff0);
    assert_int_equal(learned(&llz_policy_law_steps), 0xffff);
    assert_int_equal(learned(&llz_policy_law_examples), 0xffff); /* the classes' factors come on top */
    assert_int_equal(learned(&llz_policy_law), 0xffff);
    /* The scores differ where the inputs do. */
    assert_int_equal(learned(&llz_policy_prune_grand_most), 0xfff0);
    window.dlogits[0] = 1; /* the least surprising one, with the largest inputs */
    struct llz_policy_state s = { 0 };
    choose(&llz_policy_prune_el2n_most, &s);
    assert_true(window.weight[0] == 1 && window.weight[4] == 0);
    choose(&llz_policy_prune_grand_most, &s);
    assert_true(window.weight[0] == 0 && window.weight[4] == 1);
    choose(&llz_policy_prune_grand_least, &s);
    assert_true(window.weight[0] == 1 && window.weight[12] == 0);
}

static void test_rank(void **state)
{
    (void)state;
    static const llz_real score[] = { 2, 1, 2, 0 };
    assert_int_equal(llz_rank(score, 4, 3), 0);
    assert_int_equal(llz_rank(score, 4, 1), 1);
    assert_int_equal(llz_rank(score, 4, 0), 2);
    assert_int_equal(llz_rank(score, 4, 2), 3);
}

static bool skips(struct llz_policy_state *s, llz_real loss)
{
    for (size_t t = 0; t < T; t++)
        window.loss[t] = loss;
    return choose(&llz_policy_skip, s).idle;
}

static void test_skip(void **state)
{
    (void)state;
    struct llz_policy_state s = { 0 };
    assert_false(skips(&s, 2)); /* nothing is usual yet */
    assert_false(skips(&s, 2));
    assert_false(skips(&s, 1.1F));
    assert_true(skips(&s, 0.9F));
    for (int i = 0; i < 2000; i++)
        skips(&s, 0.9F);
    assert_false(skips(&s, 0.9F)); /* it has become usual */
}

static void test_frugal(void **state)
{
    (void)state;
    struct llz_policy_state s = { 0 };
    struct llz_policy_choice choice = { .weight = window.weight };
    struct llz_policy_view seen = view;
    seen.matched = T - 1;
    llz_policy_law_frugal.choose(&s, &seen, &choice);
    assert_false(choice.idle);
    seen.matched = T;
    llz_policy_law_frugal.choose(&s, &seen, &choice);
    assert_true(choice.idle);
}

/* Where a factor goes for a gain, in steps: up 1, down -1. */
static int direction(llz_real before, llz_real after)
{
    return (after > before) - (after < before);
}

static void test_hearing(void **state)
{
    (void)state;
    static const llz_real gain[3] = { 0.5F, 0.1F, 0 };
    static const struct {
        const struct llz_policy *policy;
        int direction[3];
    } expected[] = {
        { &llz_policy_hypergradient, { 1, 1, 0 } },       { &llz_policy_law_steps, { 1, 1, 0 } },
        { &llz_policy_law_steps_flipped, { -1, -1, 0 } }, { &llz_policy_law, { 1, 1, 0 } },
        { &llz_policy_law_myopic, { 1, -1, 0 } }, /* what the first gains the second loses */
    };
    for (size_t k = 0; k < sizeof expected / sizeof expected[0]; k++) {
        const struct llz_policy_values values = llz_policy_values_of(expected[k].policy, NULL);
        llz_real factor[3] = { 1, 1, 1 };
        expected[k].policy->hear(factor, gain, 3, 0, &values);
        for (int i = 0; i < 3; i++)
            assert_int_equal(direction(1, factor[i]), expected[k].direction[i]);
        for (uint64_t turn = 1; turn < 10000; turn++)
            expected[k].policy->hear(factor, gain, 3, turn, &values);
        for (int i = 0; i < 3; i++)
            assert_true(factor[i] >= 0.125F && factor[i] <= 8);
    }
}

/* The control hands the same gains to others, each turn anew. */
static void test_shuffling(void **state)
{
    (void)state;
    static const llz_real gain[4] = { 1, 0, 0, 0 };
    const struct llz_policy_values values = llz_policy_values_of(&llz_policy_law_steps_shuffled, NULL);
    unsigned got = 0;
    for (uint64_t turn = 0; turn < 64; turn++) {
        llz_real factor[4] = { 1, 1, 1, 1 };
        int moved = 0;
        llz_policy_law_steps_shuffled.hear(factor, gain, 4, turn, &values);
        for (int i = 0; i < 4; i++) {
            moved += factor[i] > 1;
            got |= (unsigned)(factor[i] > 1) << i;
        }
        assert_int_equal(moved, 1);
    }
    assert_int_equal(got, 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights), cmocka_unit_test(test_rank),    cmocka_unit_test(test_skip),
        cmocka_unit_test(test_frugal),  cmocka_unit_test(test_hearing), cmocka_unit_test(test_shuffling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
