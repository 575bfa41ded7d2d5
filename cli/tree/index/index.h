/* index.h - the index of a tree as bytes: codec/FORMAT.md, "Trees". */
#ifndef LLZ_INDEX_H
#define LLZ_INDEX_H

#include "cli/tree/index/tree.h"

/* What a reader takes. */
#define INDEX_BYTES_MAX ((size_t)1 << 28)
#define INDEX_ENTRIES_MAX ((size_t)1 << 22)

/* A tree with ranks, to b. */
void index_write(struct buffer *b, const struct tree *t);

/* INDEX_SHORT: it goes on after the last byte. */
enum index_result { INDEX_OK, INDEX_BAD, INDEX_SHORT, INDEX_MEMORY };

/* What both numbers at the beginning of an index say. */
struct index_counts {
    size_t entries, owners;
};

/* What an entry is told from: the one before it. All zero: there is none. */
struct index_before {
    int64_t seconds;
    size_t rank; /* rank of the next file, if nothing else is said */
};

/* Each reads what stands at the beginning of n bytes. After INDEX_OK alone are *used, its length, and *before
 * changed and is what was read of use. Strings and attributes stay where they are. What one entry alone can
 * tell is checked. */
enum index_result index_counts(const unsigned char *p, size_t n, struct index_counts *counts, size_t *used);
enum index_result index_owner(const unsigned char *p, size_t n, struct tree_owner *o, size_t *used);
enum index_result index_entry(const unsigned char *p, size_t n, const struct index_counts *counts,
                              struct index_before *before, struct tree_entry *e, size_t *used);

#endif
