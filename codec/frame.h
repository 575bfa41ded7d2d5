/* frame.h - the head of a frame: what follows, how long it is and what its hash must be. */
#ifndef LLZ_FRAME_H
#define LLZ_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/llz.h"
#include "codec/segment.h"
#include "codec/varint.h"

#define LLZ_FRAME_HEAD_MAX (1 + 2 * LLZ_VARINT_MAX + LLZ_SEGMENT_TABLE_MAX + 16)

struct llz_frame {
    bool last;                    /* of its member */
    bool stored;                  /* the payload is the content */
    size_t raw;                   /* bytes of content */
    size_t payload;               /* bytes that follow the head */
    struct llz_segments segments; /* of the content, in order */
    uint8_t hash[16];             /* last: XXH3-128 of the member; else XXH3-64 of the frame in the first 8 */
};

/* Bytes of the hash in this frame's head. */
size_t llz_frame_hash_bytes(bool last);

/* Is the coded payload, f->payload bytes, shorter than the stored content with everything that goes along? */
bool llz_frame_shrinks(const struct llz_frame *f);

/* Writes the head to out (LLZ_FRAME_HEAD_MAX bytes); returns its length. */
size_t llz_frame_put(uint8_t *out, const struct llz_frame *f);

/* What a frame may be at its place. */
struct llz_frame_rules {
    size_t full; /* length of every frame but the last */
    bool first;  /* of its member: it alone may be empty */
};

/* Reads a head of which n bytes are known, in the manner of llz_header_get(): *need == n when complete.
 * LLZ_ERR_HEADER for anything that no encoder writes. */
enum llz_error llz_frame_get(const uint8_t *p, size_t n, const struct llz_frame_rules *rules,
                             struct llz_frame *f, size_t *need);

#endif
