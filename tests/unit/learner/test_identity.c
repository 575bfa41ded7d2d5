/* The table of models' identities (learner/identity.c) is that of the models: it changes when, and only when,
 * what a level predicts does. tests/identity.sh writes it anew.
 *
 * test_identity [LEVEL...]: compares these, or 0 to 5. test_identity --print: writes the lines of the table. */
#include <stdio.h>

#include "learner/identity.h"
#include "tests/unit/archive.h"
#include "tests/unit/learner/answers.h"

/* Levels below it take about a second each; the others, whose memory is large, do with less. */
#define QUICK 6

static char **wanted; /* levels as text; NULL: the quick ones */

static bool is_wanted(int level)
{
    if (!wanted)
        return level < QUICK;
    for (char **w = wanted; *w; w++)
        if (atoi(*w) == level)
            return true;
    return false;
}

static void same_as_the_table(void **state)
{
    bool differs = false;

    (void)state;
    for (int level = LLZ_LEVEL_MIN; level <= LLZ_LEVEL_MAX; level++) {
        uint32_t is = is_wanted(level) ? answers_of(level, level < QUICK) : llz_level_identity(level);

        if (is == llz_level_identity(level))
            continue;
        print_error("learner/identity.c: level %d is 0x%08x now, not 0x%08x\n", level, (unsigned)is,
                    (unsigned)llz_level_identity(level));
        differs = true;
    }
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
    const struct llz_learner_config plain = { .level = 3,
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
    for (int a = LLZ_LEVEL_MIN; a <= LLZ_LEVEL_MAX; a++) {
        assert_true(llz_level_identity(a) != 0);
        for (int b = a + 1; b <= LLZ_LEVEL_MAX; b++)
            assert_true(llz_level_identity(a) != llz_level_identity(b));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_as_the_table),
        cmocka_unit_test(each_its_own),
        cmocka_unit_test(policies_and_optimizers_differ),
    };

    if (argc == 2 && strcmp(argv[1], "--print") == 0) {
        for (int level = LLZ_LEVEL_MIN; level <= LLZ_LEVEL_MAX; level++) {
            printf("    0x%08x, /* %d */\n", (unsigned)answers_of(level, level < QUICK), level);
            fflush(stdout);
        }
        return 0;
    }
    wanted = argc > 1 ? argv + 1 : NULL;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
