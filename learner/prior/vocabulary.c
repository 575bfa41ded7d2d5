/* vocabulary.c - the words of the samples, numbered in their order by letters, and the samples as
 * numbers of words.
 *
 * Sorted, words that begin alike stand together: the file codes each by what it shares with the one before
 * (codec/prior/prior_code.c), and teaching walks them as a trie (prior_words.c). */
#include "learner/prior/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "model/contexts/text.h"
#include "model/memory/hash.h"

struct word {
    const uint8_t *letters; /* in the text, in either case; NULL: the entry is empty */
    uint32_t n, count, number;
};

/* Open addressing. */
struct table {
    struct word *word; /* [1 << bits] */
    int bits;
    size_t used;
};

static uint64_t hash_of(const uint8_t *letters, size_t n)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < n; i++)
        hash = llz_letter_hash(hash, letters[i]);
    return llz_mix(hash);
}

static bool same(const struct word *w, const uint8_t *letters, size_t n)
{
    if (w->n != n)
        return false;
    for (size_t i = 0; i < n; i++)
        /* As llz_letter_hash() has it: 20 is the bit between capitals and small letters. */
        if ((w->letters[i] | 0x20) != (letters[i] | 0x20))
            return false;
    return true;
}

static struct word *place(const struct table *t, const uint8_t *letters, size_t n)
{
    const size_t mask = ((size_t)1 << t->bits) - 1;
    size_t i = (size_t)(hash_of(letters, n) >> (64 - t->bits));
    while (t->word[i].letters && !same(&t->word[i], letters, n))
        i = (i + 1) & mask;
    return &t->word[i];
}

static bool grow(struct table *t)
{
    struct table larger = { calloc((size_t)2 << t->bits, sizeof *larger.word), t->bits + 1, t->used };
    if (!larger.word)
        return false;
    for (size_t i = 0; i < (size_t)1 << t->bits; i++)
        if (t->word[i].letters)
            *place(&larger, t->word[i].letters, t->word[i].n) = t->word[i];
    free(t->word);
    *t = larger;
    return true;
}

static struct word *enter(struct table *t, const uint8_t *letters, size_t n)
{
    /* At most half full: searches stay short. */
    if (2 * (t->used + 1) > (size_t)1 << t->bits && !grow(t))
        return NULL;
    struct word *w = place(t, letters, n);
    if (!w->letters) {
        *w = (struct word){ letters, (uint32_t)n, 0, LLZ_GRAM_NONE };
        t->used++;
    }
    return w;
}

/* A run of letters from *at on, up to end; NULL: no word is left. *at: after it. */
static const uint8_t *next_word(const uint8_t *text, size_t *at, size_t end, size_t *letters)
{
    while (*at < end && !llz_is_letter(text[*at]))
        ++*at;
    const size_t from = *at;
    while (*at < end && llz_is_letter(text[*at]))
        ++*at;
    *letters = *at - from;
    return *letters > 0 ? text + from : NULL;
}

static bool count_words(struct table *t, const struct llz_pieces *text, size_t *words)
{
    size_t at = 0, letters;
    /* One number for each end, too: write_numbers() puts one there. */
    for (size_t k = 0; k < text->ends; k++, ++*words) {
        const uint8_t *w;
        while ((w = next_word(text->counted, &at, text->end[k], &letters))) {
            /* Longer runs of letters are no words, but data or a flaw of the sample. */
            struct word *x = letters <= LLZ_PRIOR_WORD_MAX ? enter(t, w, letters) : NULL;
            if (letters <= LLZ_PRIOR_WORD_MAX && !x)
                return false;
            if (x)
                x->count++;
            ++*words;
        }
    }
    return true;
}

static int by_letters(const void *a, const void *b)
{
    const struct word *x = *(struct word *const *)a, *y = *(struct word *const *)b;
    for (size_t i = 0; i < x->n && i < y->n; i++) {
        const int d = (x->letters[i] | 0x20) - (y->letters[i] | 0x20);
        if (d != 0)
            return d;
    }
    return x->n < y->n ? -1 : x->n > y->n;
}

static bool number_words(struct llz_vocabulary *v, struct table *t, uint32_t least)
{
    struct word **kept = malloc((t->used + 1) * sizeof *kept);
    size_t letters = 0;
    for (size_t i = 0; kept && i < (size_t)1 << t->bits; i++) {
        if (t->word[i].count >= least && v->n < LLZ_PRIOR_WORDS_MAX) {
            kept[v->n++] = &t->word[i];
            letters += t->word[i].n;
        }
    }
    v->letters = malloc(letters + 1);
    v->at = malloc((v->n + 1) * sizeof *v->at);
    const bool ok = kept && v->letters && v->at;
    if (ok) {
        uint32_t at = 0;
        qsort(kept, v->n, sizeof *kept, by_letters);
        for (size_t i = 0; i < v->n; i++) {
            kept[i]->number = (uint32_t)i;
            v->at[i] = at;
            for (size_t k = 0; k < kept[i]->n; k++)
                /* Lower case throughout: what a capital does is for the model to learn. */
                v->letters[at++] = kept[i]->letters[k] | 0x20;
        }
        v->at[v->n] = at;
    }
    free(kept);
    return ok;
}

static void write_numbers(uint32_t *out, const struct table *t, const struct llz_pieces *text)
{
    size_t at = 0, letters;
    for (size_t k = 0; k < text->ends; k++) {
        const uint8_t *w;
        while ((w = next_word(text->counted, &at, text->end[k], &letters)))
            *out++ = letters <= LLZ_PRIOR_WORD_MAX ? place(t, w, letters)->number : LLZ_GRAM_NONE;
        /* A piece's end counts as a word that is not known, so that no context reaches over it. */
        *out++ = LLZ_GRAM_NONE;
    }
}

bool llz_vocabulary_find(struct llz_vocabulary *v, const struct llz_pieces *text, uint32_t least,
                         uint32_t **sequence, size_t *n)
{
    /* 2^16 entries to begin with, the words of a small text. */
    struct table t = { calloc((size_t)1 << 16, sizeof *t.word), 16, 0 };
    *n = 0;
    *v = (struct llz_vocabulary){ 0 };
    *sequence = NULL;
    bool ok = t.word && count_words(&t, text, n) && number_words(v, &t, least);
    if (ok) {
        *sequence = malloc((*n + 1) * sizeof **sequence);
        ok = *sequence != NULL;
    }
    if (ok)
        write_numbers(*sequence, &t, text);
    free(t.word);
    return ok;
}
