/* folder_state.h - what stands in a folder: remembered, compared, made again. */
#ifndef LLZ_FOLDER_STATE_H
#define LLZ_FOLDER_STATE_H

#include <stddef.h>
#include <sys/stat.h>

struct entry {
    char *path; /* below the folder */
    struct stat info;
    char *data; /* of a file; of a link: where it leads */
    size_t size;
    char *attributes; /* user.*: name, 0, value, 0 ... */
    size_t attributes_size;
};

struct tree {
    struct entry *entries; /* by path */
    size_t count;
};

/* These end the program if the folder cannot be read or written. */
void tree_read(struct tree *t, const char *folder);
void tree_free(struct tree *t);

/* Empties the folder, then makes the tree there. */
void tree_restore(const struct tree *t, const char *folder);

/* NULL: no such path. */
const struct entry *tree_find(const struct tree *t, const char *path);

/* Same kind, and contents. Loose: figures may differ, for times and speeds. */
int entry_same(const struct entry *a, const struct entry *b, int loose);

/* Rights, owner, attributes, and time, if a's is older than 2020: newer ones are those of the run. */
int entry_same_attributes(const struct entry *a, const struct entry *b);

int tree_same(const struct tree *a, const struct tree *b);

/* The same bytes; loose: but for figures. */
int data_same(const char *a, size_t a_size, const char *b, size_t b_size, int loose);

/* All of a file (FILE_MAX bytes at most), with a 0 after it. */
char *file_read(const char *path, size_t *size);

void die(const char *what);

#endif
