/* samples_predict.c - what neighbours, least squares and adaptive filters expect of the sample that begins.
 *
 * Images look at neighbours to the left and above in the same channel, and at the same place in channels
 * that are known already. Sound looks back in time, at its own channel and at its partner's. Some
 * predictors are linear and learned (ols, lms), some are fixed (median edge as in LOCO-I, gradients):
 * where a picture is synthetic, the fixed ones win. */
#include <stdlib.h>

#include "model/contexts/samples.h"

/* Pixels to the left and rows up, nearest first. */
struct place {
    int8_t left, up;
};

/* In the same channel: none of these is the current sample. */
static const struct place own[] = {
    { 1, 0 },  { 0, 1 }, { 1, 1 },  { -1, 1 }, { 2, 0 }, { 0, 2 },  { 2, 1 }, { -2, 1 }, { 1, 2 }, { -1, 2 },
    { 3, 0 },  { 0, 3 }, { 2, 2 },  { -2, 2 }, { 3, 1 }, { -3, 1 }, { 1, 3 }, { -1, 3 }, { 4, 0 }, { 3, 2 },
    { -3, 2 }, { 4, 1 }, { -4, 1 }, { 0, 4 },  { 2, 3 }, { -2, 3 }, { 5, 0 }, { 1, 4 },
};
/* In the channels that came before in the same pixel, whose sample here is known. */
static const struct place other[] = { { 0, 0 }, { 1, 0 }, { 0, 1 }, { 1, 1 }, { -1, 1 }, { 2, 0 }, { 0, 2 } };

/* In the planes before, where the samples around are all known. */
static const struct place whole[] = { { 0, 0 }, { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 }, { 1, 1 }, { -1, 1 } };

/* The sample `back` samples ago, as an unsigned number; the current one is about to begin. What stands before
 * the first sample is none: 0, as where nothing stands.
 *
 * Nothing stands before the first sample, and the ring holds other data there: those must not
 * look like pixels. */
static int32_t value(const struct llz_samples *s, const struct llz_byte_ring *ring, int64_t back)
{
    if (back < 1)
        back = 1;
    if ((uint64_t)back * s->width > s->bytes)
        return s->flip;
    if (s->width == 1)
        return llz_byte_ring_get(ring, (uint64_t)back) ^ s->flip;
    const int32_t a = llz_byte_ring_get(ring, 2 * (uint64_t)back);
    const int32_t b = llz_byte_ring_get(ring, 2 * (uint64_t)back - 1);
    return (s->profile.big ? a << 8 | b : b << 8 | a) ^ s->flip;
}

/* Sample `shift` before the current one, moved by pixels and rows. */
static int32_t at(const struct llz_samples *s, const struct llz_byte_ring *ring, int shift, int left, int up)
{
    return value(s, ring, (int64_t)shift + (int64_t)left * s->channels + (int64_t)up * s->row);
}

/* How many samples ago the sample was that has the same place in another channel of this pixel, or for the
 * further ones of `which`, in the planes before. */
static int shift_of(const struct llz_samples *s, uint32_t which)
{
    const uint32_t inside = s->channels - 1;
    return (int)(which <= inside || which > s->others ? which : (which - inside) * s->plane);
}

/* LOCO-I's predictor (Weinberger, Seroussi and Sapiro 2000): the smaller neighbour at an edge, the larger
 * one on the other side of it, and the plane through all three where there is none. */
static int32_t median_edge(int32_t w, int32_t n, int32_t nw)
{
    const int32_t low = w < n ? w : n;
    const int32_t high = w < n ? n : w;
    return nw >= high ? low : nw <= low ? high : w + n - nw;
}

static int32_t scaled(const struct llz_samples *s, double p)
{
    const double top = s->width == 2 ? 65535 : 255;
    if (!(p > 0))
        return 0;
    return p > top ? (int32_t)top * 16 : (int32_t)(p * 16 + 0.5);
}

/* Predictions are kept in 1/16 of a sample, since the learned ones are between whole numbers. */
static void put(struct llz_samples *s, int32_t p)
{
    const int32_t top = s->width == 2 ? 65535 : 255;
    s->pred[s->preds++] = (p < 0 ? 0 : p > top ? top : p) * 16;
}

/* Taps of one least-squares predictor: so many places of this channel, so
 * many of each of the others; at most n. */
