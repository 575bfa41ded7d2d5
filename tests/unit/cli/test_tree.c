/* What an index says comes back, and no index, however it was damaged, makes its reader err; attributes arrive
 * at files. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/tree/index/catalog.h"
#include "cli/tree/index/notes.h"
#include "cli/tree/index/place.h"
#include "cli/tree/restore/attributes.h"
#include "cli/tree/restore/extended.h"
#include "cli/tree/restore/unpack.h"
#include "tests/unit/archive.h"

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
        { .kind = TREE_HARDLINK, .path = "d/h", .target = "d/a" },
        { .kind = TREE_HARDLINK, .path = "d/hh", .target = "d/h" },
        { .kind = TREE_HARDLINK, .path = "x", .target = "d/nothing" },
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
}

static void expect_owner(const struct catalog *c, const struct tree *t, const struct tree_entry *e)
{
    const struct tree_owner o = catalog_owner(c, e), *want = &t->owners[e->owner];

    assert_true(o.uid == want->uid && o.gid == want->gid);
    assert_string_equal(o.user, want->user);
    assert_string_equal(o.group, want->group);
}

/* A whole index, in pieces. */
static enum index_result add(struct catalog *c, const unsigned char *p, size_t n, size_t piece)
{
    enum index_result result = INDEX_OK;

    for (size_t at = 0; at < n && result == INDEX_OK; at += piece)
        result = catalog_add(c, p + at, n - at < piece ? n - at : piece);
    return result == INDEX_OK ? catalog_end(c) : result;
}

static void comes_back(void **state)
{
    static const size_t links[] = { [5] = 2, [6] = 2 };
    struct tree t = sample();
    struct buffer b = written(&t);

    (void)state;
    for (size_t piece = 1; piece <= b.n; piece++) {
        struct catalog back = { .use = CATALOG_ALL };
        struct catalog_walk w = { 0 };
        struct tree_entry e;

        assert_int_equal(add(&back, b.p, b.n, piece), INDEX_OK);
        assert_int_equal(back.count, t.count);
        assert_int_equal(back.files, 4);
        assert_true(back.bytes == t.bytes);
        for (size_t i = 0; i < t.count; i++) {
            e = catalog_entry(&back, i);
            expect_entry(&t.entries[i], &e);
            expect_owner(&back, &t, &e);
            assert_int_equal(catalog_find(&back, e.path), i);
            assert_true(catalog_link(&back, i) == (i == 5 || i == 6 ? links[i] : TREE_NONE));
            assert_int_equal(catalog_is_superseded(&back, i), i == 2); /* of the two d/a the later counts */
            assert_int_equal(catalog_next(&back, &w, &e), 1);
            expect_entry(&t.entries[i], &e);
        }
        assert_int_equal(catalog_next(&back, &w, &e), 0);
        for (size_t i = 0; i < t.files; i++)
            assert_int_equal(catalog_ranked(&back, i), t.order[i]);
        catalog_free(&back);
    }
    buffer_free(&b);
    tree_free(&t);
}

/* Entries that are not near a mark, and links and paths among many. */
static void many(void **state)
{
    struct tree t = { 0 };
    struct catalog back = { .use = CATALOG_ALL };
    struct buffer b;
    static char names[1000][8];

    (void)state;
    assert_int_equal(tree_owner(&t, &(struct tree_owner){ 1, 2, "u", "g" }), 0);
    for (size_t i = 0; i < 1000; i++) {
        snprintf(names[i], sizeof names[i], "f%zu", i * 7919 % 1000 / 2);
        assert_non_null(tree_add(&t, &(struct tree_entry){ .kind = i % 3 == 2 ? TREE_HARDLINK : TREE_FILE,
                                                           .path = names[i],
                                                           .target = i % 3 == 2 ? names[i - 1] : NULL,
                                                           .seconds = (int64_t)(i * i),
                                                           .size = i }));
    }
    assert_int_equal(tree_rank(&t), 0);
    b = written(&t);
    assert_int_equal(add(&back, b.p, b.n, 100), INDEX_OK);
    for (size_t i = 1000; i-- > 0;) {
        const struct tree_entry e = catalog_entry(&back, i);

        t.entries[i].size = e.kind == TREE_FILE ? t.entries[i].size : 0;
        expect_entry(&t.entries[i], &e);
        assert_int_equal(catalog_find(&back, e.path), i);
        assert_true(catalog_link(&back, i) == (i % 3 == 2 ? i - 1 : TREE_NONE));
    }
    for (size_t i = 0; i < t.files; i++)
        assert_int_equal(catalog_ranked(&back, i), t.order[i]);
    buffer_free(&b);
    catalog_free(&back);
    tree_free(&t);
}

