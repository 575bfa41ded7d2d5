/* attributes.h - owner, rights, times, extended attributes and access control
 * lists, given to what was restored. */
#ifndef LLZ_ATTRIBUTES_H
#define LLZ_ATTRIBUTES_H

#include "cli/files/around.h"
#include "cli/tree/index/tree.h"

/* What did not come back, bits. What only root may give, or what a file
 * system does not keep, does not count. */
enum { ATTRIBUTES_SETID = 1, ATTRIBUTES_EXTENDED = 2, ATTRIBUTES_FAILED = 4 };

/* Of a file or folder by its descriptor. special: setuid, setgid and attributes of the system too. */
unsigned attributes_apply(int fd, const struct tree_owner *owner, const struct tree_entry *e, int special);

/* Of a name that cannot be opened, and still means that node: ATTRIBUTES_FAILED and nothing done if not. */
unsigned attributes_apply_at(int folder, const char *name, const struct node *node,
                             const struct tree_owner *owner, const struct tree_entry *e);

#endif
