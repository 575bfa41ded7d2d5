/* test_printable.c - names as people see them, words that were mistyped, and the line of progress. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/options/nearest.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/progress.h"

static void check_text(const char *name, const char *expected)
{
    char text[PRINTABLE_TEXT];

    assert_string_equal(printable(text, name), expected);
}

static void test_names(void **state)
{
    (void)state;
    check_text("", "");
    check_text("plain name.txt", "plain name.txt");
    check_text("a\\b", "a\\134b");
    check_text("\x1b[31m\x7f\n", "\\033[31m\\177\\012");
    check_text("gr\xc3\xbcn \xe6\xbc\xa2 \xf0\x9f\x98\x80", "gr\xc3\xbcn \xe6\xbc\xa2 \xf0\x9f\x98\x80");
    check_text("\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0", "\\302\\200\\302\\233\\302\\237\xc2\xa0");
    check_text("\xe2\x80\x8e\xe2\x80\x8f", "\\342\\200\\216\\342\\200\\217"); /* U+200E, U+200F */
    check_text("\xe2\x80\xaa\xe2\x80\xae", "\\342\\200\\252\\342\\200\\256"); /* U+202A, U+202E */
    check_text("\xe2\x81\xa6\xe2\x81\xa9", "\\342\\201\\246\\342\\201\\251"); /* U+2066, U+2069 */
    check_text("\xe2\x80\xa8\xe2\x80\xa9", "\\342\\200\\250\\342\\200\\251"); /* U+2028, U+2029 */
    check_text("\xd8\x9c\xef\xbb\xbf", "\\330\\234\\357\\273\\277");          /* U+061C, U+FEFF */
    check_text("\xff\xc0\xaf\xed\xa0\x80\xe6\xbc", "\\377\\300\\257\\355\\240\\200\\346\\274"); /* no UTF-8 */
    check_text("\xef\xbf\xbe\xf4\x8f\xbf\xbf", "\\357\\277\\276\\364\\217\\277\\277"); /* U+FFFE, U+10FFFF */
}

/* Each byte and each pair of bytes: what comes out is UTF-8 without controls, however it was cut. */
static void test_all_pairs(void **state)
{
    (void)state;
    for (int a = 1; a < 256; a++) {
        for (int b = 0; b < 256; b++) {
            const char name[3] = { (char)a, (char)b, '\0' };
            char text[PRINTABLE_TEXT];

            for (const char *p = printable(text, name); *p; p++)
                assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
        }
    }
}

static void check_cut(const char *name, size_t room, int columns, const char *expected)
{
    char text[PRINTABLE_TEXT];

    memset(text, 'x', sizeof text);
    assert_string_equal(printable_text(text, room, name, columns), expected);
}

static void test_cut(void **state)
{
    int used;

    (void)state;
    check_cut("abcdefghij", 64, 10, "abcdefghij");
    check_cut("abcdefghij", 64, 9, "abcdef...");
    check_cut("abcdefghij", 8, 64, "abcd...");
    check_cut("\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2", 64, 6, "\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2");
    check_cut("\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2", 64, 5, "\xe6\xbc\xa2..."); /* no half characters */
    check_cut("e\xcc\x81"
              "e\xcc\x81",
              64, 2,
              "e\xcc\x81"
              "e\xcc\x81"); /* accents take no column */
    check_cut("\x01\x02\x03", 64, 11, "\\001\\002...");
    assert_int_equal(printable_fit("\\001\xe6\xbc\xa2z", 6, &used), 7);
    assert_int_equal(used, 6);
    assert_int_equal(printable_fit("\xe6\xbc\xa2z", 1, &used), 0);
}

static void check_reason(const char *reason, const char *expected)
{
    char text[128] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    assert_non_null(out);
    printable_put_reason(out, reason);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, expected);
}

/* A library's words end as they like, and may repeat an archive's; names in our own are escaped already. */
static void test_reasons(void **state)
{
    (void)state;
    check_reason("", "");
    check_reason("\n", "");
    check_reason("Damaged archive\n", "Damaged archive");
    check_reason("Bad name: \x1b[31m\nllz: all is well\r\n", "Bad name: \\033[31m\\012llz: all is well");
    check_reason("differs from a\\134b", "differs from a\\134b");
}

static void test_nearest(void **state)
{
    (void)state;
    assert_int_equal(nearest_edits("compare", 7, "compare"), 0);
    assert_int_equal(nearest_edits("compre", 6, "compare"), 1);
    assert_int_equal(nearest_edits("cmopare", 7, "compare"), 1);
    assert_int_equal(nearest_edits("comparexyz", 7, "compare"), 0);
    assert_int_equal(nearest_edits("cmpre", 5, "compare"), 2);
    assert_int_equal(nearest_edits("cpr", 3, "compare"), NEAREST_EDITS + 1);
    assert_int_equal(nearest_edits("", 0, "ab"), 2);
    assert_int_equal(nearest_edits("0123456789012345678901234567890123456789", 40, "compare"),
                     NEAREST_EDITS + 1);
}

static struct progress_parts some_parts(void)
{
    return (struct progress_parts){ " 12.3 %", "1.20 MB -> 345 KB", "2.345 bits/byte", "67.8 KB/s",
                                    "1:02 left" };
}

static void check_line(const struct progress *p, int columns, const char *expected)
{
    const struct progress_parts parts = some_parts();
    char text[PROGRESS_TEXT];
    int used;

    progress_compose(text, p, &parts, columns);
    assert_string_equal(text, expected);
    assert_int_equal(printable_fit(text, columns, &used), strlen(text));
}

static void test_line(void **state)
{
    struct progress one = { 0 },
                    several = { .name = "\xe6\xbc\xa2/long\x1bname-of-a-file", .turn = 2, .turns = 3 };

    (void)state;
    check_line(&one, 79, " 12.3 %  1.20 MB -> 345 KB  2.345 bits/byte  67.8 KB/s  1:02 left");
    check_line(&one, 60, " 12.3 %  1.20 MB -> 345 KB  67.8 KB/s  1:02 left");
    check_line(&one, 40, " 12.3 %  1.20 MB -> 345 KB  1:02 left");
    check_line(&one, 20, " 12.3 %  1:02 left");
    check_line(
        &several, 120,
        "2 of 3  \xe6\xbc\xa2/long\\033name-of-a-file   12.3 %  1.20 MB -> 345 KB  2.345 bits/byte  67.8 "
        "KB/s  1:02 left");
    check_line(&several, 79,
               "2 of 3  \xe6\xbc\xa2/long\\033name-of...   12.3 %  1.20 MB -> 345 KB  67.8 KB/s  1:02 left");
    check_line(&several, 40, "2 of 3  \xe6\xbc\xa2/long...   12.3 %  1:02 left");
    check_line(&several, 28, "2 of 3   12.3 %  1:02 left");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),   cmocka_unit_test(test_all_pairs), cmocka_unit_test(test_cut),
        cmocka_unit_test(test_reasons), cmocka_unit_test(test_nearest),   cmocka_unit_test(test_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
