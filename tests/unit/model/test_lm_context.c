/* test_lm_context.c - what the language model's contexts are keys of: how far each reaches, and what is the same to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "model/network/lm_context.h"

/* Kinds of context, as lm_context.h orders them: of text, and the upper bits of four and of eight bytes of other data. */
enum {
    WORD = 4,
    PAIR = 7,
    PREVIOUS = 8,
    BEFORE = 10,
    UPPER4 = 8,
    SECOND = 10,
    UPPER8 = 11,
    KINDS = LLZ_CONTEXTS_MAX
};

/* The keys after a text. */
struct keys {
    uint64_t key[KINDS];
};

static struct keys keys_in(enum llz_kind data, const char *text)
{
    struct llz_history h = { .kind = data };
    struct keys k;
    for (; *text; text++)
        llz_history_add(&h, (uint8_t)*text);
    llz_history_keys(&h, k.key, KINDS);
    return k;
}

static struct keys keys_of(const char *text)
{
    return keys_in(LLZ_KIND_TEXT, text);
}

static bool same_in(enum llz_kind data, int kind, const char *a, const char *b)
{
    return keys_in(data, a).key[kind] == keys_in(data, b).key[kind];
}

static bool same_key(int kind, const char *a, const char *b)
{
    return same_in(LLZ_KIND_TEXT, kind, a, b);
}

/* Kinds of the last bytes: change one byte of a text, and the key changes if
 * and only if it looks at that byte. */
static void test_reach(void **state)
{
    (void)state;
    static const struct {
        int kind, newest, oldest; /* bytes it looks at, 1: the last one */
    } kinds[] = { { 0, 1, 1 },      { 1, 1, 2 }, { 2, 1, 3 }, { 3, 1, 4 },      { 5, 1, 6 },
                  { UPPER4, 1, 4 }, { 6, 1, 5 }, { 9, 2, 3 }, { SECOND, 2, 2 }, { UPPER8, 1, 8 } };
    const char text[] = "every byte of this text";
    const int length = (int)sizeof text - 1;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        for (int back = 1; back <= length; back++) {
            char other[sizeof text];
            memcpy(other, text, sizeof text);
            other[length - back] ^= 0xc0;
            const bool seen = back >= kinds[i].newest && back <= kinds[i].oldest;
            assert_true(same_in(LLZ_KIND_BINARY, kinds[i].kind, text, other) == !seen);
            if (kinds[i].kind != PREVIOUS && kinds[i].kind != BEFORE)
                assert_true(same_key(kinds[i].kind, text, other) == !seen);
        }
    }
}

/* The lower bits of a byte are not told apart there. */
static void test_upper(void **state)
{
    (void)state;
    assert_true(same_in(LLZ_KIND_BINARY, UPPER4, "\x20\x45\x80\xff", "\x3f\x5a\x9f\xe0"));
    assert_false(same_in(LLZ_KIND_BINARY, UPPER4, "\x20\x45\x80\xff", "\x40\x45\x80\xff"));
    assert_true(same_in(LLZ_KIND_BINARY, UPPER8, "\x01\x45\x80\xff", "\x3f\x7a\xbf\xc0"));
    assert_false(same_in(LLZ_KIND_BINARY, UPPER8, "\x01\x45\x80\xff", "\x41\x45\x80\xff"));
    assert_false(same_key(UPPER8, "\x20\x45\x80\xff", "\x21\x45\x80\xff"));
}

static void test_words(void **state)
{
    (void)state;
    assert_true(same_key(WORD, "one tree", "two tree"));
    assert_false(same_key(WORD, "one tree", "one trek"));
    assert_true(same_key(PAIR, "x one tree", "y one tree"));
    assert_false(same_key(PAIR, "x one tree", "x two tree"));
    /* Words before the present one stand alone. */
    assert_true(same_key(PREVIOUS, "x one tree", "y one t"));
    assert_false(same_key(PREVIOUS, "one tree", "two tree"));
    assert_true(same_key(BEFORE, "x one tree", "x two t"));
    assert_false(same_key(BEFORE, "x one tree", "y one tree"));
    /* What stands between words does not matter, whether a word has ended does. */
    assert_true(same_key(PREVIOUS, "two one tree", "two\n\n one... (tree"));
    assert_true(same_key(BEFORE, "two one tree", "two\n\n one... (tree"));
    assert_false(same_key(WORD, "tree", "tree "));
    assert_true(same_key(WORD, "tree ", "house, "));
    assert_false(same_key(PAIR, "tree ", "house "));
    /* The order of letters and of words does. */
    assert_false(same_key(WORD, "ab", "ba"));
    assert_false(same_key(PAIR, "ab ba", "ba ab"));
}