static void image_taps(const struct llz_samples *s, const struct llz_byte_ring *ring, struct llz_ols *o,
                       uint32_t each)
{
    const uint32_t others = s->others;
    uint32_t k = 0;
    uint32_t mine = o->n - others * each;
    if (mine > sizeof own / sizeof *own)
        mine = sizeof own / sizeof *own;
    for (uint32_t i = 0; i < mine; i++)
        o->x[k++] = at(s, ring, 0, own[i].left, own[i].up) - s->offset;
    for (uint32_t c = 1; c <= others; c++) {
        const struct place *near = c < s->channels ? other : whole;
        for (uint32_t i = 0; i < each; i++)
            o->x[k++] = at(s, ring, shift_of(s, c), near[i].left, near[i].up) - s->offset;
    }
}

/* The mean of the n predictions p, numbered in `which`, by how well they did of late.
 *
 * The fourth power of the error makes the best predictor nearly the only one, and still has no jumps; 16
 * keeps a lucky run of exact hits from becoming certainty. */
static double blend(const struct llz_samples *s, const uint8_t *which, const double *p, size_t n)
{
    double sum = 0;
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        const double e = s->miss[s->channel][which[i]] + 16.0;
        const double weight = 1 / (e * e * e * e);
        sum += p[i] * weight;
        total += weight;
    }
    return sum / total;
}

static void predict_image(struct llz_samples *s, const struct llz_byte_ring *ring)
{
    const int32_t w = at(s, ring, 0, 1, 0);
    const int32_t n = at(s, ring, 0, 0, 1);
    const int32_t nw = at(s, ring, 0, 1, 1);
    const int32_t ne = at(s, ring, 0, -1, 1);
    const int32_t ww = at(s, ring, 0, 2, 0);
    const int32_t nn = at(s, ring, 0, 0, 2);
    /* The sample here in the channel or plane before (or the sample before), and its own neighbours. */
    const int first = shift_of(s, 1), second = shift_of(s, 2);
    const int32_t x = at(s, ring, first, 0, 0);
    const int32_t xw = at(s, ring, first, 1, 0);
    const int32_t xn = at(s, ring, first, 0, 1);
    const int32_t xnw = at(s, ring, first, 1, 1);
    const int32_t y = at(s, ring, second, 0, 0);
    const int32_t yw = at(s, ring, second, 1, 0);
    static const uint8_t which[LLZ_SAMPLES_OLS] = { 0, 1, 2 };
    double p[LLZ_SAMPLES_OLS];
    /* Least squares without a constant term: taps count from the local mean, so that none is needed. */
    s->offset = 0.5 * (w + n);
    for (size_t i = 0; i < LLZ_SAMPLES_OLS; i++) {
        struct llz_ols *o = &s->ols[s->channel][i];
        image_taps(s, ring, o, i == 1 ? 3 : s->channels > 3 ? 5 : 7);
        p[i] = llz_ols_predict(o) + s->offset;
        s->pred[i] = scaled(s, p[i]);
    }
    s->preds = LLZ_SAMPLES_OLS;
    s->pred[s->preds++] = scaled(s, blend(s, which, p, LLZ_SAMPLES_OLS));
    put(s, median_edge(w, n, nw));
    put(s, w + n - nw);
    put(s, w);
    put(s, n);
    put(s, w + x - xw);
    put(s, n + x - xn);
    put(s, median_edge(w - xw, n - xn, nw - xnw) + x);
    s->beside = (x - median_edge(xw, xn, xnw)) * 16;
    put(s, w + ne - n);
    put(s, nw);
    put(s, ne);
    put(s, ww);
    put(s, nn);
    put(s, x);
    put(s, w + y - yw);
    put(s, (w + ne + 1) >> 1);
    put(s, 2 * w - ww);
}

/* Least squares over this channel and the other one, whose sample here may be known already. */
static void sound_taps(const struct llz_samples *s, const struct llz_byte_ring *ring, struct llz_ols *o)
{
    const uint32_t others = s->channels > 1 ? o->n / 2 : 0;
    uint32_t k = 0;
    /* Pairs of channels: the first of a pair sees its partner's past, the second its present too.
     *
     * The second of a pair knows its partner's present. The first knows only the partner's past, which is
     * channels - 1 back. */
    const int shift = s->place % 2 ? 1 : (int)s->channels - 1;
    for (uint32_t i = 1; i <= o->n - others; i++)
        o->x[k++] = at(s, ring, 0, (int)i, 0) - s->offset;
    for (uint32_t i = 0; i < others; i++)
        o->x[k++] = at(s, ring, shift, (int)i, 0) - s->offset;
}

