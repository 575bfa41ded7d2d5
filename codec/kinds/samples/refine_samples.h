/* refine_samples.h - what can be told of samples once it is known about where they are: to the
 * byte where they begin, how long their rows are, and where one plane of an image ends and the
 * next begins. For the encoder only. */
#ifndef LLZ_REFINE_SAMPLES_H
#define LLZ_REFINE_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

#include "codec/container/segment.h"

/* Moves and splits the segments of samples in p [n]. block: bytes by which segment borders
 * may be wrong; before: the segment that ends where p begins, its length counted from where
 * its samples began; length 0: none. */
void llz_refine_samples(const uint8_t *p, size_t n, size_t block, const struct llz_segment *before,
                        struct llz_segments *s);

#endif
