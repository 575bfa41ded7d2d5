/* fuzz_index.c - any bytes as the index of a tree: refused, or a tree that is written as these bytes again.
 * Whatever its paths are, those that are let through stay below their folder. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/tree/index.h"
#include "cli/tree/place.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int leads_upwards(const char *path)
{
    size_t n = strlen(path);

    return path[0] == '/' || strcmp(path, "..") == 0 || strncmp(path, "../", 3) == 0 || strstr(path, "/../") ||
           (n > 2 && strcmp(path + n - 3, "/..") == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer bytes = { 0 }, again = { 0 };
    struct tree t = { 0 };

    buffer_add(&bytes, data, size);
    if (!bytes.failed && index_read(&t, &bytes) == INDEX_OK) {
        index_write(&again, &t);
        if (again.failed || again.n != size || memcmp(again.p, data, size) != 0)
            abort();
        for (size_t i = 0; i < t.count; i++) {
            const struct tree_entry *e = &t.entries[i];
            struct tree_attribute a;
            size_t at = 0, n = 0;

            while (tree_attribute_next(e, &at, &a))
                n++;
            if (n != e->attributes || (e->link != TREE_NONE && t.entries[e->link].kind == TREE_HARDLINK))
                abort();
            if (!place_refusal(e->path) && leads_upwards(e->path))
                abort();
        }
    }
    buffer_free(&bytes);
    buffer_free(&again);
    tree_free(&t);
    return 0;
}
