/* context.c - idle learners, which whoever needs one takes and gives back: exchanges of pointers, so that streams on
 * several threads may share a context without a lock. */
#include "codec/stream/context.h"

#include <stdlib.h>

#include "codec/llz.h"

struct llz_context *llz_context_new(void)
{
    return calloc(1, sizeof(struct llz_context));
}

void llz_context_free(struct llz_context *c)
{
    if (c)
        llz_context_trim(c, 0);
    free(c);
}

/* bytes is only told to users: between the two steps it may count a learner too many or too few, which does no harm.
 * The pointer alone decides who has it. */
static struct llz_learner *take_from(struct llz_context *c, unsigned place)
{
    struct llz_learner *l = atomic_exchange(&c->idle[place], NULL);
    if (l)
        atomic_fetch_sub(&c->bytes, llz_learner_state_bytes(l));
    return l;
}

/* Into an empty place, or that of the one that has waited longest. */
static void put(struct llz_context *c, struct llz_learner *l)
{
    atomic_fetch_add(&c->bytes, llz_learner_state_bytes(l));
    for (unsigned i = 0; i < LLZ_CONTEXT_IDLE; i++) {
        struct llz_learner *none = NULL;
        if (atomic_compare_exchange_strong(&c->idle[i], &none, l))
            return;
    }
    l = atomic_exchange(&c->idle[atomic_fetch_add(&c->turn, 1) % LLZ_CONTEXT_IDLE], l);
    if (l)
        atomic_fetch_sub(&c->bytes, llz_learner_state_bytes(l));
    llz_learner_free(l);
}

/* An idle learner as it was after the primer; NULL: there is none with these settings. */
static struct llz_learner *take_alike(struct llz_context *c, const struct llz_learner_config *cfg)
{
    for (unsigned i = 0; i < LLZ_CONTEXT_IDLE; i++) {
        struct llz_learner *l = take_from(c, i);
        if (l && llz_learner_rewind(l, cfg))
            return l;
        if (l)
            put(c, l);
    }
    return NULL;
}

void llz_context_trim(struct llz_context *c, unsigned left)
{
    unsigned n = 0;
    for (unsigned i = 0; i < LLZ_CONTEXT_IDLE; i++)
        if (atomic_load(&c->idle[i]) && n++ >= left)
            llz_learner_free(take_from(c, i));
}

struct llz_learner *llz_context_take(struct llz_context *c, const struct llz_learner_config *cfg, bool kept,
                                     unsigned others)
{
    struct llz_learner *l = take_alike(c, cfg);
    if (l)
        return l;
    llz_context_trim(c, others); /* before there is one more */
    return llz_learner_new_for(kept ? LLZ_USE_KEPT : LLZ_USE_BRIEF, cfg);
}

void llz_context_give(struct llz_context *c, struct llz_learner *l)
{
    if (l && llz_learner_is_kept(l))
        put(c, l);
    else
        llz_learner_free(l);
}
