/* prior.c - statistics are taught to the memories of experts as if the model had read a text in which each
 * context came so often: no expert knows of priors. */
#include "model/prior/prior.h"

#include <stdlib.h>

#include "model/experts/experts.h"

/* 15, 30, 60 and 250 were tried (LOG.md): the more the better, and more than the counts can hold
 * is the same. */
#define TIMES_MAX 250 /* that a context is taught: adaptive counts end there */

static int by_count(const void *a, const void *b)
{
    const struct llz_follower *x = a, *y = b;
    /* By byte where counts are equal: qsort() keeps no order, and what is taught last counts. */
    if (x->count != y->count)
        return x->count < y->count ? -1 : 1;
    return x->byte < y->byte ? -1 : 1;
}

/* Often seen comes last: what is taught last counts as most recent. */
void llz_teach_context(struct llz_experts *e, size_t role, uint64_t context, struct llz_follower *f, size_t n)
{
    uint64_t total = 0;
    if (role >= e->shape.contexts)
        return;
    for (size_t i = 0; i < n; i++)
        total += f[i].count;
    qsort(f, n, sizeof *f, by_count);
    for (size_t i = 0; i < n; i++) {
        const uint64_t share = total > TIMES_MAX ? (f[i].count * TIMES_MAX + total / 2) / total : f[i].count;
        /* Whatever has come at all is taught once, however small its share. */
        llz_experts_teach(e, llz_context_key(role, context), f[i].byte, share > 0 ? (unsigned)share : 1);
    }
}

/* The bytes of a context, the last one lowest. */
static uint64_t bytes_of(const struct llz_grams *g, uint32_t context)
{
    uint64_t bytes = 0;
    for (unsigned shift = 0; g->context[context].parent != LLZ_GRAM_NONE; shift += 8) {
        const uint32_t last = g->context[context].parent;
        bytes |= (uint64_t)g->child[last].symbol << shift;
        context = g->of[last];
    }
    return bytes;
}

/* Orders are taught one after the other, shortest first, as a reader would have met them. */
static void teach_order(const struct llz_prior_content *p, struct llz_experts *e, size_t depth)
{
    static const uint8_t role[LLZ_PRIOR_DEPTH + 1] = { LLZ_ROLE_ORDER0, LLZ_ROLE_ORDER1, LLZ_ROLE_ORDER2,
                                                       LLZ_ROLE_ORDER3, LLZ_ROLE_ORDER4, LLZ_ROLE_ORDER5,
                                                       LLZ_ROLE_ORDER6, LLZ_ROLE_ORDER7, LLZ_ROLE_ORDER8 };
    const struct llz_grams *g = &p->bytes;
    for (size_t i = g->level[depth]; i < g->level[depth + 1]; i++) {
        const struct llz_gram_context *x = &g->context[i];
        /* Children have different symbols, which the walk that read them made sure of. */
        struct llz_follower f[256];
        for (uint32_t k = 0; k < x->n; k++) {
            const struct llz_gram *c = &g->child[x->first + k];
            f[k] = (struct llz_follower){ (uint8_t)c->symbol, llz_gram_count(c->weight) };
        }
        llz_teach_context(e, role[depth], bytes_of(g, (uint32_t)i), f, x->n);
    }
}

void llz_prior_content_teach(const struct llz_prior_content *p, struct llz_experts *e)
{
    if (e->contexts.parts & LLZ_PART_ORDERS)
        for (size_t d = 0; d <= p->bytes.depth; d++)
            teach_order(p, e, d);
    if (e->contexts.parts & LLZ_PART_WORDS)
        llz_teach_words(p, e);
    llz_experts_refer(e, p->reference, p->reference_bytes);
}

void llz_prior_content_clear(struct llz_prior_content *p)
{
    llz_grams_free(&p->bytes);
    llz_grams_free(&p->words);
    free(p->vocabulary.letters);
    free(p->vocabulary.at);
    free(p->reference);
    free(p->sample);
    *p = (struct llz_prior_content){ 0 };
}
