/* create.h - files, folders, links and nodes below a folder, at paths that place_refusal() has let through.
 * Nothing that is there already is followed or written into. */
#ifndef LLZ_CREATE_H
#define LLZ_CREATE_H

#include "cli/files/around.h"
#include "cli/output/temporary.h"
#include "cli/terminal/report.h"
#include "cli/tree/index/place.h"
#include "cli/tree/index/tree.h"

/* Where something is being made. */
struct make {
    int base;
    int staged;              /* all but folders have temporary names until made_finish() */
    int stage;               /* folder of staged files; -1: they lie beside their names to come */
    dev_t stage_device;      /* file system of the stage; what goes to another one is staged beside its name */
    const char *stage_shown; /* the stage, for messages */
    struct detours *detours; /* folders that are to take the place of files; NULL: no stage */
    int sync;                /* whether names given without the stage are synced at once */
    int replace;             /* what is there and no folder is replaced; only with staged */
    const struct inodes *claims; /* but none of these files, which are read: ETXTBSY */
    const char *shown;           /* the folder, for messages */
    enum status *status;         /* gets worse when a temporary name stays, after a line */
};

/* A place that is held open: made_finish() or made_undo() is due. */
struct made {
    int fd, folder;
    char name[PLACE_NAME];
    const char *path;           /* what was asked for */
    struct temporary temporary; /* name until it is complete; empty: name */
    int where;                  /* folder of that name */
    struct node node;           /* what was made */
    int linked;                 /* whether it is another name of a file */
};

/* All return 0, or -1 with errno: EEXIST where something is in the way. */
int make_file(const struct make *m, const char *path, struct made *at);
int make_link(const struct make *m, const char *path, const char *existing);
int make_folder(const struct make *m, const char *path, int *is_new, struct node *node);

/* A symbolic link, FIFO or device like e. at: where it is, with fd -1. */
int make_node(const struct make *m, const char *path, const struct tree_entry *e, struct made *at);

/* The folder at path, which must be there; at->fd is its own descriptor, and at->node what it is. */
int make_reopen(const struct make *m, const char *path, struct made *at);

/* The name that it has now, and the folder that this is in. */
const char *made_name(const struct made *at);
int made_where(const struct made *at);

/* Closes a file that has a temporary name in the stage, where it stays until made_resume() opens its place
 * again for made_finish(). 0, or -1 with errno and nothing of it left. */
int made_defer(const struct make *m, struct made *at);
int made_resume(const struct make *m, const char *path, const struct temporary *t, const struct node *node,
                struct made *at);

/* Closes it, and gives it its name. 0, or -1 with errno and nothing of it left. */
int made_finish(const struct make *m, struct made *at);

/* Closes and removes it. */
void made_undo(const struct make *m, struct made *at);

/* Closes what was reopened. 0, or -1 with errno. */
int made_close(struct made *at);

#endif
