#include "cli/tree/index/select.h"

#include <stdlib.h>
#include <string.h>

#include "cli/names/listing.h"
#include "cli/names/patterns.h"

int select_path(struct select_patterns *s, const struct options *opt, const char *path)
{
    /* All patterns are tried, also once one has matched, so that each that means something counts as
     * used. */
    int wanted = opt->only_count == 0;

    for (int k = 0; k < opt->only_count; k++) {
        if (!pattern_means(opt->only[k], path, 0))
            continue;
        s->used[k] = 1;
        wanted = 1;
    }
    return wanted && !pattern_excludes(opt, path);
}

const char *select_unused(const struct select_patterns *s, const struct options *opt)
{
    const char *unused = NULL;

    for (int k = 0; k < opt->only_count; k++)
        if (!s->used[k])
            unused = opt->only[k];
    return unused;
}

int select_entries(struct selection *s, const struct options *opt, const struct catalog *c, const char **unused)
{
    struct select_patterns patterns = { 0 };
    struct catalog_walk w = { 0 };
    struct tree_entry e;

    *s = (struct selection){ .wanted = calloc(c->count + 1, 1) };
    s->keeper = malloc((c->count + 1) * sizeof *s->keeper);
    if (!s->wanted || !s->keeper) {
        select_free(s);
        return -1;
    }
    while (catalog_next(c, &w, &e)) {
        s->wanted[w.i - 1] = (unsigned char)select_path(&patterns, opt, e.path);
        s->count += s->wanted[w.i - 1];
    }
    *unused = select_unused(&patterns, opt);
    return 0;
}

static void mark_folder(struct selection *s, size_t folder)
{
    if (!s->wanted[folder])
        /* Two: only made because something below it is wanted; it needs no note and no line. */
        s->wanted[folder] = 2;
}

/* Marks the folders above path, which is cut down to the last of them. */
static void mark_above(struct selection *s, const struct catalog *c, const char *const *folders, size_t n,
                       char *path)
{
    char *slash;

    while ((slash = strrchr(path, '/')) != NULL) {
        const char *const *found;

        *slash = '\0';
        /* A folder above need not have an entry; then nothing is known of its rights. */
        found = bsearch(&path, folders, n, sizeof *folders, compare_names);
        if (found)
            mark_folder(s, catalog_find(c, *found));
    }
}

int select_above(struct selection *s, const struct catalog *c)
{
    const char **folders = malloc((c->count + 1) * sizeof *folders);
    char copy[PATTERN_PATH];
    struct catalog_walk w = { 0 };
    struct tree_entry e;
    size_t n = 0;

    if (!folders)
        return -1;
    while (catalog_next(c, &w, &e))
        /* The later entry of a path counts, and it alone is made. */
        if (e.kind == TREE_FOLDER && !catalog_is_superseded(c, w.i - 1))
            folders[n++] = e.path;
    qsort(folders, n, sizeof *folders, compare_names);
    /* Paths that are longer than any system takes are refused later, and need no folders. */
    for (w = (struct catalog_walk){ 0 }; catalog_next(c, &w, &e);)
        if (s->wanted[w.i - 1] && strlen(e.path) < sizeof copy)
            mark_above(s, c, folders, n, strcpy(copy, e.path));
    free(folders);
    return 0;
}

void select_keepers(struct selection *s, const struct catalog *c)
{
    for (size_t i = 0; i < c->count; i++)
        s->keeper[i] = SELECT_NOBODY;
    for (size_t i = 0; i < c->count; i++) {
        /* A file with several names is written once, under the first one that is wanted. */
        const size_t link = catalog_link(c, i), file = link != TREE_NONE ? link : i;

        if (s->wanted[i] && s->keeper[file] == SELECT_NOBODY)
            s->keeper[file] = (uint32_t)i;
    }
}

size_t select_keeper(const struct selection *s, size_t file)
{
    return s->keeper[file] == SELECT_NOBODY ? TREE_NONE : s->keeper[file];
}

void select_drop_keeper(struct selection *s, size_t file)
{
    s->keeper[file] = SELECT_NOBODY;
}

/* As if a slash came before all other bytes: what is below a path follows it at once. */
static int compare_below(const void *a, const void *b)
{
    /* Unsigned, as strcmp() compares. */
    const unsigned char *x = *(const unsigned char *const *)a, *y = *(const unsigned char *const *)b;

    for (; *x && *x == *y; x++, y++)
        ;
    if (*x == *y)
        return 0;
    if (!*x || !*y)
        return *x ? 1 : -1;
    /* In plain order "a-b" would stand between "a" and "a/c". */
    if (*x == '/' || *y == '/')
        return *x == '/' ? -1 : 1;
    return *x < *y ? -1 : 1;
}

/* Links to files count as files: they get their names as files do. */
static int is_file(const struct catalog *c, size_t i)
{
    struct tree_entry e = catalog_entry(c, i);

    if (e.kind == TREE_HARDLINK && catalog_link(c, i) != TREE_NONE)
        e = catalog_entry(c, catalog_link(c, i));
    return e.kind == TREE_FILE;
}

int select_below_files(const struct selection *s, const struct catalog *c, unsigned char *below)
{
    const char **sorted = malloc((c->count + 1) * sizeof *sorted), *file = NULL;
    struct catalog_walk w = { 0 };
    struct tree_entry e;
    size_t n = 0, length = 0;

    if (!sorted)
        return -1;
    while (catalog_next(c, &w, &e))
        if (s->wanted[w.i - 1])
            sorted[n++] = e.path;
    qsort(sorted, n, sizeof *sorted, compare_below);
    for (size_t i = 0; i < n; i++) {
        const size_t entry = catalog_find(c, sorted[i]);

        /* Of what is below a file, all follows it at once in this order, so that one file has to be
         * remembered, the last. */
        if (file && strncmp(sorted[i], file, length) == 0 && sorted[i][length] == '/') {
            below[entry] = 1;
        } else if (is_file(c, entry)) {
            file = sorted[i];
            length = strlen(file);
        }
    }
    free(sorted);
    return 0;
}

void select_free(struct selection *s)
{
    free(s->wanted);
    free(s->keeper);
    *s = (struct selection){ 0 };
}