/* What is checked is the same, whatever is kept. */
static void comes_in_pieces(void **state)
{
    struct tree t = sample();
    struct buffer b = written(&t);

    (void)state;
    for (size_t piece = 1; piece <= b.n; piece++) {
        struct catalog list = { .use = CATALOG_LIST };

        assert_int_equal(add(&list, b.p, b.n, piece), INDEX_OK);
        assert_int_equal(list.count, t.count);
        assert_int_equal(list.files, 4);
        assert_true(list.bytes == t.bytes && list.taken == b.n);
        catalog_free(&list);
    }
    buffer_free(&b);
    tree_free(&t);
}

/* 100,000 entries. What it says it takes is what is allocated. */
static void memory_is_counted(void **state)
{
    enum { ENTRIES = 100000 };
    static const unsigned char head[] = { 0xa0, 0x8d, 6, 1, 0, 0, 0, 0 },
                               entry[] = { 1, 'a', 0, 0, 0, 0, 0, 0 };
    static const uint64_t most[] = { [CATALOG_LIST] = ENTRIES * (sizeof entry * 5 / 4 + 2) + 30000,
                                     [CATALOG_ALL] = ENTRIES * (sizeof entry * 5 / 4 + 38) + 30000 };

    (void)state;
    for (int use = CATALOG_LIST; use <= CATALOG_ALL; use++) {
        struct catalog c = { .use = (enum catalog_use)use };

        assert_int_equal(catalog_add(&c, head, sizeof head), INDEX_OK);
        assert_false(catalog_is_complete(&c));
        for (size_t i = 0; i < ENTRIES; i++) {
            assert_int_equal(catalog_add(&c, entry, sizeof entry), INDEX_OK);
            assert_true(catalog_memory(&c, 0) <= most[use]);
        }
        assert_true(catalog_is_complete(&c));
        assert_int_equal(catalog_end(&c), INDEX_OK);
        assert_true(catalog_memory(&c, 0) > ENTRIES * sizeof entry);
        catalog_free(&c);
    }
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
    enum index_result results[2];

    for (int all = 0; all < 2; all++) {
        struct catalog c = { .use = all ? CATALOG_ALL : CATALOG_LIST };

        results[all] = add(&c, p, n, all ? n + 1 : 3);
        catalog_free(&c);
    }
    assert_int_equal(results[0], results[1]);
    return results[0];
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
    assert_int_equal(attributes_apply(fd, &t.owners[e.owner], &e, 0), ATTRIBUTES_SETID | ATTRIBUTES_EXTENDED);
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
        "SCHILY.acl.access\0\103user::rw-,user:nobody-here:r--:4242,group::r--,mask::r--,other::---";
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
    assert_int_equal(attributes_apply(fd, &t.owners[e.owner], &e, 0), 0);
    n = fgetxattr(fd, "system.posix_acl_access", have, sizeof have);
    if (n >= 0 || errno != ENOTSUP) {
        assert_int_equal(n, sizeof want);
        assert_memory_equal(have, want, sizeof want);
    }
    close(fd);
    tree_free(&t);
}
#endif

/* A text takes many times its length while it is read, so no list is as long as an index may be. */
static void endless_list(void **state)
{
    static const char head[] = "user::rw-,group::r--,other::---", more[] = ",user:nobody-here:r--:4242";
    static char text[EXTENDED_TEXT_MOST + sizeof more];
    struct tree_attribute a = { TREE_ACL_ACCESS, (const unsigned char *)text, sizeof head - 1 };
    unsigned char *list;
    size_t bytes;

    (void)state;
    memcpy(text, head, sizeof head);
    for (; a.length <= EXTENDED_TEXT_MOST; a.length += sizeof more - 1) {
        memcpy(text + a.length, more, sizeof more - 1);
        if (a.length > EXTENDED_TEXT_MOST - sizeof more) {
            list = extended_list(&a, &bytes);
            assert_non_null(list);
            free(list);
        }
    }
    assert_null(extended_list(&a, &bytes));
    assert_int_equal(errno, EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(many),
        cmocka_unit_test(comes_in_pieces),
        cmocka_unit_test(memory_is_counted),
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
        cmocka_unit_test(endless_list),
#ifdef __linux__
        cmocka_unit_test(access_control_list),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
