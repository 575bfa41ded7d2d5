/* snapshot.c - one learner for several short members with the same settings.
 *
 * Learning 24 KiB of primer takes half a second at level 5, coding a page of text a hundredth of that; so
 * the learner goes back to where it was after the primer instead of being made anew. Where the system can,
 * memory is a file without a name, which knows its pages that were ever touched, and only these are copied; what has
 * marks is copied back only where it was written to. */
#include "learner/learner_internal.h"

#include <stdlib.h>
#include <string.h>

/* How a learner was. Pointers in it stay right: it goes back to where it came from. */
struct llz_snapshot {
    struct llz_learner learner;
    struct llz_predictor predictor;
    unsigned char *memory; /* a copy, where the arena cannot be frozen */
};

void llz_learner_drop_snapshot(struct llz_learner *l)
{
    if (l->kept)
        free(l->kept->memory);
    free(l->kept);
    l->kept = NULL;
    l->keeping = false;
}

static bool save_memory(struct llz_learner *l, struct llz_snapshot *k)
{
    if (llz_arena_freeze(&l->memory))
        return true;
    k->memory = malloc(l->memory.used);
    if (k->memory)
        memcpy(k->memory, l->memory.base, l->memory.used);
    return k->memory != NULL;
}

void llz_learner_take_snapshot(struct llz_learner *l)
{
    struct llz_snapshot *k = calloc(1, sizeof *k);
    if (l->pending && l->worker)
        llz_worker_wait(l->worker, LLZ_TASK_LEARN);
    if (!k || !save_memory(l, k)) {
        free(k);
        l->keeping = false;
        return;
    }
    if (l->predictor)
        k->predictor = *l->predictor;
    k->learner = *l;
    k->learner.kept = l->kept = k;
}

bool llz_learner_is_kept(const struct llz_learner *l)
{
    return l->kept != NULL;
}

/* Everything that could change a probability or what is reported. */
bool llz_learner_is_like(const struct llz_learner_config *a, const struct llz_learner_config *b)
{
    return a->model == b->model && a->policy == b->policy && a->own == b->own && a->optimizer == b->optimizer &&
           a->parts == b->parts && a->seed == b->seed && a->threads == b->threads && a->budget == b->budget &&
           a->memory == b->memory && memcmp(&a->change, &b->change, sizeof a->change) == 0 &&
           memcmp(&a->tuning, &b->tuning, sizeof a->tuning) == 0 && (a->prior != NULL) == (b->prior != NULL) &&
           a->prior_id == b->prior_id && a->section == b->section && a->measuring == b->measuring;
}

bool llz_learner_rewind(struct llz_learner *l, const struct llz_learner_config *cfg)
{
    struct llz_snapshot *k = l->kept;
    if (!k || !llz_learner_is_like(&l->config, cfg))
        return false;
    if (l->pending && l->worker)
        llz_worker_wait(l->worker, LLZ_TASK_LEARN);
    if (k->memory)
        memcpy(l->memory.base, k->memory, l->memory.used);
    else if (!llz_arena_restore(&l->memory))
        return false;
    *l = k->learner;
    l->config = *cfg;
    l->prior = cfg->prior; /* the one of then may be gone */
    if (l->predictor)
        *l->predictor = k->predictor;
    return true;
}
