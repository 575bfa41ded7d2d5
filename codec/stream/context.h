/* context.h - what streams with the same settings share, one after another: a learner that has learned the
 * primer. It changes no byte. */
#ifndef LLZ_CONTEXT_H
#define LLZ_CONTEXT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "learner/learner.h"

/* Zero: empty. Several threads may use it at a time: one gets the learner, the others make their own. */
struct llz_context {
    _Atomic(struct llz_learner *) idle; /* one of LLZ_USE_KEPT; NULL: there is none, or somebody has taken it */
    atomic_size_t bytes;                /* allocated for the idle learner */
};

/* A learner with these settings for a short text: the idle one, where that has the same settings. kept: a new
 * one is such that it can be used again. NULL: no memory. */
struct llz_learner *llz_context_take(struct llz_context *c, const struct llz_learner_config *cfg, bool kept);
/* Takes back a learner that it gave, or frees it where it is of no further use. */
void llz_context_give(struct llz_context *c, struct llz_learner *l);
/* Frees the idle learner. */
void llz_context_clear(struct llz_context *c);

#endif