static void test_folding(void **state)
{
    (void)state;
    static const int words[] = { WORD, PAIR, PREVIOUS, BEFORE };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_true(same_key(words[i], "The Green TREE", "tHE gREEN tree"));
    assert_true(same_key(WORD, "b@a", "c`a")); /* neighbours of letters are none */
    assert_false(same_key(WORD, "a1", "a"));
    assert_true(same_key(WORD, "b[a", "c{a"));
    /* UTF-8: both bytes of an umlaut belong to the word, and these capitals fold as well. */
    assert_false(same_key(WORD, "gr\xc3\xbcn", "n"));
    assert_true(same_key(WORD, "GR\xc3\x9cN", "gr\xc3\xbcn"));
    assert_false(same_key(WORD, "gr\xc3\xbcn", "gr\xc3\xb6n"));
}

/* No two kinds may share a key where they look at the same bytes, and the upper bits have to be as good as the
 * lower ones: they choose rows. */
static void test_mixing(void **state)
{
    (void)state;
    const struct keys k = keys_in(LLZ_KIND_BINARY, ""), many = keys_in(LLZ_KIND_BINARY, "two one tree"),
                      text_keys = keys_of("two one tree");
    for (int i = 0; i < KINDS; i++) {
        for (int j = 0; j < i; j++)
            assert_true(k.key[i] != k.key[j] && many.key[i] != many.key[j] &&
                        text_keys.key[i] != text_keys.key[j]);
        if (i == UPPER4 || i == UPPER8) /* which see two or three bits of the byte */
            continue;
        unsigned used[256] = { 0 }, rows = 0;
        for (int c = 1; c < 256; c++) {
            char text[16];
            /* Two kinds do not look at the last byte. */
            snprintf(text, sizeof text, "byte%cx%c%s", c, c, i == 9 || i == SECOND ? "." : "");
            rows += used[keys_in(LLZ_KIND_BINARY, text).key[i] >> 56]++ == 0;
        }
        /* 256 balls in 256 boxes fill 162 on average, give or take 7; words fold capitals and end at others. */
        assert_true(rows > (i == WORD || i == PAIR ? 64 : 130));
    }
}

/* Of code, instructions before the present one stand alone, and what begins anew is code still. */
static void test_code(void **state)
{
    (void)state;
    enum { FORM1 = 4, FORM2 = 5 };
    const char a[] = "\x90\x50", b[] = "\x53\x50",
               c[] = "\x50\x53"; /* nop, push rax; push rbx, push rax; ... */
    assert_true(same_in(LLZ_KIND_X86, FORM1, a, b));
    assert_false(same_in(LLZ_KIND_X86, FORM1, b, c));
    assert_false(same_in(LLZ_KIND_X86, FORM2, a, b));
    struct llz_history h = { .kind = LLZ_KIND_X86 };
    struct keys k;
    llz_history_add(&h, 0x90);
    llz_history_forget(&h);
    llz_history_keys(&h, k.key, KINDS);
    const struct keys anew = keys_in(LLZ_KIND_X86, "");
    assert_memory_equal(k.key, anew.key, sizeof k.key);
}

/* On a page words are those that it shows, however they are set, and a gap is no part of them. */
static void test_page(void **state)
{
    static const char a[] = "[(a)1(b)1(c)1(d)1(e)1(f)-333(the)-333(tr)28(ee)-333(st",
                      b[] = "[(a)1(b)1(c)1(d)1(e)1(f)-300(t)1(he)-301(tree)-300(s)28(t",
                      c[] = "[(a)1(b)1(c)1(d)1(e)1(f)-333(the)-333(tr)28(ee)-333(st)28";
    static const int words[] = { 3, WORD, 5, PAIR, PREVIOUS, BEFORE };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_true(same_key(words[i], a, b));
        assert_false(same_key(words[i], a, c));
    }
    assert_false(same_key(11, a, b)); /* the width of the last space */
    /* Without the gaps that make a page bytes are what they are. */
    assert_false(same_key(PREVIOUS, a + 24, b + 24));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reach), cmocka_unit_test(test_upper),   cmocka_unit_test(test_words),
        cmocka_unit_test(test_code),  cmocka_unit_test(test_folding), cmocka_unit_test(test_mixing),
        cmocka_unit_test(test_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
