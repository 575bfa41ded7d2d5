/* draft.h - a text that is printed into a stream, and is in memory when it is complete. */
#ifndef LLZ_DRAFT_H
#define LLZ_DRAFT_H

#include <stdio.h>

/* A stream to print into. NULL with errno. */
FILE *draft_open(void);

/* Closes the stream. 0 with what was printed in *text, to be freed, and a 0 after its *size bytes; or -1 with
 * errno, and *text NULL, if anything of it is missing. */
int draft_end(FILE *draft, char **text, size_t *size);

#endif
