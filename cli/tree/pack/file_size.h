/* file_size.h - how many bytes a file has. The index tells it before any content comes, and what the system
 * says is not always true. */
#ifndef LLZ_FILE_SIZE_H
#define LLZ_FILE_SIZE_H

#include <sys/stat.h>

#include "cli/tree/index/tree.h"

struct measured {
    uint64_t size;
    int spooled;  /* all of it was read, and stands in the tree's spool: a second time it may be another */
    uint64_t at;  /* there */
    int no_spool; /* whether the spool is what failed */
};

/* Of an open regular file at its beginning. 0, or -1 with errno: it cannot be read, or was no_spool, or a
 * signal came. */
int measure(struct tree *t, int fd, const struct stat *info, struct measured *m);

#endif
