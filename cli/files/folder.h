/* folder.h - folders that entries are restored into; new ones get their name when they are complete. */
#ifndef LLZ_FOLDER_H
#define LLZ_FOLDER_H

#include "cli/files/around.h"
#include "cli/output/temporary.h"
#include "cli/terminal/report.h"

struct folder {
    const char *path;           /* name that the user gave */
    int fd;                     /* -1: not open */
    int around;                 /* folder in which a new one is made; -1: none */
    const char *last;           /* its name there */
    struct temporary temporary; /* name until it is complete; empty: it was there before, or is complete */
    struct node node;           /* identity of a new folder */
    char shown[AROUND_TEXT];    /* current path, for messages */
};

/* An existing folder; 0, or -1 with errno. */
int folder_open(struct folder *f, const char *path);

/* A new one beside path, under another name until folder_commit(). 0, or -1 with errno: EEXIST when there is
 * something of that name already. */
int folder_new(struct folder *f, const struct options *opt, const char *path);

/* A new one in an existing folder, for what is not complete. It is never committed. 0, or -1 with errno. */
int folder_stage(struct folder *f, const struct options *opt, const struct folder *in);

int folder_is_new(const struct folder *f);

/* Gives a new folder the rights that mkdir() would have given it, instead of those for its owner alone. */
void folder_usual_rights(const struct folder *f);

/* All that is in the folder is on the disk; then a new one gets its name, which is on the disk too. 0, or -1
 * with errno and nothing left behind, save when only the last of this failed. */
int folder_commit(struct folder *f);

/* Removes a new folder and all that is in it. STATUS_WARNING after a line, if some of it stays. */
enum status folder_discard(struct folder *f);

#endif
