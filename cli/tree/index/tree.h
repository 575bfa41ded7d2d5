/* tree.h - the entries of a tree of files that is packed. Those of an archive are in a catalog (catalog.h). */
#ifndef LLZ_TREE_H
#define LLZ_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "cli/files/byte_buffer.h"

/* Values are those of codec/FORMAT.md, "Trees". */
enum tree_kind {
    TREE_FILE,
    TREE_FOLDER,
    TREE_SYMLINK,
    TREE_HARDLINK,
    TREE_FIFO,
    TREE_CHARACTER,
    TREE_BLOCK,
    TREE_KINDS
};

#define TREE_NONE SIZE_MAX /* no entry */

/* Names of attributes are those of pax: of extended attributes, and of POSIX access control lists as text. */
#define TREE_XATTR "SCHILY.xattr."
#define TREE_ACL_ACCESS "SCHILY.acl.access"
#define TREE_ACL_DEFAULT "SCHILY.acl.default"

/* A file on the disk, as it was when its entry was made, or a place in the tree's spool. */
struct tree_origin {
    const char *path; /* path to read from, for messages too */
    uint64_t device, inode;
    int64_t seconds; /* last change of the inode */
    long nanoseconds;
    int spooled;
    uint64_t at; /* offset in the spool */
};

struct tree_entry {
    enum tree_kind kind;
    unsigned mode;      /* permission bits, at most 07777 */
    size_t owner;       /* index in tree.owners */
    const char *path;   /* any bytes but NUL: whoever writes it to a disk has to check it first */
    const char *target; /* target of a link, otherwise NULL; of a hard link: the path of an earlier entry */
    int64_t seconds;    /* last change of the content, since 1970 */
    unsigned nanoseconds;
    uint64_t major, minor;               /* numbers of a device */
    uint64_t size;                       /* size of a file */
    size_t rank;                         /* rank of a file: how many files' contents stand before this one's */
    size_t attributes;                   /* how many */
    const unsigned char *attribute_list; /* attributes as in the index: name, NUL, varint length, value */
    size_t attribute_bytes;

    struct tree_origin origin; /* place to read it from while packing */

    unsigned char notes; /* what happened while it was packed: a sum of enum tree_note (notes.h) */
};

struct tree_owner {
    uint64_t uid, gid;
    const char *user, *group; /* empty: not known */
};

/* All zero: empty. */
struct tree {
    struct tree_entry *entries; /* entries in their original order */
    size_t count, room;
    struct tree_owner *owners;
    size_t owners_count, owners_room;
    size_t *order; /* indices of the files' entries, by rank */
    size_t files;
    uint64_t bytes;      /* content of all files */
    unsigned char notes; /* notes, as of an entry, about whatever got none */
    struct pool pool;
    int spool; /* a file with the contents of entries that are spooled, closed with the tree; 0: none */
};

void tree_free(struct tree *t);

/* A copy of e at the end, whose strings must live as long as the tree; NULL without memory. */
struct tree_entry *tree_add(struct tree *t, const struct tree_entry *e);

/* The number of this owner, which is copied when it is new; TREE_NONE without memory. */
size_t tree_owner(struct tree *t, const struct tree_owner *o);

/* Gives the files their ranks, so that like stands beside like, and fills order. 0, or -1 without memory. */
int tree_rank(struct tree *t);

/* Gives them the ranks of that order, which has the same files as order has. */
void tree_set_order(struct tree *t, const size_t *order);

/* The next attribute of a list that was checked when it was read; *at starts at 0. */
struct tree_attribute {
    const char *name;
    const unsigned char *value;
    size_t length;
};
int tree_attribute_next(const struct tree_entry *e, size_t *at, struct tree_attribute *a);

#endif
