/* test_text.c - what is known about a text while it is read: words, lines, tags, brackets; and that no text,
 * however odd, leads outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "model/contexts/closing.h"
#include "model/contexts/text.h"

enum { RING = 256 };

static struct llz_text t;
static uint32_t ended[1 << LLZ_TEXT_END_BITS];
static struct llz_byte_ring ring;

static void begin(void)
{
    free(ring.bytes);
    t = (struct llz_text){ .ended = ended };
    memset(ended, 0, sizeof ended);
    memset(&ring, 0, sizeof ring);
    ring.bytes = calloc(RING, 1); /* apart, so that a sanitizer sees its ends */
    assert_non_null(ring.bytes);
    ring.mask = RING - 1;
}

static void add(uint8_t byte)
{
    llz_byte_ring_add(&ring, byte);
    llz_text_add(&t, byte);
}

static void read(const char *text)
{
    while (*text)
        add((uint8_t)*text++);
}

static void start(const char *text)
{
    begin();
    read(text);
}

static int finish(void **state)
{
    (void)state;
    free(ring.bytes);
    ring.bytes = NULL;
    return 0;
}

/* Whether the letters so far have been a word, and how long ago it ended. */
static void test_since(void **state)
{
    (void)state;
    start("The cat th");
    assert_int_equal(t.since, 0);
    read("e");
    assert_int_equal(t.since, 3); /* 7 bytes */
    read(" ");
    assert_int_equal(t.since, 3); /* of the word before a gap */
    read("the");
    assert_int_equal(t.since, 2); /* 3 bytes: the later end counts */
    read("m");
    assert_int_equal(t.since, 0);
    start("the");
    assert_int_equal(t.since, 0);
}

static void test_words(void **state)
{
    (void)state;
    start("The cat");
    const uint64_t cat = t.word[0], the = t.word[1];
    assert_true(cat != 0 && the != 0 && cat != the);
    assert_int_equal(t.letters, 3);
    assert_int_equal(t.separator, ' ');
    read(", ");
    assert_true(t.word[0] == 0 && t.word[1] == cat && t.word[2] == the); /* a run of separators is one */
    assert_int_equal(t.letters, 0);
    read("THE");
    assert_true(t.word[0] == the && t.word[1] == cat); /* whatever its letters' case */
    assert_int_equal(t.capital, 2);
    start("The");
    assert_int_equal(t.capital, 1);
    start("the");
    assert_int_equal(t.capital, 0);
    start("\xc3\xa9t\xc3\xa9"); /* UTF-8 holds together */
    assert_int_equal(t.letters, 5);
    assert_true(t.recent == UINT64_C(0xc3a974c3a9) && t.older == 0);
    read("12345678");
    assert_true(t.older == UINT64_C(0xc3a974c3a9));
}

static uint64_t stem(const char *word)
{
    start(word);
    read(" ");
    return t.stem[0];
}

static void test_stems(void **state)
{
    (void)state;
    static const char *const walk[] = { "walk", "walks", "walked", "walking", "Walker" };
    for (size_t i = 1; i < sizeof walk / sizeof walk[0]; i++)
        assert_true(stem(walk[i]) == stem(walk[0]));
    const uint64_t walks = stem("walk"), talks = stem("talk");
    assert_true(walks != talks);
    assert_true(stem("is") != stem("i") && stem("bed") != stem("b")); /* short words have no endings */
    start("talks, walked ");
    assert_true(t.stem[0] == walks && t.stem[1] == talks);
}

/* A sentence has its first word until one of . ! ? ends it, or an empty line. */
static void test_sentences(void **state)
{
    (void)state;
    start("the ");
    const uint64_t the = t.word[1];
    start("a cat. The dog\nand ");
    assert_true(t.sentence == the);
    read("more! ");
    assert_true(t.sentence == 0);
    read("The end\n");
    assert_true(t.sentence == the);
    read("\n");
    assert_true(t.sentence == 0);
}

static void test_lines(void **state)
{
    (void)state;
    start("second ");
    const uint64_t second = t.line_word;
    assert_true(second != 0);
    read("third ");
    assert_true(t.line_word == second);
    start("first line\nsecond ");
    assert_true(t.line_word == second);
    read("\n");
    assert_int_equal(t.column, 0);
    assert_int_equal(t.line_length[0], 8);
    assert_true(t.line_word == 0);
    start("12 ab  c3\n");
    assert_int_equal(t.field, 0);
    read(" 12 ab  c3");
    assert_int_equal(t.field, 3);
}

