/* prior_words.c - what word statistics say about the letters of a word after the words before it. */
#include "model/experts/experts.h"
#include "model/prior/prior.h"

struct teaching {
    const struct llz_prior_content *p;
    struct llz_experts *e;
    size_t role;
    uint64_t before[LLZ_PRIOR_WORD_DEPTH]; /* hashes of the words before, the last one first */
};

/* As model/contexts/context_keys.c makes them: between words, the last byte stands in the place of a word. */
static uint64_t context_of(const struct teaching *t, uint64_t here)
{
    if (t->role == LLZ_ROLE_WORD)
        return here;
    here = llz_join(here, t->before[0]);
    return t->role == LLZ_ROLE_WORD_PAIR ? here : llz_join(here, t->before[1]);
}

/* What follows a whole word that came so often: as usual in English. */
static size_t add_ends(struct llz_follower *f, size_t n, uint64_t count)
{
    /* Thirteen of sixteen words are followed by a space. */
    static const struct llz_follower ends[] = { { ' ', 13 }, { ',', 1 }, { '.', 1 }, { '\n', 1 } };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        const uint64_t share = (count * ends[i].count + 8) / 16;
        /* A space after a word is always taught, if only once. */
        if (share > 0 || i == 0)
            f[n++] = (struct llz_follower){ ends[i].byte, share > 0 ? share : 1 };
    }
    return n;
}

static size_t length_of(const struct llz_vocabulary *v, const struct llz_gram *word)
{
    return v->at[word->symbol + 1] - v->at[word->symbol];
}

static uint8_t letter_of(const struct llz_vocabulary *v, const struct llz_gram *word, size_t i)
{
    return v->letters[v->at[word->symbol] + i];
}

/* Of words from w to end that agree in their first letters, so many (hash: here), the next one.
 *
 * The words are sorted, so those that share their first letters stand in a row: one recursion over a trie
 * that nobody has to build. */
static void teach_letters(const struct teaching *t, const struct llz_gram *w, const struct llz_gram *end,
                          size_t letters, uint64_t hash)
{
    const struct llz_vocabulary *v = &t->p->vocabulary;
    struct llz_follower f[256 + 4];
    size_t followers = 0;
    uint64_t whole = 0;
    for (; w < end && length_of(v, w) == letters; w++)
        whole += llz_gram_count(w->weight);
    while (w < end) {
        const struct llz_gram *first = w;
        const uint8_t letter = letter_of(v, w, letters);
        uint64_t count = 0;
        for (; w < end && letter_of(v, w, letters) == letter; w++)
            count += llz_gram_count(w->weight);
        f[followers++] = (struct llz_follower){ letter, count };
        teach_letters(t, first, w, letters + 1, llz_letter_hash(hash, letter));
    }
    if (whole > 0)
        followers = add_ends(f, followers, whole);
    if (letters > 0 || t->role != LLZ_ROLE_WORD)
        llz_teach_context(t->e, t->role, context_of(t, letters > 0 ? hash : ' '), f, followers);
}

static uint64_t hash_of(const struct llz_vocabulary *v, uint32_t word)
{
    uint64_t hash = 0;
    for (uint32_t i = v->at[word]; i < v->at[word + 1]; i++)
        hash = llz_letter_hash(hash, v->letters[i]);
    return hash;
}

static void teach_after(struct teaching *t, uint32_t context)
{
    const struct llz_grams *g = &t->p->words;
    const struct llz_gram *first = g->child + g->context[context].first;
    const uint32_t n = g->context[context].n;
    for (size_t k = 0; k < LLZ_PRIOR_WORD_DEPTH && g->context[context].parent != LLZ_GRAM_NONE; k++) {
        const uint32_t last = g->context[context].parent;
        t->before[k] = hash_of(&t->p->vocabulary, g->child[last].symbol);
        context = g->of[last];
    }
    teach_letters(t, first, first + n, 0, 0);
}

void llz_teach_words(const struct llz_prior_content *p, struct llz_experts *e)
{
    static const uint8_t role[LLZ_PRIOR_WORD_DEPTH + 1] = { LLZ_ROLE_WORD, LLZ_ROLE_WORD_PAIR,
                                                            LLZ_ROLE_WORD_TRIPLE };
    struct teaching t = { .p = p, .e = e, .before = { 0 } };
    for (size_t d = 0; d <= p->words.depth; d++) {
        t.role = role[d];
        for (size_t i = p->words.level[d]; i < p->words.level[d + 1]; i++)
            if (p->words.context[i].n > 0)
                teach_after(&t, (uint32_t)i);
    }
}
