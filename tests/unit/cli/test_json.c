/* test_json.c - lists for programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/terminal/json.h"

/* The line of an object with a text. */
static void check(const char *text, const char *expected)
{
    char *line = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&line, &n);
    struct json j;

    assert_non_null(out);
    j = json_begin(out);
    json_text(&j, "k", text);
    json_end(&j);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(line, expected);
    free(line);
}

static void test_texts(void **state)
{
    (void)state;
    check("", "{\"k\":\"\"}\n");
    check("a/b \"c\"\\", "{\"k\":\"a/b \\\"c\\\"\\\\\"}\n");
    check("\n\x1b\x7f", "{\"k\":\"\\u000a\\u001b\\u007f\"}\n");
    check("\xc3\xbc\xe2\x82\xac", "{\"k\":\"\\u00fc\\u20ac\"}\n");
    check("\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf", "{\"k\":\"\\ud83d\\ude00\\udbff\\udfff\"}\n");
}

/* Overlong forms, halves of pairs and lone bytes are no characters. */
static void test_bytes(void **state)
{
    (void)state;
    check("a\xff", "{\"k\":\"a\\ufffd\",\"k_bytes\":\"61ff\"}\n");
    check("\xc0\xaf", "{\"k\":\"\\ufffd\\ufffd\",\"k_bytes\":\"c0af\"}\n");
    check("\xed\xa0\x80", "{\"k\":\"\\ufffd\\ufffd\\ufffd\",\"k_bytes\":\"eda080\"}\n");
    check("\xe2\x82", "{\"k\":\"\\ufffd\\ufffd\",\"k_bytes\":\"e282\"}\n");
}

static void test_numbers(void **state)
{
    char line[128] = "";
    FILE *out = fmemopen(line, sizeof line, "w");
    struct json j;

    (void)state;
    assert_non_null(out);
    j = json_begin(out);
    json_unsigned(&j, "u", UINT64_MAX);
    json_signed(&j, "s", INT64_MIN);
    json_flag(&j, "yes", 2);
    json_flag(&j, "no", 0);
    json_end(&j);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(line,
                        "{\"u\":18446744073709551615,\"s\":-9223372036854775808,\"yes\":true,\"no\":false}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
