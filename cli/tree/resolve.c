/* resolve.c - entries found by their paths: what hard links mean, and which paths occur again. */
#include <stdlib.h>
#include <string.h>

#include "cli/tree/tree.h"

struct named {
    const char *path;
    size_t entry;
};

static int compare_named(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = strcmp(x->path, y->path);

    if (order != 0)
        return order;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

/* How many of the sorted names come before this path and entry. */
static size_t count_below(const struct named *names, size_t n, const struct named *key)
{
    size_t low = 0;

    while (low < n) {
        size_t middle = low + (n - low) / 2;

        if (compare_named(&names[middle], key) < 0)
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

/* The last entry of that path before this one; it may be a hard link, which has been resolved by then. */
static size_t find_link(const struct tree *t, const struct named *names, size_t entry)
{
    struct named key = { t->entries[entry].target, entry };
    size_t below = count_below(names, t->count, &key);
    size_t found;

    if (below == 0 || strcmp(names[below - 1].path, key.path) != 0)
        return TREE_NONE;
    found = names[below - 1].entry;
    return t->entries[found].kind == TREE_HARDLINK ? t->entries[found].link : found;
}

int tree_resolve(struct tree *t)
{
    struct named *names = calloc(t->count + 1, sizeof *names);

    if (!names)
        return -1;
    for (size_t i = 0; i < t->count; i++)
        names[i] = (struct named){ t->entries[i].path, i };
    qsort(names, t->count, sizeof *names, compare_named);
    for (size_t i = 0; i + 1 < t->count; i++)
        t->entries[names[i].entry].superseded = strcmp(names[i].path, names[i + 1].path) == 0;
    for (size_t i = 0; i < t->count; i++)
        t->entries[i].link = t->entries[i].kind == TREE_HARDLINK ? find_link(t, names, i) : TREE_NONE;
    free(names);
    return 0;
}
