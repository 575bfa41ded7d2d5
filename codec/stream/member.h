/* member.h - what coding one member takes: a learner, two frame buffers and the hash of its content. */
#ifndef LLZ_MEMBER_H
#define LLZ_MEMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <xxhash.h>

#include "codec/container/frame.h"
#include "codec/container/header.h"
#include "codec/llz.h"
#include "codec/loop.h"
#include "codec/repeats/flow.h"
#include "codec/stream/context.h"
#include "codec/stream/priming_cost.h"

#define LLZ_SHARING_MOST 16384 /* bytes of a group that shares a learner with others */

struct llz_member {
    struct llz_header header;
    const struct llz_prior *prior;      /* prior that the header names, or NULL */
    struct llz_learner_config settings; /* settings of the learner */
    struct llz_learner *learner;        /* NULL: nothing had to be learned yet */
    /* Set by the caller before it is opened: */
    struct llz_context *context;           /* context that lends the learner; NULL: the learner is not shared */
    struct llz_priming_cost *priming_cost; /* what beginning has cost so far; NULL: it is not counted */
    bool primed;                           /* the primer has been learned, or begun */
    uint64_t limit;                        /* on memory; 0: none */
    uint64_t learned;                      /* coded bytes of the frames begun so far */
    uint64_t position;                     /* content bytes in the frames before */
    size_t frame_bytes;                    /* coded bytes of a frame, at most */
    size_t room;                           /* largest frame_bytes that the buffers have served */
    uint8_t *raw;                          /* content of one frame: room bytes */
    uint8_t *packed;                       /* head and payload of one frame: LLZ_FRAME_HEAD_MAX + room bytes */
    uint8_t *payload;                      /* place of the payload in it, after the room for the longest head */
    XXH3_state_t *hash;                    /* of the content so far */
    struct llz_tail *coded;                /* end of the content, in the form in which it is coded, */
    struct llz_tail *content;              /* and end of the content that has been handed out */
};

/* Makes everything that the header asks for but the learner, reusing the buffers of an earlier member;
 * measuring: the learner can measure. LLZ_ERR_MEMORY; LLZ_ERR_MEMLIMIT when
 * it would take more than `limit` bytes (0: any number), before any of them is allocated. */
enum llz_error llz_member_open(struct llz_member *m, const struct llz_header *h, const struct llz_prior *prior,
                               int threads, uint64_t limit, bool measuring);
/* Makes the learner now, whatever the first frame will be, so that nothing has to be allocated later.
 * LLZ_ERR_MEMORY. */
enum llz_error llz_member_make(struct llz_member *m);

/* Before a frame is learned, or coded: makes the learner, if there is none, as it suits the frame. more: other
 * members are likely to follow. LLZ_ERR_MEMORY, LLZ_ERR_COST. */
enum llz_error llz_member_begin(struct llz_member *m, const struct llz_frame *f, bool more);
/* Something long begins, whose memory is not to come on top of that of a learner that waits. */
void llz_member_interrupt(struct llz_member *m);
void llz_member_close(struct llz_member *m); /* frees everything; an unopened one is allowed */

/* Takes the content of the frame, whose raw bytes are in m->raw, into the member's hash and writes the check
 * that its head carries: llz_frame_check_bytes() bytes, with the frame's link laid over them. Once a frame, in
 * both directions. LLZ_OK or LLZ_ERR_CANCELLED. */
enum llz_error llz_member_check(struct llz_member *m, const struct llz_frame *f, uint64_t link,
                                const struct llz_progress *progress, uint8_t *out);

/* Puts those segments of the frame in m->raw that are marked as filtered into the form in which they are coded,
 * or back into what they were. */
void llz_member_filter(struct llz_member *m, const struct llz_table *t, bool undo);

size_t llz_member_bytes(const struct llz_member *m); /* allocated for it */

/* What llz_member_bytes() will be once a member with this header is open; 0: none can be. */
size_t llz_member_needs(const struct llz_member *m, const struct llz_header *h, const struct llz_prior *prior,
                        bool measuring);

#endif
