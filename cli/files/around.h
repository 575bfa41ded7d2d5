/* around.h - the folder that a name lies in, held open. What is done with the name afterwards is done in that
 * folder, whoever moves it meanwhile or puts a link in its place. */
#ifndef LLZ_AROUND_H
#define LLZ_AROUND_H

#include <sys/stat.h>

#define AROUND_TEXT 4608 /* of a path and what takes the place of its last part */

/* The folder, and in *last what path calls the name in it, which is empty where path ends in a slash. A
 * descriptor that is to be closed, or -1 with errno. A folder that may be written and not read will do. */
int around_open(const char *path, const char **last);

/* The same of a folder itself. */
int around_folder(const char *path);

/* The names in an open folder are on the disk afterwards. file: one of its files, for folders that cannot be
 * read. 0, or -1 with errno. */
int around_sync(int folder, int file);

/* Whether around_sync() has to be given a file. */
int around_needs_file(int folder);

/* Path with `name` for its last part, for messages. */
const char *around_text(char text[AROUND_TEXT], const char *path, const char *name);

/* What a name or a descriptor meant once. */
struct node {
    dev_t device;
    ino_t number;
};

struct node node_of(const struct stat *info);

/* Whether both mean one file. */
int node_equal(const struct node *a, const struct node *b);
int same_file(const struct stat *a, const struct stat *b);

/* 0, or -1 with errno. */
int node_read(struct node *n, int fd);

/* Whether the name still means it. Links are not followed. 0, or -1 with errno: ESTALE, when it is another. */
int node_check(const struct node *n, int folder, const char *name);

#endif
