/* landlock.h - which files this process may touch from now on (Linux, landlock(7)). */
#ifndef LLZ_CLI_LANDLOCK_H
#define LLZ_CLI_LANDLOCK_H

/* What may be done with a file, or with everything below a folder. */
enum landlock_use {
    LANDLOCK_USE_READ, /* files and folders are read */
    /* files, folders, links and special files are read, made, replaced, renamed and removed */
    LANDLOCK_USE_WRITE,
    LANDLOCK_USE_PUT,    /* a file that is there is written into: a device, a FIFO */
    LANDLOCK_USE_REMOVE, /* names are removed, and the folder is read to be synced */
};

/* Whether what was made in one folder can get its name in another one, which the first version of Landlock
 * refuses whatever the rules are. */
int landlock_can_move(void);

struct landlock_set; /* rules that are being gathered */

/* NULL: this kernel has no Landlock, or there is no memory; then nothing is confined. */
struct landlock_set *landlock_new(void);
/* A path that is not there adds nothing, for nothing can be done to it. 0, or -1 with errno. */
int landlock_allow(struct landlock_set *set, const char *path, enum landlock_use use);
/* Confines this thread and all that it starts, for good: what no rule allows fails with EACCES, and so do
 * connecting and binding TCP sockets. Frees the set. 0, or -1 with errno and nothing confined. */
int landlock_enforce(struct landlock_set *set);
void landlock_free(struct landlock_set *set); /* NULL is allowed */

#endif
