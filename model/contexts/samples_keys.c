/* samples_keys.c - predictions joined to contexts, selectors and guesses of the next byte.
 *
 * Contexts are recipes: which predictions, how finely they are divided, and what is known of the place. A
 * prediction in coarse steps is a context that comes again soon; in fine ones it is precise but rare. Both
 * are in the lists, best first. */
#include "model/contexts/samples.h"
#include "model/memory/hash.h"

/* Predictions a, b and c, in units of 2^-qa bytes and so on, and a class. A prediction < 0: none. */
struct recipe {
    int8_t a, qa, b, qb, c, qc;
    uint8_t with; /* 1: level; 2: near errors W and N; 4: error of the channel before */
};

/* Names of predictions: the order in which samples_predict.c makes them. */
enum { LS, FAST, SLOW, BEST };
enum { MED = BEST + 1, GRAD, W, N, WX, NX, MEDX, WNE, NW, NE, WW, NN, X, WY, MEAN, LINE };
enum { F1 = BEST + 1, F2, F3, LIN2, LIN3, SW, SWW, SWX, SX };

static const struct recipe image[] = {
    { BEST, 1, -1, 0, -1, 0, 1 },   { BEST, 0, -1, 0, -1, 0, 1 | 2 }, { LS, 1, FAST, 0, -1, 0, 0 },
    { LS, 0, SLOW, 0, -1, 0, 1 },   { FAST, 1, -1, 0, -1, 0, 1 },     { BEST, 0, MED, 0, -1, 0, 0 },
    { BEST, 0, MEDX, 0, -1, 0, 0 }, { BEST, 2, -1, 0, -1, 0, 0 },     { BEST, 0, WX, 0, NX, -1, 0 },
    { MEDX, 0, -1, 0, -1, 0, 1 },   { MED, 0, -1, 0, -1, 0, 1 },      { MEDX, 0, MED, 0, -1, 0, 0 },
    { SLOW, 1, -1, 0, -1, 0, 4 },   { BEST, 0, W, -1, N, -1, 0 },     { WX, 0, NX, 0, -1, 0, 0 },
    { GRAD, 0, WX, 0, -1, 0, 0 },   { W, 0, N, 0, -1, 0, 0 },         { W, 0, N, 0, X, 0, 0 },
    { W, 0, X, 0, -1, 0, 0 },       { N, 0, X, 0, -1, 0, 0 },         { N, 0, NE, 0, W, -1, 0 },
    { W, 0, NW, 0, N, 0, 0 },       { W, 0, WW, 0, -1, 0, 0 },        { N, 0, NN, 0, -1, 0, 0 },
    { WNE, 0, MEAN, 0, -1, 0, 0 },  { LINE, 0, WY, 0, -1, 0, 0 },     { BEST, 0, X, -1, -1, 0, 4 },
};
static const struct recipe sound[] = {
    { BEST, 1, -1, 0, -1, 0, 1 },  { BEST, 0, -1, 0, -1, 0, 1 | 2 }, { F3, 1, -1, 0, -1, 0, 1 },
    { F2, 1, -1, 0, -1, 0, 1 },    { F1, 1, -1, 0, -1, 0, 1 },       { LS, 1, -1, 0, -1, 0, 1 },
    { FAST, 1, -1, 0, -1, 0, 1 },  { SLOW, 1, -1, 0, -1, 0, 1 },     { BEST, 2, -1, 0, -1, 0, 0 },
    { LS, 0, FAST, 0, -1, 0, 0 },  { F3, 0, SLOW, 0, -1, 0, 0 },     { BEST, 0, LIN2, 0, -1, 0, 0 },
    { F3, 0, SWX, 0, -1, 0, 0 },   { BEST, 0, -1, 0, -1, 0, 4 },     { LIN2, 0, LIN3, 0, -1, 0, 0 },
    { SWX, 0, LIN2, 0, -1, 0, 0 }, { SW, 0, SX, -2, -1, 0, 0 },      { SW, 0, SWW, -2, -1, 0, 0 },
    { BEST, -1, -1, 0, -1, 0, 1 }, { F3, -2, -1, 0, -1, 0, 1 },      { LIN3, 0, -1, 0, -1, 0, 1 },
    { LIN2, 0, -1, 0, -1, 0, 1 },
};

#define PLAIN_KEYS 3 /* beside those that predictions make */

_Static_assert(BEST == LLZ_SAMPLES_OLS && F3 == BEST + LLZ_SAMPLES_LMS, "one order of predictions");
_Static_assert(sizeof image / sizeof *image + PLAIN_KEYS == LLZ_SAMPLES_KEYS, "all that images have");
_Static_assert(sizeof sound / sizeof *sound + PLAIN_KEYS <= LLZ_SAMPLES_KEYS, "no more than images have");

/* In steps of 2^-q bytes.
 *
 * 4096 keeps the number positive: predictions relative to a byte can be below zero. */
static uint64_t fine(int32_t rel, int q)
{
    return (uint64_t)(uint32_t)((rel + 4096) >> (4 - q));
}

/* Doublings of the error, with its sign: whether neighbours were too high or too low matters for
 * this sample too. */
static uint32_t size_class(int32_t e)
{
    uint32_t c = 0;
    for (uint32_t u = (uint32_t)(e < 0 ? -e : e); u > 8 && c < 7; u >>= 1)
        c++;
    return e < 0 ? 8 + c : c;
}

