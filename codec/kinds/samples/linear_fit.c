/* linear_fit.c - what samples cost under the best linear prediction, fitted to them: least squares over a
 * sparse selection of places.
 *
 * Fitted and judged on the same places, which flatters large fits; alternatives are compared with equally
 * many taps, so that all are flattered alike. */
#include "codec/kinds/samples/linear_fit.h"

#include <string.h>

#define MOST_TAPS 16
#define EACH 64 /* samples at each place that is looked at, unless told otherwise */

/* The distances back of the samples used, besides the one before in the same channel. */
static size_t distances(const struct llz_reading *r, const struct llz_fit *fit, size_t *back)
{
    const size_t c = r->channels, row = fit->row, plane = fit->plane;
    /* For one channel as many as for several, and as far as for two, to compare them fairly. */
    const size_t past[] = { 2 * c, 3 * c, c > 1 ? 1 : 4, c > 1 ? 1 + c : 6 };
    const size_t above[] = { row, row - c, row + c, 2 * row, row + 1 };
    const size_t mono[] = { 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 };
    const size_t several[] = { 4 * c,  5 * c,     6 * c,     7 * c,     8 * c,     9 * c,
                               10 * c, 1 + 2 * c, 1 + 3 * c, 1 + 4 * c, 1 + 5 * c, 1 + 6 * c };
    const size_t beside[] = { plane, plane + c, plane - c, plane + row, plane - row };
    size_t n = sizeof past / sizeof *past;

    memcpy(back, past, sizeof past);
    if (row) {
        memcpy(back + n, above, sizeof above);
        n += sizeof above / sizeof *above;
    } else if (fit->longer) {
        memcpy(back + n, c > 1 ? several : mono, sizeof mono);
        n += sizeof mono / sizeof *mono;
    }
    if (plane) {
        memcpy(back + n, beside, sizeof beside);
        n += sizeof beside / sizeof *beside;
    }
    return n;
}

/* Solves a w = b for n unknowns, symmetric and made positive by a ridge: no pivots needed. */
static void solve(double a[MOST_TAPS][MOST_TAPS], double *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        /* Constant stretches have singular equations. */
        a[i][i] += 0.01;
        for (size_t k = i + 1; k < n; k++)
            a[i][k] = a[k][i];
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            const double q = a[j][i] / a[i][i];
            for (size_t k = i; k < n; k++)
                a[j][k] -= q * a[i][k];
            b[j] -= q * b[i];
        }
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= a[i][k] * b[k];
        b[i] /= a[i][i];
    }
}

/* Normal equations of one channel. */
struct equations {
    double a[MOST_TAPS][MOST_TAPS];
    double b[MOST_TAPS];
};

/* Rough places would rule a plain sum of squares: each sample counts by how calm it is around. */
static void collect(struct equations *of, const double *x, size_t m, double y)
{
    double rough = 1;
    for (size_t r = 0; r < m; r++)
        rough += x[r] < 0 ? -x[r] : x[r];
    const double weight = 1 / rough;
    for (size_t r = 0; r < m; r++) {
        const double scaled = x[r] * weight;
        of->b[r] += scaled * y;
        for (size_t s = 0; s <= r; s++)
            of->a[r][s] += scaled * x[s];
    }
}

static int32_t rounded(double e)
{
    return e > -1e6 && e < 1e6 ? (int32_t)(e + 1048576.5) - 1048576 : 0;
}

/* The median of W, N and W + N - NW, less W. */
static double edge(const uint8_t *p, size_t i, const struct llz_reading *r, size_t row)
{
    const size_t c = r->channels;
    const int32_t w = llz_sample(p, i - c, r);
    const double n = llz_wrapped(llz_sample(p, i - row, r) - w, r->width);
    const double nw = llz_wrapped(llz_sample(p, i - row - c, r) - w, r->width);
    const double low = n < 0 ? n : 0;
    const double high = n < 0 ? 0 : n;
    return nw >= high ? low : nw <= low ? high : n - nw;
}

