/* test_tokens.c - words with what stands between them: gaps, phrases, forms, and what came after a word last time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "model/contexts/tokens.h"

static struct llz_text text;
static struct llz_tokens t;
static uint32_t ended[1 << LLZ_TEXT_END_BITS];
enum { AFTER_BITS = 12 };
static uint16_t after[1 << AFTER_BITS];
static uint64_t key[LLZ_TOKENS_KEYS];

static void add(uint8_t byte)
{
    llz_text_add(&text, byte);
    llz_tokens_add(&t, byte);
}

static void read(const char *s)
{
    while (*s)
        add((uint8_t)*s++);
    llz_tokens_keys(&t, &text, key);
}

static void start(const char *s)
{
    memset(ended, 0, sizeof ended);
    memset(after, 0, sizeof after);
    text = (struct llz_text){ .ended = ended };
    t = (struct llz_tokens){ .after_bits = AFTER_BITS, .after = after };
    read(s);
}

static uint64_t word_of(const char *s)
{
    start(s);
    return t.word[0];
}

static void test_words(void **state)
{
    (void)state;
    const uint64_t the = word_of("the"), x25 = word_of("x25"), number = word_of("3.14");

    assert_true(the != 0 && the == word_of("THE") && x25 != word_of("x26"));
    start("The x25 a");
    assert_true(t.word[1] == x25 && t.word[2] == the);
    start("a  x25  \n a"); /* white space is one gap */
    assert_true(t.word[1] == x25);
    start("x25, a"); /* a mark counts as a word */
    assert_true(t.word[1] == 0 && t.word[2] == x25);
    start("The cat. a"); /* a sentence begins with no words before it */
    assert_true(t.word[1] == 0 && t.word[2] == 0);
    start("In x25. a"); /* a digit's point belongs to the word */
    assert_true(t.word[0] == llz_letter_hash(0, 'a') && t.word[1] == 0 && t.word[2] == 0);
    assert_true(number != word_of("14"));
    start("x 3.14 a");
    assert_true(t.word[1] == number);
    assert_int_equal(t.length, 1);
}

static void test_gaps(void **state)
{
    (void)state;
    start("a, ");
    const uint64_t comma = t.gap[0];

    start("b, ");
    assert_true(t.gap[0] == comma);
    read("c");
    assert_true(t.gap[0] == 0 && t.gap[1] == comma);
    start("a,\n"); /* a line ends where it is full */
    assert_true(t.gap[0] == comma);
    start("a. ");
    assert_true(t.gap[0] != comma);
    start("height: 3; ");
    assert_true(
        t.keyword ==
        llz_letter_hash(
            llz_letter_hash(
                llz_letter_hash(llz_letter_hash(llz_letter_hash(llz_letter_hash(0, 'h'), 'e'), 'i'), 'g'), 'h'),
            't'));
}

static void test_phrases(void **state)
{
    (void)state;
    start("of the");
    const uint64_t of = t.phrase[1], the = t.phrase[0];

    assert_int_equal(t.letters, 3);
    assert_int_equal(t.tail & 0xffffff, 't' << 16 | 'h' << 8 | 'e');
    start("of the\nw");
    assert_true(t.phrase[1] == the && t.phrase[2] == of);
    start("of the \nw"); /* a line that ends in a space */
    assert_true(t.phrase[1] == the && t.phrase[2] == of);
    start("of 'the' w");
    assert_true(t.phrase[1] == the);
    start("of the, w");
    assert_true(t.phrase[1] == 0 && t.phrase[2] == 0);
    start("of the  w"); /* two spaces separate more */
    assert_true(t.phrase[1] == 0);
    start("of the 2 w");
    assert_true(t.phrase[1] == 0);
}

static void test_forms(void **state)
{
    (void)state;
    start("\nAb7, \x01");
    assert_true(t.forms == UINT64_C(0x0a4161302c2006));
    assert_int_equal(t.head, 'A');
    read("\nq");
    assert_int_equal(t.head, 'a');
    assert_int_equal(t.lines, 2);
    start("\xc3\xa9\xe2\x82\xac\xf0\x9f");
    assert_true(t.forms == UINT64_C(0x03040204040104));
    assert_int_equal(t.head, 3);
}

/* By the token that is being written: the same word again knows what came after it. */
static void test_after(void **state)
{
    (void)state;
    start("cat, dog, cat");
    const uint64_t known = key[0];

    start("cat; dog; cat");
    assert_true(key[0] != known);
    start("cat, pig, cat");
    assert_true(key[0] == known);
}

/* No two contexts are alike, and each has a say in it: what tells one apart changes its key. */
static void test_keys(void **state)
{
    static const struct {
        unsigned place;
        const char *a, *b;
    } unlike[] = {
        { 0, "in cat, cat", "in cat; cat" },
        { 1, "(a", "[a" },
        { 2, "one, two, x", "one, two; x" },
        { 3, "a b c d e", "z b c d e" },
        { 4, "Aaaaaaax", "aaaaaaax" },
        { 5, "(,", "[," },
        { 6, "a b c", "z b c" },
        { 7, "k: x ", "q: x " },
        { 7, "k= x ", "q= x " },
        { 9, "cat cat", "dog cat" },
        { 0, "cat cat", "dog cat" },
        { 8, "k: x", "q: x" },
        { 9, "xxab", "xxac" },
        { 10, "xabc", "xbbc" },
        { 11, "a, ", "a; " },
        { 12, "a b c", "a b  c" },
        { 13, "a b c d e", "z b c d e" },
        { 14, "a b c d", "z b c d" },
        { 14, "a b c d", "a z c d" },
        { 15, "A,,,,,,,", "a,,,,,,," },
        { 15, "ax", "ay" },
        { 16, "cat, cat", "cat; cat" },
        { 17, "xa", "ya" },
        { 18, "cat, xxxxxxxxx cat", "cat; xxxxxxxxx cat" },
        { 19, "cat, xxxxxxxxx cat", "cat; xxxxxxxxx cat" },
        { 20, "A a", "a a" },
        { 21, "x q ", "y q " },
        { 22, "\nx", "\n\nx" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof unlike / sizeof *unlike; i++) {
        start(unlike[i].a);
        const uint64_t a = key[unlike[i].place];

        start(unlike[i].b);
        if (a == key[unlike[i].place])
            fail_msg("key %u does not tell '%s' from '%s'", unlike[i].place, unlike[i].a, unlike[i].b);
    }
    start("Some Words: of 25 texts, \"quoted (and bracketed\" words of");
    for (size_t i = 0; i < LLZ_TOKENS_KEYS; i++)
        for (size_t k = 0; k < i; k++)
            assert_true(key[i] != key[k]);
}

/* Any bytes at all. */
static void test_noise(void **state)
{
    uint32_t r = 1;

    (void)state;
    start("");
    for (int i = 0; i < 100000; i++) {
        r = r * 1664525 + 1013904223;
        add((uint8_t)(r >> 24));
        llz_tokens_keys(&t, &text, key);
        assert_true(t.letters <= LLZ_TOKENS_LETTERS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words), cmocka_unit_test(test_gaps),  cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_forms), cmocka_unit_test(test_after), cmocka_unit_test(test_keys),
        cmocka_unit_test(test_noise),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
