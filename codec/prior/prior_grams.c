/* prior_grams.c - n-gram statistics as coded bits. What may follow a context is what follows its suffix, and
 * how often is foreseen from how often that came. */
#include <stdlib.h>

#include "codec/prior/prior_code.h"

#define KINDS 32 /* of numbers: as many for lengths of lists, then as many for gaps in them */
/* Classes of half an octave: a child may come a sixteenth as often as expected, and still has a class
 * of its own. */
#define EXPECTED_LEAST (-8)
#define CLASSES 48 /* of what is expected */
#define WEIGHT_BITS 6

struct walk {
    struct llz_prior_coding *c;
    struct llz_grams *g;
    uint32_t made;                       /* children so far */
    size_t room_children, room_contexts; /* decoder: entries that fit into the tables */
    uint32_t alphabet;
    int all;                       /* class of how often anything came */
    struct llz_prior_ranks *ranks; /* NULL: lists are not long */
};

static unsigned clamp(int x, int most)
{
    return (unsigned)(x < 0 ? 0 : x > most ? most : x);
}

/* A number from 0 on, below 2^31 - 1: its length in bits, then they; kind: below 2 KINDS. */
static uint32_t code_number(struct llz_prior_coding *c, unsigned kind, uint32_t value)
{
    unsigned bits = 0;
    /* One more than the number, so that its highest bit is always 1 and need not be coded. */
    while (bits < 30 && (value + 1) >> (bits + 1))
        bits++;
    bits = llz_prior_symbol(c, c->length[kind], 5, bits);
    uint32_t v = 1;
    for (unsigned i = bits; i > 0; i--) {
        uint32_t even = LLZ_ADAPTIVE_HALF;
        uint32_t *a = v < 4 ? &c->mantissa[kind][v] : &even;
        v = v << 1 | (uint32_t)llz_prior_bit(c, a, (int)((value + 1) >> (i - 1) & 1));
    }
    return v - 1;
}

/* Class of how often a context came. */
static int class_of(const struct walk *w, uint32_t context)
{
    const uint32_t parent = w->g->context[context].parent;
    return parent == LLZ_GRAM_NONE ? w->all : w->g->child[parent].weight;
}

/* Class of how often a candidate is expected after a context, if it came so often after its suffix. */
static unsigned expected(const struct walk *w, uint32_t context, unsigned weight)
{
    const int own = class_of(w, context), suffix = class_of(w, w->g->context[context].suffix);
    return clamp((int)weight - (suffix - own) - EXPECTED_LEAST, CLASSES - 1);
}

/* What an encoder codes as the next child of a context: NULL: there is none, or a decoder asks. */
static const struct llz_gram *offered(const struct walk *w, uint32_t context)
{
    const struct llz_gram_context *x = &w->g->context[context];
    return !w->c->decoding && w->made < x->first + x->n ? &w->g->child[w->made] : NULL;
}

/* Room for one more child; both tables have the same number of entries. */
static bool grow_children(struct walk *w)
{
    struct llz_grams *g = w->g;
    size_t room = w->room_children;
    g->of = llz_prior_grow(w->c, g->of, &room, w->made, g->children, sizeof *g->of);
    g->child = llz_prior_grow(w->c, g->child, &w->room_children, w->made, g->children, sizeof *g->child);
    return !w->c->broken;
}

/* The child is coded: a decoder has it now. */
static void make(struct walk *w, uint32_t context, uint32_t symbol, unsigned weight)
{
    struct llz_grams *g = w->g;
    if (w->made == g->children) {
        w->c->broken = true;
        return;
    }
    if (w->c->decoding && !grow_children(w))
        return;
    if (w->c->decoding) {
        g->of[w->made] = context;
        g->child[w->made] = (struct llz_gram){ symbol, LLZ_GRAM_NONE, (uint8_t)weight };
        g->context[context].n++;
    }
    w->made++;
}

static void code_candidate(struct walk *w, uint32_t context, size_t depth, uint32_t symbol, unsigned class)
{
    struct llz_prior_coding *c = w->c;
    const struct llz_gram *next = offered(w, context);
    const bool is = next && next->symbol == symbol;
    if (llz_prior_bit(c, &c->present[depth][class][clamp(class_of(w, context), 31)], is))
        make(w, context, symbol, llz_prior_symbol(c, c->weight[class], WEIGHT_BITS, is ? next->weight : 0));
}

