/* gram_prune.c - the same statistics with higher limits: counting again would take minutes, copying what
 * is kept takes a moment. */
#include <stdlib.h>

#include "learner/prior/gram_count.h"

/* Copies the children of a context that are kept. narrow: its number in the narrower statistics; rename: new
 * numbers of symbols, or NULL. */
static void copy_children(struct llz_grams *to, const struct llz_grams *from, uint32_t context, uint32_t narrow,
                          const struct llz_gram_limits *limits, const uint32_t *rename)
{
    const struct llz_gram_context *x = &from->context[context];
    struct llz_gram_context *y = &to->context[narrow];
    y->first = (uint32_t)to->children;
    for (uint32_t i = x->first; i < x->first + x->n; i++) {
        if (llz_gram_count(from->child[i].weight) < limits->keep)
            continue;
        struct llz_gram c = from->child[i];
        /* Numbers of words keep their order, so children stay sorted. */
        c.symbol = rename ? rename[c.symbol] : c.symbol;
        to->of[to->children] = narrow;
        to->child[to->children++] = c;
    }
    y->n = (uint32_t)to->children - y->first;
}

/* Opens the children of the last level that are still to be opened. Up to here `opened` is the number that the
 * context had in the wider statistics; number[] keeps it for the next level. */
static void open_level(struct llz_grams *to, size_t first, const struct llz_gram_limits *limits,
                       uint32_t *number)
{
    for (size_t i = first; i < to->children; i++) {
        const uint32_t before = to->child[i].opened;
        to->child[i].opened = LLZ_GRAM_NONE;
        const uint32_t suffix = llz_gram_suffix(to, (uint32_t)i);
        if (before == LLZ_GRAM_NONE || suffix == LLZ_GRAM_NONE ||
            llz_gram_count(to->child[i].weight) < limits->open)
            continue;
        number[to->contexts] = before;
        to->child[i].opened = (uint32_t)to->contexts;
        to->context[to->contexts++] = (struct llz_gram_context){ 0, 0, suffix, (uint32_t)i };
    }
}

bool llz_grams_prune(struct llz_grams *to, const struct llz_grams *from, const struct llz_gram_limits *limits,
                     const uint32_t *rename)
{
    uint32_t *number = malloc(from->contexts * sizeof *number); /* old number of each new context */
    *to = (struct llz_grams){ .context = calloc(from->contexts, sizeof *to->context),
                              .child = malloc((from->children + 1) * sizeof *to->child),
                              .of = malloc((from->children + 1) * sizeof *to->of),
                              .contexts = 1 };
    if (!number || !to->context || !to->child || !to->of) {
        free(number);
        llz_grams_free(to);
        return false;
    }
    number[0] = 0;
    to->context[0] = (struct llz_gram_context){ 0, 0, LLZ_GRAM_NONE, LLZ_GRAM_NONE };
    for (size_t d = 0; d <= limits->depth && to->contexts > to->level[d]; d++) {
        const size_t first = to->children, end = to->contexts;
        for (size_t i = to->level[d]; i < end; i++)
            copy_children(to, from, number[i], (uint32_t)i, limits, rename);
        to->level[d + 1] = end;
        to->depth = d;
        if (d < limits->depth)
            open_level(to, first, limits, number);
        else
            /* With a lower depth they are no contexts any more. */
            for (size_t i = first; i < to->children; i++)
                to->child[i].opened = LLZ_GRAM_NONE;
    }
    free(number);
    return true;
}
