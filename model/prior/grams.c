/* grams.c - counts of what follows what, in classes of half an octave: a prior's file keeps one number of
 * six bits for each. */
#include "model/prior/grams.h"

#include <stdlib.h>

/* The largest class whose count is not above it; 63 is the last that six bits hold, some 3 billion. */
unsigned llz_gram_class(uint64_t count)
{
    unsigned class = 0;
    while (class < 63 && llz_gram_count(class + 1) <= count)
        class ++;
    return class;
}

uint64_t llz_gram_count(unsigned class)
{
    /* FORMAT.md, "Priors". In integers, the same on every machine: what priors teach decides about bytes. */
    const uint64_t power = UINT64_C(1) << class / 2;
    return class % 2 ? (power * 181 + 64) / 128 : power; /* 181 / 128: the square root of 2 */
}

uint32_t llz_gram_find(const struct llz_grams *g, uint32_t context, uint32_t symbol)
{
    size_t low = g->context[context].first, high = low + g->context[context].n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (g->child[middle].symbol < symbol)
            low = middle + 1;
        else
            high = middle;
    }
    const uint32_t end = g->context[context].first + g->context[context].n;
    return low < end && g->child[low].symbol == symbol ? (uint32_t)low : LLZ_GRAM_NONE;
}

/* The context without its oldest symbol, which has been opened before this one: found by a walk, not kept. */
uint32_t llz_gram_suffix(const struct llz_grams *g, uint32_t child)
{
    const uint32_t shorter = g->context[g->of[child]].suffix;
    /* One symbol long: without it nothing is left but the empty context. */
    if (shorter == LLZ_GRAM_NONE)
        return 0;
    const uint32_t same = llz_gram_find(g, shorter, g->child[child].symbol);
    return same == LLZ_GRAM_NONE ? LLZ_GRAM_NONE : g->child[same].opened;
}

void llz_grams_free(struct llz_grams *g)
{
    free(g->context);
    free(g->child);
    free(g->of);
    *g = (struct llz_grams){ 0 };
}