static int by_symbol(const void *a, const void *b)
{
    const struct llz_gram *x = a, *y = b;
    return x->symbol < y->symbol ? -1 : x->symbol > y->symbol;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Few of many candidates: their places in the list of all, those that came most often first.
 *
 * A word is followed by a few of tens of thousands; asking for each whether it comes would cost a bit's
 * fraction tens of thousands of times. */
static void code_list(struct walk *w, uint32_t context)
{
    struct llz_prior_coding *c = w->c;
    struct llz_prior_ranks *k = w->ranks;
    struct llz_gram_context *x = &w->g->context[context];
    const uint32_t first = w->made;
    for (uint32_t i = 0; i < x->n; i++)
        k->list[i] = k->rank[w->g->child[first + i].symbol];
    qsort(k->list, x->n, sizeof *k->list, by_number);
    const uint32_t n = code_number(c, clamp(class_of(w, context), KINDS - 1), x->n);
    if (n > w->alphabet || n > w->g->children - w->made) {
        c->broken = true;
        return;
    }
    unsigned sparse = 0;
    while (n << sparse < w->alphabet && sparse < KINDS - 1)
        sparse++;
    for (uint32_t i = 0, from = 0; i < n && !c->broken; i++) {
        const uint32_t gap = code_number(c, KINDS + sparse, c->decoding ? 0 : k->list[i] - from);
        if (gap >= w->alphabet - from) {
            c->broken = true;
            return;
        }
        const uint32_t rank = from + gap, symbol = k->order[rank], all = w->g->child[symbol].weight;
        const uint32_t mine = c->decoding ? LLZ_GRAM_NONE : llz_gram_find(w->g, context, symbol);
        const unsigned weight = mine == LLZ_GRAM_NONE ? 0 : w->g->child[mine].weight;
        make(w, context, symbol,
             llz_prior_symbol(c, c->weight[expected(w, context, all)], WEIGHT_BITS, weight));
        from = rank + 1;
    }
    qsort(w->g->child + first, w->made - first, sizeof *w->g->child, by_symbol);
}

static void code_children(struct walk *w, uint32_t context, size_t depth)
{
    const struct llz_grams *g = w->g;
    const uint32_t suffix = g->context[context].suffix;
    if (w->c->decoding)
        g->context[context].first = w->made;
    if (suffix == LLZ_GRAM_NONE) {
        for (uint32_t symbol = 0; symbol < w->alphabet && !w->c->broken; symbol++)
            code_candidate(w, context, depth, symbol, CLASSES - 1);
    } else if (suffix == 0 && w->ranks) {
        code_list(w, context);
    } else {
        const uint32_t first = g->context[suffix].first, end = first + g->context[suffix].n;
        for (uint32_t i = first; i < end && !w->c->broken; i++)
            code_candidate(w, context, depth, g->child[i].symbol, expected(w, context, g->child[i].weight));
    }
}

/* Which of the children from `first` on are contexts. *contexts: how many there are so far. */
static void code_opened(struct walk *w, size_t depth, uint32_t first, uint32_t *contexts, size_t all)
{
    struct llz_grams *g = w->g;
    for (uint32_t i = first; i < w->made && !w->c->broken; i++) {
        const uint32_t suffix = llz_gram_suffix(g, i);
        if (suffix == LLZ_GRAM_NONE)
            continue;
        uint32_t *a = &w->c->opened[depth][g->child[i].weight];
        if (!llz_prior_bit(w->c, a, g->child[i].opened != LLZ_GRAM_NONE))
            continue;
        if (*contexts == all) {
            w->c->broken = true;
            return;
        }
        if (w->c->decoding)
            g->context =
                llz_prior_grow(w->c, g->context, &w->room_contexts, *contexts, g->contexts, sizeof *g->context);
        if (w->c->broken)
            return;
        if (w->c->decoding) {
            g->child[i].opened = *contexts;
            g->context[*contexts] = (struct llz_gram_context){ 0, 0, suffix, i };
        }
        ++*contexts;
    }
}

static int class_of_all(const struct llz_grams *g)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < g->context[0].n; i++)
        sum += llz_gram_count(g->child[i].weight);
    return (int)llz_gram_class(sum);
}

void llz_prior_code_grams(struct llz_prior_coding *c, struct llz_grams *g, uint32_t alphabet,
                          struct llz_prior_ranks *ranks)
{
    struct walk w = { .c = c, .g = g, .alphabet = alphabet };
    w.room_children = llz_prior_room(g->children);
    w.room_contexts = llz_prior_room(g->contexts);
    uint32_t contexts = 1;
    g->context[0].suffix = g->context[0].parent = LLZ_GRAM_NONE;
    g->level[0] = 0;
    g->level[1] = 1;
    for (size_t d = 0; d <= g->depth && !c->broken; d++) {
        const uint32_t first = w.made;
        for (size_t i = g->level[d]; i < g->level[d + 1] && !c->broken; i++)
            code_children(&w, (uint32_t)i, d);
        c->broken |= d == 0 && ranks && w.made != alphabet; /* lists need the counts of all words */
        if (d == 0 && !c->broken) {
            /* Lists of words are coded by how often each word came at all, which is known only now that
             * the first level is through. */
            w.all = class_of_all(g);
            if (ranks)
                llz_prior_rank(ranks, g->child, w.made);
            w.ranks = ranks;
        }
        if (d < g->depth) {
            code_opened(&w, d, first, &contexts, g->contexts);
            /* A greater depth than that of the longest context would say nothing. */
            c->broken |= contexts == g->level[d + 1];
        }
        g->level[d + 2] = contexts;
    }
    c->broken |= w.made != g->children || contexts != g->contexts;
}
