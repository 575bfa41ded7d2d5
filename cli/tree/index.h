/* index.h - the index of a tree as bytes: codec/FORMAT.md, "Trees". */
#ifndef LLZ_CLI_TREE_INDEX_H
#define LLZ_CLI_TREE_INDEX_H

#include "cli/tree/tree.h"

/* What a reader takes; it keeps an index in memory as a whole. */
#define INDEX_BYTES_MAX ((size_t)1 << 28)
#define INDEX_ENTRIES_MAX ((size_t)1 << 22)

/* A tree with ranks, to b. */
void index_write(struct buffer *b, const struct tree *t);

enum index_result { INDEX_OK, INDEX_BAD, INDEX_MEMORY };

/* Takes the bytes over into an empty tree, ranks, order, links and all. After failure tree_free() is still due.
 */
enum index_result index_read(struct tree *t, struct buffer *bytes);

#endif
