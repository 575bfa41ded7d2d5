/* fuzz_index.c - any bytes as the index of a tree: refused, or a tree that is written as these bytes again.
 * They come in pieces, of which nothing depends, and whether they are kept does not matter either. Whatever its
 * paths are, those that are let through stay below their folder. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/tree/index/catalog.h"
#include "cli/tree/index/place.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int leads_upwards(const char *path)
{
    size_t n = strlen(path);

    return path[0] == '/' || strcmp(path, "..") == 0 || strncmp(path, "../", 3) == 0 || strstr(path, "/../") ||
           (n > 2 && strcmp(path + n - 3, "/..") == 0);
}

static enum index_result read_all(struct catalog *c, const uint8_t *data, size_t size, size_t piece)
{
    enum index_result result = INDEX_OK;

    for (size_t at = 0; at < size && result == INDEX_OK; at += piece)
        result = catalog_add(c, data + at, size - at < piece ? size - at : piece);
    return result == INDEX_OK ? catalog_end(c) : result;
}

static void check_entry(const struct catalog *c, size_t i, const struct tree_entry *e)
{
    const size_t link = catalog_link(c, i);
    struct tree_attribute a;
    size_t at = 0, n = 0;

    while (tree_attribute_next(e, &at, &a))
        n++;
    if (n != e->attributes || (link != TREE_NONE && catalog_entry(c, link).kind == TREE_HARDLINK))
        abort();
    if (catalog_path(c, i) != e->path || catalog_find(c, e->path) != i)
        abort();
    if (!place_refusal(e->path) && leads_upwards(e->path))
        abort();
}

/* Every entry, owner and number, as a tree that is packed. */
static void check_whole(const struct catalog *c, const uint8_t *data, size_t size)
{
    struct buffer again = { 0 };
    struct tree t = { 0 };
    struct catalog_walk w = { 0 };
    struct tree_entry e;

    t.owners = calloc(c->counts.owners + 1, sizeof *t.owners);
    for (; t.owners && t.owners_count < c->counts.owners; t.owners_count++)
        t.owners[t.owners_count] = catalog_owner(c, &(struct tree_entry){ .owner = t.owners_count });
    while (t.owners && catalog_next(c, &w, &e)) {
        check_entry(c, w.i - 1, &e);
        if (!tree_add(&t, &e))
            break;
    }
    if (t.owners && t.count == c->count) {
        index_write(&again, &t);
        if (!again.failed && (again.n != size || memcmp(again.p, data, size) != 0))
            abort();
    }
    buffer_free(&again);
    tree_free(&t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct catalog all = { .use = CATALOG_ALL }, list = { .use = CATALOG_LIST };
    const size_t piece = size > 0 ? data[size - 1] % 64 + 1u : 1;
    const enum index_result result = read_all(&all, data, size, size + 1);

    if (read_all(&list, data, size, piece) != result)
        abort();
    if (result == INDEX_OK && (list.count != all.count || list.bytes != all.bytes || list.files != all.files))
        abort();
    if (result == INDEX_OK)
        check_whole(&all, data, size);
    catalog_free(&all);
    catalog_free(&list);
    return 0;
}
