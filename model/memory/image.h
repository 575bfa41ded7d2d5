/* image.h - what a file in memory held at one moment, so that it can be brought back.
 *
 * A file of memfd_create() knows which of its pages were ever touched, so an image is as large as these, however large the
 * file. Its pages stay where they are mapped: of a private mapping, whose written pages are dropped, each would cost a page
 * fault again, which took 3.4 µs (tests/bench/LOG.md), more than copying it does. */
#ifndef LLZ_IMAGE_H
#define LLZ_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/memory/arena.h"

struct llz_image;

/* Of a file that is mapped at base, all of it. tables [n], in the order of their places: their marks are cleared, and tell
 * from now on what was written to. NULL: no memory, or a system that cannot tell what was touched. */
struct llz_image *llz_image_take(int file, unsigned char *base, const struct llz_marked *tables, size_t n);
/* The mapping holds again what it held then; what was touched since and not before is zero. Of tables only marked lines
 * are copied, and a short member marks few of them (after nine manual pages 0.6 to 6 % of all lines had changed). Clears
 * the marks. False: it holds anything. */
bool llz_image_restore(const struct llz_image *m, int file, unsigned char *base,
                       const struct llz_marked *tables, size_t n);
void llz_image_free(struct llz_image *m);

#endif
