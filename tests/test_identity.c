/* The table of models' identities (learner/identity.c) is that of the models: it changes when, and only when,
 * what a level predicts does. tests/identity.sh writes it anew.
 *
 * test_identity [LEVEL...]: compares these, or 0 to 5. test_identity --print: writes the lines of the table. */
#include <stdio.h>

#include "learner/identity.h"
#include "tests/answers.h"

#define QUICK 6 /* levels below it take about a second each; the others, whose memory is large, do with less   \
                 */

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
