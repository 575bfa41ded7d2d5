/* meta.h - entries of libarchive become entries of a tree, and back. */
#ifndef LLZ_META_H
#define LLZ_META_H

#include <archive_entry.h>

#include "cli/tree/index/tree.h"

enum meta_result { META_OK, META_MEMORY, META_UNNAMED, META_KIND, META_UNREADABLE };

/* Adds the entry to t, at a path of its own; size and content are the caller's business. META_UNNAMED: it has
 * no path; META_KIND: an index has no such entries (sockets). *e: what was added. */
enum meta_result meta_add(struct tree *t, struct archive_entry *from, struct tree_entry **e);

/* Everything about e, but the content. A hard link leads to the path of `link`; NULL: e is no hard link.
 * 0; 1: an access control list that makes no sense is left out, and rights with it; -1 for want of memory. */
int meta_export(struct archive_entry *to, const struct tree_owner *owner, const struct tree_entry *e,
                const struct tree_entry *link);

#endif
