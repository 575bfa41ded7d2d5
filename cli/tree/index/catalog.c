/* catalog.c - an index as it comes.
 *
 * The index comes in pieces and may come from anybody. It stays as it is, in one buffer, and entries are
 * read off it each time: a structure for each would take many times its size. What is kept beside it is a
 * few numbers for each entry, of which the most that can come is known before (catalog_memory()). */
#include "cli/tree/index/catalog.h"

#include <stdlib.h>
#include <string.h>

/* Where all is kept, of an entry beside its bytes in the index, at most: a share of a mark, the order, links,
 * what is superseded (catalog_entry.c), notes, and either what resolve.c sorts, twice, or what select.c and
 * restore.c note about it. */
#define ENTRY_BYTES 38
#define LIST_BYTES 2 /* the same of CATALOG_LIST: its notes, and whether it is asked for */

/* The next of its items; INDEX_SHORT: it is not there yet. */
static enum index_result read_counts(struct catalog *c, size_t *used)
{
    enum index_result result = index_counts(c->index.p + c->at, c->index.n - c->at, &c->counts, used);

    if (result != INDEX_OK)
        return result;
    c->begun = 1;
    c->ranks = calloc(c->counts.entries / 8 + 1, 1); /* at most 512 KiB, whatever comes */
    return c->ranks ? INDEX_OK : INDEX_MEMORY;
}

static enum index_result read_owner(struct catalog *c, size_t *used)
{
    struct tree_owner o;
    enum index_result result = index_owner(c->index.p + c->at, c->index.n - c->at, &o, used);

    /* Only checked and counted: where each begins is noted once all are there (note_owners()). */
    c->owners += result == INDEX_OK;
    return result;
}

static enum index_result count_file(struct catalog *c, const struct tree_entry *e)
{
    const unsigned char bit = (unsigned char)(1u << e->rank % 8);

    /* Each rank once: two files of one rank would share their content. The sum of sizes stays below
     * 2^63, so that it can be an offset. */
    if (c->ranks[e->rank / 8] & bit || e->size > INT64_MAX - c->bytes)
        return INDEX_BAD;
    c->ranks[e->rank / 8] |= bit;
    c->ranks_end = e->rank >= c->ranks_end ? e->rank + 1 : c->ranks_end;
    c->files++;
    c->bytes += e->size;
    return INDEX_OK;
}

static enum index_result read_entry(struct catalog *c, size_t *used)
{
    struct tree_entry e;
    enum index_result result =
        index_entry(c->index.p + c->at, c->index.n - c->at, &c->counts, &c->before, &e, used);

    if (result != INDEX_OK)
        return result;
    if (c->count == 0)
        c->entries_at = c->at;
    c->count++;
    c->links_count += e.kind == TREE_HARDLINK;
    return e.kind == TREE_FILE ? count_file(c, &e) : INDEX_OK;
}

int catalog_is_complete(const struct catalog *c)
{
    return c->begun && c->owners == c->counts.owners && c->count == c->counts.entries;
}

static enum index_result read_item(struct catalog *c, size_t *used)
{
    return !c->begun                      ? read_counts(c, used)
           : c->owners < c->counts.owners ? read_owner(c, used)
                                          : read_entry(c, used);
}

/* What is there of the index. An item that is not complete is tried again when twice as much of it has come. */
static enum index_result read_items(struct catalog *c)
{
    while (!catalog_is_complete(c)) {
        size_t used = 0;
        enum index_result result = read_item(c, &used);

        if (result == INDEX_SHORT)
            /* Doubled, or an item that comes byte by byte would be read a quadratic number of times. */
            c->retry = 2 * (c->index.n - c->at);
        if (result != INDEX_OK)
            return result;
        c->at += used;
    }
    /* What follows a complete index belongs to nothing. */
    return c->at < c->index.n ? INDEX_BAD : INDEX_OK;
}

enum index_result catalog_add(struct catalog *c, const unsigned char *p, size_t n)
{
    enum index_result result;

    /* taken is at most INDEX_BYTES_MAX, so the difference does not wrap. */
    if (n > INDEX_BYTES_MAX - c->taken)
        return INDEX_BAD;
    c->taken += n;
    buffer_add(&c->index, p, n);
    if (c->index.failed)
        return INDEX_MEMORY;
    /* Too little has come since the last try. */
    if (c->index.n - c->at < c->retry)
        return INDEX_OK;
    result = read_items(c);
    return result == INDEX_SHORT ? INDEX_OK : result;
}

/* Where each owner begins. */
static int note_owners(struct catalog *c)
{
    struct tree_owner o;
    size_t at = 0, used = 0;

    /* One more than there are, in this file throughout: malloc(0) may return NULL without having
     * failed. */
    c->owner_at = malloc((c->counts.owners + 1) * sizeof *c->owner_at);
    if (!c->owner_at || index_counts(c->index.p, c->index.n, &c->counts, &used) != INDEX_OK)
        return -1;
    for (size_t i = 0; i < c->counts.owners; i++) {
        at += used;
        c->owner_at[i] = (uint32_t)at;
        if (index_owner(c->index.p + at, c->index.n - at, &o, &used) != INDEX_OK)
            return -1;
    }
    return 0;
}

/* Marks, and the files by their ranks. */
static int note_entries(struct catalog *c)
{
    /* was: where the walk stood before the entry, which is what a mark has to tell. */
    struct catalog_walk w = { .at = c->entries_at }, was = w;
    struct tree_entry e;

    c->marks = malloc((c->count / CATALOG_APART + 1) * sizeof *c->marks);
    c->order = malloc((c->files + 1) * sizeof *c->order);
    if (!c->marks || !c->order)
        return -1;
    for (; catalog_next(c, &w, &e); was = w) {
        if (was.i % CATALOG_APART == 0)
            c->marks[was.i / CATALOG_APART] =
                (struct catalog_mark){ (uint32_t)was.at, (uint32_t)was.before.rank, was.before.seconds };
        if (e.kind == TREE_FILE)
            /* 32 bits suffice, for there are at most 2^22 entries, in at most 2^28 bytes. */
            c->order[e.rank] = (uint32_t)was.i;
    }
    return 0;
}

enum index_result catalog_end(struct catalog *c)
{
    enum index_result result = c->taken > 0 ? read_items(c) : INDEX_BAD;

    /* They were for checking alone. */
    free(c->ranks);
    c->ranks = NULL;
    if (result != INDEX_OK)
        return result == INDEX_SHORT ? INDEX_BAD : result;
    /* Files have ranks below that of all entries while they are read, as nobody knows how many are files. */
    if (c->ranks_end != c->files) /* all differ, so they are 0, 1, 2, ... in some order */
        return INDEX_BAD;
    if (note_owners(c) != 0)
        return INDEX_MEMORY;
    if (c->use == CATALOG_ALL && (note_entries(c) != 0 || catalog_resolve(c) != 0))
        return INDEX_MEMORY;
    return INDEX_OK;
}

uint64_t catalog_memory(const struct catalog *c, size_t more)
{
    const uint64_t each = c->use == CATALOG_ALL ? ENTRY_BYTES : LIST_BYTES;

    /* By the counts at the beginning of the index, so that it is known before the entries come. */
    return buffer_room(&c->index, more) + c->counts.entries * each + c->counts.owners * sizeof *c->owner_at;
}

void catalog_free(struct catalog *c)
{
    buffer_free(&c->index);
    free(c->ranks);
    free(c->marks);
    free(c->owner_at);
    free(c->order);
    free(c->links);
    free(c->superseded);
    free(c->notes);
    *c = (struct catalog){ 0 };
}
