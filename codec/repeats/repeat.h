/* repeat.h - stretches of a frame's content that are not coded: zeros, or a repetition of what came just before
 * them. They stand between the bytes that are coded (or stored), which are counted without them. */
#ifndef LLZ_REPEAT_H
#define LLZ_REPEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/coder/varint.h"
#include "codec/llz.h"

#define LLZ_REPEATS_MAX 64          /* in a frame */
#define LLZ_REPEAT_DISTANCE 65535   /* bytes, at most */
#define LLZ_CONTENT_BYTES INT64_MAX /* of an archive, at most: positions that a file can have */
/* Their number; for each a gap, a length and a distance. */
#define LLZ_REPEATS_BYTES (1 + LLZ_REPEATS_MAX * (4 + LLZ_VARINT_MAX + 3))

struct llz_repeat {
    size_t at;         /* number of coded bytes of the frame before the repeat */
    uint32_t distance; /* distance back to an equal byte in the member; 0: zeros */
    uint64_t length;   /* bytes, at least 1 */
};

struct llz_repeats {
    unsigned n; /* 0..LLZ_REPEATS_MAX */
    struct llz_repeat at[LLZ_REPEATS_MAX];
};

uint64_t llz_repeats_bytes(const struct llz_repeats *r); /* of content, all together */

/* Writes them (LLZ_REPEATS_BYTES at most); returns how many bytes that takes. */
size_t llz_repeats_put(uint8_t *out, const struct llz_repeats *r);

/* Reads those of a frame of so many coded bytes, in front of which the member has so many bytes of content, in
 * the manner of llz_segments_get(): *at is moved past them. */
enum llz_error llz_repeats_get(const uint8_t *p, size_t n, size_t *at, size_t coded, uint64_t before,
                               struct llz_repeats *r);

#endif
