/* segment.h - a frame's segments: runs of content of one kind, and the table
 * in the frame's head that tells them. */
#ifndef LLZ_SEGMENT_H
#define LLZ_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/coder/varint.h"
#include "codec/llz.h"
#include "model/profile.h"

#define LLZ_SEGMENTS_MAX 48               /* in a frame */
#define LLZ_STRIDE_MAX 65535              /* bytes of a record or of an image row */
#define LLZ_PLANES_MAX 2                  /* planes before one */
#define LLZ_PLANE_MAX ((uint32_t)1 << 22) /* bytes of a plane */
#define LLZ_SEGMENT_LENGTH_MAX 4          /* bytes of a length's varint: frames have 4 MiB at most */
/* For each a byte of kind and parameters, a stride, a plane and a length. */
#define LLZ_SEGMENTS_BYTES (LLZ_SEGMENTS_MAX * (1 + 3 + 4 + LLZ_SEGMENT_LENGTH_MAX))

struct llz_segment {
    struct llz_profile profile;
    bool filtered; /* X86: whether it is coded in the form that x86_filter.h makes */
    size_t length; /* bytes of content, at least 1 */
};

struct llz_segments {
    unsigned n; /* 1..LLZ_SEGMENTS_MAX */
    struct llz_segment at[LLZ_SEGMENTS_MAX];
};

/* One segment of text, raw bytes of it, after that section of the primer. */
void llz_segments_text(struct llz_segments *s, size_t raw, unsigned section);
/* What a frame without a table is: raw bytes (0 in an empty frame alone) of text. */
void llz_segments_default(struct llz_segments *s, size_t raw);
bool llz_segments_are_default(const struct llz_segments *s);
/* Is it text alone? *section: after which section. */
bool llz_segments_are_text(const struct llz_segments *s, unsigned *section);

/* Do two segments differ in nothing but their lengths, and what was primed before them? Such neighbours are one. */
bool llz_segment_alike(const struct llz_segment *a, const struct llz_segment *b);

/* Is this what a table can say: parameters in range, and 0 where the kind has none? */
bool llz_segment_valid(const struct llz_segment *s);

/* Writes them, but not their number, to out; returns how many bytes that takes. */
size_t llz_segments_put(uint8_t *out, const struct llz_segments *s);

/* Reads so many, of a frame of raw coded bytes, from n bytes at p, the first at *at, which is moved after
 * them. LLZ_AGAIN when they go on after those bytes, LLZ_ERR_HEADER for anything that no encoder writes. */
enum llz_error llz_segments_get(const uint8_t *p, size_t n, size_t *at, uint64_t count, size_t raw,
                                struct llz_segments *s);

#endif
