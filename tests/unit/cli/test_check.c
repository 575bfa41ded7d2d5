/* --verify refuses every archive that does not hold what was read:
 * damaged, cut short, or of another content. */
#include "cli/transfer/check.h"
#include "tests/unit/archive.h"

/* What a check says in the end of this archive and that content, both handed over in pieces. */
static enum llz_error check_all(const struct blob *content, const struct blob *archive, size_t piece)
{
    enum llz_error err = LLZ_OK;
    struct check *c = check_new(NULL, &err);

    assert_non_null(c);
    for (size_t i = 0; i < content->n; i += piece)
        check_content(c, content->p + i, content->n - i < piece ? content->n - i : piece);
    for (size_t i = 0; i < archive->n && err == LLZ_OK; i += piece)
        err = check_archive(c, archive->p + i, archive->n - i < piece ? archive->n - i : piece);
    if (err == LLZ_OK)
        err = check_end(c);
    check_free(c);
    return err;
}

static void right_archives(void **state)
{
    static const size_t sizes[] = { 0, 1, 1000, 40000 };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct blob in = content(sizes[i], CONTENT_TEXT), archive = pack(in.p, in.n);

        assert_int_equal(check_all(&in, &archive, 65536), LLZ_OK);
        assert_int_equal(check_all(&in, &archive, 7), LLZ_OK);
        free(in.p);
        free(archive.p);
    }
}

static void any_flipped_bit(void **state)
{
    struct blob in = content(300, CONTENT_TEXT), archive = pack(in.p, in.n);

    (void)state;
    for (size_t i = 0; i < archive.n; i++) {
        archive.p[i] ^= (uint8_t)(1u << i % 8);
        assert_int_not_equal(check_all(&in, &archive, 65536), LLZ_OK);
        archive.p[i] ^= (uint8_t)(1u << i % 8);
    }
    assert_int_equal(check_all(&in, &archive, 65536), LLZ_OK);
    free(in.p);
    free(archive.p);
}

static void any_length(void **state)
{
    struct blob in = content(300, CONTENT_TEXT), archive = pack(in.p, in.n);

    (void)state;
    for (size_t whole = archive.n; archive.n-- > 0 && whole > 0;)
        assert_int_not_equal(check_all(&in, &archive, 65536), LLZ_OK);
    free(in.p);
    free(archive.p);
}

/* The archive is in order; only the content that was read tells that it is the wrong one. */
static void another_content(void **state)
{
    struct blob in = content(300, CONTENT_TEXT), archive = pack(in.p, in.n), none = { 0 };
    struct blob empty = pack(NULL, 0);

    (void)state;
    for (size_t i = 0; i < in.n; i++) {
        in.p[i] ^= 1;
        assert_int_equal(check_all(&in, &archive, 65536), LLZ_ERR_CORRUPT);
        in.p[i] ^= 1;
    }
    in.n--;
    assert_int_equal(check_all(&in, &archive, 65536), LLZ_ERR_CORRUPT);
    in.n++;
    blob_add(&in, "", 1);
    assert_int_equal(check_all(&in, &archive, 65536), LLZ_ERR_CORRUPT);
    assert_int_equal(check_all(&none, &archive, 65536), LLZ_ERR_CORRUPT);
    assert_int_equal(check_all(&in, &empty, 65536), LLZ_ERR_CORRUPT);
    assert_int_equal(check_all(&none, &none, 65536), LLZ_ERR_NOT_LLZ);
    free(in.p);
    free(archive.p);
    free(empty.p);
}

static void bad_options(void **state)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    enum llz_error err = LLZ_OK;

    (void)state;
    opt.threads = 0;
    assert_null(check_new(&opt, &err));
    assert_int_equal(err, LLZ_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_archives),  cmocka_unit_test(any_flipped_bit), cmocka_unit_test(any_length),
        cmocka_unit_test(another_content), cmocka_unit_test(bad_options),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
