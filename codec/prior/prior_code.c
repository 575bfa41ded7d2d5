/* prior_code.c - one walk over a prior, which codes it or reads it: the coder's direction is all that
 * differs, as in loop.c.
 *
 * Every symbol is coded bit by bit with adaptive probabilities. A file from anybody is read by this, so
 * every number is checked before it is used as a size or an index: what breaks a rule sets `broken`, and
 * the walk ends. */
#include "codec/prior/prior_code.h"

#include <stdlib.h>
#include <string.h>

#define LIMIT 255 /* of adaptive counts */
#define PREFIX_BITS 5
_Static_assert(LLZ_PRIOR_WORD_MAX < 1 << PREFIX_BITS, "shared letters must be a symbol");

static void halves(uint32_t *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        a[i] = LLZ_ADAPTIVE_HALF;
}

void llz_prior_coding_init(struct llz_prior_coding *c)
{
    llz_rates_of_counts_init(&c->rates);
    halves(&c->present[0][0][0], sizeof c->present / sizeof(uint32_t));
    halves(&c->weight[0][0], sizeof c->weight / sizeof(uint32_t));
    halves(&c->opened[0][0], sizeof c->opened / sizeof(uint32_t));
    halves(&c->length[0][0], sizeof c->length / sizeof(uint32_t));
    halves(&c->mantissa[0][0], sizeof c->mantissa / sizeof(uint32_t));
    halves(c->prefix, sizeof c->prefix / sizeof(uint32_t));
    halves(c->letter, sizeof c->letter / sizeof(uint32_t));
    halves(&c->foreseen[0][0][0], sizeof c->foreseen / sizeof(uint32_t));
    for (unsigned class = 0; class < 64; class ++)
        c->count[class] = llz_gram_count(class);
}

int llz_prior_bit(struct llz_prior_coding *c, uint32_t *a, int bit)
{
    const uint32_t p = llz_adaptive_p(*a), top = (1u << LLZ_PROB_BITS) - LLZ_PROB_MIN;
    bit = c->coder.code(&c->coder, bit, p < LLZ_PROB_MIN ? LLZ_PROB_MIN : p > top ? top : p);
    *a = llz_adaptive_update(*a, bit, LIMIT, &c->rates);
    /* After its end a payload reads as zeros without end: whatever they mean, the file does not say it. */
    c->broken |= llz_coder_overrun(&c->coder);
    return bit;
}

unsigned llz_prior_symbol(struct llz_prior_coding *c, uint32_t *tree, int bits, unsigned value)
{
    unsigned node = 1;
    for (int i = bits - 1; i >= 0; i--)
        node = 2 * node + (unsigned)llz_prior_bit(c, &tree[node], (int)(value >> i & 1));
    return node - (1u << bits);
}

size_t llz_prior_room(uint64_t n)
{
    return n + 1 < LLZ_PRIOR_ROOM ? (size_t)n + 1 : LLZ_PRIOR_ROOM;
}

/* Tables grow as entries come, by doubling: a short file that claims long tables takes no memory for them. */
void *llz_prior_grow(struct llz_prior_coding *c, void *table, size_t *room, size_t used, size_t most,
                     size_t size)
{
    size_t wanted;
    void *moved;

    if (used + 1 < *room)
        return table;
    wanted = *room * 2 < most + 1 ? *room * 2 : most + 1;
    moved = realloc(table, wanted * size);
    if (!moved) {
        c->starved = c->broken = true;
        return table;
    }
    *room = wanted;
    return moved;
}

/* Letters of a word after those that it shares with the one before, and 0. Returns where they end. */
static uint32_t code_letters(struct llz_prior_coding *c, uint8_t *letters, uint32_t from, uint32_t end,
                             uint32_t room)
{
    unsigned before = 0;
    for (uint32_t i = from;; i++) {
        const unsigned letter = i < end ? letters[i] : 0;
        const unsigned came = llz_prior_symbol(c, c->letter + before * 256, 8, letter);
        if (came == 0 || c->broken)
            return i;
        /* There is no room, the word is too long, or the letter is not in lower case. */
        if (i >= room || i - from > LLZ_PRIOR_WORD_MAX || !(came & 0x20)) {
            c->broken = true;
            return i;
        }
        letters[i] = (uint8_t)came;
        before = came;
    }
}

/* How many letters two words that are neighbours share at their beginning. */
static uint32_t shared_letters(const struct llz_vocabulary *v, uint32_t first, uint32_t second, uint32_t end)
{
    const uint32_t a = second - first, b = end - second, most = a < b ? a : b;
    uint32_t n = 0;
    while (n < most && v->letters[first + n] == v->letters[second + n])
        n++;
    return n;
}

/* Does the second word share so many letters with the first one, no more, and come after it? What teaches words relies
 * on their order. */
static bool follows(const struct llz_vocabulary *v, uint32_t first, uint32_t second, uint32_t end,
                    uint32_t shared)
{
    return shared == shared_letters(v, first, second, end) && second + shared < end &&
           (first + shared == second || v->letters[first + shared] < v->letters[second + shared]);
}

/* Words stand one after the other, each whole. */
static void code_vocabulary(struct llz_prior_coding *c, struct llz_vocabulary *v, uint32_t bytes)
{
    uint32_t at = 0, last = 0, before = 0; /* where this word and the two before it begin */
    size_t room = llz_prior_room(bytes);
    for (size_t w = 0; w < v->n && !c->broken; w++) {
        const uint32_t end = c->decoding ? 0 : v->at[w + 1], longest = at - last;
        const uint32_t shared =
            llz_prior_symbol(c, c->prefix, PREFIX_BITS, c->decoding ? 0 : shared_letters(v, last, at, end));
        /* Shared and own letters are at most LLZ_PRIOR_WORD_MAX each until the word's length is checked. */
        if (c->decoding)
            v->letters = llz_prior_grow(c, v->letters, &room, at + 2 * LLZ_PRIOR_WORD_MAX, bytes, 1);
        if (shared > longest || shared > bytes - at)
            c->broken = true;
        if (c->broken)
            return;
        if (c->decoding)
            memmove(v->letters + at, v->letters + last, shared);
        v->at[w] = at;
        before = last;
        last = at;
        at = code_letters(c, v->letters, at + shared, end, bytes);
        c->broken |=
            at == last || at - last > LLZ_PRIOR_WORD_MAX || (w > 0 && !follows(v, before, last, at, shared));
    }
    v->at[v->n] = at;
    c->broken |= at != bytes;
}

static void code_texts(struct llz_prior_coding *c, struct llz_prior_content *p)
{
    if (c->model > 0) {
        llz_prior_code_modelled(c, p);
        return;
    }
    llz_prior_code_text(c, &p->bytes, &p->reference, p->reference_bytes);
    llz_prior_code_text(c, &p->bytes, &p->sample, p->sample_bytes);
}

void llz_prior_code(struct llz_prior_coding *c, struct llz_prior_content *p, struct llz_prior_ranks *ranks)
{
    llz_prior_code_grams(c, &p->bytes, 256, NULL);
    if (p->vocabulary.n > 0 && !c->broken) {
        code_vocabulary(c, &p->vocabulary, p->vocabulary.at[p->vocabulary.n]);
        if (!c->broken)
            llz_prior_code_grams(c, &p->words, (uint32_t)p->vocabulary.n, ranks);
    }
    if (!c->broken)
        code_texts(c, p);
}
