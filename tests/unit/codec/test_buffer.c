/* The calls from buffer to buffer: every size of the room, every error, and the bound. */
#include "tests/unit/archive.h"

#define SEED 7

static struct llz_options level(int number)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.level = number;
    return opt;
}

static struct blob compressed(const struct blob *b, const struct llz_options *opt)
{
    struct blob a = { 0 };

    a.n = a.room = llz_compress_bound(b->n);
    assert_true(a.n >= b->n);
    a.p = malloc(a.n);
    assert_non_null(a.p);
    assert_int_equal(llz_compress(b->p, b->n, a.p, &a.n, opt), LLZ_OK);
    return a;
}

static void holds(const struct blob *a, const struct blob *b)
{
    uint8_t *back = malloc(b->n + 1);
    size_t n = b->n + 1;
    uint64_t size = 1;

    assert_non_null(back);
    assert_int_equal(llz_decompressed_size(a->p, a->n, &size), LLZ_OK);
    assert_int_equal(size, b->n);
    assert_int_equal(llz_decompress(a->p, a->n, back, &n, NULL), LLZ_OK);
    assert_int_equal(n, b->n);
    assert_memory_equal(back, b->p, n);
    free(back);
}

static void comes_back(void **state)
{
    static const size_t sizes[] = { 0, 1, 100, 40000 };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int kind = 0; kind < CONTENT_KINDS; kind++) {
            const struct llz_options opt = level(0);
            struct blob b = content(sizes[i], (enum content)kind), a = compressed(&b, &opt);
            const struct blob same = pack_cut(&opt, b.p, b.n, (struct cut){ 0 });

            holds(&a, &b);
            assert_int_equal(a.n, same.n);
            assert_memory_equal(a.p, same.p, a.n);
            free(a.p);
            free(b.p);
            free(same.p);
        }
}

/* What grows most: noise in the smallest groups and frames, with the longest headers and checks. */
static void is_bounded(void **state)
{
    struct blob b = content(140000, CONTENT_RANDOM);
    struct llz_options opt = level(0);

    (void)state;
    opt.split = LLZ_SPLIT_MIN;
    opt.check = 128;
    opt.seed = SEED;
    opt.policy = "loss";
    opt.optimizer = "sgd";
    for (size_t n = 0; n <= b.n; n += n < 3 ? 1 : 69999) {
        const struct blob part = { b.p, n, n };
        struct blob a = compressed(&part, &opt);

        holds(&a, &part);
        free(a.p);
    }
    assert_int_equal(llz_compress_bound(SIZE_MAX), 0);
    free(b.p);
}

static void room_is_kept(void **state)
{
    struct blob b = content(20000, CONTENT_TEXT);
    const struct llz_options opt = level(0);
    struct blob a = compressed(&b, &opt);
    uint8_t *to = malloc(b.n);

    (void)state;
    assert_non_null(to);
    for (size_t room = 0; room <= a.n; room += room < a.n - 1 ? (room == 0 ? 1 : a.n - 2) : 1) {
        size_t n = room;

        memset(to, 0xee, b.n);
        assert_int_equal(llz_compress(b.p, b.n, to, &n, &opt), room < a.n ? LLZ_ERR_OUTPUT : LLZ_OK);
        assert_int_equal(n, room);
        assert_memory_equal(to, a.p, room);
        assert_int_equal(to[room], 0xee);
    }
    for (size_t room = b.n - 1; room <= b.n; room++) {
        size_t n = room;

        memset(to, 0xee, b.n);
        assert_int_equal(llz_decompress(a.p, a.n, to, &n, NULL), room < b.n ? LLZ_ERR_OUTPUT : LLZ_OK);
        assert_int_equal(n, room);
        assert_memory_equal(to, b.p, room);
        assert_true(room == b.n || to[room] == 0xee);
    }
    free(to);
    free(a.p);
    free(b.p);
}

/* The first frame is right, what follows it is not. */
static void errors_are_told(void **state)
{
    struct blob b = content(40000, CONTENT_RANDOM);
    struct llz_options opt = level(0);
    struct blob a = compressed(&b, &opt);
    uint8_t *to = malloc(b.n);
    size_t n = b.n;
    uint64_t size = 1;

    (void)state;
    assert_non_null(to);
    assert_int_equal(llz_decompress(a.p, a.n - 1, to, &n, NULL), LLZ_ERR_TRUNCATED);
    assert_true(n > 0 && n < b.n);
    assert_memory_equal(to, b.p, n);
    n = b.n;
    a.p[a.n - 1] ^= 1;
    assert_int_equal(llz_decompress(a.p, a.n, to, &n, NULL), LLZ_ERR_CORRUPT);
    assert_true(n > 0 && n < b.n);
    n = b.n;
    assert_int_equal(llz_decompress(b.p, b.n, to, &n, NULL), LLZ_ERR_NOT_LLZ);
    assert_int_equal(n, 0);
    assert_int_equal(llz_decompressed_size(b.p, b.n, &size), LLZ_ERR_NOT_LLZ);
    assert_int_equal(size, 0);
    n = a.room;
    opt.level = LLZ_LEVEL_MAX + 1;
    assert_int_equal(llz_compress(b.p, b.n, a.p, &n, &opt), LLZ_ERR_ARGUMENT);
    assert_int_equal(n, 0);
    free(to);
    free(a.p);
    free(b.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(is_bounded),
        cmocka_unit_test(room_is_kept),
        cmocka_unit_test(errors_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
