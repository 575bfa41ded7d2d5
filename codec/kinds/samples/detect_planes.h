/* detect_planes.h - images whose channels, or whose slices, follow one another. For the encoder only. */
#ifndef LLZ_DETECT_PLANES_H
#define LLZ_DETECT_PLANES_H

#include "codec/kinds/samples/sample_reading.h"

/* How many samples it is from one plane to the next in an image of n bytes with rows of so many samples; 0 if
 * it has none. */
size_t llz_detect_planes(const uint8_t *p, size_t n, const struct llz_reading *r, size_t row);

#endif
