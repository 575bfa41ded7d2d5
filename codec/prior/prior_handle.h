/* prior_handle.h - a prior that has been read, and the primed learner that it may keep for the next stream. */
#ifndef LLZ_PRIOR_HANDLE_H
#define LLZ_PRIOR_HANDLE_H

#include <pthread.h>
#include <stdbool.h>

#include "codec/llz.h"
#include "learner/learner.h"
#include "model/prior/prior.h"

struct llz_prior {
    struct llz_prior_content knowledge;
    uint64_t id;
    pthread_mutex_t lock; /* of what follows */
    bool keeping;
    struct llz_learner *idle; /* as it was before the first byte; NULL: none */
};

/* Does it keep learners? */
bool llz_prior_keeps(const struct llz_prior *p);
/* A learner of this prior for a short text: one that is idle, if it was made with the same settings. */
struct llz_learner *llz_prior_take(const struct llz_prior *p, const struct llz_learner_config *cfg);
/* Frees a learner that llz_prior_take() returned, or keeps it. */
void llz_prior_give(const struct llz_prior *p, struct llz_learner *l);

#endif
