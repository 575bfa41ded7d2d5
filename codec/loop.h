/* loop.h - the loop: predict, code, learn. */
#ifndef LLZ_LOOP_H
#define LLZ_LOOP_H

#include <stddef.h>
#include <stdint.h>

#include "codec/coder/rangecoder.h"
#include "codec/container/frame_table.h"
#include "codec/llz.h"
#include "codec/measure/explainer.h"
#include "codec/measure/meter.h"
#include "codec/repeats/content_tail.h"
#include "learner/learner.h"

struct llz_progress {
    llz_progress_fn fn; /* may be NULL */
    void *user;
    uint64_t raw, packed;            /* bytes passed before this frame */
    struct llz_meter *meter;         /* NULL: nothing is measured */
    struct llz_explainer *explainer; /* NULL: nothing is told */
    llz_priming_fn priming;          /* may be NULL */
};

/* Codes one frame, segment by segment, and lets pass what stands between its bytes and is not coded. An encoder
 * and a teacher read data, a decoder fills it. tail: the end of the member's content, in the form in which it
 * is coded. LLZ_OK, LLZ_ERR_CANCELLED, or LLZ_ERR_CORRUPT when a decoder's payload has run out. */
enum llz_error llz_loop(struct llz_learner *learner, struct llz_coder *coder, uint8_t *data,
                        const struct llz_table *table, struct llz_tail *tail,
                        const struct llz_progress *progress);

/* One byte within it, after llz_learner_step() and before llz_learner_learn(). Returns the byte; a decoder ignores the one
 * that it is offered. explainer: may be NULL. */
int llz_loop_byte(struct llz_learner *learner, struct llz_coder *coder, int byte,
                  struct llz_explainer *explainer);

#endif
