/* The table of models' identities (learner/identity.c) is that of the models: it changes when, and only when,
 * what a model predicts does. tests/identity.sh writes it anew.
 *
 * test_identity [NUMBER...]: compares these models, or those of levels 0 to 5. test_identity --print: writes the lines of the table. */
#include <stdio.h>

#include "learner/identity.h"
#include "tests/unit/archive.h"
#include "tests/unit/learner/answers.h"

/* Models of levels below it take a second or two each; the others, which are slow, answer less. */
#define QUICK 6

static char **wanted; /* numbers as text; NULL: the quick ones */
static int wanted_count;

static bool is_quick(int model)
{
    return llz_level_of_row(model) < QUICK;
}

static bool is_wanted(int model)
{
    if (!wanted)
        return is_quick(model);
    for (char **w = wanted; *w; w++)
        if (atoi(*w) == model)
            return true;
    return false;
}

static void same_as_the_table(void **state)
{
    bool differs = false;
    int compared = 0;

    (void)state;
    for (int i = 0; llz_row_number(i) >= 0; i++) {
        const int model = llz_row_number(i);
        const uint32_t table = llz_row_identity(model);
        const uint32_t is = is_wanted(model) ? answers_of(model, is_quick(model)) : table;

        compared += is_wanted(model);
        if (is == table)
            continue;
        print_error("learner/identity.c: model %d is 0x%08x now, not 0x%08x\n", model, (unsigned)is,
                    (unsigned)table);
        differs = true;
    }
    assert_int_equal(compared, wanted ? wanted_count : QUICK); /* none of them is gone */
    if (differs)
        fail_msg(
            "the model predicts something else: if it is meant to, run tests/identity.sh BUILD_FOLDER, which "
            "writes the table anew, and archives of before are refused by name");
}

static uint64_t answers_to(struct llz_learner_config config)
{
    XXH3_state_t *hash = XXH3_createState();
    uint64_t answers;

    assert_non_null(hash);
    assert_int_equal(XXH3_64bits_reset(hash), XXH_OK);
    answer_member(hash, &config, 1, ANSWER_FEW);
    answers = XXH3_64bits_digest(hash);
    XXH3_freeState(hash);
    return answers;
}

/* Answers that are the same whatever the policy would cover none: even the shortest inputs tell them apart. */
static void policies_and_optimizers_differ(void **state)
{
    const struct llz_learner_config plain = { .model = llz_row_of_level(3),
                                              .parts = LLZ_PART_LM | LLZ_PART_ORDERS | LLZ_PART_MATCH,
                                              .threads = 1 };
    const uint64_t usual = answers_to(plain);
    struct llz_learner_config c = plain;

    (void)state;
    for (c.policy = 1; llz_learner_policy_name(c.policy); c.policy++)
        if (answers_to(c) == usual)
            fail_msg("policy %s is not covered", llz_learner_policy_name(c.policy));
    c = plain;
    for (c.optimizer = 1; llz_learner_optimizer_name(c.optimizer); c.optimizer++)
        if (answers_to(c) == usual)
            fail_msg("optimizer %s is not covered", llz_learner_optimizer_name(c.optimizer));
}

/* One name must not stand for two models, nor none for one. */
static void each_its_own(void **state)
{
    (void)state;
    for (int a = 0; llz_row_number(a) >= 0; a++) {
        const uint32_t identity = llz_row_identity(llz_row_number(a));

        assert_true(identity != 0);
        for (int b = a + 1; llz_row_number(b) >= 0; b++)
            assert_true(identity != llz_row_identity(llz_row_number(b)));
    }
    for (int i = 0; llz_row_retired(i) >= 0; i++)
        assert_true(llz_row_identity(llz_row_retired(i)) == 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_as_the_table),
        cmocka_unit_test(each_its_own),
        cmocka_unit_test(policies_and_optimizers_differ),
    };

    if (argc == 2 && strcmp(argv[1], "--print") == 0) {
        for (int i = 0; llz_row_number(i) >= 0; i++) {
            const int model = llz_row_number(i);

            printf("    { %d, 0x%08x },\n", model, (unsigned)answers_of(model, is_quick(model)));
            fflush(stdout);
        }
        return 0;
    }
    wanted = argc > 1 ? argv + 1 : NULL;
    wanted_count = argc - 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
