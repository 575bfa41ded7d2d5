/* ngram.c - logits that contexts give to symbols directly, learned at once: what the network's slow
 * weights cannot do.
 *
 * A slot holds the 11 symbols that matter most after its context. They learn by Adagrad with one sum of
 * squares for all, so that a context which has seen much moves little. How far a slot is believed is
 * learned too: a scale for each kind of context and class of experience. Sparse slots are as good as rows
 * of 256 logits, in a sixteenth of the memory. */
#include "model/network/ngram.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* 0.45 and 0.8 are worse, by up to 0.15 %. */
#define SLOT_RATE ((llz_real)0.6)    /* Adagrad's step for logits */
#define SLOT_SQUARE0 ((llz_real)0.1) /* added to the sum of squares */
/* 0.003 is worse by 0.1 %. */
#define SCALE_RATE ((llz_real)0.006) /* step for scales, in units of their normalised gradient */
#define SCALE_MEMORY ((llz_real)0.999)
#define SCALE_FLOOR ((llz_real)0.05)
#define SCALE_MIN ((llz_real)0.0625) /* a negative scale would turn learning around */
#define SCALE_MAX ((llz_real)16)

/* Binary logarithm of slots for each group of the index at first. */
#define FIRST 4

static size_t places_of(const struct llz_ngram *g)
{
    return g->bits > 0 ? ((size_t)1 << g->most) / LLZ_SLOTS_SYMBOLS : 0;
}

void llz_ngram_lay(struct llz_ngram *g, struct llz_arena *a, size_t contexts, int bits, int most)
{
    g->contexts = bits > 0 ? contexts : 0;
    g->bits = bits;
    g->most = most;
    if (bits > 0)
        llz_index_lay(&g->index, a, bits > FIRST ? bits - FIRST : 0, (size_t)1 << most);
    g->slots =
        llz_arena_take_marked(a, bits > 0 ? ((size_t)1 << most) + 1 : 0, sizeof *g->slots, &g->slots_mark);
    g->symbols = llz_arena_take_marked(a, places_of(g) + 1, sizeof *g->symbols, &g->symbols_mark);
    g->scales = llz_arena_take(a, g->contexts, sizeof *g->scales);
}

void llz_ngram_init(struct llz_ngram *g)
{
    for (size_t c = 0; c < g->contexts; c++)
        for (int n = 0; n < LLZ_COUNT_CLASSES; n++)
            g->scales[c][n].value = 1;
    g->given = g->free = 0;
    if (g->bits > 0)
        llz_index_init(&g->index);
}

/* Bits that the first groups' numbers do not use, or every context of a group would look the same. */
static uint32_t check_of(uint64_t key)
{
    return key >> 8 & ((1u << LLZ_NGRAM_CHECK) - 1);
}

static uint32_t check_in(const void *slots, uint32_t number)
{
    return ((const struct llz_slot *)slots)[number].check;
}

static uint32_t number_of(const struct llz_ngram *g, uint64_t key)
{
    return llz_index_find(&g->index, key, check_of(key), g->slots, check_in);
}

void llz_ngram_prefetch_places(const struct llz_ngram *g, const uint64_t *keys)
{
    for (size_t c = 0; c < g->contexts; c++)
        __builtin_prefetch(llz_index_group(&g->index, keys[c], check_of(keys[c])));
}

void llz_ngram_prefetch(const struct llz_ngram *g, const uint64_t *keys)
{
    for (size_t c = 0; c < g->contexts; c++) {
        const uint32_t *guess =
            llz_index_guess(&g->index, llz_index_group(&g->index, keys[c], check_of(keys[c])), keys[c]);
        if (guess)
            __builtin_prefetch(g->slots + llz_index_number(&g->index, *guess));
    }
}

/* For a second symbol: a place that was given back or one more; 0: there is none. */
static uint32_t take_symbols(struct llz_ngram *g)
{
    const uint32_t place = g->free;
    if (place) {
        g->free = g->symbols[place].next;
        return place;
    }
    return g->given < places_of(g) ? ++g->given : 0;
}

static void mark_symbols(const struct llz_ngram *g, uint32_t place)
{
    llz_mark_bytes(g->symbols_mark, place * sizeof *g->symbols, sizeof *g->symbols);
}

static void give_symbols(struct llz_ngram *g, uint32_t place)
{
    if (place == 0)
        return;
    mark_symbols(g, place);
    g->symbols[place].next = g->free;
    g->free = place;
}

static unsigned times_seen(const void *slots, uint32_t number, const void *nothing)
{
    (void)nothing;
    return ((const struct llz_slot *)slots)[number].count;
}

static struct llz_slot *take(struct llz_ngram *g, uint64_t key)
{
    bool goes;
    const uint32_t n = llz_index_take(&g->index, key, check_of(key), g->slots, times_seen, NULL, &goes);
    if (goes)
        give_symbols(g, g->slots[n].more);
    memset(&g->slots[n], 0, sizeof g->slots[n]);
    g->slots[n].check = check_of(key);
    return &g->slots[n];
}

static struct llz_slot *find(struct llz_ngram *g, uint64_t key)
{
    const uint32_t n = number_of(g, key);
    struct llz_slot *s = n ? g->slots + n : take(g, key);
    llz_mark_bytes(g->slots_mark, (size_t)(s - g->slots) * sizeof *s, sizeof *s);
    return s;
}

