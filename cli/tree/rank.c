/* rank.c - the order of contents. The model learns as it goes, so what a file teaches should be of use to the
 * next: files of one extension stand together, those without one by their names, and within these by folder. */
#include <stdlib.h>
#include <string.h>

#include "cli/tree/tree.h"

struct key {
    const char *extension; /* behind the last dot of the name; without a dot the name itself */
    const char *path;
    size_t entry;
};

static const char *extension_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    return dot && dot != name ? dot + 1 : name;
}

static int compare_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    int order = strcmp(x->extension, y->extension);

    if (order == 0)
        order = strcmp(x->path, y->path);
    if (order != 0)
        return order;
    return (x->entry > y->entry) - (x->entry < y->entry);
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
        keys[t->files++] = (struct key){ extension_of(t->entries[i].path), t->entries[i].path, i };
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
