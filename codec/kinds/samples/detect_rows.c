/* detect_rows.c - how long the rows of an image are: the distance at which samples are most alike.
 *
 * Two steps: a quick search over all distances on some windows, and a careful one over the neighbours of
 * the best, since one pixel off shears the whole picture. In the end it counts whether the row above helps
 * to predict at all. */
#include "codec/kinds/samples/detect_rows.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "codec/kinds/samples/linear_fit.h"

#define SHORTEST_ROW 16           /* pixels */
#define PLANE ((size_t)1 << 17)   /* samples in which rows are looked for */
#define WINDOWS 32                /* places compared with those a row before */
#define WINDOW 32                 /* samples in each */
#define EACH 256                  /* samples in each place where it is tried whether rows help */
#define NEARBY 3                  /* pixels that a length may be wrong by */
#define SETTLED ((size_t)1 << 18) /* samples that tell which it is */

/* Bytes that show where samples are alike: themselves, or of 16 bits those 8
 * that matter. Of a long block the end. */
static size_t make_plane(const uint8_t *p, size_t n, const struct llz_reading *r, uint64_t bits, uint8_t *plane)
{
    const size_t samples = (n - r->phase) / r->width;
    const size_t kept = samples < PLANE ? samples : PLANE;
    /* A residual is then some 16 units wide. */
    const uint64_t wide = bits * r->width >> 16;
    const unsigned shift = r->width == 2 && wide > 4 ? (unsigned)(wide - 4 < 8 ? wide - 4 : 8) : 0;
    for (size_t i = 0; i < kept; i++)
        plane[i] = (uint8_t)((uint32_t)llz_sample(p, samples - kept + i, r) >> shift & 255);
    return kept;
}

static uint32_t difference(const uint8_t *at, size_t apart, size_t d, uint32_t limit)
{
    uint32_t sum = 0;
    for (size_t k = 0; k < WINDOWS && sum < limit; k++) {
        const uint8_t *a = at + k * apart, *before = a - d;
        for (size_t i = 0; i < WINDOW; i++)
            sum += (uint32_t)abs(a[i] - before[i]);
    }
    return sum;
}

/* What differences are compared on. */
struct field {
    const uint8_t *at; /* the first window */
    size_t apart;      /* distance from window to window */
    size_t first;      /* distances looked at */
    size_t longest;
    size_t pixel; /* samples */
};

/* The least of the candidates that are best but for noise: a second look, elsewhere and over more samples. */
static size_t settle(const struct field *f, size_t d)
{
    size_t best = d;
    uint32_t least = UINT32_MAX;
    for (int k = -3; k <= 3; k++) {
        const size_t e = d + (size_t)k * f->pixel;
        if (e < f->first || e >= f->longest)
            continue;
        uint32_t sum = 0;
        for (size_t part = 0; part < 4; part++)
            sum += difference(f->at + part * f->apart / 4, f->apart, e, UINT32_MAX);
        if (sum < least) {
            least = sum;
            best = e;
        }
    }
    return best;
}

/* The distance in samples at which they differ least, that of a row if this is an image; 0: none much less than
 * others. Sound repeats too, but less exactly. */
static size_t row_of(const uint8_t *p, size_t n, const struct llz_reading *r, uint64_t bits)
{
    uint8_t plane[PLANE];
    const size_t samples = make_plane(p, n, r, bits, plane);
    const size_t longest = samples / 3 < LLZ_ROW_MAX / r->width ? samples / 3 : LLZ_ROW_MAX / r->width;
    const struct field field = { plane + longest, (samples - longest - WINDOW) / WINDOWS,
                                 (size_t)SHORTEST_ROW * r->channels, longest, r->channels };
    size_t best = 0;
    uint32_t least = UINT32_MAX;
    for (size_t d = field.first; d < longest; d++) {
        const uint32_t sum = difference(field.at, field.apart, d, least);
        if (sum < least) {
            least = sum;
            best = d;
        }
    }
    uint64_t all = 0;
    uint64_t looked = 0;
    for (size_t d = field.first; d < longest; d += 97 * r->channels, looked++)
        all += difference(field.at, field.apart, d, UINT32_MAX);
    /* A row must be a third better than other distances: sound repeats at its pitch, too,
     * but less exactly. */
    return least * looked * 100 < all * 68 ? settle(&field, best) : 0;
}

/* Do the samples above help more than as many samples before? */
static bool helps(const uint8_t *p, size_t n, const struct llz_reading *r, size_t row)
{
    const struct llz_fit fit = { .row = row, .each = EACH };
    const struct llz_fit none = { .start = llz_fit_reach(r, &fit), .each = EACH, .longer = true };
    const uint64_t with = llz_fit_bits(p, n, r, &fit);
    return with != UINT64_MAX && with * 1000 < llz_fit_bits(p, n, r, &none) * (r->width == 1 ? 1010 : 930);
}

size_t llz_detect_row(const uint8_t *p, size_t n, const struct llz_reading *r, uint64_t bits)
{
    const size_t row = row_of(p, n, r, bits);
    return row && helps(p, n, r, row) ? row : 0;
}

/* How much the steps from sample to sample of one channel stand out in one column, in 1/256 of the mean. Rows
 * end where an image does, so that if a row is so long, all the jumps from its right edge to the left one of
 * the next are in the same column. */
static uint64_t edge_of(const uint8_t *p, size_t n, const struct llz_reading *r, size_t row)
{
    uint32_t column[LLZ_ROW_MAX + 1];
    uint64_t all = 1;
    uint32_t most = 0;
    memset(column, 0, row * sizeof *column);
    for (size_t i = r->channels, k = 0; i < n; i++) {
        const int32_t step =
            abs(llz_wrapped(llz_sample(p, i, r) - llz_sample(p, i - r->channels, r), r->width));
        column[k] += (uint32_t)step;
        all += (uint32_t)step;
        k = k + 1 < row ? k + 1 : 0;
    }
    for (size_t k = 0; k < row; k++)
        most = column[k] > most ? column[k] : most;
    return (uint64_t)most * row * 256 / all;
}

/* Mean difference from the samples a row before, in 1/256. */
static uint64_t differ(const uint8_t *p, size_t n, const struct llz_reading *r, size_t row)
{
    uint64_t sum = 0;
    for (size_t i = row; i < n; i++)
        sum += (uint32_t)abs(llz_wrapped(llz_sample(p, i, r) - llz_sample(p, i - row, r), r->width));
    return sum * 256 / (n - row);
}

size_t llz_settle_row(const uint8_t *p, size_t n, const struct llz_reading *r, size_t row)
{
    const size_t all = n > r->phase ? (n - r->phase) / r->width : 0, samples = all < SETTLED ? all : SETTLED;
    size_t like = row, edge = row;
    uint64_t least = UINT64_MAX, most = 0, peak_of_like = 0;
    for (int k = -NEARBY; k <= NEARBY; k++) {
        const size_t d = row + (size_t)((ptrdiff_t)k * (ptrdiff_t)r->channels);
        if (d < r->channels || d > LLZ_ROW_MAX / r->width || 3 * d > samples)
            continue;
        const uint64_t difference = differ(p, samples, r, d), peak = edge_of(p, samples, r, d);
        if (difference < least) {
            least = difference;
            like = d;
            peak_of_like = peak;
        }
        if (peak > most) {
            most = peak;
            edge = d;
        }
    }
    row = most * 4 > peak_of_like * 5 ? edge : like;
    return helps(p, n, r, row) ? row : 0;
}
