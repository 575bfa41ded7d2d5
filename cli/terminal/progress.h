/* progress.h - the line on a terminal that shows how far an operation is, and its clock. */
#ifndef LLZ_PROGRESS_H
#define LLZ_PROGRESS_H

#include <stdint.h>

#include "cli/options/options.h"

struct progress {
    int visible;                          /* stderr is a terminal and -q was not given */
    int decoding;                         /* input is counted in archive bytes */
    int verifying;                        /* the work is done when all is decoded again */
    int drawn;                            /* something stands on the line */
    uint64_t total;                       /* bytes of input; 0: not known */
    uint64_t raw, packed;                 /* so far */
    uint64_t earlier_raw, earlier_packed; /* bytes of the streams before the current one */
    uint64_t checked;                     /* content bytes that --verify has decoded */
    double start, last;                   /* seconds */
    const char *name;                     /* name of the input; NULL: there is only one */
    int turn, turns;                      /* number of the input, and of all inputs */
    double primed;                        /* share of the primer that is learned; 1: nothing is being learned */
    int width;                            /* columns of what stands on the line */
    struct turns *beside;                 /* inputs that share a line with this one; NULL: none do */
};

/* What the line tells, in its order; see progress_compose(). */
struct progress_parts {
    char share[32], sizes[80], bits[32], speed[32], left[48];
};

#define PROGRESS_TEXT 1024

/* The line, in so many columns: "2 of 3  NAME  12.3 %  1.2 MB -> 345 KB  2.345 bits/byte  67.8 KB/s  1:02
 * left". Where there is no room, bits, speed and sizes are left out, in that order, and the name is
 * cut short. */
void progress_compose(char text[PROGRESS_TEXT], const struct progress *p, const struct progress_parts *parts,
                      int columns);

void progress_begin(struct progress *p, const struct options *opt, uint64_t total);

/* For struct llz_options; user is the struct progress. Asks the stream to stop once a signal came in. */
int progress_tick(void *user, uint64_t raw, uint64_t packed);

/* For the same: what is known before the first byte is being learned. */
void progress_priming(void *user, uint64_t learned, uint64_t all);

/* The same as progress_tick() for the decoder of --verify. */
int progress_tick_check(void *user, uint64_t raw, uint64_t packed);

/* Whether the line is to be drawn now: not too soon, not too often, and only where somebody sees it. */
int progress_due(struct progress *p);

/* Composes the line for the width of the terminal, and draws it. */
void progress_parts(struct progress *p, const struct progress_parts *parts);

/* Draws a printable text there, cut to the width of the terminal, in place of what stood on the line. */
void progress_line(struct progress *p, const char *text);

/* Clears the line: before any other text on stderr. */
void progress_clear(struct progress *p);

/* Seconds since progress_begin(). */
double progress_seconds(const struct progress *p);

#endif
