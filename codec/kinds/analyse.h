/* analyse.h - what the encoder finds out about a frame before it codes it. */
#ifndef LLZ_ANALYSE_H
#define LLZ_ANALYSE_H

#include <stddef.h>
#include <stdint.h>

#include "codec/container/segment.h"

/* Cuts the n bytes of a frame into segments, each of one kind. Every choice made here is allowed by the format
 * and undone by the decoder without knowing why it was made. *last: the last segment of the frame before this
 * one, its length counted from where it began, be it frames ago; all 0 before the first frame. It becomes that
 * of this frame. */
void llz_analyse(const uint8_t *p, size_t n, struct llz_segment *last, struct llz_segments *out);

#endif
