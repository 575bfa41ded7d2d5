/* listing.h - the names in a folder. */
#ifndef LLZ_LISTING_H
#define LLZ_LISTING_H

#include <stddef.h>

#include "cli/files/byte_buffer.h"

struct folder_names {
    char **at; /* sorted by their bytes, without "." and ".." */
    size_t count, room;
    struct pool pool;
};

/* For qsort() and bsearch() over strings: by their bytes. */
int compare_names(const void *a, const void *b);

/* Of a path, which is no link, or of an open folder. 0, or -1 with errno and nothing to free. */
int folder_list(const char *path, struct folder_names *names);
int folder_list_open(int folder, struct folder_names *names);
/* As folder_list(), of a path that may be a link: the user named it. */
int folder_list_followed(const char *path, struct folder_names *names);
void folder_names_free(struct folder_names *names);

/* "folder/name" in the pool; NULL without memory. */
char *folder_join(struct pool *pool, const char *folder, const char *name);

#endif
