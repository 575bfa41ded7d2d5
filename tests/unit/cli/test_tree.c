/* What an index says comes back, and no index, however it was damaged, makes its reader err. */
#include "cli/tree/index/place.h"
#include "cli/tree/restore/unpack.h"
#include "tests/unit/cli/sample_tree.h"

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
        cmocka_unit_test(paths),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
