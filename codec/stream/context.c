/* context.c - one idle learner, which whoever needs one takes and gives back: an exchange of a pointer, so
 * that streams on several threads may share a context without a lock. */
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
        llz_context_clear(c);
    free(c);
}

/* bytes is only told to users: between the two steps it may be that of a learner just taken or given, which
 * does no harm. idle alone decides who has it. */
static struct llz_learner *take_idle(struct llz_context *c)
{
    atomic_store(&c->bytes, 0);
    return atomic_exchange(&c->idle, NULL);
}

struct llz_learner *llz_context_take(struct llz_context *c, const struct llz_learner_config *cfg, bool kept)
{
    struct llz_learner *l = take_idle(c);

    if (l && llz_learner_rewind(l, cfg))
        return l;
    llz_learner_free(l); /* first: two of them would double the memory */
    return llz_learner_new_for(kept ? LLZ_USE_KEPT : LLZ_USE_BRIEF, cfg);
}

void llz_context_give(struct llz_context *c, struct llz_learner *l)
{
    size_t bytes;

    if (!l || !llz_learner_is_kept(l)) {
        llz_learner_free(l);
        return;
    }
    bytes = llz_learner_state_bytes(l);
    /* The latest one stays: its settings are the likeliest to come again. */
    llz_learner_free(atomic_exchange(&c->idle, l));
    atomic_store(&c->bytes, bytes);
}

void llz_context_clear(struct llz_context *c)
{
    llz_learner_free(take_idle(c));
}
