/* remember.c - one learner for several members that start from the same prior. */
#include "learner/inside.h"

#include <stdlib.h>
#include <string.h>

/* How a learner was. Pointers in it stay right: it goes back to where it came from. */
struct llz_remembered {
    struct llz_learner learner;
    struct llz_predictor predictor;
    unsigned char *memory;
};

void llz_learner_forget(struct llz_learner *l)
{
    if (l->kept)
        free(l->kept->memory);
    free(l->kept);
    l->kept = NULL;
    l->keeping = false;
}

void llz_learner_remember(struct llz_learner *l)
{
    struct llz_remembered *k = calloc(1, sizeof *k);
    if (k)
        k->memory = malloc(l->memory.used);
    if (!k || !k->memory) {
        free(k);
        l->keeping = false;
        return;
    }
    if (l->pending && l->worker)
        llz_worker_wait(l->worker);
    memcpy(k->memory, l->memory.base, l->memory.used);
    if (l->predictor)
        k->predictor = *l->predictor;
    k->learner = *l;
    k->learner.kept = l->kept = k;
}

void llz_learner_keep(struct llz_learner *l)
{
    l->keeping = !l->measurer && !l->slopes;
}

bool llz_learner_rewind(struct llz_learner *l)
{
    struct llz_remembered *k = l->kept;
    if (!k)
        return false;
    if (l->pending && l->worker)
        llz_worker_wait(l->worker);
    *l = k->learner;
    if (l->predictor)
        *l->predictor = k->predictor;
    memcpy(l->memory.base, k->memory, l->memory.used);
    l->rewound = true;
    return true;
}

bool llz_learner_is_like(const struct llz_learner *l, const struct llz_learner_config *cfg)
{
    const struct llz_learner_config *c = &l->config;
    return c->level == cfg->level && c->policy == cfg->policy && c->optimizer == cfg->optimizer &&
           c->parts == cfg->parts && c->seed == cfg->seed && c->threads == cfg->threads &&
           c->budget == cfg->budget && memcmp(&c->tuning, &cfg->tuning, sizeof c->tuning) == 0 &&
           c->prior == cfg->prior && c->slopes == cfg->slopes && c->measuring == cfg->measuring;
}

void llz_learner_empty(struct llz_learner *l)
{
    const struct llz_learner old = *l;
    if (l->pending && l->worker)
        llz_worker_wait(l->worker);
    memset(l->memory.base, 0, l->memory.used);
    if (l->predictor)
        memset(l->predictor, 0, sizeof *l->predictor);
    *l = (struct llz_learner){ .predictor = old.predictor, .worker = old.worker, .kept = old.kept };
    (void)llz_learner_plan(l, &old.config); /* it allocates nothing that is there */
    l->memory = old.memory;
    l->memory.used = 0;
    llz_learner_lay(l);
    l->kernels = old.kernels;
    l->keeping = old.keeping;
    llz_learner_begin(l);
}
