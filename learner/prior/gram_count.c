/* gram_count.c - n-grams counted level by level, each in one pass over the samples: only contexts
 * that came often enough are opened to the next level, so memory follows what is worth keeping and
 * not what there is. */
#include "learner/prior/gram_count.h"

#include <stdlib.h>
#include <string.h>

#include "learner/prior/gram_table.h"

struct counting {
    struct llz_grams *g;
    const uint32_t *symbols;
    size_t n;
    const struct llz_gram_limits *limits;
    uint32_t *at; /* [n + 1] the context of the present length in front of each symbol, LLZ_GRAM_NONE: none */
    struct llz_gram_table table;
};

/* Sorted by key, children of a context stand together and by symbol, as llz_gram_find() needs them. */
static uint64_t key_of(uint32_t context, uint32_t symbol)
{
    return (uint64_t)context << 32 | symbol;
}

static bool count_pairs(struct counting *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i] != LLZ_GRAM_NONE && c->symbols[i] != LLZ_GRAM_NONE &&
            !llz_gram_table_count(&c->table, key_of(c->at[i], c->symbols[i])))
            return false;
    return true;
}

static int by_key(const void *a, const void *b)
{
    const struct llz_gram_entry *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* Makes children of the pairs that came often enough, in order; *made: how many. */
static bool make_children(struct counting *c, size_t *made)
{
    struct llz_grams *g = c->g;
    const size_t entries = (size_t)1 << c->table.bits, before = g->children;
    struct llz_gram_entry *kept = malloc((c->table.used + 1) * sizeof *kept);
    size_t n = 0;
    if (!kept)
        return false;
    for (size_t i = 0; i < entries; i++)
        if (c->table.entry[i].count >= c->limits->keep)
            kept[n++] = c->table.entry[i];
    qsort(kept, n, sizeof *kept, by_key);
    struct llz_gram *child = realloc(g->child, (before + n + 1) * sizeof *child);
    uint32_t *of = realloc(g->of, (before + n + 1) * sizeof *of);
    /* Whichever of the two succeeded has freed the old one, so both are kept before either is asked. */
    g->child = child ? child : g->child;
    g->of = of ? of : g->of;
    for (size_t i = 0; child && of && i < n; i++) {
        const uint32_t context = (uint32_t)(kept[i].key >> 32);
        struct llz_gram_context *x = &g->context[context];
        child[before + i] =
            (struct llz_gram){ (uint32_t)kept[i].key, LLZ_GRAM_NONE, (uint8_t)llz_gram_class(kept[i].count) };
        of[before + i] = context;
        if (x->n++ == 0)
            x->first = (uint32_t)(before + i);
        /* For advance(), which goes from pairs to children. */
        llz_gram_table_find(&c->table, kept[i].key)->child = (uint32_t)(before + i);
    }
    free(kept);
    g->children += n;
    *made = n;
    return child && of;
}

/* Opens those of the last children that came often enough. */
static bool open_children(struct counting *c, size_t made)
{
    struct llz_grams *g = c->g;
    struct llz_gram_context *context = realloc(g->context, (g->contexts + made + 1) * sizeof *context);
    if (!context)
        return false;
    g->context = context;
    for (size_t i = g->children - made; i < g->children; i++) {
        /* Where that is no context this is none either (grams.h): nothing would foresee its children. */
        const uint32_t suffix = llz_gram_suffix(g, (uint32_t)i);
        /* By the class, not the count: llz_grams_prune() has classes alone, and must decide alike. */
        if (llz_gram_count(g->child[i].weight) < c->limits->open || suffix == LLZ_GRAM_NONE)
            continue;
        g->child[i].opened = (uint32_t)g->contexts;
        context[g->contexts++] = (struct llz_gram_context){ (uint32_t)g->children, 0, suffix, (uint32_t)i };
    }
    return true;
}

/* One symbol further, contexts are one symbol longer.
 *
 * In place, from the front: `at` of the next symbol is known once this one's child is. */
static void advance(struct counting *c)
{
    uint32_t before = LLZ_GRAM_NONE;
    for (size_t i = 0; i <= c->n; i++) {
        const uint32_t here = c->at[i];
        c->at[i] = before;
        before = LLZ_GRAM_NONE;
        if (i == c->n || here == LLZ_GRAM_NONE || c->symbols[i] == LLZ_GRAM_NONE)
            continue;
        const struct llz_gram_entry *e = llz_gram_table_find(&c->table, key_of(here, c->symbols[i]));
        if (e && e->count >= c->limits->keep)
            before = c->g->child[e->child].opened;
    }
}

static bool count_level(struct counting *c, size_t depth)
{
    size_t made = 0;
    /* A new table for each level: no pair of one is a pair of another. */
    bool ok = llz_gram_table_new(&c->table, 16) && count_pairs(c) && make_children(c, &made);
    c->g->depth = depth;
    c->g->level[depth + 1] = c->g->contexts;
    if (ok && depth < c->limits->depth) {
        ok = open_children(c, made);
        if (ok)
            advance(c);
    }
    llz_gram_table_free(&c->table);
    return ok;
}

bool llz_grams_count(struct llz_grams *g, const uint32_t *symbols, size_t n,
                     const struct llz_gram_limits *limits)
{
    struct counting c = { g, symbols, n, limits, calloc(n + 1, sizeof *c.at), { 0 } };
    bool ok = c.at != NULL;
    *g = (struct llz_grams){ .context = calloc(1, sizeof *g->context), .contexts = 1 };
    if (ok && g->context)
        g->context[0] = (struct llz_gram_context){ 0, 0, LLZ_GRAM_NONE, LLZ_GRAM_NONE };
    ok = ok && g->context;
    for (size_t d = 0; ok && d <= limits->depth && g->contexts > g->level[d]; d++)
        ok = count_level(&c, d);
    free(c.at);
    if (!ok)
        llz_grams_free(g);
    return ok;
}
