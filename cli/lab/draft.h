/* draft.h - a text that is printed into a stream, and is in memory when it is complete. */
#ifndef LLZ_DRAFT_H
#define LLZ_DRAFT_H

#include <stdio.h>

#include "cli/terminal/report.h"

/* Asked before hours of computing: is there room for a draft? STATUS_ERROR after a message. */
enum status draft_check(void);

/* A stream to print into. NULL after a message. */
FILE *draft_open(void);

/* Closes the stream. STATUS_OK with what was printed in *text, to be freed, and a 0 after its *size bytes. If anything
 * of it is missing, STATUS_ERROR after a message, and *text NULL. name: what the text is for, which messages about
 * memory begin with. */
enum status draft_end(FILE *draft, const char *name, char **text, size_t *size);

#endif
