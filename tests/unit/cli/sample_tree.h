/* sample_tree.h - a tree with an entry of every kind, its index, and a catalog that reads it. */
#ifndef LLZ_TEST_SAMPLE_TREE_H
#define LLZ_TEST_SAMPLE_TREE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/tree/index/catalog.h"

/* Every kind of entry, with times before and after the first second, and every rank. */
static inline struct tree sample(void)
{
    static const unsigned char attributes[] = "SCHILY.xattr.user.colour\0\4blueSCHILY.xattr.trusted.evil\0\1x";
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

static inline struct buffer written(const struct tree *t)
{
    struct buffer b = { 0 };

    index_write(&b, t);
    assert_false(b.failed);
    return b;
}

/* A whole index, in pieces. */
static inline enum index_result add(struct catalog *c, const unsigned char *p, size_t n, size_t piece)
{
    enum index_result result = INDEX_OK;

    for (size_t at = 0; at < n && result == INDEX_OK; at += piece)
        result = catalog_add(c, p + at, n - at < piece ? n - at : piece);
    return result == INDEX_OK ? catalog_end(c) : result;
}

#define BYTES(...) (const unsigned char[]){ __VA_ARGS__ }, sizeof((const unsigned char[]){ __VA_ARGS__ })
#define OWNER 0, 0, 0, 0
#define FILE_A(size, rank) 0, 'a', 0, 0, 0, 0, 0, size, rank, 0

#endif
