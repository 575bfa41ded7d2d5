/* resample.h - which pieces of a file a resample of the moving-block bootstrap consists of.
 *
 * Neighbouring pieces are alike (the same chapter, the same stage of learning), so runs of several consecutive
 * pieces are drawn, not single ones (Kuensch 1989, moving blocks). The file is closed to a ring (Politis and
 * Romano 1992): else the pieces at its ends would be drawn too seldom. */
#ifndef LLZ_RESAMPLE_H
#define LLZ_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

#define DRAW_SEED 0x6c6c7a /* any number; fixed, so that a table can be made again */
#define DRAW_PIECES_MIN 8  /* below, resampling says more about the draw than about the file */

struct draw {
    uint64_t *random; /* state of the generator */
    size_t n;         /* pieces of the file */
    size_t length;    /* length of a run */
    size_t left, at;  /* pieces left in this run; the last one drawn */
};

struct draw draw_begin(size_t n, uint64_t *random);

/* The next piece; n of them make a resample. */
size_t draw_next(struct draw *d);

/* For qsort() over what resamples gave. */
int compare_doubles(const void *a, const void *b);

#endif