static void predict_sound(struct llz_samples *s, const struct llz_byte_ring *ring)
{
    const int shift = s->channels > 1 ? (s->place % 2 ? 1 : (int)s->channels - 1) : 1;
    const int32_t w = at(s, ring, 0, 1, 0);
    const int32_t ww = at(s, ring, 0, 2, 0);
    const int32_t www = at(s, ring, 0, 3, 0);
    const int32_t x = at(s, ring, shift, 0, 0);
    const int32_t xw = at(s, ring, shift, 1, 0);
    /* Least squares, and after the place of the blend the filters. */
    static const uint8_t which[LLZ_SAMPLES_OLS + LLZ_SAMPLES_LMS] = { 0, 1, 2, 4, 5, 6 };
    double p[LLZ_SAMPLES_OLS + LLZ_SAMPLES_LMS];
    s->offset = s->width == 2 ? 0x8000 : 0x80;
    for (size_t i = 0; i < LLZ_SAMPLES_OLS; i++) {
        struct llz_ols *o = &s->ols[s->channel][i];
        sound_taps(s, ring, o);
        p[i] = llz_ols_predict(o) + s->offset;
        s->pred[i] = scaled(s, p[i]);
    }
    s->base = p[0];
    double sum = p[0];
    for (size_t i = 0; i < LLZ_SAMPLES_LMS; i++) {
        s->stage[i] = llz_lms_predict(&s->lms[s->channel][i]);
        sum += s->stage[i];
        p[LLZ_SAMPLES_OLS + i] = sum;
        s->pred[LLZ_SAMPLES_OLS + 1 + i] = scaled(s, sum);
    }
    s->preds = LLZ_SAMPLES_OLS + 1 + LLZ_SAMPLES_LMS;
    s->pred[LLZ_SAMPLES_OLS] = scaled(s, blend(s, which, p, LLZ_SAMPLES_OLS + LLZ_SAMPLES_LMS));
    put(s, 2 * w - ww);
    put(s, 3 * w - 3 * ww + www);
    put(s, w);
    put(s, ww);
    put(s, w + x - xw);
    put(s, x);
}

static int32_t error_at(const struct llz_samples *s, int64_t back)
{
    return s->error[(s->count - (uint64_t)back) % LLZ_SAMPLES_ERRORS];
}

/* How rough it is here: errors of the neighbours.
 *
 * Errors of the neighbours say how large this one will be; nearer ones count twice. */
static void look_around(struct llz_samples *s)
{
    const int64_t c = s->channels;
    const int64_t row = s->row;
    s->near[0] = error_at(s, c);
    s->near[2] = s->plane && c == 1 ? s->beside : error_at(s, 1);
    int64_t sum;
    if (row) {
        s->near[1] = error_at(s, row);
        sum = 2 * (int64_t)abs(s->near[0]) + 2 * (int64_t)abs(s->near[1]) + abs(error_at(s, row + c)) +
              abs(error_at(s, row > c ? row - c : row)) + 2 * (int64_t)abs(s->near[2]);
    } else {
        s->near[1] = error_at(s, 2 * c);
        sum = 2 * (int64_t)abs(s->near[0]) + 2 * (int64_t)abs(s->near[1]);
        for (int64_t k = 3; k < 7; k++)
            sum += abs(error_at(s, k * c));
    }
    s->energy = (int32_t)(sum / 8);
    /* Half-octaves from a quarter of a unit on. */
    uint32_t level = 0;
    for (int32_t e = s->energy; e > 2 && level < 30; e = e * 2 / 3 < e ? e * 2 / 3 : e - 1)
        level++;
    s->level = level / (s->width == 2 ? 2 : 1) < 15 ? level / (s->width == 2 ? 2 : 1) : 15;
}

void llz_samples_predict(struct llz_samples *s, const struct llz_byte_ring *ring)
{
    if (s->row)
        predict_image(s, ring);
    else
        predict_sound(s, ring);
    look_around(s);
}

void llz_samples_learn(struct llz_samples *s, int32_t value)
{
    const uint32_t c = s->channel;
    for (uint32_t i = 0; i < s->preds; i++) {
        const int32_t e = abs(value * 16 - s->pred[i]);
        s->miss[c][i] += (e * 16 - s->miss[c][i]) / 16;
    }
    const int32_t e = value * 16 - s->pred[LLZ_SAMPLES_OLS];
    s->error[s->count % LLZ_SAMPLES_ERRORS] = e;
    for (size_t i = 0; i < LLZ_SAMPLES_OLS; i++)
        llz_ols_learn(&s->ols[c][i], value - s->offset);
    if (s->row)
        return;
    /* Each filter learns what the ones before it left over, which is what it was asked to predict. */
    float rest = (float)(value - s->base);
    for (size_t i = 0; i < LLZ_SAMPLES_LMS; i++) {
        llz_lms_learn(&s->lms[c][i], rest);
        rest -= s->stage[i];
    }
}
