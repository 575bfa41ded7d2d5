/* What an index says comes back, and no index, however it was damaged, makes its reader err; attributes arrive
 * at files. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/tree/attributes.h"
#include "cli/tree/index.h"
#include "cli/tree/notes.h"
#include "cli/tree/place.h"
#include "cli/tree/unpack.h"
#include "tests/archive.h"

#ifdef __linux__
#include <sys/xattr.h>
#endif

static const unsigned char attributes[] = "SCHILY.xattr.user.colour\0\4blueSCHILY.xattr.trusted.evil\0\1x";

/* Every kind of entry, with times before and after the first second, and every rank. */
static struct tree sample(void)
{
    static const struct tree_entry entries[] = {
        { .kind = TREE_FOLDER, .path = "d", .mode = 01755, .seconds = 1000000000, .nanoseconds = 999999999 },
        { .kind = TREE_FILE, .path = "d/b.txt", .mode = 0644, .seconds = -5, .size = 1234567 },
        { .kind = TREE_FILE, .path = "d/a", .mode = 0, .owner = 1, .seconds = INT64_MIN },
        { .kind = TREE_FILE, .path = "d/a.txt", .mode = 07777, .seconds = INT64_MAX, .size = 1 },
        { .kind = TREE_SYMLINK, .path = "d/s", .target = "../../etc", .mode = 0777 },
        { .kind = TREE_HARDLINK, .path = "d/h", .target = "d/a", .link = 2 },
        { .kind = TREE_HARDLINK, .path = "d/hh", .target = "d/h", .link = 2 },
        { .kind = TREE_HARDLINK, .path = "x", .target = "d/nothing", .link = TREE_NONE },
        { .kind = TREE_FIFO, .path = "p" },
        { .kind = TREE_CHARACTER, .path = "c", .major = 1, .minor = 300000 },
        { .kind = TREE_BLOCK, .path = "b", .major = UINT64_MAX },
        { .kind = TREE_FILE, .path = "d/a", .size = 7 },
    };
    static const struct tree_owner owners[] = { { 0, 0, "root", "root" }, { UINT64_MAX, 12, "", "wheel" } };
    struct tree t = { 0 };

    for (size_t i = 0; i < 2; i++)
        assert_int_equal(tree_owner(&t, &owners[i]), i);
    assert_int_equal(tree_owner(&t, &owners[0]), 0);
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        struct tree_entry *e = tree_add(&t, &entries[i]);

        assert_non_null(e);
        if (i == 1) {
            e->attributes = 2;
            e->attribute_list = attributes;
            e->attribute_bytes = sizeof attributes - 1;
        }
    }
    assert_int_equal(tree_rank(&t), 0);
    return t;
}

static struct buffer written(const struct tree *t)
{
    struct buffer b = { 0 };

    index_write(&b, t);
    assert_false(b.failed);
    return b;
}

static void expect_entry(const struct tree_entry *a, const struct tree_entry *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_string_equal(a->path, b->path);
    assert_int_equal(a->mode, b->mode);
    assert_int_equal(a->owner, b->owner);
    assert_true(a->seconds == b->seconds && a->nanoseconds == b->nanoseconds);
    assert_true(a->major == b->major && a->minor == b->minor && a->size == b->size);
    assert_int_equal(a->rank, b->rank);
    assert_int_equal(a->attributes, b->attributes);
    assert_int_equal(a->attribute_bytes, b->attribute_bytes);
    if (a->attribute_bytes > 0)
        assert_memory_equal(a->attribute_list, b->attribute_list, a->attribute_bytes);
    assert_int_equal(!a->target, !b->target);
    if (a->target)
        assert_string_equal(a->target, b->target);
    if (a->kind == TREE_HARDLINK)
        assert_true(a->link == b->link);
}

static void comes_back(void **state)
{
    struct tree t = sample(), back = { 0 };
    struct buffer b = written(&t);

    (void)state;
    assert_int_equal(index_read(&back, &b), INDEX_OK);
    assert_int_equal(back.count, t.count);
    assert_int_equal(back.files, 4);
    assert_true(back.bytes == t.bytes);
    for (size_t i = 0; i < t.count; i++)
        expect_entry(&t.entries[i], &back.entries[i]);
    for (size_t i = 0; i < t.files; i++)
        assert_int_equal(back.order[i], t.order[i]);
    /* Of the two d/a only the later counts. */
    for (size_t i = 0; i < t.count; i++)
        assert_int_equal(back.entries[i].superseded, i == 2);
    tree_free(&back);
    tree_free(&t);
}