/* 0 to 5 as they are, then two classes for each doubling up to 64 and one for each above; 255 alone. */
static unsigned count_class(unsigned count)
{
    static const uint8_t first[] = { 6, 8, 12, 16, 24, 32, 48, 64, 128, 255 };
    unsigned i = 0;
    if (count < 6)
        return count;
    while (i + 1 < sizeof first && count >= first[i + 1])
        i++;
    return 6 + i;
}

static void add(const struct llz_ngram *g, const struct llz_slot *s, const struct llz_scale *scales,
                llz_real *logits)
{
    const llz_real scale = scales[count_class(s->count)].value;
    const struct llz_symbols *more = g->symbols + s->more;
    if (s->more == 0 && s->symbols)
        logits[s->symbol] += scale * s->logit;
    for (unsigned j = 0; s->more && j < s->symbols; j++)
        logits[more->symbol[j]] += scale * more->logit[j];
}

void llz_ngram_forward(struct llz_ngram *g, const uint64_t *keys, llz_real *logits)
{
    if (g->contexts > 0)
        llz_index_grow(&g->index, g->slots, check_in);
    for (size_t c = 0; c < g->contexts; c++) {
        g->now[c] = find(g, keys[c]);
        __builtin_prefetch(g->symbols + g->now[c]->more);
    }
    for (size_t c = 0; c < g->contexts; c++)
        add(g, g->now[c], g->scales[c], logits);
}

void llz_ngram_peek(const struct llz_ngram *g, const uint64_t *keys, llz_real *logits)
{
    for (size_t c = 0; c < g->contexts; c++) {
        const uint32_t n = number_of(g, keys[c]);
        if (n)
            add(g, g->slots + n, g->scales[c], logits);
    }
}

/* Makes room for a second symbol. */
static void part_symbols(struct llz_ngram *g, struct llz_slot *s)
{
    if (s->more || s->symbols == 0 || !(s->more = take_symbols(g) & 0xffffff))
        return;
    g->symbols[s->more].symbol[0] = s->symbol & 255;
    g->symbols[s->more].logit[0] = s->logit;
}

/* Gives byte an entry of its own: a free one, or that of the symbol with the smallest logit. */
static void enter(struct llz_ngram *g, struct llz_slot *s, uint8_t byte)
{
    unsigned at = 0;
    part_symbols(g, s);
    if (s->more == 0) {
        s->symbols = 1;
        s->symbol = byte;
        s->logit = 0;
        return;
    }
    struct llz_symbols *more = g->symbols + s->more;
    if (s->symbols < LLZ_SLOT_SYMBOLS) {
        at = s->symbols;
        s->symbols = (at + 1) & 15;
    } else {
        for (unsigned j = 1; j < LLZ_SLOT_SYMBOLS; j++)
            if (more->logit[j] < more->logit[at])
                at = j;
    }
    more->symbol[at] = byte;
    more->logit[at] = 0;
}

/* RMS normalisation: scales move by about the same however large the logits are. */
static void learn_scale(struct llz_scale *scale, llz_real gradient)
{
    scale->square = scale->square * SCALE_MEMORY + gradient * gradient * (1 - SCALE_MEMORY);
    scale->value -= SCALE_RATE * gradient / ((llz_real)sqrtf((float)scale->square) + SCALE_FLOOR);
    scale->value = scale->value > SCALE_MIN ? scale->value : SCALE_MIN;
    scale->value = scale->value < SCALE_MAX ? scale->value : SCALE_MAX;
}

/* What the symbols of a slot tell of its gradients; returns whether the byte is one of them. */
static bool look(const uint8_t *symbol, const llz_real *logit, unsigned n, const llz_real *dlogits,
                 uint8_t byte, llz_real *gradient, llz_real *squares)
{
    bool known = false;
    for (unsigned j = 0; j < n; j++) {
        const llz_real d = dlogits[symbol[j]];
        *gradient += d * logit[j];
        *squares += d * d;
        known |= symbol[j] == byte;
    }
    return known;
}

static void learn_slot(struct llz_ngram *g, struct llz_slot *s, struct llz_scale *scales,
                       const llz_real *dlogits, uint8_t byte, llz_real step)
{
    llz_real gradient = 0, squares = 0;
    const uint8_t one = s->symbol & 255;
    const struct llz_symbols *had = g->symbols + s->more;
    const bool known = look(s->more ? had->symbol : &one, s->more ? had->logit : &s->logit, s->symbols, dlogits,
                            byte, &gradient, &squares);
    /* Before the logits change: the scale learns from what was predicted with it. */
    learn_scale(&scales[count_class(s->count)], gradient);
    if (!known) {
        enter(g, s, byte);
        squares += dlogits[byte] * dlogits[byte];
    }
    s->squares += squares;
    const llz_real rate = step * SLOT_RATE / (llz_real)sqrtf((float)(s->squares + SLOT_SQUARE0));
    struct llz_symbols *more = g->symbols + s->more;
    mark_symbols(g, s->more);
    if (s->more == 0)
        s->logit -= rate * dlogits[s->symbol];
    for (unsigned j = 0; s->more && j < s->symbols; j++)
        more->logit[j] -= rate * dlogits[more->symbol[j]];
    s->count = (s->count + (s->count < 255)) & 255;
}

void llz_ngram_learn(struct llz_ngram *g, const llz_real *dlogits, uint8_t byte, llz_real step)
{
    for (size_t c = 0; c < g->contexts; c++)
        learn_slot(g, g->now[c], g->scales[c], dlogits, byte, step);
}
