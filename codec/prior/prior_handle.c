#include "codec/prior/prior_handle.h"

#include <stdlib.h>

#include "codec/prior/prior_file.h"

struct llz_prior *llz_prior_load(const void *data, size_t n, uint64_t memory_limit, enum llz_error *err)
{
    enum llz_error unused;
    struct llz_prior *p = calloc(1, sizeof *p);

    err = err ? err : &unused;
    *err = p ? llz_prior_read(&p->knowledge, data, n, memory_limit) : LLZ_ERR_MEMORY;
    if (*err) {
        free(p);
        return NULL;
    }
    p->id = llz_prior_file_id(data, n);
    pthread_mutex_init(&p->lock, NULL);
    return p;
}

void llz_prior_free(struct llz_prior *p)
{
    if (!p)
        return;
    llz_learner_free(p->idle);
    llz_prior_content_clear(&p->knowledge);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

uint64_t llz_prior_id(const struct llz_prior *p)
{
    return p->id;
}

void llz_prior_keep(struct llz_prior *p, int keep)
{
    pthread_mutex_lock(&p->lock);
    p->keeping = keep != 0;
    if (!keep) {
        llz_learner_free(p->idle);
        p->idle = NULL;
    }
    pthread_mutex_unlock(&p->lock);
}

/* Streams see a prior that does not change: what it keeps changes no byte. */
static struct llz_prior *shelf(const struct llz_prior *p)
{
    union {
        const struct llz_prior *lent;
        struct llz_prior *own;
    } u = { p };

    return u.own;
}

bool llz_prior_keeps(const struct llz_prior *prior)
{
    struct llz_prior *p = shelf(prior);
    bool keeping;

    pthread_mutex_lock(&p->lock);
    keeping = p->keeping;
    pthread_mutex_unlock(&p->lock);
    return keeping;
}

struct llz_learner *llz_prior_take(const struct llz_prior *prior, const struct llz_learner_config *cfg)
{
    struct llz_prior *p = shelf(prior);
    struct llz_learner *idle = NULL;

    pthread_mutex_lock(&p->lock);
    if (p->idle && llz_learner_is_like(llz_learner_settings(p->idle), cfg)) {
        idle = p->idle;
        p->idle = NULL;
    }
    pthread_mutex_unlock(&p->lock);
    return idle ? idle : llz_learner_new_for(LLZ_USE_KEPT, cfg);
}

void llz_prior_give(const struct llz_prior *prior, struct llz_learner *l)
{
    struct llz_prior *p = shelf(prior);

    if (l && llz_learner_rewind(l)) {
        pthread_mutex_lock(&p->lock);
        if (p->keeping && !p->idle) {
            p->idle = l;
            l = NULL;
        }
        pthread_mutex_unlock(&p->lock);
    }
    llz_learner_free(l);
}
