/* pretrain.c - what a prior knows, from the samples: passages, n-grams of bytes, words and their n-grams. All
 * with the lowest limits once; narrower ones are made of it by llz_prior_prune(). */
#include "learner/prior/pretrain.h"

#include <stdlib.h>
#include <string.h>

#include "learner/prior/cover.h"
#include "learner/prior/vocabulary.h"

/* 3, 6 and 12 were tried (tests/bench/LOG.md): contexts that are opened have to come so many times as often as what is
 * kept. */
#define OPEN_TIMES 6

struct llz_prior_limits llz_prior_limits_of(uint32_t halves)
{
    /* Counts are in classes, so steps of both at once would leave nearly a fifth of some files empty. */
    const uint32_t bytes = (halves + 1) / 2, words = halves / 2;

    return (struct llz_prior_limits){ { LLZ_PRIOR_DEPTH, OPEN_TIMES * bytes, bytes },
                                      { LLZ_PRIOR_WORD_DEPTH, OPEN_TIMES * words, words } };
}

/* The counted bytes as symbols, with a cut after each end. */
static uint32_t *symbols_of(const struct llz_pieces *p, size_t *n)
{
    uint32_t *symbols = malloc((p->counted_bytes + p->ends + 1) * sizeof *symbols);
    *n = 0;
    for (size_t i = 0, k = 0; symbols && k < p->ends; k++) {
        for (; i < p->end[k]; i++)
            symbols[(*n)++] = p->counted[i];
        symbols[(*n)++] = LLZ_GRAM_NONE;
    }
    return symbols;
}

static bool count_bytes(struct llz_prior_content *prior, const struct llz_pieces *p,
                        const struct llz_gram_limits *limits)
{
    size_t n;
    uint32_t *symbols = symbols_of(p, &n);
    const bool ok = symbols && llz_grams_count(&prior->bytes, symbols, n, limits);
    free(symbols);
    return ok;
}

static bool count_words(struct llz_prior_content *prior, const struct llz_pieces *p,
                        const struct llz_gram_limits *limits)
{
    size_t n;
    uint32_t *sequence;
    const bool ok = llz_vocabulary_find(&prior->vocabulary, p, limits->keep, &sequence, &n) &&
                    llz_grams_count(&prior->words, sequence, n, limits);
    free(sequence);
    return ok;
}

bool llz_pretrain(struct llz_prior_content *prior, struct llz_pieces *pieces,
                  const struct llz_prior_limits *limits, size_t reference)
{
    *prior = (struct llz_prior_content){ 0 };
    prior->reference = malloc(reference + 1);
    if (!prior->reference || !llz_cover(pieces, prior->reference, reference, &prior->reference_bytes) ||
        !count_bytes(prior, pieces, &limits->bytes) || !count_words(prior, pieces, &limits->words)) {
        llz_prior_content_clear(prior);
        return false;
    }
    /* Taken over, not copied. */
    prior->sample = pieces->sample;
    prior->sample_bytes = pieces->sample_bytes;
    pieces->sample = NULL;
    return true;
}

/* The words that came often enough; *rename: their new numbers, for the caller to free. */
static bool prune_vocabulary(struct llz_vocabulary *to, const struct llz_prior_content *prior, uint32_t least,
                             uint32_t **rename)
{
    const struct llz_vocabulary *v = &prior->vocabulary;
    const struct llz_grams *g = &prior->words;
    *rename = malloc((v->n + 1) * sizeof **rename);
    *to = (struct llz_vocabulary){ malloc(v->at[v->n] + 1), malloc((v->n + 1) * sizeof *to->at), 0 };
    if (!*rename || !to->letters || !to->at)
        return false;
    to->at[0] = 0;
    /* Children of the empty context are all words, by number. A word that goes gets no new number: no n-gram
     * with it came more often than the word itself, so these go too. */
    for (uint32_t i = 0; i < g->context[0].n; i++) {
        const uint32_t word = g->child[i].symbol, letters = v->at[word + 1] - v->at[word];
        if (llz_gram_count(g->child[i].weight) < least)
            continue;
        (*rename)[word] = (uint32_t)to->n;
        memcpy(to->letters + to->at[to->n], v->letters + v->at[word], letters);
        to->at[to->n + 1] = to->at[to->n] + letters;
        to->n++;
    }
    return true;
}

bool llz_prior_prune(struct llz_prior_content *narrow, const struct llz_prior_content *prior,
                     const struct llz_prior_limits *limits)
{
    uint32_t *rename = NULL;
    *narrow = (struct llz_prior_content){ 0 };
    const bool ok = prune_vocabulary(&narrow->vocabulary, prior, limits->words.keep, &rename) &&
                    llz_grams_prune(&narrow->bytes, &prior->bytes, &limits->bytes, NULL) &&
                    llz_grams_prune(&narrow->words, &prior->words, &limits->words, rename);
    free(rename);
    if (!ok)
        llz_prior_content_clear(narrow);
    return ok;
}
