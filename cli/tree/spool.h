/* spool.h - a temporary file without a name, for contents that come in another order than they are wanted. */
#ifndef LLZ_CLI_TREE_SPOOL_H
#define LLZ_CLI_TREE_SPOOL_H

#include <stddef.h>

/* In $TMPDIR, or /tmp. A descriptor that is to be closed, or -1 with errno. */
int spool_open(void);

/* All n bytes at the descriptor's place; 0, or -1 with errno. */
int spool_write(int fd, const void *data, size_t n);

#endif
