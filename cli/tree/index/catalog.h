/* catalog.h - the entries of an archive. Its index is checked as it comes, and kept as the bytes that it is:
 * entries are read off them whenever one is asked for. */
#ifndef LLZ_CATALOG_H
#define LLZ_CATALOG_H

#include "cli/tree/index/index.h"

/* What is kept. CATALOG_LIST: what catalog_next() tells; CATALOG_ALL: any entry can be asked for. */
enum catalog_use { CATALOG_LIST, CATALOG_ALL };

#define CATALOG_APART 8

/* What stands before one of so many entries. */
struct catalog_mark {
    uint32_t at, rank;
    int64_t seconds;
};

/* All zero: empty, of CATALOG_LIST. */
struct catalog {
    enum catalog_use use;
    size_t count, files;
    uint64_t bytes; /* content of all files */
    uint64_t taken; /* bytes of the index so far */

    /* Its own */
    struct buffer index; /* the index as far as it has come */
    size_t at, retry;    /* bytes that are understood; bytes after these that are needed for more */
    struct index_counts counts;
    int begun; /* whether the counts have come */
    size_t owners, entries_at, links_count;
    struct index_before before;
    unsigned char *ranks; /* a bit for each rank that a file has */
    size_t ranks_end;
    struct catalog_mark *marks;
    /* places of owners, entries by rank, targets of links; links NULL: there are none */
    uint32_t *owner_at, *order, *links;
    unsigned char *superseded; /* a bit for each entry */
    /* of each entry, and at last of the tree itself: sums of enum tree_note (notes.h); NULL: there are none */
    unsigned char *notes;
};

/* n bytes more. */
enum index_result catalog_add(struct catalog *c, const unsigned char *p, size_t n);

/* Nothing may follow. */
int catalog_is_complete(const struct catalog *c);

/* No more come. Before, nothing but `taken` counts. */
enum index_result catalog_end(struct catalog *c);

/* Bytes of memory that it and the restoring of its entries take once `more`
 * have been added, as far as is known. */
uint64_t catalog_memory(const struct catalog *c, size_t more);

void catalog_free(struct catalog *c);

/* One entry after the other. All zero: before the first. 0: there is no other. */
struct catalog_walk {
    size_t i; /* index of the next entry */
    size_t at;
    struct index_before before;
};
int catalog_next(const struct catalog *c, struct catalog_walk *w, struct tree_entry *e);

struct tree_owner catalog_owner(const struct catalog *c, const struct tree_entry *e);

/* With CATALOG_ALL. */
struct tree_entry catalog_entry(const struct catalog *c, size_t i);
const char *catalog_path(const struct catalog *c, size_t i);
size_t catalog_ranked(const struct catalog *c, size_t rank); /* the file whose content comes so */
size_t catalog_link(const struct catalog *c, size_t i); /* what a hard link means, itself none, or TREE_NONE */
int catalog_is_superseded(const struct catalog *c, size_t i);   /* a later entry has its path */
size_t catalog_find(const struct catalog *c, const char *path); /* the entry whose path lies there */

/* Fills links and superseded. 0, or -1 without memory. */
int catalog_resolve(struct catalog *c);

#endif
