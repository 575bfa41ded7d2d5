/* test_explain.c - the costs that an explaining encoder tells: they are those of the archive, which stays the
 * same, and what is silenced is what it says. */
#include "codec/llz_lab.h"
#include "tests/unit/archive.h"

#include <math.h>

enum { BYTES = 8000, PARTS = 7, MOST_OVERHEAD = 64 /* bytes of heads and hash */ };

struct heard {
    uint64_t bytes, repeated;
    double bits, lm, without[PARTS];
    unsigned kinds[2]; /* text, others */
    double *each;      /* [BYTES], NULL: not wanted */
};

static void on_byte(void *user, const struct llz_cost *c)
{
    struct heard *h = user;

    assert_int_equal(c->position, h->bytes);
    assert_true(c->bits > 0 && c->bits <= 8 * 18);
    if (h->each)
        h->each[h->bytes] = c->bits;
    h->bits += c->bits;
    h->lm += c->lm;
    for (int i = 0; i < PARTS; i++)
        h->without[i] += c->without[i];
    h->kinds[strcmp(c->kind, "text") != 0]++;
    h->bytes++;
}

/* What is not coded costs nothing. */
static void on_repeat(void *user, uint64_t position, uint64_t bytes)
{
    struct heard *h = user;

    assert_int_equal(position, h->bytes);
    h->bytes += bytes;
    h->repeated += bytes;
}

static struct blob explained(struct llz_options opt, const struct blob *in, struct heard *h)
{
    const struct llz_explain explain = { sizeof explain, on_byte, h, on_repeat };

    *h = (struct heard){ .each = h->each };
    opt.explain = &explain;
    return pack_cut(&opt, in->p, in->n, (struct cut){ 1000, 0 });
}

/* Half of it text, half of it little-endian numbers. */
static struct blob mixture(void)
{
    struct blob b = content(BYTES, CONTENT_TEXT);

    fill(b.p + BYTES / 2, BYTES / 2, CONTENT_BINARY, 1);
    return b;
}

static struct llz_options level(int number, unsigned without)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.level = number;
    opt.without = without;
    return opt;
}

static void test_archive_is_the_same(void **state)
{
    static const struct llz_options options[] = {
        { .size = sizeof(struct llz_options), .level = 0, .threads = 1 },
        { .size = sizeof(struct llz_options), .level = 1, .threads = 1 },
        { .size = sizeof(struct llz_options), .level = 3, .threads = 1 },
        { .size = sizeof(struct llz_options), .level = 3, .threads = 2 },
        { .size = sizeof(struct llz_options), .level = 3, .threads = 2, .policy = "law" },
        { .size = sizeof(struct llz_options), .level = 3, .threads = 2, .without = 126 },
    };
    struct blob in = mixture();

    (void)state;
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        struct heard h = { 0 };
        struct blob plain = pack_cut(&options[i], in.p, in.n, (struct cut){ 0, 0 });
        struct blob told = explained(options[i], &in, &h);

        assert_same(&plain, &told);
        assert_int_equal(h.bytes, in.n);
        assert_true(h.bits / 8 <= (double)told.n);
        assert_true(h.bits / 8 >= (double)told.n - MOST_OVERHEAD);
        free(plain.p);
        free(told.p);
    }
    free(in.p);
}

/* Threads change neither bits nor what they would have been. */
static void test_threads(void **state)
{
    struct blob in = mixture();
    struct heard one = { 0 }, two = { 0 };
    struct llz_options opt = level(3, 0);
    struct blob a = explained(opt, &in, &one), b;

    (void)state;
    opt.threads = 2;
    b = explained(opt, &in, &two);
    assert_memory_equal(&one, &two, sizeof one);
    free(a.p);
    free(b.p);
    free(in.p);
}

/* Parts that are not used save nothing, to the last bit; those that are used make a difference, and together
 * they save. Text has no contexts of its kind, samples have no others but those (level 3). */