static void test_above(void **state)
{
    (void)state;
    start("abc");
    assert_int_equal(llz_text_above(&t, &ring, 0), 0); /* there is no line above */
    start("abcd\n");
    for (int i = 0; i < 5; i++) {
        assert_int_equal(llz_text_above(&t, &ring, 0), "abcd\n"[i]);
        assert_int_equal(llz_text_above(&t, &ring, 1), i < 4 ? "abcd\n"[i + 1] : 0);
        add('x');
    }
    assert_int_equal(llz_text_above(&t, &ring, 0), 0); /* beyond its end */
    start("abcdef\nxy\n");
    for (int i = 0; i < 7; i++) {
        assert_int_equal(llz_text_above2(&t, &ring), "abcdef\n"[i]);
        add('.');
    }
    assert_int_equal(llz_text_above2(&t, &ring), 0);
    start("abc\n");
    assert_int_equal(llz_text_above2(&t, &ring), 0); /* there is no such line */
}

static void test_tags(void **state)
{
    (void)state;
    start("<a>");
    const uint64_t a = t.tag;
    assert_true(a != 0);
    read("<b class='x'>");
    const uint64_t inner = t.tag;
    assert_true(inner != 0 && inner != a);
    read("text < 5 <br/> and </b>");
    assert_true(t.tag == a); /* neither a lone "<" nor an empty element opens anything */
    read("</a></a></a>");
    assert_true(t.tag == 0 && t.depth == 0);
    start("<b>");
    assert_true(t.tag == inner);
}

static uint8_t open_bracket(void)
{
    return t.opened > 0 ? t.open[(t.opened - 1) % LLZ_TEXT_NEST] : 0;
}

/* Deep nests, and what stands around and before. */
static void test_elements(void **state)
{
    (void)state;
    begin();
    for (int i = 0; i < 100; i++)
        read("<a><b>");
    const uint64_t b = t.tag, a = t.parent;
    assert_true(a != 0 && b != 0 && a != b && t.sibling == 0 && t.depth == 200);
    read("<c></c>");
    const uint64_t c = t.sibling;
    assert_true(c != 0 && c != a && c != b && t.tag == b && t.parent == a);
    read("<d/>");
    assert_true(t.sibling != 0 && t.sibling != c && t.tag == b);
    for (int i = 0; i < 100; i++) {
        assert_true(t.tag == b && t.parent == a);
        read("</b>");
        assert_true(t.tag == a && t.sibling == b);
        read("</a>");
    }
    assert_true(t.tag == 0 && t.parent == 0 && t.depth == 0);
}

/* Reads a text; what of it was expected, '.' for all other bytes. */
static void foresee(const char *text, char *expected)
{
    struct llz_closing x;
    memset(&x, 0, sizeof x);
    begin();
    for (; *text; text++) {
        *expected++ = x.sure ? (char)x.expected : '.';
        add((uint8_t)*text);
        llz_closing_add(&x, &t, &ring);
    }
    *expected = 0;
}

static void test_closing(void **state)
{
    char expected[100];
    (void)state;
    foresee("<a><b-c x='1'>t</b-c><br/></a> </a>", expected);
    assert_string_equal(expected, ".................b-c>.......a>.....");
    foresee("<ab><cd/></ad></ab>", expected); /* after a wrong one it is silent */
    assert_string_equal(expected, "...........ab......");
}

static void test_marked(void **state)
{
    (void)state;
    begin();
    for (int i = 0; i < 100; i++)
        read(
            "It is said that x < y, and that nobody has ever asked how y came to be as large as it was then.\n");
    assert_false(llz_text_is_marked(&t));
    for (int i = 0; i < 10; i++)
        read("<p>It is said.</p>\n");
    assert_true(llz_text_is_marked(&t));
}

static void test_brackets(void **state)
{
    (void)state;
    start("f(a[1], {\"x");
    assert_int_equal(open_bracket(), '"');
    read("\"");
    assert_int_equal(open_bracket(), '{');
    read("}");
    assert_int_equal(open_bracket(), '(');
    read("]");
    assert_int_equal(open_bracket(), '('); /* closes nothing */
    read(")");
    assert_int_equal(t.opened, 0);
    read(")]}");
    assert_int_equal(t.opened, 0);
    start("never ( closed\n");
    assert_int_equal(open_bracket(), '(');
    read("\n");
    assert_int_equal(t.opened, 0); /* over an empty line nothing stays open */
}

