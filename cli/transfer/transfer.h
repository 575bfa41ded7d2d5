/* transfer.h - all bytes of a source through a stream of libllz to a target, or to whoever looks at them. */
#ifndef LLZ_TRANSFER_H
#define LLZ_TRANSFER_H

#include "cli/files/source.h"
#include "cli/output/target.h"
#include "cli/transfer/check.h"
#include "cli/transfer/difference.h"

/* Whoever else looks at what comes out of a decoder. Both return 0, or -1 with *why filled. */
struct failure;
struct watcher {
    int (*piece)(void *user, enum llz_content content, const unsigned char *p, size_t n, struct failure *why);
    int (*end)(void *user, struct failure *why);
    void *user;
    /* As piece, for n zeros. */
    int (*zeros)(void *user, enum llz_content content, uint64_t n, struct failure *why);
};

struct transfer {
    struct llz_stream *stream;
    struct source *src;
    struct target *dst;            /* NULL: what comes out is counted by the stream and thrown away */
    struct check *check;           /* --verify: sees what goes in and what comes out of an encoder; else NULL */
    struct difference *difference; /* sees what comes out of a decoder; NULL: there is no original */
    const struct watcher *watcher; /* likewise; NULL: nobody */
};

/* Why a transfer stopped early. */
struct failure {
    const char *name; /* name of the source or target concerned */
    int error;        /* errno, where the system refused; otherwise 0 */
    enum llz_error code;
    uint64_t needed; /* bytes, to LLZ_ERR_MEMLIMIT; 0: what one model takes, or two with --verify */
    int verifying;   /* the code is the check's: what was made is wrong */
    uint32_t named;  /* to LLZ_ERR_PRIOR and LLZ_ERR_MODEL where there is no stream to ask: which one, */
    int model;       /* and the model's number */
    int at_least;    /* whether `needed` is a lower bound, as the end has not been seen */
};

/* 0, or -1 with *why filled. Nothing is said to the user, for a progress line may have to be cleared first. A
 * difference found there ends the transfer as if it had been cancelled: the verdict tells more. */
int transfer_run(const struct transfer *t, struct failure *why);

/* Its parts, for content that comes from elsewhere than src, which then only names it: bytes, zeros, their end,
 * and the end of all that the target gets. */
int transfer_feed(const struct transfer *t, const unsigned char *p, size_t n, struct failure *why);
int transfer_feed_zeros(const struct transfer *t, uint64_t n, struct failure *why);
int transfer_end(const struct transfer *t, struct failure *why);
int transfer_end_watch(const struct transfer *t, struct failure *why);

/* Says why on stderr; a transfer cancelled by a signal says nothing.
 * stream: may be NULL where there is none. */
enum status transfer_report(const struct failure *why, const struct options *opt,
                            const struct llz_stream *stream);

#endif
