/* catalog_entry.c - entries are read off an index that has been checked.
 *
 * Times and ranks are stored as differences, so an entry can only be read after those before it. Marks at
 * every few entries say from where: a search starts at the one before. */
#include "cli/tree/index/catalog.h"

int catalog_next(const struct catalog *c, struct catalog_walk *w, struct tree_entry *e)
{
    size_t used = 0;

    if (w->i == 0)
        /* A walk begins as all zeros, and learns here where the first entry is. */
        w->at = c->entries_at;
    if (w->i >= c->count ||
        index_entry(c->index.p + w->at, c->index.n - w->at, &c->counts, &w->before, e, &used) != INDEX_OK)
        return 0;
    e->notes = c->notes ? c->notes[w->i] : 0;
    w->i++;
    w->at += used;
    return 1;
}

struct tree_owner catalog_owner(const struct catalog *c, const struct tree_entry *e)
{
    struct tree_owner o = { 0, 0, "", "" };
    const size_t at = c->owner_at[e->owner];
    size_t used;

    (void)index_owner(c->index.p + at, c->index.n - at, &o, &used); /* it has been read before */
    return o;
}

/* From the mark before entry i on. */
static struct catalog_walk walk_from(const struct catalog *c, size_t i)
{
    const struct catalog_mark *m = &c->marks[i / CATALOG_APART];

    return (struct catalog_walk){ i - i % CATALOG_APART, m->at, { m->seconds, m->rank } };
}

struct tree_entry catalog_entry(const struct catalog *c, size_t i)
{
    struct catalog_walk w = walk_from(c, i);
    struct tree_entry e = { .path = "" };

    while (w.i <= i && catalog_next(c, &w, &e))
        ;
    return e;
}

const char *catalog_path(const struct catalog *c, size_t i)
{
    return catalog_entry(c, i).path;
}

size_t catalog_ranked(const struct catalog *c, size_t rank)
{
    return c->order[rank];
}

size_t catalog_link(const struct catalog *c, size_t i)
{
    return c->links && c->links[i] != UINT32_MAX ? c->links[i] : TREE_NONE;
}

int catalog_is_superseded(const struct catalog *c, size_t i)
{
    return c->superseded[i / 8] >> i % 8 & 1;
}

/* The last mark that is not after it. */
static size_t mark_before(const struct catalog *c, size_t at)
{
    size_t low = 0, high = (c->count + CATALOG_APART - 1) / CATALOG_APART;

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (c->marks[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t catalog_find(const struct catalog *c, const char *path)
{
    /* The place of the path, not its text: of several entries of one path it means this one. */
    const size_t at = (size_t)((const unsigned char *)path - c->index.p);
    struct catalog_walk w = walk_from(c, mark_before(c, at) * CATALOG_APART);
    struct tree_entry e = { .path = "" };

    while (e.path != path && catalog_next(c, &w, &e))
        ;
    return w.i - 1;
}
