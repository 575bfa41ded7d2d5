/* folder.h - folders of the disk: what is in them, and new ones that get their name when they are complete. */
#ifndef LLZ_CLI_TREE_FOLDER_H
#define LLZ_CLI_TREE_FOLDER_H

#include <stddef.h>

#include "cli/tree/buffer.h"

struct folder_names {
    char **at; /* sorted by their bytes, without "." and ".." */
    size_t count, room;
    struct pool pool;
};

/* 0, or -1 with errno and nothing to free. */
int folder_list(const char *path, struct folder_names *names);
void folder_names_free(struct folder_names *names);

/* "folder/name" in the pool; NULL without memory. */
char *folder_join(struct pool *pool, const char *folder, const char *name);

struct folder {
    char *temporary; /* NULL: path was there before */
    const char *path;
    int fd; /* -1: not open */
};

/* An existing folder; 0, or -1 with errno. */
int folder_open(struct folder *f, const char *path);

/* A new one beside path, under another name until folder_commit(). 0, or -1 with errno: EEXIST when there is
 * something of that name already. */
int folder_new(struct folder *f, const char *path);

/* Gives a new folder the rights that mkdir() would have given it, instead of those for its owner alone. */
void folder_usual_rights(const struct folder *f);

/* 0, or -1 with errno and nothing left behind. */
int folder_commit(struct folder *f);

/* Removes a new folder and all that is in it. */
void folder_discard(struct folder *f);

#endif
