/* Priors made by hand, of a few words: what an encoder would have written otherwise is refused, so that what a prior
 * knows has one file and one id. */
#include <string.h>
#include <xxhash.h>

#include "codec/coder/bytes.h"
#include "codec/coder/varint.h"
#include "codec/prior/prior_code.h"
#include "codec/prior/prior_file.h"
#include "tests/unit/archive.h"

#define HASH_BYTES 8
#define WORDS_MOST 2
#define PREFIX_BITS 5
#define COUNTS 12

/* Words, each with the number of letters that it is said to share with the one before; numbers of a head by their
 * place, which are written instead of what is true. */
struct forgery {
    const char *word[WORDS_MOST];
    unsigned shared[WORDS_MOST];
    size_t byte_depth;
    int place; /* in the head, 0: none; 4 letters, 5 word contexts, 6 their children, 7 their depth */
    uint64_t instead;
    enum llz_error err;
};

static void code_word(struct llz_prior_coding *c, const char *word, unsigned shared)
{
    unsigned before = 0;

    llz_prior_symbol(c, c->prefix, PREFIX_BITS, shared);
    for (const char *letter = word + shared;; letter++) {
        llz_prior_symbol(c, c->letter + before * 256, 8, (unsigned char)*letter);
        if (!*letter)
            return;
        before = (unsigned char)*letter;
    }
}

/* Grams of n symbols, each of which came once, without contexts but the empty one. */
static struct llz_grams single(size_t n, struct llz_gram_context *empty, struct llz_gram *child, uint32_t *of)
{
    *empty = (struct llz_gram_context){ .n = (uint32_t)n };
    for (uint32_t i = 0; i < n; i++)
        child[i] = (struct llz_gram){ .symbol = i, .opened = LLZ_GRAM_NONE };
    memset(of, 0, WORDS_MOST * sizeof *of);
    return (struct llz_grams){ .context = empty, .child = child, .of = of, .contexts = 1, .children = n };
}

/* An encoder's walk stops where it finds something wrong; this one goes on. */
static size_t payload(const struct forgery *f, size_t words, uint8_t *out, size_t room)
{
    struct llz_prior_coding *c = calloc(1, sizeof *c);
    struct llz_gram_context empty[2];
    struct llz_gram child[2][WORDS_MOST];
    uint32_t of[2][WORDS_MOST], numbers[3][WORDS_MOST];
    struct llz_prior_ranks ranks = { numbers[0], numbers[1], numbers[2] };
    struct llz_grams bytes = single(0, &empty[0], child[0], of[0]),
                     grams = single(words, &empty[1], child[1], of[1]);

    assert_non_null(c);
    llz_prior_coding_init(c);
    llz_coder_encode(&c->coder, out, room);
    bytes.depth = f->byte_depth;
    llz_prior_code_grams(c, &bytes, 256, NULL);
    for (size_t i = 0; i < words; i++)
        code_word(c, f->word[i], f->shared[i]);
    c->broken = false;
    if (words > 0)
        llz_prior_code_grams(c, &grams, (uint32_t)words, &ranks);
    assert_false(c->broken);
    const size_t n = llz_coder_finish(&c->coder);
    free(c);
    return n;
}

static size_t forge(const struct forgery *f, uint8_t *file, size_t room)
{
    uint64_t v[COUNTS] = { [0] = 1, [2] = f->byte_depth, [5] = 1 };
    size_t at = 5;

    for (size_t i = 0; i < WORDS_MOST && f->word[i]; i++) {
        v[3]++;
        v[4] += strlen(f->word[i]);
    }
    const size_t words = (size_t)v[3];
    v[6] = words;
    if (f->place)
        v[f->place] = f->instead;
    memcpy(file, "\xF5llp\2", at);
    for (int i = 0; i < COUNTS; i++)
        at += (size_t)llz_varint_put(file + at, v[i]);
    at += payload(f, words, file + at, room - at - HASH_BYTES);
    llz_store64(file + at, XXH3_64bits(file, at));
    return at + HASH_BYTES;
}

static void test_one_file_for_one_content(void **state)
{
    static const struct forgery table[] = {
        { { "abba", "abc" }, { 0, 2 }, .err = LLZ_OK },
        { { NULL }, { 0 }, .err = LLZ_OK },
        /* fewer letters shared than could be, an order that does not ascend, a capital */
        { { "abba", "abc" }, { 0, 1 }, .err = LLZ_ERR_CORRUPT },
        { { "abba", "abc" }, { 0, 0 }, .err = LLZ_ERR_CORRUPT },
        { { "ab", "abc" }, { 0, 0 }, .err = LLZ_ERR_CORRUPT },
        { { "abc", "abba" }, { 0, 2 }, .err = LLZ_ERR_CORRUPT },
        { { "abba", "abba" }, { 0, 4 }, .err = LLZ_ERR_CORRUPT },
        { { "abBa", "abc" }, { 0, 2 }, .err = LLZ_ERR_CORRUPT },
        /* deeper than the longest context */
        { { "abba", "abc" }, { 0, 2 }, .byte_depth = 3, .err = LLZ_ERR_CORRUPT },
        { { "abba", "abc" }, { 0, 2 }, .place = 7, .instead = 1, .err = LLZ_ERR_CORRUPT },
        /* numbers of what is not there without words */
        { { NULL }, { 0 }, .place = 4, .instead = 9, .err = LLZ_ERR_HEADER },
        { { NULL }, { 0 }, .place = 5, .instead = 0, .err = LLZ_ERR_HEADER },
        { { NULL }, { 0 }, .place = 5, .instead = 2, .err = LLZ_ERR_HEADER },
        { { NULL }, { 0 }, .place = 6, .instead = 1, .err = LLZ_ERR_HEADER },
        { { NULL }, { 0 }, .place = 7, .instead = 1, .err = LLZ_ERR_HEADER },
    };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct llz_prior_content k = { 0 };
        uint8_t file[512], *again;
        const size_t n = forge(&table[i], file, sizeof file);
        const enum llz_error err = llz_prior_read(&k, file, n, 0);
        size_t m;

        if (err != table[i].err)
            print_message("row %zu: error %d\n", i, (int)err);
        assert_int_equal(err, table[i].err);
        if (err)
            continue;
        assert_int_equal(llz_prior_write(&k, 0, 1 << 16, &again, &m), LLZ_OK);
        assert_non_null(again);
        assert_int_equal(m, n);
        assert_memory_equal(again, file, n);
        free(again);
        llz_prior_content_clear(&k);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_file_for_one_content),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