static uint64_t cook(const struct llz_samples *s, const struct recipe *r, uint64_t h)
{
    h = llz_fold(h, fine(s->rel[r->a], r->qa));
    if (r->b >= 0)
        h = llz_fold(h, fine(s->rel[r->b], r->qb));
    if (r->c >= 0)
        h = llz_fold(h, fine(s->rel[r->c], r->qc));
    if (r->with & 1)
        h = llz_fold(h, s->level);
    if (r->with & 2)
        h = llz_fold(h, size_class(s->near[0]) << 4 | size_class(s->near[1]));
    if (r->with & 4)
        h = llz_fold(h, size_class(s->near[2]));
    return h;
}

/* The last two bytes; with planes, those at this place in the last two of them. */
static uint64_t exactly(const struct llz_samples *s, const struct llz_byte_ring *ring)
{
    const uint64_t plane = s->channels == 1 ? s->profile.plane : 0;
    const uint64_t two = s->profile.planes > 1 ? 2 * plane : 1;
    return plane ? llz_byte_ring_get(ring, plane) | (uint64_t)llz_byte_ring_get(ring, two) << 8
                 : llz_byte_ring_get(ring, 1) | (uint64_t)llz_byte_ring_get(ring, 2) << 8;
}

/* The bytes of the last two pixels, be they in planes. */
static uint64_t last_pixels(const struct llz_samples *s, const struct llz_byte_ring *ring, uint64_t h)
{
    const uint64_t plane = s->channels == 1 ? s->profile.plane : 0;
    for (uint64_t i = 1; i <= 2 * (uint64_t)s->profile.pixel; i++)
        h = llz_fold(h, llz_byte_ring_get(ring, i));
    for (uint64_t j = 1; plane && j <= s->profile.planes; j++) {
        for (uint64_t i = 0; i < s->width; i++)
            h = llz_fold(h, llz_byte_ring_get(ring, j * plane + i));
    }
    return h;
}

size_t llz_samples_keys(const struct llz_samples *s, const struct llz_byte_ring *ring, uint64_t *keys,
                        size_t max)
{
    const struct recipe *r = s->row ? image : sound;
    const size_t n = s->row ? sizeof image / sizeof *image : sizeof sound / sizeof *sound;
    const uint64_t salt =
        llz_fold(UINT64_C(0x5a3b) + s->profile.stride, s->at << 8 | s->channel << 1 | (s->row != 0));
    size_t k = 0;
    for (; k < n && k < max; k++)
        keys[k] = cook(s, &r[k], llz_fold(salt, k));
    /* What smoothness does not explain: repeated pixels, few colours, text between the samples. */
    if (k < max)
        keys[k++] = llz_fold(llz_fold(salt, 100), exactly(s, ring));
    if (k < max)
        keys[k++] = last_pixels(s, ring, llz_fold(salt, 101));
    if (k < max && s->row) {
        const uint64_t stride = s->profile.stride;
        uint64_t h = llz_fold(llz_fold(salt, 102), s->first * (int32_t)s->at);
        for (uint64_t i = 0; i < s->width; i++)
            h = llz_fold(h, llz_byte_ring_get(ring, 1 + i + s->at) << 16 |
                                llz_byte_ring_get(ring, stride + i) << 8 |
                                llz_byte_ring_get(ring, stride > 2 + i ? stride - 2 - i : 1));
        keys[k++] = h;
    }
    return k;
}

/* Weight sets of the mixer are chosen by how rough the place is, by the errors beside and above, and by
 * whether two predictors agree: each says how far predictions can be trusted. */
unsigned llz_samples_select(const struct llz_samples *s, int which)
{
    const unsigned byte = s->at * LLZ_SAMPLES_CHANNELS + s->channel; /* 0..7 */
    const unsigned w = size_class(s->near[0]);
    const unsigned n = size_class(s->near[1]);
    switch (which) {
    case 0:
        return s->level * 8 + byte; /* 0..127 */
    case 1:
        return w * 8 + n % 8; /* 0..127 */
    default:
        return size_class(s->rel[0] - s->rel[FAST]) * 8 + byte; /* do they agree? */
    }
}

size_t llz_samples_guesses(const struct llz_samples *s, int *guess, int *spread, size_t max)
{
    static const uint8_t of_image[LLZ_SAMPLES_GUESSES] = { BEST, LS, FAST, SLOW, MEDX, MED };
    static const uint8_t of_sound[LLZ_SAMPLES_GUESSES] = { BEST, F3, F1, LS, FAST, SLOW };
    const uint8_t *which = s->row ? of_image : of_sound;
    /* Errors count in units of this byte: the high one stands for 256. */
    const int high = s->width == 2 && (s->profile.big ? s->at == 0 : s->at == 1);
    size_t k = 0;
    for (; k < LLZ_SAMPLES_GUESSES && k < max; k++) {
        guess[k] = s->rel[which[k]];
        /* Where it errs half as often as here, halfway between place and habit.
         *
         * `miss` is a mean over this channel so far, `energy` what the neighbours show right here. */
        const int32_t e = (s->miss[s->channel][which[k]] / 16 + s->energy) / 2;
        spread[k] = high ? e >> 8 : e;
    }
    return k;
}

unsigned llz_samples_flip(const struct llz_samples *s)
{
    if (s->width == 1)
        return (unsigned)s->flip;
    return (s->profile.big ? s->at == 0 : s->at == 1) ? (unsigned)s->flip >> 8 : 0;
}

/* A low byte that comes before its high byte has no middle: 255 and 0 are neighbours there. */
int llz_samples_circular(const struct llz_samples *s)
{
    return s->width == 2 && !s->profile.big && s->at == 0;
}
