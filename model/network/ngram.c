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

/* Binary logarithm of the groups up to which places are plentiful, 32 MiB: from there on memory would cost more than the
 * 0.1 % that they save. */
#define ROOMY 17

void llz_ngram_lay(struct llz_ngram *g, struct llz_arena *a, size_t contexts, int bits, int most)
{
    g->contexts = bits > 0 ? contexts : 0;
    g->bits = bits;
    g->most = most;
    g->slots = llz_arena_take(a, bits > 0 ? (size_t)1 << most : 0, sizeof *g->slots);
    g->scales = llz_arena_take(a, g->contexts, sizeof *g->scales);
}

void llz_ngram_init(struct llz_ngram *g)
{
    for (size_t c = 0; c < g->contexts; c++)
        for (int n = 0; n < LLZ_COUNT_CLASSES; n++)
            g->scales[c][n].value = 1;
    if (g->bits > 0)
        llz_growing_init(&g->groups, (unsigned)g->bits - 2, UINT64_C(1) << (g->most - 2), ROOMY);
}

/* Bits that the first groups' numbers do not use, or every context of a group would look the same. */
static uint32_t check_of(uint64_t key)
{
    return key >> 8 & ((1u << LLZ_NGRAM_CHECK) - 1);
}

/* The one of four neighbouring slots that is looked at first. */
static size_t home_of(const struct llz_ngram *g, uint64_t key)
{
    return llz_growing_home(&g->groups, key, check_of(key));
}

void llz_ngram_prefetch(const struct llz_ngram *g, const uint64_t *keys)
{
    for (size_t c = 0; c < g->contexts; c++) {
        const size_t i = home_of(g, keys[c]);
        __builtin_prefetch(g->slots + i);
        __builtin_prefetch(g->slots + (i ^ 1));
    }
}

/* What the next bit of the check sends away goes to the same place of the new group. */
static void part(struct llz_slot *from, struct llz_slot *into, unsigned bit)
{
    for (int i = 0; i < LLZ_NGRAM_WAYS; i++) {
        if (from[i].count != 0 && from[i].check >> bit & 1) {
            into[i] = from[i];
            from[i].count = 0;
        }
    }
}

static void grow(struct llz_ngram *t)
{
    struct llz_growing *g = &t->groups;
    while (llz_growing_is_full(g, LLZ_NGRAM_WAYS)) {
        struct llz_slot *from = t->slots + LLZ_NGRAM_WAYS * g->split;
        part(from, from + LLZ_NGRAM_WAYS * (g->mask + 1), llz_growing_bit(g));
        llz_growing_parted(g);
    }
}

/* NULL: the context is not here, and *least is the place for it, the least experienced of the four. */
static struct llz_slot *seek(const struct llz_ngram *g, uint64_t key, struct llz_slot **least)
{
    const size_t home = home_of(g, key);
    const uint32_t check = check_of(key);
    *least = g->slots + home;
    for (size_t way = 0; way < LLZ_NGRAM_WAYS; way++) {
        struct llz_slot *s = g->slots + (home ^ way);
        if (s->count != 0 && s->check == check)
            return s;
        if (s->count < (*least)->count)
            *least = s;
    }
    return NULL;
}

static struct llz_slot *find(struct llz_ngram *g, uint64_t key)
{
    struct llz_slot *least, *known = seek(g, key, &least);
    if (known)
        return known;
    g->groups.used += least->count == 0;
    memset(least, 0, sizeof *least);
    least->check = check_of(key);
    return least;
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

static void add(const struct llz_slot *s, const struct llz_scale *scales, llz_real *logits)
{
    const llz_real scale = scales[count_class(s->count)].value;
    for (unsigned j = 0; j < s->symbols; j++)
        logits[s->symbol[j]] += scale * s->logit[j];
}

void llz_ngram_forward(struct llz_ngram *g, const uint64_t *keys, llz_real *logits)
{
    if (g->contexts > 0)
        grow(g); /* nobody holds a slot now */
    for (size_t c = 0; c < g->contexts; c++) {
        g->now[c] = find(g, keys[c]);
        add(g->now[c], g->scales[c], logits);
    }
}

void llz_ngram_peek(const struct llz_ngram *g, const uint64_t *keys, llz_real *logits)
{
    for (size_t c = 0; c < g->contexts; c++) {
        struct llz_slot *least;
        const struct llz_slot *s = seek(g, keys[c], &least);
        if (s)
            add(s, g->scales[c], logits);
    }
}

/* Gives byte an entry of its own: a free one, or that of the symbol with the smallest logit. */
static void enter(struct llz_slot *s, uint8_t byte)
{
    unsigned at = 0;
    if (s->symbols < LLZ_SLOT_SYMBOLS) {
        at = s->symbols;
        s->symbols = (at + 1) & 15;
    } else {
        for (unsigned j = 1; j < LLZ_SLOT_SYMBOLS; j++)
            if (s->logit[j] < s->logit[at])
                at = j;
    }
    s->symbol[at] = byte;
    s->logit[at] = 0;
}

/* RMS normalisation: scales move by about the same however large the logits are. */
static void learn_scale(struct llz_scale *scale, llz_real gradient)
{
    scale->square = scale->square * SCALE_MEMORY + gradient * gradient * (1 - SCALE_MEMORY);
    scale->value -= SCALE_RATE * gradient / ((llz_real)sqrtf((float)scale->square) + SCALE_FLOOR);
    scale->value = scale->value > SCALE_MIN ? scale->value : SCALE_MIN;
    scale->value = scale->value < SCALE_MAX ? scale->value : SCALE_MAX;
}

static void learn_slot(struct llz_slot *s, struct llz_scale *scales, const llz_real *dlogits, uint8_t byte,
                       llz_real step)
{
    llz_real gradient = 0, squares = 0;
    bool known = false;
    for (unsigned j = 0; j < s->symbols; j++) {
        const llz_real d = dlogits[s->symbol[j]];
        gradient += d * s->logit[j];
        squares += d * d;
        known |= s->symbol[j] == byte;
    }
    /* Before the logits change: the scale learns from what was predicted with it. */
    learn_scale(&scales[count_class(s->count)], gradient);
    if (!known) {
        enter(s, byte);
        squares += dlogits[byte] * dlogits[byte];
    }
    s->squares += squares;
    const llz_real rate = step * SLOT_RATE / (llz_real)sqrtf((float)(s->squares + SLOT_SQUARE0));
    for (unsigned j = 0; j < s->symbols; j++)
        s->logit[j] -= rate * dlogits[s->symbol[j]];
    s->count = (s->count + (s->count < 255)) & 255;
}

void llz_ngram_learn(struct llz_ngram *g, const llz_real *dlogits, uint8_t byte, llz_real step)
{
    for (size_t c = 0; c < g->contexts; c++)
        learn_slot(g->now[c], g->scales[c], dlogits, byte, step);
}