/* What is being found out. */
struct work {
    const uint8_t *p;
    const struct llz_reading *r;
    const struct llz_fit *fit;
    size_t back[MOST_TAPS], taps;
    struct equations of[4];
    uint32_t plain[4][LLZ_RESIDUAL_CLASSES], left[4][LLZ_RESIDUAL_CLASSES]; /* by channel */
};

/* Differences of the taps to the sample before in the same channel, and that of the sample itself. */
static double look(const struct work *w, size_t i, double *x)
{
    const int32_t before = llz_sample(w->p, i - w->r->channels, w->r);
    for (size_t k = 0; k < w->taps; k++)
        x[k] = llz_wrapped(llz_sample(w->p, i - w->back[k], w->r) - before, w->r->width);
    return llz_wrapped(llz_sample(w->p, i, w->r) - before, w->r->width);
}

static size_t channel_of(const struct work *w, size_t i)
{
    return w->fit->shared ? 0 : i % w->r->channels;
}

static void learn(struct work *w, size_t from, size_t to)
{
    double x[MOST_TAPS];
    for (size_t i = from; i < to; i++) {
        const double e = look(w, i, x);
        collect(&w->of[channel_of(w, i)], x, w->taps, e);
    }
}

static void judge(struct work *w, size_t from, size_t to)
{
    const unsigned width = w->r->width;
    const size_t row = w->fit->row;
    double x[MOST_TAPS];
    for (size_t i = from; i < to; i++) {
        const size_t channel = channel_of(w, i), counted = w->fit->apart ? channel : 0;
        const double *weight = w->of[channel].b;
        double e = look(w, i, x);
        w->plain[counted][llz_residual_class(rounded(e - (row ? edge(w->p, i, w->r, row) : 0)), width)]++;
        for (size_t k = 0; k < w->taps; k++)
            e -= weight[k] * x[k];
        w->left[counted][llz_residual_class(rounded(e), width)]++;
    }
}

/* Bits of all channels. */
static uint64_t bits_of(const struct work *w, uint32_t (*count)[LLZ_RESIDUAL_CLASSES])
{
    uint64_t bits = 0;
    for (unsigned c = 0; c < w->r->channels; c++) {
        uint32_t n = 0;
        for (unsigned k = 0; k < LLZ_RESIDUAL_CLASSES; k++)
            n += count[c][k];
        bits += llz_class_bits(count[c], n);
    }
    return bits;
}

size_t llz_fit_reach(const struct llz_reading *r, const struct llz_fit *fit)
{
    const size_t row = fit->row, plane = fit->plane;
    size_t reach = 2 * row + 20 * (size_t)r->channels;
    if (plane)
        reach = plane + row + r->channels > reach ? plane + row + r->channels : reach;
    return reach > fit->start ? reach : fit->start;
}

uint64_t llz_fit_bits(const uint8_t *p, size_t n, const struct llz_reading *r, const struct llz_fit *fit)
{
    struct work w = { .p = p, .r = r, .fit = fit };
    const size_t samples = n > r->phase ? (n - r->phase) / r->width : 0;
    const size_t before = llz_fit_reach(r, fit);
    const size_t wanted = fit->each ? fit->each : EACH;
    if (before + EACH > samples)
        return UINT64_MAX;
    const size_t each = (samples - before) / LLZ_CHUNKS < wanted ? (samples - before) / LLZ_CHUNKS : wanted;
    const uint32_t total = (uint32_t)each * LLZ_CHUNKS;
    w.taps = distances(r, fit, w.back);
    for (unsigned k = 0; k < LLZ_CHUNKS; k++) {
        const size_t from = llz_chunk(samples, before, each, k);
        learn(&w, from, from + each);
    }
    for (size_t c = 0; c < r->channels; c++)
        solve(w.of[c].a, w.of[c].b, w.taps);
    for (unsigned k = 0; k < LLZ_CHUNKS; k++) {
        const size_t from = llz_chunk(samples, before, each, k);
        judge(&w, from, from + each);
    }
    const uint64_t left = bits_of(&w, w.left), plain = bits_of(&w, w.plain);
    return (left < plain && !fit->steps ? left : plain) / ((uint64_t)total * r->width);
}
