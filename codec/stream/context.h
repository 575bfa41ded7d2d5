/* context.h - what streams with the same settings share, one after another: learners that have learned the
 * primer, one for each section that it may end with. It changes no byte. */
#ifndef LLZ_CONTEXT_H
#define LLZ_CONTEXT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "learner/learner.h"

/* Files of a folder take turns: sources and their headers, pages and their scripts, data, texts. Each learner takes as
 * much memory as the primer has touched, 35 MB at level 5. */
#define LLZ_CONTEXT_IDLE 8

/* Zero: empty. Several threads may use it at a time: one gets a learner, the others make their own. */
struct llz_context {
    /* Of LLZ_USE_KEPT; NULL: there is none, or somebody has taken it. */
    _Atomic(struct llz_learner *) idle[LLZ_CONTEXT_IDLE];
    atomic_uint turn;    /* which of them goes next, where all are there */
    atomic_size_t bytes; /* allocated for the idle learners */
};

/* A learner with these settings for a short text: an idle one, where one has the same settings. kept: a new one is
 * such that it can be used again. others: so many idle learners may stay beside it. NULL: no memory. */
struct llz_learner *llz_context_take(struct llz_context *c, const struct llz_learner_config *cfg, bool kept,
                                     unsigned others);
/* Takes back a learner that it gave, or frees it where it is of no further use. */
void llz_context_give(struct llz_context *c, struct llz_learner *l);
/* Frees idle learners until at most so many are left. */
void llz_context_trim(struct llz_context *c, unsigned left);

#endif
