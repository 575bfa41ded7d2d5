/* gunzip.h - a source without its gzip, if it has one. libarchive's own reader looks at neither the sum nor the length
 * after a member; these are checked here. */
#ifndef LLZ_GUNZIP_H
#define LLZ_GUNZIP_H

#include <zlib.h>

#include "cli/files/source.h"

struct gunzip {
    struct source *src;
    int packed;         /* it is gzip's; otherwise its bytes pass as they are */
    int ended;          /* after the last member */
    int trailing;       /* something follows it that is no member, and no padding either */
    const char *failed; /* why nothing more can be had; NULL: nothing has failed */
    z_stream z;         /* its input is what of `in` is still to be taken */
    unsigned char in[65536], out[65536];
};

/* Looks at the beginning of src. 0, or -1; gunzip_close() in any case. */
int gunzip_open(struct gunzip *g, struct source *src);

/* How many bytes come next, at *data until the next call. 0: all have come, and all checks were right; -1: failed. */
ssize_t gunzip_read(struct gunzip *g, const void **data);

void gunzip_close(struct gunzip *g);

#endif
