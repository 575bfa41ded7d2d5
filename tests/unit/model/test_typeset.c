/* test_typeset.c - what a page shows of its strings, and that other text is shown as it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <string.h>

#include "model/contexts/text.h"
#include "tests/unit/archive.h"

/* Five gaps within 256 bytes make a page. */
#define PAGE "[(a)1(b)1(c)1(d)1(e)1(f)]TJ\n"

static struct llz_typeset t;
static char shown[4096];

static void read(const char *text, size_t n)
{
    size_t length = 0;

    assert_true(n < sizeof shown);
    memset(&t, 0, sizeof t);
    for (size_t i = 0; i < n; i++) {
        const int c = llz_typeset_add(&t, (uint8_t)text[i], i > 0 ? (uint8_t)text[i - 1] : 0);

        if (c != LLZ_TYPESET_NOTHING)
            shown[length++] = (char)c;
    }
    shown[length] = 0;
}

static void shows(const char *text, const char *expected)
{
    read(text, strlen(text));
    assert_string_equal(shown, expected);
}

static void test_strings(void **state)
{
    (void)state;
    shows("[(W)80(ords)-333(lik)28(e)]TJ", "[(Words like");
    shows("[(a)-179(b)-180(c)180(d)-0.9(e)-333.99(f)", "[(ab cde f");
    shows("[(a) - 3\n33 (b)", "[(a b");
    shows("[(a)-99999999999999(b)4294967296(c)", "[(a bc");
    shows("[(a)]TJ 0 -11.9 Td [(b)]TJ/F8 9.96 Tf[(c)", "[(a b c");
}

static void test_escapes(void **state)
{
    (void)state;
    shows("[(\\(a\\)\\\\\\n", "[((a)\\n");
    shows("[(\\351t\\351)", "[(\351t\351");
    shows("[(\\014rst)", "[(\214rst"); /* a ligature belongs to the word */
    shows("[(\\7a\\12)1(b", "[(ab");   /* numbers that end early are passed over */
    shows("[(\\777", "[(\377");
}

/* What does not go on as a page does is read as it stands. */
static void test_others(void **state)
{
    (void)state;
    shows("f(x)2(y) = (a)(b) [ (c) ]", "f(x)2(y) = (a)(b) [ (c) ]");
    shows("[(1, 2), (3, 4)]", "[(1, 2, (3, 4)]");
    shows("[(a\nb)1(c)", "[(a\nb)1(c)");
    shows("[(a)x(b)", "[(ax(b)");
}

/* After the last string of a page nothing of what follows is lost for long. */
static void test_end(void **state)
{
    char text[300];
    size_t n;

    (void)state;
    memset(text, 'x', sizeof text);
    memcpy(text, "[(a)]", 5);
    read(text, sizeof text);
    n = strlen(shown);
    assert_true(n > 3 + sizeof text - 5 - 101 && n <= 3 + sizeof text - 5 - 99);
    assert_int_equal(t.layout, 0);
}

static void test_is_page(void **state)
{
    char text[2000];

    (void)state;
    read(PAGE, sizeof PAGE - 1);
    assert_true(llz_typeset_is_page(&t));
    read(PAGE, sizeof PAGE - 14); /* two gaps less */
    assert_false(llz_typeset_is_page(&t));
    memset(text, ' ', sizeof text);
    memcpy(text, PAGE, sizeof PAGE - 1);
    read(text, sizeof text);
    assert_false(llz_typeset_is_page(&t));
}

/* Where a string is cut does not matter to a word, and how wide its gaps are does not either. */
static void test_words(void **state)
{
    static const char *const same[] = { PAGE "[(a)-333(tree)-333(st)28(an",
                                        PAGE "[(a)-420(t)-1(r)28(ee)-419(stan",
                                        PAGE "[(a)-300(tr)1(ee)]TJ 0 -12 Td[(stan" };
    uint64_t word[2] = { 0, 0 };

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        static uint32_t ended[1 << LLZ_TEXT_END_BITS];
        struct llz_text x = { .ended = ended };

        for (const char *p = same[i]; *p; p++)
            llz_text_add(&x, (uint8_t)*p);
        assert_int_equal(llz_text_layout(&x), 0);
        assert_int_equal(llz_text_shown(&x), 'n');
        if (i == 0)
            memcpy(word, x.word, sizeof word);
        assert_memory_equal(word, x.word, sizeof word);
        llz_text_add(&x, ')');
        assert_true(llz_text_layout(&x) != 0);
        assert_int_equal(llz_text_shown(&x), 'n');
    }
}

/* Any bytes at all leave the state within its bounds. */
static void test_random(void **state)
{
    static const char some[] = "[()]\\0123456789-. \nTJ";
    char text[4000];
    uint64_t random = 1;

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] =
            next_random(&random) % 50 == 0 ? (char)(random >> 20) : some[(random >> 20) % (sizeof some - 1)];
    read(text, sizeof text);
    assert_true(t.number < 100000 && t.count <= 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings), cmocka_unit_test(test_escapes), cmocka_unit_test(test_others),
        cmocka_unit_test(test_end),     cmocka_unit_test(test_is_page), cmocka_unit_test(test_words),
        cmocka_unit_test(test_random),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
