/* resolve.c - entries found by their paths: what hard links mean, and which paths occur again. A path lies in
 * the index where its entry does, so that its place alone tells which of several equal ones comes first. */
#include <stdlib.h>
#include <string.h>

#include "cli/tree/index/catalog.h"

static int compare_paths(const void *a, const void *b)
{
    const char *const x = *(const char *const *)a, *const y = *(const char *const *)b;
    const int order = strcmp(x, y);

    /* All paths lie in one buffer, so comparing pointers is allowed, and tells which comes first. */
    return order != 0 ? order : (x > y) - (x < y);
}

/* How many of the sorted paths come before that of an entry at `place`. */
static size_t count_below(const char *const *paths, size_t n, const char *path, const char *place)
{
    size_t low = 0;

    while (low < n) {
        const size_t middle = low + (n - low) / 2;
        const int order = strcmp(paths[middle], path);

        if (order < 0 || (order == 0 && paths[middle] < place))
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

/* The last entry of that path before this one; it may be a hard link, which has been resolved by then. */
static uint32_t find_link(const struct catalog *c, const char *const *paths, const struct tree_entry *e)
{
    const size_t below = count_below(paths, c->count, e->target, e->path);
    size_t found;

    if (below == 0 || strcmp(paths[below - 1], e->target) != 0)
        return UINT32_MAX;
    found = catalog_find(c, paths[below - 1]);
    return catalog_entry(c, found).kind == TREE_HARDLINK ? c->links[found] : (uint32_t)found;
}

/* Sorted by place too, so that of equal paths all but the last are marked. */
static void mark_superseded(struct catalog *c, const char *const *paths)
{
    for (size_t i = 0; i + 1 < c->count; i++) {
        if (strcmp(paths[i], paths[i + 1]) == 0) {
            const size_t entry = catalog_find(c, paths[i]);

            c->superseded[entry / 8] |= (unsigned char)(1u << entry % 8);
        }
    }
}

static void resolve_links(struct catalog *c, const char *const *paths)
{
    struct catalog_walk w = { 0 };
    struct tree_entry e;

    while (catalog_next(c, &w, &e))
        c->links[w.i - 1] = e.kind == TREE_HARDLINK ? find_link(c, paths, &e) : UINT32_MAX;
}

int catalog_resolve(struct catalog *c)
{
    /* Sorted once and searched, so that a million links take no quadratic time. */
    const char **paths = malloc((c->count + 1) * sizeof *paths);
    struct catalog_walk w = { 0 };
    struct tree_entry e;

    c->superseded = calloc(c->count / 8 + 1, 1);
    if (c->links_count > 0)
        c->links = malloc(c->count * sizeof *c->links);
    if (!paths || !c->superseded || (c->links_count > 0 && !c->links)) {
        free(paths);
        return -1;
    }
    while (catalog_next(c, &w, &e))
        paths[w.i - 1] = e.path;
    qsort(paths, c->count, sizeof *paths, compare_paths);
    mark_superseded(c, paths);
    if (c->links)
        resolve_links(c, paths);
    free(paths);
    return 0;
}
