/* index_read.c - bytes become a tree. They may come from anybody, so every one is checked. */
#include <stdlib.h>
#include <string.h>

#include "cli/tree/index.h"
#include "codec/varint.h"

#define OWNER_BYTES 4 /* of the shortest */

/* Once something is wrong, all that is read is 0 or empty. */
struct cursor {
    const unsigned char *p;
    size_t left;
    int bad;
};

static void take(struct cursor *c, size_t n)
{
    c->p += n;
    c->left -= n;
}

static void spoil(struct cursor *c)
{
    c->bad = 1;
    c->left = 0;
}

/* At most `most`. */
static uint64_t number(struct cursor *c, uint64_t most)
{
    uint64_t v = 0;
    int used = llz_varint_get(c->p, c->left, &v);

    if (used <= 0 || v > most) {
        spoil(c);
        return 0;
    }
    take(c, (size_t)used);
    return v;
}

static const char *text(struct cursor *c)
{
    const char *start = (const char *)c->p;
    const void *end = c->left > 0 ? memchr(c->p, '\0', c->left) : NULL;

    if (!end) {
        spoil(c);
        return "";
    }
    take(c, (size_t)((const char *)end - start) + 1);
    return start;
}

static uint64_t unfold(uint64_t v)
{
    return v & 1 ? ~(v >> 1) : v >> 1;
}

static void read_attributes(struct cursor *c, struct tree_entry *e)
{
    uint64_t length;

    e->attributes = (size_t)number(c, c->left);
    e->attribute_list = c->p;
    for (size_t i = 0; i < e->attributes && !c->bad; i++) {
        text(c);
        length = number(c, UINT64_MAX);
        if (c->bad || length > c->left) {
            spoil(c);
            return;
        }
        take(c, (size_t)length);
    }
    e->attribute_bytes = (size_t)(c->p - e->attribute_list);
}

static void read_entry(struct cursor *c, struct tree_entry *e, const struct tree *t, int64_t *seconds,
                       size_t *rank)
{
    e->kind = (enum tree_kind)number(c, TREE_KINDS - 1);
    e->path = text(c);
    e->mode = (unsigned)number(c, 07777);
    e->owner = (size_t)number(c, t->owners_count - 1);
    e->seconds = (int64_t)((uint64_t)*seconds + unfold(number(c, UINT64_MAX)));
    e->nanoseconds = (unsigned)number(c, 999999999);
    *seconds = e->seconds;
    if (e->kind == TREE_FILE) {
        e->size = number(c, INT64_MAX);
        e->rank = (size_t)((uint64_t)*rank + unfold(number(c, UINT64_MAX)));
        *rank = e->rank + 1;
    } else if (e->kind == TREE_SYMLINK || e->kind == TREE_HARDLINK) {
        e->target = text(c);
    } else if (e->kind == TREE_CHARACTER || e->kind == TREE_BLOCK) {
        e->major = number(c, UINT64_MAX);
        e->minor = number(c, UINT64_MAX);
    }
    read_attributes(c, e);
}

static enum index_result read_owners(struct cursor *c, struct tree *t, size_t count)
{
    t->owners = calloc(count + 1, sizeof *t->owners);
    if (!t->owners)
        return INDEX_MEMORY;
    t->owners_count = t->owners_room = count;
    for (size_t i = 0; i < count; i++) {
        t->owners[i].uid = number(c, UINT64_MAX);
        t->owners[i].gid = number(c, UINT64_MAX);
        t->owners[i].user = text(c);
        t->owners[i].group = text(c);
    }
    return c->bad ? INDEX_BAD : INDEX_OK;
}

/* Ranks must be 0, 1, 2, ... in some order. */
static enum index_result read_order(struct tree *t)
{
    t->order = malloc((t->count + 1) * sizeof *t->order);
    if (!t->order)
        return INDEX_MEMORY;
    for (size_t i = 0; i < t->count; i++) {
        t->files += t->entries[i].kind == TREE_FILE;
        t->order[i] = TREE_NONE;
    }
    for (size_t i = 0; i < t->count; i++) {
        const struct tree_entry *e = &t->entries[i];

        if (e->kind != TREE_FILE)
            continue;
        if (e->rank >= t->files || t->order[e->rank] != TREE_NONE || e->size > INT64_MAX - t->bytes)
            return INDEX_BAD;
        t->order[e->rank] = i;
        t->bytes += e->size;
    }
    return INDEX_OK;
}

enum index_result index_read(struct tree *t, struct buffer *bytes)
{
    struct cursor c = { bytes->p, bytes->n, 0 };
    size_t count = (size_t)number(&c, INDEX_ENTRIES_MAX), owners = (size_t)number(&c, INDEX_ENTRIES_MAX);
    int64_t seconds = 0;
    size_t rank = 0;
    enum index_result result;

    t->index = *bytes;
    *bytes = (struct buffer){ 0 };
    /* No memory on the word of a number that the bytes cannot keep. */
    if (c.bad || owners > c.left / OWNER_BYTES || (count > 0 && owners == 0))
        return INDEX_BAD;
    result = read_owners(&c, t, owners);
    if (result != INDEX_OK)
        return result;
    for (size_t i = 0; i < count && !c.bad; i++) {
        struct tree_entry e = { .link = TREE_NONE };

        read_entry(&c, &e, t, &seconds, &rank);
        if (!c.bad && !tree_add(t, &e))
            return INDEX_MEMORY;
    }
    if (c.bad || c.left > 0)
        return INDEX_BAD;
    result = read_order(t);
    return result != INDEX_OK ? result : tree_resolve(t) == 0 ? INDEX_OK : INDEX_MEMORY;
}
