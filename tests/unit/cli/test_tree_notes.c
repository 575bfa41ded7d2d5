/* What happened while a tree was packed comes back, and nothing else is taken for it. */
#include "cli/tree/index/notes.h"
#include "cli/tree/restore/unpack.h"
#include "tests/unit/archive.h"
#include "tests/unit/cli/sample_tree.h"

/* Notes about sample(): 12 entries, and the tree. */
static enum llz_error read_notes(const unsigned char *p, size_t n, struct buffer *again)
{
    struct tree t = sample();
    struct buffer b = written(&t);
    struct catalog c = { .use = CATALOG_LIST };
    enum llz_error err;

    assert_int_equal(add(&c, b.p, b.n, b.n), INDEX_OK);
    assert_true(n <= notes_most(&c));
    err = notes_read(&c, p, n);
    if (err == LLZ_OK && again) {
        for (size_t i = 0; i < t.count; i++)
            t.entries[i].notes = c.notes[i];
        t.notes = c.notes[t.count];
        notes_write(again, &t);
    }
    catalog_free(&c);
    buffer_free(&b);
    tree_free(&t);
    return err;
}

static void notes_come_back(void **state)
{
    struct tree t = sample();
    struct buffer b = { 0 }, again = { 0 };

    (void)state;
    notes_write(&b, &t);
    assert_int_equal(b.n, 0);
    t.entries[0].notes = NOTE_LEFT_OUT | NOTE_BARE;
    t.entries[1].notes = NOTE_GREW;
    t.entries[5].notes = NOTE_BARE;
    t.entries[11].notes = NOTE_VANISHED;
    t.notes = NOTE_LEFT_OUT;
    notes_write(&b, &t);
    assert_int_equal(b.n, 2 * 5); /* a number and what happened */
    assert_int_equal(read_notes(b.p, b.n, &again), LLZ_OK);
    assert_int_equal(again.n, b.n);
    assert_memory_equal(again.p, b.p, b.n);
    buffer_free(&again);
    buffer_free(&b);
    tree_free(&t);
}

static void notes_rules(void **state)
{
    (void)state;
    assert_int_equal(read_notes(BYTES(1, NOTE_CHANGED, 0, NOTE_CUT), NULL), LLZ_OK);
    assert_int_equal(read_notes(BYTES(12, NOTE_LEFT_OUT), NULL), LLZ_OK);         /* the tree */
    assert_int_equal(read_notes(BYTES(12, NOTE_CHANGED), NULL), LLZ_ERR_HEADER);  /* is no file */
    assert_int_equal(read_notes(BYTES(13, NOTE_LEFT_OUT), NULL), LLZ_ERR_HEADER); /* no such entry */
    assert_int_equal(read_notes(BYTES(12, NOTE_LEFT_OUT, 0, NOTE_LEFT_OUT), NULL), LLZ_ERR_HEADER);
    assert_int_equal(read_notes(BYTES(11, NOTE_CUT, 1, NOTE_LEFT_OUT), NULL), LLZ_ERR_HEADER);
    assert_int_equal(read_notes(BYTES(1, 0), NULL), LLZ_ERR_HEADER);  /* nothing happened */
    assert_int_equal(read_notes(BYTES(1, 64), NULL), LLZ_ERR_OPTION); /* who knows what */
    assert_int_equal(read_notes(BYTES(1, 128 | NOTE_CUT), NULL), LLZ_ERR_OPTION);
    assert_int_equal(read_notes(BYTES(1, NOTE_LEFT_OUT), NULL), LLZ_ERR_HEADER); /* a file holds no others */
    assert_int_equal(read_notes(BYTES(0, NOTE_CUT), NULL), LLZ_ERR_HEADER);      /* a folder has no content */
    assert_int_equal(read_notes(BYTES(5, NOTE_CUT), NULL), LLZ_ERR_HEADER);      /* nor a link */
    assert_int_equal(read_notes(BYTES(1), NULL), LLZ_ERR_HEADER);
    assert_int_equal(read_notes(BYTES(0x80), NULL), LLZ_ERR_HEADER);
    assert_int_equal(read_notes(BYTES(0x81, 0, NOTE_CUT), NULL), LLZ_ERR_HEADER); /* long form */
    assert_int_equal(read_notes(BYTES(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1), NULL),
                     LLZ_ERR_HEADER);
}

/* Whatever is read says what it would be written as. */
static void any_notes(void **state)
{
    uint64_t random = 5;
    int good = 0, bad = 0;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        unsigned char bytes[8];
        struct buffer again = { 0 };
        const size_t n = 1 + next_random(&random) % sizeof bytes;
        enum llz_error err;

        for (size_t k = 0; k < n; k++)
            bytes[k] = (unsigned char)(next_random(&random) % (k % 2 ? 70 : 14));
        err = read_notes(bytes, n, &again);
        assert_true(err == LLZ_OK || err == LLZ_ERR_HEADER || err == LLZ_ERR_OPTION);
        good += err == LLZ_OK;
        bad += err != LLZ_OK;
        if (err == LLZ_OK) {
            assert_int_equal(again.n, n);
            assert_memory_equal(again.p, bytes, n);
        }
        buffer_free(&again);
    }
    assert_true(good > 100 && bad > 100);
}

/* More of them than the index has entries are refused before they take memory;
 * and what they say stands in the tree. */
static void notes_unpack(void **state)
{
    static const unsigned char index[] = { 1, 1, OWNER, FILE_A(0, 0) }, notes[] = { 0, NOTE_CUT };
    static const unsigned char many[64] = { 0 };

    (void)state;
    for (int flood = 0; flood < 2; flood++) {
        struct unpack u = { .name = "archive", .catalog = { .use = CATALOG_ALL } };
        struct failure why = { 0 };

        assert_int_equal(unpack_piece(&u, LLZ_CONTENT_INDEX, index, sizeof index, &why), 0);
        assert_int_equal(unpack_piece(&u, LLZ_CONTENT_NOTES, notes, sizeof notes, &why), 0);
        if (flood) {
            assert_int_equal(unpack_piece(&u, LLZ_CONTENT_NOTES, many, sizeof many, &why), -1);
            assert_int_equal(why.code, LLZ_ERR_HEADER);
            assert_int_equal(unpack_zeros(&u, LLZ_CONTENT_NOTES, UINT64_MAX, &why), -1);
        } else {
            assert_int_equal(unpack_end(&u, &why), 0);
            assert_int_equal(catalog_entry(&u.catalog, 0).notes, NOTE_CUT);
        }
        unpack_free(&u);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_come_back),
        cmocka_unit_test(notes_rules),
        cmocka_unit_test(any_notes),
        cmocka_unit_test(notes_unpack),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
