/* inodes.h - files that have several names, found again under the next one. */
#ifndef LLZ_INODES_H
#define LLZ_INODES_H

#include <stddef.h>
#include <sys/types.h>

struct inode {
    dev_t device;
    ino_t number;
    const char *path; /* the first name; NULL: this place is empty */
};

/* A hash table. All zero: empty. */
struct inodes {
    struct inode *places;
    size_t count, room; /* room: a power of 2, or 0 */
};

/* The path under which this file was seen before; NULL: never, and now it is known under that path, which must
 * stay where it is. *failed is set without memory. */
const char *inodes_seen(struct inodes *all, dev_t device, ino_t number, const char *path, int *failed);

/* Whether it was seen. all: may be NULL, which is empty. */
int inodes_have(const struct inodes *all, dev_t device, ino_t number);

void inodes_free(struct inodes *all);

#endif