/* Deeper than there is memory for: the innermost are right, and it comes back out again. */
static void test_nesting(void **state)
{
    (void)state;
    begin();
    for (int i = 0; i < 100000; i++)
        read(i % 2 ? "<deep>" : "([");
    assert_int_equal(open_bracket(), '[');
    assert_int_equal(t.depth, 50000);
    assert_int_equal(t.opened, 100000);
    for (int i = 0; i < 120000; i++)
        read(i % 2 ? "</deep>" : "])");
    assert_true(t.depth == 0 && t.tag == 0);
    assert_true(t.opened <= 100000);
    read("\n\n(");
    assert_int_equal(open_bracket(), '(');
}

static void test_classes(void **state)
{
    (void)state;
    static const char *const alike[] = { "az", "AZ", "09", ".!?", ",;:", "([{", ")]}", "\n\r" };
    for (size_t i = 0; i < sizeof alike / sizeof alike[0]; i++) {
        for (const char *c = alike[i]; *c; c++)
            assert_int_equal(llz_text_class((uint8_t)*c), llz_text_class((uint8_t)alike[i][0]));
        for (size_t j = 0; j < i; j++)
            assert_true(llz_text_class((uint8_t)alike[i][0]) != llz_text_class((uint8_t)alike[j][0]));
    }
    for (unsigned c = 0; c < 256; c++)
        assert_true(llz_text_class((uint8_t)c) < 16);
}

/* Lines of all lengths, shorter and longer than the ring: what stands above is what was read, or nothing. */
static void test_stays_inside(void **state)
{
    (void)state;
    enum { N = 60000 };
    static const char symbols[] = "ab <>/()[]{}\"\n.";
    static uint8_t all[N];
    uint32_t random = 1;
    size_t line = 0, before = 0, first = 0, seen = 0; /* where this line and the two above begin */
    begin();
    for (size_t i = 0; i < N; i++) {
        for (uint32_t right = 0; right < 2; right++) {
            const size_t at = before + (i - line) + right;
            const uint8_t above = llz_text_above(&t, &ring, right);
            if (above != 0) {
                assert_true(at < line);
                assert_int_equal(above, all[at]);
                seen++;
            }
        }
        const uint8_t above2 = llz_text_above2(&t, &ring);
        if (above2 != 0) {
            assert_true(first + (i - line) < before);
            assert_int_equal(above2, all[first + (i - line)]);
        }
        random = random * 1664525U + 1013904223U;
        const uint32_t r = random >> 16;
        all[i] = r % 997 < i / 100 ? (uint8_t)symbols[r % (sizeof symbols - 1)] : 'x';
        add(all[i]);
        if (all[i] == '\n') {
            first = before;
            before = line;
            line = i + 1;
        }
    }
    assert_true(seen > 1000);
}

/* Few letters in two windows of 256 bytes make a text narrow, a sixth ends that at once; its letters are
 * remembered without line feeds, longer than 16 bytes back. */
static void test_narrow(void **state)
{
    (void)state;
    begin();
    for (int i = 0; i < 255; i++)
        add(i % 61 == 60 ? '\n' : (uint8_t) "ACGT"[i % 4]);
    assert_false(t.narrow.is);
    add('A');
    assert_true(t.narrow.is);
    read("CCCCCCCCCCGATTACA\n");
    const uint64_t short_one = llz_small_alphabet_last(&t.narrow, 7),
                   long_one = llz_small_alphabet_last(&t.narrow, 39);
    read("TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT");
    assert_true(llz_small_alphabet_last(&t.narrow, 7) != short_one);
    read("CCCCCCCCCCGA\nTTACA");
    assert_true(llz_small_alphabet_last(&t.narrow, 7) == short_one);
    assert_true(llz_small_alphabet_last(&t.narrow, 17) ==
                (llz_small_alphabet_last(&t.narrow, 21) & 0x7ffffffffffff));
    assert_true(llz_small_alphabet_last(&t.narrow, 39) != long_one);
    assert_true(t.narrow.is);
    read("N");
    assert_false(t.narrow.is);
}

/* A window of six letters is an ordinary text, and so is a row of one. */
static void test_not_narrow(void **state)
{
    (void)state;
    begin();
    for (int i = 0; i < 2000; i++) {
        add((uint8_t) "abcdef"[i % 6]);
        assert_false(t.narrow.is);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),      cmocka_unit_test(test_since),        cmocka_unit_test(test_stems),
        cmocka_unit_test(test_sentences),  cmocka_unit_test(test_lines),        cmocka_unit_test(test_above),
        cmocka_unit_test(test_tags),       cmocka_unit_test(test_elements),     cmocka_unit_test(test_marked),
        cmocka_unit_test(test_closing),    cmocka_unit_test(test_brackets),     cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_classes),    cmocka_unit_test(test_stays_inside), cmocka_unit_test(test_narrow),
        cmocka_unit_test(test_not_narrow),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
