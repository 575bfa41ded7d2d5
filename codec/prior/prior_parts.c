/* prior_parts.c - what is left out takes no memory that is given back: such a prior lives for one trial. */
#include "codec/prior/prior_parts.h"

#include "codec/prior/prior_handle.h"

/* The empty context stays, which all have, and knows nothing. */
static void forget(struct llz_grams *g)
{
    g->depth = 0;
    g->context[0].n = 0;
}

void llz_prior_leave_out(struct llz_prior *p, enum llz_prior_part part)
{
    struct llz_prior_content *k = &p->knowledge;
    if (part == LLZ_PRIOR_COUNTS) {
        forget(&k->bytes);
        forget(&k->words);
    } else if (part == LLZ_PRIOR_PASSAGES) {
        k->reference_bytes = 0;
    } else {
        k->sample_bytes = 0;
    }
    /* A learner that was primed by the whole prior must not serve this one. */
    p->id ^= UINT64_C(1) << part;
}
