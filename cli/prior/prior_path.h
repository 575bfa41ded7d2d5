/* prior_path.h - priors by name and by id in the folders of LLZ_PRIOR_PATH. */
#ifndef LLZ_PRIOR_PATH_H
#define LLZ_PRIOR_PATH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PRIOR_PATH "LLZ_PRIOR_PATH" /* folders, separated by ':' */

/* The next folder of such a list, *length bytes of it, and moves *list after it; NULL: there is none. */
const char *prior_path_next(const char **list, size_t *length);

/* The file that -D means by a name: NULL: the name itself, or no memory. The caller frees it. */
char *prior_path_of(const char *name);

/* Opens a regular file to be read, without waiting for the writer of a FIFO. NULL with errno, which is 0 where
 * it is not a regular file. */
FILE *prior_path_open(const char *path);

/* For the end of a message about a prior that was not found: " (FOLDER there: WHY)" for the first folder of the
 * list that cannot be looked into; "" when all can. Returns text. */
char *prior_path_missing(char *text, size_t room);

/* The first file whose last eight bytes, the hash of a prior, are an id that ends in these bits; NULL: none.
 * The caller frees it. */
char *prior_path_find(uint32_t id);

#endif
