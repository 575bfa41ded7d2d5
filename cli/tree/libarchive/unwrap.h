/* unwrap.h - an archive of another kind without what it is compressed with (gzip, bzip2, xz, zstd), all checks of which
 * are looked at. A reader of archives stops at the end of an archive, before the last of them have come, so it gets its
 * bytes from here, and what it did not ask for is read all the same. */
#ifndef LLZ_UNWRAP_H
#define LLZ_UNWRAP_H

#include <archive.h>

#include "cli/tree/libarchive/gunzip.h"

struct unwrap {
    struct gunzip gz;
    struct archive *raw; /* takes the other kinds off; NULL: there is nothing to take off, and src is a file */
    int packed;          /* something is taken off */
    int ended;
    int trailing;       /* after unwrap_end(): something follows the end of what is compressed */
    uint64_t given;     /* bytes that raw got */
    const char *failed; /* why nothing more can be had; NULL: nothing has failed */
};

/* From where src is. 0, or -1; unwrap_close() in any case. */
int unwrap_open(struct unwrap *u, struct source *src);

/* Whether src itself is what is read, in which the reader may seek. */
int unwrap_is_direct(const struct unwrap *u);

/* How many bytes come next, at *data until the next call; 0: no more; -1: failed. */
ssize_t unwrap_read(struct unwrap *u, const void **data);

/* Reads what is left of something compressed, for its checks. 0, or -1: failed, now or before. */
int unwrap_end(struct unwrap *u);

void unwrap_close(struct unwrap *u);

#endif
