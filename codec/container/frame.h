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
    bool last;              /* whether it is the last of its member */
    bool notes_follow;      /* whether it is the last one of a tree's files, and their notes follow */
    bool stored;            /* the payload is the content outside of repeats */
    size_t raw;             /* bytes of content outside of repeats */
    uint64_t content;       /* all content bytes; get() finds it */
    size_t payload;         /* length of the payload, which follows the head */
    struct llz_table table; /* kinds of the bytes, and places of the repeats */
    /* check of the content, with the frame's link laid over it (chain.h) */
    uint8_t check[LLZ_CHECK_BYTES_WIDE];
};

/* What a frame may be at its place. */
struct llz_frame_rules {
    size_t full;     /* raw bytes of every frame but the last; an upper bound for frames with repeats */
    bool first;      /* whether it is the first of its member; no other may be empty */
    bool wide;       /* the last one's check has LLZ_CHECK_BYTES_WIDE bytes */
    bool files;      /* whether the member ends the files of a tree, so that notes may follow its last frame */
    uint64_t before; /* content bytes of the earlier frames of the member */
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
