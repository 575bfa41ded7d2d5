/* extended.h - extended attributes of a file, on systems that have them; elsewhere ENOTSUP. */
#ifndef LLZ_EXTENDED_H
#define LLZ_EXTENDED_H

#include "cli/tree/index/tree.h"

/* The attribute of that name. 0, or -1 with errno. */
int extended_set(int fd, const char *name, const struct tree_attribute *a);

/* Bytes of a list as text: far more than one can have. What is read takes many times as many. */
#define EXTENDED_TEXT_MOST 65536

/* A POSIX access control list, as text (TREE_ACL_ACCESS or TREE_ACL_DEFAULT), in the form of
 * cli/files/rights.h, to be freed; all of it, or NULL with errno: EINVAL when the text makes no sense, or is
 * longer. Names of users and groups are looked up here. */
unsigned char *extended_list(const struct tree_attribute *a, size_t *bytes);

#endif
