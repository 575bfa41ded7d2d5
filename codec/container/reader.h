/* reader.h - takes an archive apart, in pieces of any size, for the decoder and the lister. */
#ifndef LLZ_READER_H
#define LLZ_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/container/frame.h"
#include "codec/container/header.h"
#include "codec/llz.h"

enum llz_event {
    LLZ_READ_MORE,   /* nothing yet: needs more input */
    LLZ_READ_MEMBER, /* reader.header is complete and checked */
    LLZ_READ_HEAD,   /* reader.frame is complete and its payload follows */
    LLZ_READ_PIECE,  /* the bytes taken belong to the payload */
    LLZ_READ_FRAME   /* the payload of reader.frame is complete */
};

struct llz_reader {
    enum { LLZ_IN_HEADER, LLZ_IN_HEAD, LLZ_IN_PAYLOAD } place; /* zero: at the start of a member */
    struct llz_header header;
    struct llz_frame frame;
    struct llz_frame_rules rules;
    size_t left;              /* bytes of the payload that are still to come */
    struct llz_header main;   /* header of the last member that holds no notes */
    uint64_t members;         /* begun so far */
    enum llz_content content; /* content of the last member */
    /* one member, which need not be the first of its archive; what is after it
     * is not taken. Set by the caller */
    bool alone;
    bool controls;                    /* policies that stand in no archive that is kept are taken; likewise */
    const struct llz_own_policy *own; /* policy LLZ_OWN is this one; NULL: it is refused */
    bool more;                        /* a group has to follow the last member */
    uint64_t total;                   /* content bytes of all members so far */
    uint64_t position; /* content bytes of the last member, and of the groups of its content before it */
    /* what files are bound to: the value (chain.h) after their index; notes: that after the files. Set by
     * the caller of one that is alone */
    uint64_t index;
    uint64_t value;              /* after the last header or head that was complete */
    uint64_t link;               /* link of the last head */
    size_t heading;              /* bytes of the header or head that is complete: they stand in buf */
    size_t have;                 /* bytes in buf */
    uint8_t buf[LLZ_HEADER_MAX]; /* bytes of a header or of a frame's head */
};

/* Takes *took of the n bytes at p and says what they were. The caller goes on until LLZ_READ_MORE. */
enum llz_error llz_reader_next(struct llz_reader *r, const uint8_t *p, size_t n, size_t *took,
                               enum llz_event *event);

/* May the input end here? LLZ_OK, LLZ_ERR_NOT_LLZ when there was none, LLZ_ERR_TRUNCATED. */
enum llz_error llz_reader_end(const struct llz_reader *r);

#endif