/* Kinds together, headers with their sources; within a kind by path. */
static void like_beside_like(void **state)
{
    static const char *const paths[] = { "b/x.txt", "b/x.h",     "a/y.c", "a/y.h",
                                         "README",  "b/.hidden", "b/x.c", "a/z.txt" };
    static const char *const want[] = { "README", "b/.hidden", "a/y.c",   "a/y.h",
                                        "b/x.c",  "b/x.h",     "a/z.txt", "b/x.txt" };
    struct tree t = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        assert_non_null(tree_add(&t, &(struct tree_entry){ .kind = TREE_FILE, .path = paths[i], .size = i }));
    assert_int_equal(tree_rank(&t), 0);
    assert_int_equal(t.files, t.count);
    for (size_t i = 0; i < t.files; i++)
        assert_string_equal(t.entries[t.order[i]].path, want[i]);
    tree_free(&t);
}

static enum index_result read_bytes(const unsigned char *p, size_t n)
{
    struct buffer b = { 0 };
    struct tree t = { 0 };
    enum index_result result;

    buffer_add(&b, p, n);
    assert_false(b.failed);
    result = index_read(&t, &b);
    buffer_free(&b);
    tree_free(&t);
    return result;
}

/* No beginning of an index is one, and nothing may follow; what a changed byte makes of it may be one or not,
 * but is read without harm (which the sanitizers see). */
static void damage(void **state)
{
    struct tree t = sample();
    struct buffer b = written(&t);
    int good = 0, bad = 0;

    (void)state;
    for (size_t n = 0; n < b.n; n++)
        assert_int_equal(read_bytes(b.p, n), INDEX_BAD);
    for (size_t i = 0; i < b.n; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            enum index_result result;

            b.p[i] ^= (unsigned char)(1u << bit);
            result = read_bytes(b.p, b.n);
            b.p[i] ^= (unsigned char)(1u << bit);
            assert_true(result == INDEX_OK || result == INDEX_BAD);
            good += result == INDEX_OK;
            bad += result == INDEX_BAD;
        }
    }
    assert_true(good > 0 && bad > 0);
    buffer_add(&b, "", 1);
    assert_int_equal(read_bytes(b.p, b.n), INDEX_BAD);
    buffer_free(&b);
    tree_free(&t);
}

#define BYTES(...) (const unsigned char[]){ __VA_ARGS__ }, sizeof((const unsigned char[]){ __VA_ARGS__ })
#define OWNER 0, 0, 0, 0
#define FILE_A(size, rank) 0, 'a', 0, 0, 0, 0, 0, size, rank, 0

static void rules(void **state)
{
    (void)state;
    assert_int_equal(read_bytes(BYTES(0, 0)), INDEX_OK);
    assert_int_equal(read_bytes(BYTES(1, 1, OWNER, FILE_A(5, 0))), INDEX_OK);
    assert_int_equal(read_bytes(BYTES(1, 1, OWNER, FILE_A(5, 2))), INDEX_BAD);               /* rank 1 of 1 */
    assert_int_equal(read_bytes(BYTES(1, 1, OWNER, FILE_A(5, 1))), INDEX_BAD);               /* rank -1 */
    assert_int_equal(read_bytes(BYTES(2, 1, OWNER, FILE_A(5, 0), FILE_A(5, 1))), INDEX_BAD); /* rank 0 twice */
    assert_int_equal(read_bytes(BYTES(2, 1, OWNER, FILE_A(5, 2), FILE_A(5, 3))), INDEX_OK);  /* 1, then 0 */
    assert_int_equal(read_bytes(BYTES(1, 0, FILE_A(5, 0))), INDEX_BAD);                      /* no owner */
    assert_int_equal(read_bytes(BYTES(1, 1, OWNER, 0, 'a', 0, 0, 1, 0, 0, 5, 0, 0)),
                     INDEX_BAD);                                                           /* owner 1 of 1 */
    assert_int_equal(read_bytes(BYTES(1, 1, OWNER, 7, 'a', 0, 0, 0, 0, 0, 0)), INDEX_BAD); /* no such kind */
    assert_int_equal(read_bytes(BYTES(1, 1, OWNER, 1, 'a', 0, 0x80, 0x20, 0, 0, 0, 0)),
                     INDEX_BAD); /* mode 10000 */
    assert_int_equal(read_bytes(BYTES(1, 1, OWNER, 1, 'a', 0, 0, 0, 0, 0, 1, 'n', 0, 1)), INDEX_BAD);
    assert_int_equal(read_bytes(BYTES(0x81, 0x80, 0x80, 2, 0)), INDEX_BAD); /* 2^22 + 1 entries */
}

