/* test_rows.c - the table of models: each number is one model's alone, for ever, and every level stands for one that is
 * here. What the rows hold test_learner looks at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <string.h>

#include "learner/identity.h"
#include "learner/rows.h"

enum { NUMBERS = 256 }; /* a byte holds them (codec/FORMAT.md) */

static void numbers_are_unique(void **state)
{
    int seen[NUMBERS] = { 0 };

    (void)state;
    for (int i = 0; llz_row_number(i) >= 0; i++) {
        assert_in_range(llz_row_number(i), 1, NUMBERS - 1); /* 0 stands for none in struct llz_options */
        assert_int_equal(seen[llz_row_number(i)]++, 0);
    }
    for (int i = 0; llz_row_retired(i) >= 0; i++) {
        assert_in_range(llz_row_retired(i), 0, NUMBERS - 1);
        assert_int_equal(seen[llz_row_retired(i)]++, 0);
    }
    for (int number = 0; number < NUMBERS; number++)
        assert_int_equal(llz_row_name(number) != NULL, seen[number]);
    assert_null(llz_row_name(-1));
    assert_null(llz_row_name(NUMBERS));
}

static void names_are_unique(void **state)
{
    (void)state;
    for (int a = 0; a < NUMBERS; a++)
        for (int b = a + 1; b < NUMBERS && llz_row_name(a); b++)
            assert_true(!llz_row_name(b) || strcmp(llz_row_name(a), llz_row_name(b)) != 0);
}

/* Of a retired model there are a number and a name, and the length of its frames. */
static void retired_ones_are_gone(void **state)
{
    (void)state;
    for (int i = 0; llz_row_retired(i) >= 0; i++) {
        assert_null(llz_row_get(llz_row_retired(i)));
        assert_int_equal(llz_row_identity(llz_row_retired(i)), 0);
        assert_int_equal(llz_level_of_row(llz_row_retired(i)), -1);
    }
    for (int i = 0; llz_row_number(i) >= 0; i++) {
        assert_int_equal(llz_row_get(llz_row_number(i))->number, llz_row_number(i));
        assert_true(llz_row_identity(llz_row_number(i)) != 0);
    }
}

static void levels_stand_for_rows(void **state)
{
    (void)state;
    for (int level = 0; level <= 9; level++) {
        assert_non_null(llz_row_get(llz_row_of_level(level)));
        assert_int_equal(llz_level_of_row(llz_row_of_level(level)), level);
    }
    assert_int_equal(llz_row_of_level(-1), -1);
    assert_int_equal(llz_row_of_level(10), -1);
    assert_int_equal(llz_level_of_row(-1), -1);
}

/* What who has not the model has to know. */
static void lengths_of_frames(void **state)
{
    (void)state;
    for (int number = 0; number < NUMBERS; number++)
        /* The tiny ones. Those from 70 on were none: only upper levels had changed. */
        assert_int_equal(llz_row_frame_bytes(number),
                         (number <= 60 && number % 10 == 0) || number == 74 ? 1 << 14 : 1 << 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_unique),    cmocka_unit_test(names_are_unique),
        cmocka_unit_test(retired_ones_are_gone), cmocka_unit_test(levels_stand_for_rows),
        cmocka_unit_test(lengths_of_frames),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
