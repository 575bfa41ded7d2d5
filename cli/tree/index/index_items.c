/* index_items.c - bytes become counts, owners and entries, one by one. They may come from anybody, so every one
 * is checked. index_write.c is the mirror image. */
#include <string.h>

#include "cli/tree/index/index.h"
#include "codec/coder/varint.h"

/* Once something is wrong, all that is read is 0 or empty. */
struct cursor {
    const unsigned char *p;
    size_t left;
    enum index_result state;
};

static void take(struct cursor *c, size_t n)
{
    c->p += n;
    c->left -= n;
}

/* The first flaw counts. Nothing is left then, so that whatever reads on gets 0 or "" and ends. */
static void spoil(struct cursor *c, enum index_result state)
{
    if (c->state == INDEX_OK)
        c->state = state;
    c->left = 0;
}

/* At most `most`. */
static uint64_t number(struct cursor *c, uint64_t most)
{
    uint64_t v = 0;
    const int used = llz_varint_get(c->p, c->left, &v);

    /* 0: the number goes on after the last byte; below 0: it is longer than 64 bits, or than it need
     * be. */
    if (used <= 0 || v > most) {
        spoil(c, used == 0 ? INDEX_SHORT : INDEX_BAD);
        return 0;
    }
    take(c, (size_t)used);
    return v;
}

/* It stays where it is, and has its NUL there. */
static const char *text(struct cursor *c)
{
    const char *start = (const char *)c->p;
    const void *end = c->left > 0 ? memchr(c->p, '\0', c->left) : NULL;

    if (!end) {
        spoil(c, INDEX_SHORT);
        return "";
    }
    take(c, (size_t)((const char *)end - start) + 1);
    return start;
}

/* 0, 1, 2, 3, ... become 0, -1, 1, -2, ...; unsigned, since the sums are meant modulo 2^64
 * (codec/FORMAT.md, "Trees"). */
static uint64_t unfold(uint64_t v)
{
    return v & 1 ? ~(v >> 1) : v >> 1;
}

static void read_attributes(struct cursor *c, struct tree_entry *e)
{
    uint64_t length;

    e->attributes = (size_t)number(c, INDEX_BYTES_MAX);
    /* Where the attributes begin: their own bytes are kept, and tree_attribute_next() reads them again. */
    e->attribute_list = c->p;
    for (size_t i = 0; i < e->attributes && c->state == INDEX_OK; i++) {
        text(c);
        length = number(c, INDEX_BYTES_MAX);
        /* Not memory for it: the bytes have to be there first, whatever the length claims. */
        if (c->state == INDEX_OK && length > c->left)
            spoil(c, INDEX_SHORT);
        if (c->state == INDEX_OK)
            take(c, (size_t)length);
    }
    e->attribute_bytes = (size_t)(c->p - e->attribute_list);
}

/* Files are ranked by numbers below that of all entries: which of these are
 * there nobody knows before the end. */
static void read_rank(struct cursor *c, const struct index_counts *counts, struct index_before *before,
                      struct tree_entry *e)
{
    e->rank = (size_t)((uint64_t)before->rank + unfold(number(c, UINT64_MAX)));
    if (c->state == INDEX_OK && e->rank >= counts->entries)
        spoil(c, INDEX_BAD);
    before->rank = e->rank + 1;
}

static void read_entry(struct cursor *c, const struct index_counts *counts, struct index_before *before,
                       struct tree_entry *e)
{
    /* Every number has its limit here, so that no later code has to ask. */
    e->kind = (enum tree_kind)number(c, TREE_KINDS - 1);
    e->path = text(c);
    e->mode = (unsigned)number(c, 07777);
    e->owner = (size_t)number(c, counts->owners - 1);
    /* Unsigned, for a difference of int64_t may overflow, which C leaves undefined. */
    e->seconds = (int64_t)((uint64_t)before->seconds + unfold(number(c, UINT64_MAX)));
    e->nanoseconds = (unsigned)number(c, 999999999);
    before->seconds = e->seconds;
    if (e->kind == TREE_FILE) {
        e->size = number(c, INT64_MAX);
        read_rank(c, counts, before, e);
    } else if (e->kind == TREE_SYMLINK || e->kind == TREE_HARDLINK) {
        e->target = text(c);
    } else if (e->kind == TREE_CHARACTER || e->kind == TREE_BLOCK) {
        e->major = number(c, UINT64_MAX);
        e->minor = number(c, UINT64_MAX);
    }
    read_attributes(c, e);
}

enum index_result index_counts(const unsigned char *p, size_t n, struct index_counts *counts, size_t *used)
{
    struct cursor c = { p, n, INDEX_OK };
    const size_t entries = (size_t)number(&c, INDEX_ENTRIES_MAX);
    const size_t owners = (size_t)number(&c, INDEX_ENTRIES_MAX);

    if (c.state != INDEX_OK)
        return c.state;
    /* Otherwise counts->owners - 1 would allow any number below. */
    if (entries > 0 && owners == 0)
        return INDEX_BAD;
    *counts = (struct index_counts){ entries, owners };
    *used = n - c.left;
    return INDEX_OK;
}

enum index_result index_owner(const unsigned char *p, size_t n, struct tree_owner *o, size_t *used)
{
    struct cursor c = { p, n, INDEX_OK };
    /* gid comes after it: members of an initializer are not evaluated in a certain order. */
    struct tree_owner read = { .uid = number(&c, UINT64_MAX), .gid = 0 };

    read.gid = number(&c, UINT64_MAX);
    read.user = text(&c);
    read.group = text(&c);
    if (c.state != INDEX_OK)
        return c.state;
    *o = read;
    *used = n - c.left;
    return INDEX_OK;
}

enum index_result index_entry(const unsigned char *p, size_t n, const struct index_counts *counts,
                              struct index_before *before, struct tree_entry *e, size_t *used)
{
    struct cursor c = { p, n, INDEX_OK };
    /* Taken over only when the whole entry was there: half an entry is read again. */
    struct index_before after = *before;

    *e = (struct tree_entry){ 0 };
    read_entry(&c, counts, &after, e);
    if (c.state != INDEX_OK)
        return c.state;
    *before = after;
    *used = n - c.left;
    return INDEX_OK;
}
