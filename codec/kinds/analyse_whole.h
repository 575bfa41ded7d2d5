/* analyse_whole.h - the encoder's judgement of a frame from which repeats have been left out. */
#ifndef LLZ_ANALYSE_WHOLE_H
#define LLZ_ANALYSE_WHOLE_H

#include <stddef.h>
#include <stdint.h>

#include "codec/container/segment.h"
#include "codec/llz.h"
#include "codec/repeats/repeat.h"

#define LLZ_WHOLE_FRAMES 2 /* memory that llz_analyse_whole() takes, in frames */

/* Cuts the n coded bytes of a frame, n <= frame_bytes, into segments, as llz_analyse() does. Where the frame has
 * repeats, its rows and records are looked for in the content with the repeats in their places: a model sees
 * them pass, so that its rows are those of the content. LLZ_ERR_MEMORY. */
enum llz_error llz_analyse_whole(const uint8_t *p, size_t n, const struct llz_repeats *repeats,
                                 size_t frame_bytes, struct llz_segment *last, struct llz_segments *out);

#endif
