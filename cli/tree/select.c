#include "cli/tree/select.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* The pattern means the whole path or that of a folder above it; its stars match slashes too. */
static int matches(const char *pattern, const char *path, char *copy)
{
    char *slash;

    memcpy(copy, path, strlen(path) + 1);
    do {
        if (fnmatch(pattern, copy, 0) == 0)
            return 1;
        slash = strrchr(copy, '/');
        if (slash)
            *slash = '\0';
    } while (slash && *copy);
    return 0;
}

static size_t longest_path(const struct tree *t)
{
    size_t longest = 0;

    for (size_t i = 0; i < t->count; i++) {
        size_t n = strlen(t->entries[i].path);

        longest = n > longest ? n : longest;
    }
    return longest;
}

static void mark(struct selection *s, const struct options *opt, const struct tree *t, char *copy,
                 const char **unused)
{
    for (int k = 0; k < opt->only_count; k++) {
        int used = 0;

        for (size_t i = 0; i < t->count; i++) {
            if (!matches(opt->only[k], t->entries[i].path, copy))
                continue;
            s->count += !s->wanted[i];
            s->wanted[i] = 1;
            used = 1;
        }
        if (!used)
            *unused = opt->only[k];
    }
}

int select_entries(struct selection *s, const struct options *opt, const struct tree *t, const char **unused)
{
    char *copy = malloc(longest_path(t) + 1);

    *unused = NULL;
    *s = (struct selection){ .wanted = calloc(t->count + 1, 1) };
    s->keeper = malloc((t->count + 1) * sizeof *s->keeper);
    if (!copy || !s->wanted || !s->keeper) {
        free(copy);
        select_free(s);
        return -1;
    }
    if (opt->only_count > 0) {
        mark(s, opt, t, copy, unused);
    } else {
        memset(s->wanted, 1, t->count);
        s->count = t->count;
    }
    free(copy);
    return 0;
}

struct place {
    const char *path;
    size_t entry;
};

static int compare_places(const void *a, const void *b)
{
    return strcmp(((const struct place *)a)->path, ((const struct place *)b)->path);
}

/* Marks the folders above path, which is cut down to the last of them. */
static void mark_above(struct selection *s, const struct place *folders, size_t n, char *path)
{
    char *slash;

    while ((slash = strrchr(path, '/')) != NULL) {
        const struct place key = { .path = path };
        const struct place *found;

        *slash = '\0';
        found = bsearch(&key, folders, n, sizeof *folders, compare_places);
        if (found)
            s->wanted[found->entry] = 1;
    }
}

int select_above(struct selection *s, const struct tree *t)
{
    struct place *folders = calloc(t->count + 1, sizeof *folders);
    char *copy = malloc(longest_path(t) + 1);
    size_t n = 0;

    for (size_t i = 0; folders && i < t->count; i++)
        if (t->entries[i].kind == TREE_FOLDER && !t->entries[i].superseded)
            folders[n++] = (struct place){ t->entries[i].path, i };
    if (folders && copy) {
        qsort(folders, n, sizeof *folders, compare_places);
        for (size_t i = 0; i < t->count; i++)
            if (s->wanted[i])
                mark_above(s, folders, n, strcpy(copy, t->entries[i].path));
    }
    n = folders && copy;
    free(folders);
    free(copy);
    return n ? 0 : -1;
}

void select_keepers(struct selection *s, const struct tree *t)
{
    for (size_t i = 0; i < t->count; i++)
        s->keeper[i] = TREE_NONE;
    for (size_t i = 0; i < t->count; i++) {
        size_t file = t->entries[i].kind == TREE_HARDLINK ? t->entries[i].link : i;

        if (s->wanted[i] && file != TREE_NONE && s->keeper[file] == TREE_NONE)
            s->keeper[file] = i;
    }
}

/* As if a slash came before all other bytes: what is below a path follows it at once. */
static int compare_below(const void *a, const void *b)
{
    const unsigned char *x = (const unsigned char *)((const struct place *)a)->path;
    const unsigned char *y = (const unsigned char *)((const struct place *)b)->path;

    for (; *x && *x == *y; x++, y++)
        ;
    if (*x == *y)
        return 0;
    if (!*x || !*y)
        return *x ? 1 : -1;
    if (*x == '/' || *y == '/')
        return *x == '/' ? -1 : 1;
    return *x < *y ? -1 : 1;
}

static int is_file(const struct tree *t, const struct tree_entry *e)
{
    return e->kind == TREE_FILE ||
           (e->kind == TREE_HARDLINK && e->link != TREE_NONE && t->entries[e->link].kind == TREE_FILE);
}

int select_below_files(const struct selection *s, const struct tree *t, unsigned char *below)
{
    struct place *sorted = calloc(t->count + 1, sizeof *sorted);
    const char *file = NULL;
    size_t n = 0, length = 0;

    if (!sorted)
        return -1;
    for (size_t i = 0; i < t->count; i++)
        if (s->wanted[i])
            sorted[n++] = (struct place){ t->entries[i].path, i };
    qsort(sorted, n, sizeof *sorted, compare_below);
    for (size_t i = 0; i < n; i++) {
        const char *path = sorted[i].path;

        if (file && strncmp(path, file, length) == 0 && path[length] == '/') {
            below[sorted[i].entry] = 1;
        } else if (is_file(t, &t->entries[sorted[i].entry])) {
            file = path;
            length = strlen(path);
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