static void check_silence(const struct blob *in, unsigned without, unsigned idle)
{
    struct heard h = { 0 };
    struct blob out = explained(level(3, without), in, &h);
    double saved = 0;

    for (int i = 0; i < PARTS; i++) {
        if ((without | idle) >> i & 1)
            assert_true(h.without[i] == h.bits);
        else
            assert_true(h.without[i] != h.bits);
        saved += h.without[i] - h.bits;
    }
    assert_true(saved > 0);
    assert_int_equal(isnan(h.lm) != 0, without & 1);
    free(out.p);
}

static void test_silent_parts(void **state)
{
    static const unsigned left_out[] = { 0, 1, 2 | 4, 8 | 16, 32 };
    struct blob words = content(BYTES, CONTENT_TEXT), numbers = content(BYTES, CONTENT_BINARY);

    (void)state;
    for (size_t k = 0; k < sizeof left_out / sizeof left_out[0]; k++)
        check_silence(&words, left_out[k], 64);
    check_silence(&numbers, 0, 2 | 4 | 8 | 16);
    free(words.p);
    free(numbers.p);
}

/* The language model alone: what it costs is what is paid, and nothing is left without it. */
static void test_language_model_alone(void **state)
{
    struct blob in = mixture();
    struct heard h = { 0 };
    struct blob out = explained(level(3, 126), &in, &h);

    (void)state;
    assert_true(h.lm == h.bits);
    assert_true(fabs(h.without[0] - 8.0 * (double)in.n) < 1e-6);
    for (int i = 1; i < PARTS; i++)
        assert_true(h.without[i] == h.bits);
    free(out.p);
    free(in.p);
}

/* A byte that nothing foretold is expensive; and the kinds of the segments are those of the input. */
static void test_a_surprise_is_dear(void **state)
{
    enum { SHORT = 4000 }; /* what is longer is no news, but a repeat */
    struct blob in = content(SHORT, CONTENT_CONSTANT);
    struct heard h = { .each = calloc(SHORT, sizeof(double)) };
    struct blob out;

    (void)state;
    in.p[SHORT / 2] = '#';
    out = explained(level(3, 0), &in, &h);
    assert_true(h.each[SHORT / 2] > 8);
    assert_true(h.each[SHORT / 2 - 1] < 0.1);
    assert_int_equal(h.kinds[0], SHORT);
    free(h.each);
    free(out.p);
    free(in.p);
}

/* Zeros and repetitions are told as such, in their places; and the account is whole. */
static void test_repeats(void **state)
{
    enum { LONG = 14000 };
    struct blob in = content(LONG, CONTENT_TEXT);
    struct heard h = { 0 };
    struct blob out;

    (void)state;
    memset(in.p + 1000, 0, 5000);
    memset(in.p + 7000, 'x', 6001);
    out = explained(level(3, 0), &in, &h);
    assert_int_equal(h.repeated, 11000);
    assert_int_equal(h.bytes, LONG);
    assert_true(fabs(h.bits / 8 - (double)out.n) < MOST_OVERHEAD);
    free(out.p);
    free(in.p);
}

/* Noise is stored, and the costs say what coding it would have taken. */
static void test_stored(void **state)
{
    struct blob in = content(BYTES, CONTENT_RANDOM);
    struct heard h = { 0 };
    struct blob out = explained(level(1, 0), &in, &h);

    (void)state;
    assert_true(out.n > BYTES);
    assert_true(h.bits / 8 > BYTES);
    assert_int_equal(h.kinds[1], BYTES);
    free(out.p);
    free(in.p);
}

static void test_refusals(void **state)
{
    static const struct llz_explain nothing = LLZ_EXPLAIN_INIT;
    const struct llz_search how = LLZ_SEARCH_INIT;
    struct llz_options opt = level(1, 0);
    struct llz_archive best = LLZ_ARCHIVE_INIT;
    enum llz_error err;

    (void)state;
    opt.explain = &nothing;
    assert_null(llz_encoder_new(&opt, &err));
    assert_int_equal(err, LLZ_ERR_ARGUMENT);
    assert_int_equal(llz_search(&opt, &how, "x", 1, &best), LLZ_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_archive_is_the_same),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_silent_parts),
        cmocka_unit_test(test_language_model_alone),
        cmocka_unit_test(test_a_surprise_is_dear),
        cmocka_unit_test(test_repeats),
        cmocka_unit_test(test_stored),
        cmocka_unit_test(test_refusals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
