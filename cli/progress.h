/* progress.h - the line on a terminal that shows how far an operation is, and its clock. */
#ifndef LLZ_CLI_PROGRESS_H
#define LLZ_CLI_PROGRESS_H

#include <stdint.h>

#include "cli/options.h"

struct progress {
    int visible;                          /* stderr is a terminal and -q was not given */
    int decoding;                         /* input is counted in archive bytes */
    int verifying;                        /* the work is done when all is decoded again */
    int drawn;                            /* something stands on the line */
    uint64_t total;                       /* bytes of input; 0: not known */
    uint64_t raw, packed;                 /* so far */
    uint64_t earlier_raw, earlier_packed; /* of streams before the one that reports now */
    uint64_t checked;                     /* content bytes that --verify has decoded */
    double start, last;                   /* seconds */
};

void progress_begin(struct progress *p, const struct options *opt, uint64_t total);

/* For struct llz_options; user is the struct progress. Asks the stream to stop once a signal came in. */
int progress_tick(void *user, uint64_t raw, uint64_t packed);

/* The same for the decoder of --verify. */
int progress_tick_check(void *user, uint64_t raw, uint64_t packed);

/* Whether the line is to be drawn now: not too soon, not too often, and only where somebody sees it. */
int progress_due(struct progress *p);

/* Draws text there, in place of what stood on the line. */
void progress_line(struct progress *p, const char *text);

/* Clears the line: before any other text on stderr. */
void progress_clear(struct progress *p);

/* Seconds since progress_begin(). */
double progress_seconds(const struct progress *p);

#endif
