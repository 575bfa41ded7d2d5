/* frame.h - the head of a frame: what follows, how long it is and what its check must be. */
#ifndef LLZ_FRAME_H
#define LLZ_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/coder/varint.h"
#include "codec/container/chain.h"
#include "codec/container/frame_table.h"
#include "codec/llz.h"

#define LLZ_FRAME_HEAD_MAX (1 + 2 * LLZ_VARINT_MAX + LLZ_TABLE_MAX + LLZ_CHECK_BYTES_WIDE)

#define LLZ_FRAME_ZEROS 32 /* rows of zeros that an encoder leaves out of a frame, at most */

struct llz_frame {
    bool last;                           /* of its member */
    bool notes_follow;                   /* it is the last one of a tree's files, and their notes follow */
    bool stored;                         /* the payload is the content outside of repeats */
    size_t raw;                          /* bytes of content outside of repeats */
    uint64_t content;                    /* all of them; get() finds it */
    size_t payload;                      /* bytes that follow the head */
    struct llz_table table;              /* what they are, and where the repeats stand */
    uint8_t check[LLZ_CHECK_BYTES_WIDE]; /* of content, with the frame's link laid over it (chain.h) */
};

/* What a frame may be at its place. */
struct llz_frame_rules {
    size_t full;     /* raw bytes of every frame but the last, and of those with repeats at most */
    bool first;      /* of its member: it alone may be empty */
    bool wide;       /* the last one's check has LLZ_CHECK_BYTES_WIDE bytes */
    bool files;      /* the member ends the files of a tree, so that notes may follow its last frame */
    uint64_t before; /* content bytes of the member's frames before it */
};

/* Frames that a member with so much content has at most, if an encoder of this program has made it. */
uint64_t llz_frames_most(int model, uint64_t content);

/* Bytes of the check in a frame's head. */
size_t llz_frame_check_bytes(bool last, bool wide);

/* Is the coded payload, f->payload bytes, shorter than the stored content with everything that goes along? */
bool llz_frame_shrinks(const struct llz_frame *f);

/* Writes the head up to its check to out (LLZ_FRAME_HEAD_MAX bytes); returns its length. */
size_t llz_frame_put(uint8_t *out, const struct llz_frame *f, size_t full);

/* Reads a head of which the first n bytes are known, as llz_header_get() does with a header. LLZ_ERR_HEADER is
 * the only error. */
enum llz_error llz_frame_get(const uint8_t *p, size_t n, const struct llz_frame_rules *rules,
                             struct llz_frame *f, size_t *need);

#endif
