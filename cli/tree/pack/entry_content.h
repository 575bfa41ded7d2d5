/* entry_content.h - the content of a file that is packed, wherever it lies. */
#ifndef LLZ_ENTRY_CONTENT_H
#define LLZ_ENTRY_CONTENT_H

#include "cli/tree/index/tree.h"

/* A descriptor to read it by: the file's own, or the spool of the tree. -1 with errno. */
int content_open(const struct tree *t, const struct tree_entry *e);
void content_close(const struct tree_entry *e, int fd);

/* Its bytes from `at` on: how many of n there are. Fewer: it ends there, and errno is 0, or it cannot be read. fd may be -1,
 * and then there are none, and errno is as it was. */
size_t content_read(int fd, const struct tree_entry *e, uint64_t at, unsigned char *to, size_t n);

/* About the errno of these two: whether somebody has taken the file's name away, or given it to something else; */
int content_is_gone(int error);
/* or that, or the right to read it. Any other error (no descriptor is left, the disk fails) is none of the file's, all
 * of which may be there. */
int content_is_withdrawn(int error);

#endif
