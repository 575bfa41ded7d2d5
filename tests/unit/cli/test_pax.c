/* Times before 1970 on their way to libarchive and back, and records of a tar that make no sense. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/tree/libarchive/pax.h"

static void times_come_back(void **state)
{
    static const struct {
        int64_t seconds;
        long nanoseconds;
    } all[] = {
        { 0, 0 },          { 0, 250000000 }, { 5, 999999999 },  { -1, 0 },        { -1, 250000000 },
        { -2, 250000000 }, { -2, 1 },        { -2, 999999999 }, { INT64_MIN, 0 }, { INT64_MIN + 1, 0 }
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        int64_t seconds = all[i].seconds;
        long nanoseconds = all[i].nanoseconds;
        int mended;

        pax_time_to_libarchive(&seconds, &nanoseconds);
        assert_in_range(nanoseconds, 0, 999999999);
        mended = seconds == -1 && all[i].seconds == -1 && nanoseconds > 0;
        if (mended)
            seconds = 0; /* as pax_mend_time() has the text say, whose sign is lost when it is read */
        pax_time_from_libarchive(&seconds, &nanoseconds, mended);
        assert_int_equal(seconds, all[i].seconds);
        assert_int_equal(nanoseconds, all[i].nanoseconds);
    }
}

static void earliest_stays(void **state)
{
    int64_t seconds = INT64_MIN;
    long nanoseconds = 1;

    (void)state;
    pax_time_from_libarchive(&seconds, &nanoseconds, 1);
    assert_int_equal(seconds, INT64_MIN);
}

static void text_is_distance(void **state)
{
    int64_t seconds = -2;
    long nanoseconds = 250000000;

    (void)state;
    pax_time_to_libarchive(&seconds, &nanoseconds);
    assert_int_equal(seconds, -1); /* written as -1.75 */
    assert_int_equal(nanoseconds, 750000000);
}

static int is_negative(const char *records)
{
    const size_t n = strlen(records);
    char *copy = malloc(n + 1); /* exactly as long, so that a sanitizer sees what reads on */
    int result;

    assert_non_null(copy);
    memcpy(copy, records, n + 1);
    result = pax_is_negative(copy, n);
    free(copy);
    return result;
}

static void records_are_read(void **state)
{
    (void)state;
    assert_true(is_negative("15 mtime=-0.75\n"));
    assert_true(is_negative("12 path=abc\n15 mtime=-0.75\n"));
    assert_true(is_negative("11 mtime=-5\n"));
    assert_false(is_negative("14 mtime=0.75\n"));
    assert_false(is_negative("28 path=a\n15 mtime=-0.75\n\n1\n14 mtime=0.75\n"));
    assert_false(is_negative("16 xmtime=-0.75\n"));
    assert_false(is_negative("15 mtimf=-0.75\n"));
}

static void nonsense_is_left_alone(void **state)
{
    static const char *const all[] = { "",
                                       "1",
                                       "15",
                                       "15 ",
                                       "15 mtime",
                                       "15 mtime=",
                                       "0 mtime=-1\n",
                                       "3 m",
                                       "999999999999999999999999 mtime=-1.5\n",
                                       "8 mtime=",
                                       "15 mtime=-1.5",
                                       "x15 mtime=-1.75\n" };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const size_t n = strlen(all[i]);
        char *copy = malloc(n + 1);

        assert_non_null(copy);
        memcpy(copy, all[i], n);
        assert_false(pax_is_negative(copy, n));
        pax_mend_time(copy, n);
        assert_memory_equal(copy, all[i], n);
        free(copy);
    }
}

static void one_becomes_zero(void **state)
{
    char last[] = "12 path=abc\n15 mtime=-1.75\n", whole[] = "11 mtime=-1\n", other[] = "16 mtime=-11.75\n";

    (void)state;
    pax_mend_time(last, sizeof last - 1);
    assert_string_equal(last, "12 path=abc\n15 mtime=-0.75\n");
    pax_mend_time(whole, sizeof whole - 1);
    assert_string_equal(whole, "11 mtime=-1\n");
    pax_mend_time(other, sizeof other - 1);
    assert_string_equal(other, "16 mtime=-11.75\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_come_back),        cmocka_unit_test(earliest_stays),
        cmocka_unit_test(text_is_distance),       cmocka_unit_test(records_are_read),
        cmocka_unit_test(nonsense_is_left_alone), cmocka_unit_test(one_becomes_zero)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
