/* unwrap.h - an archive of another kind without what it is compressed with (gzip, bzip2, xz, zstd), all checks of which
 * are looked at. A reader of archives stops at the end of an archive, before the last of them have come, so it gets its
 * bytes from here, and what it did not ask for is read all the same.
 *
 * A tar is read from its beginning to its end. All else is read as a file, from a temporary one where it is compressed or
 * comes in a pipe: zip, 7z and iso have tables elsewhere than in front, and of a zip that is read without them links,
 * modes and what was removed come out wrong. */
#ifndef LLZ_UNWRAP_H
#define LLZ_UNWRAP_H

#include <archive.h>

#include "cli/tree/libarchive/gunzip.h"

struct unwrap {
    struct gunzip gz;
    struct archive *raw; /* takes the other kinds off; NULL: there is nothing to take off, and a file is read */
    int packed;          /* something is taken off */
    int ended;
    const void *first; /* bytes that were looked at and come next */
    size_t first_bytes;
    struct source spooled; /* the temporary file, and its descriptor, or -1 */
    off_t beginning;       /* of the archive in the file that is read */
    int trailing;          /* after unwrap_end(): something follows the end of what is compressed */
    uint64_t given;        /* bytes that raw got */
    const char *failed;    /* why nothing more can be had; NULL: nothing has failed */
    const char *blamed;    /* what failed: the source, or the temporary file */
};

/* From where src is. 0, or -1; unwrap_close() in any case. */
int unwrap_open(struct unwrap *u, struct source *src);

/* The file that is read, in which the reader may seek; -1: there is none. */
int unwrap_file(const struct unwrap *u);

/* How many bytes come next, at *data until the next call; 0: no more; -1: failed. */
ssize_t unwrap_read(struct unwrap *u, const void **data);

/* Reads what is left of something compressed, for its checks. 0, or -1: failed, now or before. */
int unwrap_end(struct unwrap *u);

void unwrap_close(struct unwrap *u);

#endif
