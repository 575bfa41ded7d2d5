/* prior_rank.c - words in the order of how often they came: the gaps in a list of followers are small
 * where common words are near. */
#include <stdlib.h>

#include "codec/prior/prior_code.h"

/* Words with a class in one number, so that sorting needs nothing else: often seen first, then by word. */
static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

void llz_prior_rank(struct llz_prior_ranks *k, const struct llz_gram *words, uint32_t n)
{
    _Static_assert(LLZ_PRIOR_WORDS_MAX <= 1u << 26, "a class has the six bits above a word");
    for (uint32_t i = 0; i < n; i++)
        k->order[i] = (63u - words[i].weight) << 26 | words[i].symbol;
    qsort(k->order, n, sizeof *k->order, by_number);
    for (uint32_t i = 0; i < n; i++) {
        k->order[i] &= (1u << 26) - 1;
        k->rank[k->order[i]] = i;
    }
}
