/* target.h - where output goes. A named file appears under its name only when it is complete. */
#ifndef LLZ_TARGET_H
#define LLZ_TARGET_H

#include <stddef.h>

#include "cli/files/around.h"
#include "cli/files/source.h"
#include "cli/files/sparse.h"
#include "cli/output/temporary.h"
#include "cli/terminal/report.h"

struct target {
    const char *name; /* for messages */
    char *path;       /* final name; NULL: standard output */
    const char *last; /* last part of path: the name in `around` */
    int fd;
    int around;                 /* folder of the output; -1: none */
    struct temporary temporary; /* name of the file being written; empty: fd is the final destination */
    struct node node;           /* identity of the temporary file, or of what is written into */
    int regular;                /* a regular file: writing never waits */
    int lasting;                /* whether a file of that name is on disk once target_commit() is through */
    int replace;                /* whether an existing file of that name may be replaced */
    struct sparse sparse;       /* holes of a regular file */
};

/* Opens the place for path (NULL: standard output); src tells which file must not be overwritten.
 * path must outlive the target. STATUS_OK, or another status after a message, with nothing open. */
enum status target_open(struct target *dst, const struct options *opt, const struct source *src, char *path);

/* 0, or -1 with errno, which is EINTR only when signals_caught(). */
int target_write(struct target *dst, const void *data, size_t size);

/* The same with n zeros, which become a hole where there may be one. */
int target_skip(struct target *dst, uint64_t n);

/* The file gets its full length though it ends in a hole. 0, or -1 with errno. */
int target_end(struct target *dst);

/* Gives the complete output the source's times and rights, where the file system keeps them, and its final
 * name. After failure and a message nothing of it is left, save when only the folder's fsync failed. */
enum status target_commit(struct target *dst, const struct source *src);

/* Closes the folder. */
void target_leave(struct target *dst);

/* Removes what was written, where that is possible. */
void target_discard(struct target *dst);

#endif
