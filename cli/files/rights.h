/* rights.h - who may do what with a file: its mode, and its POSIX access control list where it has one. Where
 * there is a list, the mode's bits of the group are the list's mask: to copy them alone would give the group
 * what only somebody else was given. */
#ifndef LLZ_RIGHTS_H
#define LLZ_RIGHTS_H

#include <stddef.h>
#include <sys/types.h>

/* Lists are in the form of Linux (linux/posix_acl_xattr.h), little-endian, on every system: version 2 in 4
 * bytes, then for each entry tag and rights (2 bytes each) and the number of a user or group (4). */
enum {
    RIGHTS_OWNER = 1,
    RIGHTS_A_USER = 2,
    RIGHTS_GROUP = 4,
    RIGHTS_A_GROUP = 8,
    RIGHTS_MASK = 16,
    RIGHTS_OTHERS = 32
};

#define RIGHTS_LIST_MAX 1028 /* bytes: 128 entries */

struct rights {
    mode_t mode; /* 0777 at most */
    unsigned char list[RIGHTS_LIST_MAX];
    size_t bytes; /* length of the list; 0: there is none */
    int unknown;  /* whether there is a list that could not be read, or is longer */
};

/* What the mask of this process leaves of a mode. */
mode_t rights_usual(mode_t mode);

/* Of an open file with that mode. */
void rights_read(struct rights *r, int fd, mode_t mode);

/* The mode that gives nobody more than mode and list do together, for where the list cannot be: the group what
 * the mask leaves of its own entry, and nobody what a named user or group was denied. Where the list cannot be
 * read as one, the owner alone keeps what the mode gives. */
mode_t rights_without_list(mode_t mode, const unsigned char *list, size_t n);

/* The same for a file that has another group than its source: that gets what everybody has, and everybody no
 * more than the old group had. setgid goes. */
mode_t rights_of_another_group(mode_t mode);
void rights_list_of_another_group(unsigned char *list, size_t n);

/* All return 0, or -1 with errno. */
int rights_set_list(int fd, const unsigned char *list, size_t n);
int rights_set_default_list(int fd, const unsigned char *list,
                            size_t n); /* of a folder, for what is made in it */

/* Removes the lists that a new file or folder has from the folder it was made in, without which its mode says
 * all. A mode that was 0600 hid them: the mask was empty. */
int rights_clear(int fd, int is_folder);
int rights_clear_name(const char *path); /* of a descriptor, which is followed */

#endif
