/* restore.h - a tree on the disk, from an archive that may come from anybody. */
#ifndef LLZ_RESTORE_H
#define LLZ_RESTORE_H

#include "cli/files/folder.h"
#include "cli/files/sparse.h"
#include "cli/terminal/progress.h"
#include "cli/tree/index/select.h"
#include "cli/tree/restore/create.h"
#include "cli/tree/restore/detour.h"
#include "cli/tree/restore/unpack.h"

/* A complete file in the stage. */
struct pending {
    size_t file; /* its entry */
    struct temporary temporary;
    struct node node;
};

/* Folders are made first, then files come with their contents, then links to them; symbolic links and special
 * files stand last, so that not even a link of the archive itself could lead a file astray; and then folders
 * get their rights and times. What goes into a folder that is there comes into a stage, a folder of its own in
 * that one, and gets its name once it is complete and on the disk: many files at a time, for the disk takes
 * long over each time. */
struct restore {
    const struct options *opt;
    struct folder *folder; /* open; a new one is wholly ours */
    struct progress *progress;
    enum status status; /* status of what was refused; each entry got a line */
    int nothing;        /* whether the sink failed, and said so, because no entry was asked for */

    /* Its own */
    const struct catalog *catalog;
    struct selection selection;
    size_t strip;       /* length of the only top folder's name, which is left out of every path */
    uint32_t *folders;  /* entries of the folders, sorted by path */
    struct node *nodes; /* identities of these folders */
    size_t folders_count;
    unsigned char *made; /* mark of each folder whose rights and times are ours to set */
    struct make make;
    struct folder stage; /* there is one if make.stage says so */
    struct detours detours;
    struct pending *pending;
    size_t pending_count, pending_room;
    uint64_t pending_bytes;
    struct made at; /* the file being written */
    size_t file;    /* its entry */
    int damaged;    /* whether some of the open file is lost */
    struct sparse sparse;
};

extern const struct tree_sink restore_sink; /* user: the struct restore */

void restore_init(struct restore *r, const struct options *opt, struct folder *folder,
                  struct progress *progress);

/* After a failure in the archive: files that were complete before it get their names. */
void restore_rescue(struct restore *r);

/* Removes what is not complete. STATUS_WARNING after a line, if that fails. */
enum status restore_free(struct restore *r);

#endif
