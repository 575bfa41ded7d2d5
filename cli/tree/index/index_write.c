/* index_write.c - a tree becomes bytes. index_items.c is its mirror image.
 *
 * Differences of times and ranks are small where files were made together; small numbers take a byte, and
 * a model learns them. */
#include "cli/tree/index/index.h"

/* Small numbers of either sign become small ones without: 0, -1, 1, -2, ... */
static uint64_t fold(uint64_t difference)
{
    return difference >> 63 ? ~(difference << 1) : difference << 1;
}

/* What only entries of its kind have. */
static void write_kind(struct buffer *b, const struct tree_entry *e, size_t *rank)
{
    if (e->kind == TREE_FILE) {
        buffer_number(b, e->size);
        buffer_number(b, fold((uint64_t)e->rank - (uint64_t)*rank));
        *rank = e->rank + 1;
    } else if (e->kind == TREE_SYMLINK || e->kind == TREE_HARDLINK) {
        buffer_text(b, e->target);
    } else if (e->kind == TREE_CHARACTER || e->kind == TREE_BLOCK) {
        buffer_number(b, e->major);
        buffer_number(b, e->minor);
    }
}

static void write_entry(struct buffer *b, const struct tree_entry *e, int64_t *seconds, size_t *rank)
{
    const unsigned char kind = (unsigned char)e->kind;

    buffer_add(b, &kind, 1);
    buffer_text(b, e->path);
    buffer_number(b, e->mode);
    buffer_number(b, e->owner);
    /* Unsigned: the difference of two times may not fit into int64_t. */
    buffer_number(b, fold((uint64_t)e->seconds - (uint64_t)*seconds));
    buffer_number(b, e->nanoseconds);
    *seconds = e->seconds;
    write_kind(b, e, rank);
    buffer_number(b, e->attributes);
    buffer_add(b, e->attribute_list, e->attribute_bytes);
}

void index_write(struct buffer *b, const struct tree *t)
{
    int64_t seconds = 0;
    size_t rank = 0;

    buffer_number(b, t->count);
    buffer_number(b, t->owners_count);
    for (size_t i = 0; i < t->owners_count; i++) {
        buffer_number(b, t->owners[i].uid);
        buffer_number(b, t->owners[i].gid);
        buffer_text(b, t->owners[i].user);
        buffer_text(b, t->owners[i].group);
    }
    for (size_t i = 0; i < t->count; i++)
        write_entry(b, &t->entries[i], &seconds, &rank);
}
