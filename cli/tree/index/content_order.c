/* content_order.c - the order of contents. The model learns as it goes, so what a file teaches
 * should be of use to the next: files of one kind, as far as names tell, stand together, and
 * within a kind those of one folder. */
#include <stdlib.h>
#include <string.h>

#include "cli/tree/index/tree.h"

struct key {
    const char *kind;
    const char *path;
    size_t entry;
};

/* Extensions whose files are written in one language stand for one kind. Archives of two trees at level 1,
 * bytes, 2.7 MB of C with some of all / 1 MB of Python, documents and programs: 567,369 / 234,326 in this
 * order, 569,600 / 234,765 with headers apart from sources, 566,543 / 235,862 by path alone. */
static const char *const same_kind[][2] = {
    { "h", "c" },      { "cc", "c" },     { "cpp", "c" },      { "cxx", "c" },
    { "hh", "c" },     { "hpp", "c" },    { "hxx", "c" },      { "inl", "c" },
    { "S", "s" },      { "htm", "html" }, { "xhtml", "html" }, { "yml", "yaml" },
    { "jpeg", "jpg" }, { "tsx", "ts" },   { "jsx", "js" },     { "mjs", "js" },
};

/* The extension, or empty. */
static const char *kind_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    /* ".bashrc" is a name without an extension. */
    if (!dot || dot == name)
        return "";
    for (size_t i = 0; i < sizeof same_kind / sizeof same_kind[0]; i++)
        if (strcmp(dot + 1, same_kind[i][0]) == 0)
            return same_kind[i][1];
    return dot + 1;
}

static int compare_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    int order = strcmp(x->kind, y->kind);

    if (order == 0)
        order = strcmp(x->path, y->path);
    if (order != 0)
        return order;
    /* Paths may be equal in archives of other kinds: qsort() is not stable, and the archive must not
     * depend on the C library. */
    return (x->entry > y->entry) - (x->entry < y->entry);
}

void tree_set_order(struct tree *t, const size_t *order)
{
    for (size_t i = 0; i < t->files; i++) {
        t->order[i] = order[i];
        t->entries[order[i]].rank = i;
    }
}

int tree_rank(struct tree *t)
{
    struct key *keys = calloc(t->count + 1, sizeof *keys);

    free(t->order);
    t->order = calloc(t->count + 1, sizeof *t->order);
    t->files = 0;
    t->bytes = 0;
    if (!keys || !t->order) {
        free(keys);
        return -1;
    }
    for (size_t i = 0; i < t->count; i++) {
        if (t->entries[i].kind != TREE_FILE)
            continue;
        keys[t->files++] = (struct key){ kind_of(t->entries[i].path), t->entries[i].path, i };
        t->bytes += t->entries[i].size;
    }
    qsort(keys, t->files, sizeof *keys, compare_keys);
    for (size_t i = 0; i < t->files; i++) {
        t->order[i] = keys[i].entry;
        t->entries[keys[i].entry].rank = i;
    }
    free(keys);
    return 0;
}
