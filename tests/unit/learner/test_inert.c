/* test_inert.c - whether policies and optimizers are inert where they say so, and nowhere else: for every one
 * and many choices of parts, the probabilities are those of uniform (of the first optimizer) if and only if it
 * is declared. */
#include <stdio.h>

#include "codec/llz_lab.h"
#include "learner/learner.h"
#include "model/arithmetic/kernels.h"
#include "tests/unit/archive.h"

enum { BYTES = 3000, REPEATED = 300, BUDGET = 200000 };

static uint8_t text[BYTES];

/* Numbers, so that losses differ from byte to byte; then, so that matches foresee whole windows, one passage
 * again and again. */
static void fill_text(void)
{
    size_t n = 0;

    for (unsigned i = 1; n < BYTES / 2; i++)
        n += (size_t)snprintf((char *)text + n, BYTES - n, "line %u, square %u; ", i, i * i);
    for (size_t i = n; i < BYTES; i++)
        text[i] = text[i - REPEATED];
}

/* A hash of every probability that the text meets. */
static uint64_t course(const struct llz_learner_config *cfg)
{
    const struct llz_fpenv saved = llz_fpenv_enter();
    struct llz_learner *l = llz_learner_new(cfg);
    uint64_t hash = 1;

    assert_non_null(l);
    llz_learner_foresee(l, text, BYTES);
    for (size_t i = 0; i < BYTES; i++) {
        llz_learner_step(l);
        for (int b = 7; b >= 0; b--) {
            hash = (hash ^ llz_learner_predict_bit(l)) * UINT64_C(0x9e3779b97f4a7c15);
            hash ^= hash >> 29;
            llz_learner_observe_bit(l, text[i] >> b & 1);
        }
        llz_learner_learn(l);
    }
    llz_learner_free(l);
    llz_fpenv_leave(saved);
    return hash;
}

static void check_policy(struct llz_learner_config cfg, int policy, uint64_t uniform)
{
    cfg.policy = policy;
    if ((course(&cfg) == uniform) != (llz_learner_policy_effect(&cfg) == 0))
        fail_msg("model %d, parts %x, budget %d: policy %d is declared to be %s", cfg.model, cfg.parts,
                 (int)cfg.budget, policy, llz_learner_policy_effect(&cfg) ? "at work" : "inert");
}

static void check(int level, unsigned parts, uint64_t budget)
{
    struct llz_learner_config cfg = {
        .model = llz_row_of_level(level), .parts = parts, .threads = 1, .budget = budget
    };
    const uint64_t uniform = course(&cfg);

    for (int i = 0; llz_learner_policy_name(i); i++)
        check_policy(cfg, i, uniform);
    for (int i = 0; llz_learner_bound_name(i); i++)
        check_policy(cfg, LLZ_BOUND + i, uniform);
    for (int i = 0; llz_learner_control_name(i); i++)
        check_policy(cfg, LLZ_CONTROL + i, uniform);
    for (int i = 1; llz_learner_optimizer_name(i); i++) {
        cfg.optimizer = i;
        if ((course(&cfg) == uniform) != (llz_learner_optimizer_effect(&cfg) == 0))
            fail_msg("model %d, parts %x: optimizer %d", level, parts, i);
    }
}

static void test_language_model_alone(void **state)
{
    (void)state;
    check(0, LLZ_PART_LM, 0);
    check(0, LLZ_PART_LM, BUDGET);
    check(1, LLZ_PART_LM, 0);
}

static void test_experts_alone(void **state)
{
    (void)state;
    check(1, LLZ_PART_EXPERTS, 0);
    check(1, LLZ_PART_MATCH, 0);
    check(2, LLZ_PART_EXPERTS, BUDGET);
}

static void test_both(void **state)
{
    (void)state;
    check(1, LLZ_PARTS_ALL, 0);
    check(0, LLZ_PARTS_ALL, BUDGET);
    check(0, LLZ_PART_LM | LLZ_PART_MATCH, 0);
    check(0, LLZ_PART_LM | LLZ_PART_ORDERS, 0);
}

/* From outside: where a policy is inert, its archive is uniform's but for the bytes that name it. */
static void test_names(void **state)
{
    (void)state;
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct blob uniform, other;
    double none;
    int inert = 0;

    opt.level = 1;
    uniform = pack_cut(&opt, text, BYTES, (struct cut){ 0, 0 });
    assert_int_equal(llz_naming_bytes(&opt), 0);
    assert_int_equal(llz_policy_acts(&opt), 0);
    assert_null(llz_policy_parameter(&opt, 0, &none));
    opt.seed = 7; /* its value steers: it is no name */
    assert_int_equal(llz_naming_bytes(&opt), 0);
    opt.seed = 0;
    for (int i = 1; llz_policy_name(i); i++) {
        double value = 0;

        opt.policy = llz_policy_name(i);
        other = pack_cut(&opt, text, BYTES, (struct cut){ 0, 0 });
        assert_true(llz_naming_bytes(&opt) > 0);
        assert_non_null(llz_policy_parameter(&opt, 0, &value));
        assert_true(value > 0);
        if (llz_policy_acts(&opt) == 0) {
            inert++;
            assert_int_equal(other.n - llz_naming_bytes(&opt), uniform.n);
        }
        free(other.p);
    }
    assert_true(inert > 5);
    opt.policy = NULL;
    opt.optimizer = llz_optimizer_name(1);
    other = pack_cut(&opt, text, BYTES, (struct cut){ 0, 0 });
    assert_int_equal(llz_optimizer_acts(&opt), 0);
    assert_int_equal(other.n - llz_naming_bytes(&opt), uniform.n);
    opt.level = 0;
    assert_int_equal(llz_optimizer_acts(&opt), LLZ_ACTS_LM);
    opt.policy = "nonsense";
    assert_int_equal(llz_naming_bytes(&opt), 0);
    free(other.p);
    free(uniform.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_language_model_alone),
                                        cmocka_unit_test(test_experts_alone), cmocka_unit_test(test_both),
                                        cmocka_unit_test(test_names) };

    fill_text();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