/* Contents that are one byte shorter or longer than the index says, or as long, in pieces of any size. */
static void contents_fit(void **state)
{
    static const unsigned char index[] = { 2, 1, OWNER, FILE_A(5, 0), FILE_A(0, 0) };

    (void)state;
    for (size_t n = 4; n <= 6; n++) {
        for (size_t piece = 1; piece <= n; piece++) {
            struct unpack u = { .name = "archive" };
            struct failure why = { 0 };
            int failed = unpack_piece(&u, LLZ_CONTENT_INDEX, index, sizeof index, &why);

            for (size_t at = 0; at < n && !failed; at += piece)
                failed = unpack_piece(&u, LLZ_CONTENT_FILES, (const unsigned char *)"123456",
                                      n - at < piece ? n - at : piece, &why);
            if (!failed)
                failed = unpack_end(&u, &why);
            assert_int_equal(failed != 0, n != 5);
            assert_int_equal(why.code, n == 5 ? LLZ_OK : LLZ_ERR_HEADER);
            unpack_free(&u);
        }
    }
}

/* Notes about sample(): 12 entries, and the tree. */
static enum llz_error read_notes(const unsigned char *p, size_t n, struct buffer *again)
{
    struct tree t = sample();
    const enum llz_error err = notes_read(&t, p, n);

    if (err == LLZ_OK && again)
        notes_write(again, &t);
    tree_free(&t);
    return err;
}

