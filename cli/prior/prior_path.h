/* prior_path.h - priors by name and by id in the folders of LLZ_PRIOR_PATH, and then in that of the package
 * llz-priors, where it is installed. */
#ifndef LLZ_PRIOR_PATH_H
#define LLZ_PRIOR_PATH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PRIOR_PATH "LLZ_PRIOR_PATH" /* folders, separated by ':' */
#define PRIOR_PACKAGE "llz-priors"

/* A walk over these folders. */
struct prior_folders {
    const char *list; /* what is left of the variable; NULL: nothing */
    int packaged;     /* whether the package's folder, which comes last, is still to come */
};

struct prior_folders prior_folders_begin(void);
/* The next one, *length bytes of it; NULL: there is none. */
const char *prior_folders_next(struct prior_folders *folders, size_t *length);
/* Whether there is any: the variable names some, or the package's is there. */
int prior_folders_any(void);

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
