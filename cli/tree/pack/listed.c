#include "cli/tree/pack/listed.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *listed_path(struct tree *t, const char *name)
{
    /* What is left out only shortens it, so the name's own length is room enough. */
    char *plain = pool_room(&t->pool, strlen(name)), *end = plain;

    if (!plain)
        report_errno(name, ENOMEM);
    for (const char *part = name; plain && *part; part += strspn(part, "/")) {
        const size_t n = strcspn(part, "/");

        /* Restoring would refuse it: better said before hours of packing. */
        if (n == 2 && strncmp(part, "..", n) == 0) {
            report_error(name, "has .. in its path, which no entry of an archive may have");
            return NULL;
        }
        /* A name of several spellings, such as ./a//b, is one path, or doubles would not be found. */
        if (n > 0 && !(n == 1 && *part == '.')) {
            end += end > plain ? sprintf(end, "/") : 0;
            memcpy(end, part, n);
            end += n;
        }
        part += n;
    }
    if (plain)
        *end = '\0';
    return plain;
}

struct place {
    const char *path;
    size_t entry;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    const int order = strcmp(x->path, y->path);

    /* By place among equals, as qsort() need not keep their order: the first one is to stay. */
    return order ? order : x->entry < y->entry ? -1 : 1;
}

enum status listed_drop_doubles(struct tree *t)
{
    struct place *places = malloc((t->count + 1) * sizeof *places);
    enum status status = places ? STATUS_OK : report_errno("--files0-from", ENOMEM);
    size_t kept = 0;

    for (size_t i = 0; places && i < t->count; i++)
        places[i] = (struct place){ t->entries[i].path, i };
    if (places && t->count > 0)
        qsort(places, t->count, sizeof *places, compare_places);
    for (size_t k = 1; places && k < t->count; k++) {
        const struct tree_origin *a = &t->entries[places[k - 1].entry].origin,
                                 *b = &t->entries[places[k].entry].origin;

        if (strcmp(places[k - 1].path, places[k].path) != 0)
            continue;
        /* The same file twice is one entry; two files of one path would be one only by accident. */
        if (a->device != b->device || a->inode != b->inode)
            status = report_error(b->path, "another name in the list means the same path");
        /* Marked first and closed up below, since places[] counts by the entries as they were. */
        t->entries[places[k].entry].path = NULL;
    }
    for (size_t i = 0; places && i < t->count; i++)
        if (t->entries[i].path)
            t->entries[kept++] = t->entries[i];
    if (places)
        t->count = kept;
    free(places);
    return status;
}
