/* make.h - files, folders, links and nodes below a folder, at paths that place_refusal() has let through.
 * Nothing that is there already is followed or written into. */
#ifndef LLZ_CLI_TREE_MAKE_H
#define LLZ_CLI_TREE_MAKE_H

#include "cli/tree/place.h"
#include "cli/tree/tree.h"

/* Where something is being made. */
struct make {
    int base;
    int replace;                 /* what is there and no folder is removed */
    const struct inodes *claims; /* but none of these files, which are read: ETXTBSY */
};

/* A place that is held open: remove what was begun there by make_undo(). */
struct made {
    int fd, folder;
    char name[PLACE_NAME];
};

/* All return 0, or -1 with errno: EEXIST where something is in the way. */
int make_file(const struct make *m, const char *path, struct made *at);
int make_link(const struct make *m, const char *path, const char *existing);
int make_folder(const struct make *m, const char *path, int *is_new);

/* A symbolic link, FIFO or device like e. at: where it is, with fd -1; made_close() is due. */
int make_node(const struct make *m, const char *path, const struct tree_entry *e, struct made *at);

/* The folder at path, which must be there; at->fd is its own descriptor. */
int make_reopen(const struct make *m, const char *path, struct made *at);

void made_undo(struct made *at); /* removes the file, too */
int made_close(struct made *at); /* 0, or -1 with errno */

#endif