static void notes_come_back(void **state)
{
    struct tree t = sample(), back = sample();
    struct buffer b = { 0 };

    (void)state;
    assert_false(notes_any(&t));
    notes_write(&b, &t);
    assert_int_equal(b.n, 0);
    t.entries[0].notes = NOTE_LEFT_OUT | NOTE_BARE;
    t.entries[1].notes = NOTE_GREW;
    t.entries[5].notes = NOTE_BARE;
    t.entries[11].notes = NOTE_VANISHED;
    t.notes = NOTE_LEFT_OUT;
    assert_true(notes_any(&t));
    notes_write(&b, &t);
    assert_int_equal(b.n, 2 * 5); /* a number and what happened */
    assert_true(b.n <= notes_most(&t));
    assert_int_equal(notes_read(&back, b.p, b.n), LLZ_OK);
    for (size_t i = 0; i < t.count; i++)
        assert_int_equal(back.entries[i].notes, t.entries[i].notes);
    assert_int_equal(back.notes, t.notes);
    buffer_free(&b);
    tree_free(&back);
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

/* More of them than the index has entries are refused before they take memory; and what they say stands in the
 * tree. */
static void notes_unpack(void **state)
{
    static const unsigned char index[] = { 1, 1, OWNER, FILE_A(0, 0) }, notes[] = { 0, NOTE_CUT };
    static const unsigned char many[64] = { 0 };

    (void)state;
    for (int flood = 0; flood < 2; flood++) {
        struct unpack u = { .name = "archive" };
        struct failure why = { 0 };

        assert_int_equal(unpack_piece(&u, LLZ_CONTENT_INDEX, index, sizeof index, &why), 0);
        assert_int_equal(unpack_piece(&u, LLZ_CONTENT_NOTES, notes, sizeof notes, &why), 0);
        if (flood) {
            assert_int_equal(unpack_piece(&u, LLZ_CONTENT_NOTES, many, sizeof many, &why), -1);
            assert_int_equal(why.code, LLZ_ERR_HEADER);
            assert_int_equal(unpack_zeros(&u, LLZ_CONTENT_NOTES, UINT64_MAX, &why), -1);
        } else {
            assert_int_equal(unpack_end(&u, &why), 0);
            assert_int_equal(u.tree.entries[0].notes, NOTE_CUT);
        }
        unpack_free(&u);
    }
}

static void paths(void **state)
{
    static const char *const bad[] = { "", "/", "/a", "..", "../a", "a/..", "a/../b", "a//../b", "./.." };
    static const char *const good[] = { ".", "a", "a/b", "...", "a..", "..a/b", "./a", "a/", "a/..b" };
    char name[PLACE_NAME];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_non_null(place_refusal(bad[i]));
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_null(place_refusal(good[i]));
    assert_true(place_open(-1, "a", name) < 0);
}

static void attributes_of_a_file(void **state)
{
    struct tree t = sample();
    struct tree_entry e = t.entries[1];
    struct stat info;
    char name[] = "test_tree-XXXXXX";
    int fd = mkstemp(name);

    (void)state;
    assert_true(fd >= 0);
    unlink(name);
    e.mode = 04604;
    t.owners[0] = (struct tree_owner){ geteuid(), getegid(), "", "" };
    /* The attribute that is not a user's, and the bit, are missing; nothing has failed. */
    assert_int_equal(attributes_apply(fd, &t, &e, 0), ATTRIBUTES_SETID | ATTRIBUTES_EXTENDED);
    assert_int_equal(fstat(fd, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0604);
    assert_int_equal(info.st_mtime, -5);
#ifdef __linux__
    char value[8];

    if (fsetxattr(fd, "user.probe", "1", 1, 0) == 0) {
        assert_int_equal(fgetxattr(fd, "user.colour", value, sizeof value), 4);
        assert_memory_equal(value, "blue", 4);
    }
    assert_true(fgetxattr(fd, "trusted.evil", value, sizeof value) < 0);
#endif
    close(fd);
    tree_free(&t);
}

#ifdef __linux__
/* As text here, as the kernel has them there: version, then tag, rights and number of each entry. */
static void access_control_list(void **state)
{
    static const unsigned char text[] =
        "SCHILY.acl.access\0\103user::rw-,user:nobody-here:r--:4242,group::r--,mask::r--,"
        "other::---";
    static const unsigned char want[] = { 2,    0,    0,    0,    1,    0,    6,    0,    0xff, 0xff, 0xff,
                                          0xff, 2,    0,    4,    0,    0x92, 0x10, 0,    0,    4,    0,
                                          4,    0,    0xff, 0xff, 0xff, 0xff, 16,   0,    4,    0,    0xff,
                                          0xff, 0xff, 0xff, 32,   0,    0,    0,    0xff, 0xff, 0xff, 0xff };
    struct tree t = sample();
    struct tree_entry e = t.entries[1];
    unsigned char have[128];
    char name[] = "test_tree-XXXXXX";
    int fd = mkstemp(name);
    ssize_t n;

    (void)state;
    assert_true(fd >= 0);
    unlink(name);
    e.mode = 0640;
    e.attributes = 1;
    e.attribute_list = text;
    e.attribute_bytes = sizeof text - 1;
    t.owners[0] = (struct tree_owner){ geteuid(), getegid(), "", "" };
    assert_int_equal(attributes_apply(fd, &t, &e, 0), 0);
    n = fgetxattr(fd, "system.posix_acl_access", have, sizeof have);
    if (n >= 0 || errno != ENOTSUP) {
        assert_int_equal(n, sizeof want);
        assert_memory_equal(have, want, sizeof want);
    }
    close(fd);
    tree_free(&t);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(like_beside_like),
        cmocka_unit_test(damage),
        cmocka_unit_test(rules),
        cmocka_unit_test(contents_fit),
        cmocka_unit_test(notes_come_back),
        cmocka_unit_test(notes_rules),
        cmocka_unit_test(any_notes),
        cmocka_unit_test(notes_unpack),
        cmocka_unit_test(paths),
        cmocka_unit_test(attributes_of_a_file),
#ifdef __linux__
        cmocka_unit_test(access_control_list),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
