/* detect_planes.c - whether an image comes in planes, one colour after the other: then the plane before
 * tells much of this one.
 *
 * A picture of 320 x 240 (kodim13) takes 99,250 bytes in planes instead of 169,987; interleaved it takes
 * 97,278 (tests/bench/LOG.md). */
#include "codec/kinds/samples/detect_planes.h"

#include <stdlib.h>

#include "codec/kinds/samples/linear_fit.h"

#define WINDOWS 64     /* places compared with those a plane before */
#define WINDOW 32      /* samples in each */
#define LOW_PLANE 8    /* rows: fewer look like a plane because neighbours are alike */
#define MOST_ROWS 4096 /* of a plane */
#define USEFUL 973     /* of 1024: what an image may cost at most of what it costs without planes */
#define SIMILAR 800    /* of 1024: slopes this much alike are of planes, and small costs do not count */

/* What changes from sample to sample is alike in planes, even where one is brighter than the other. */
static int32_t slope(const uint8_t *p, size_t i, const struct llz_reading *r)
{
    return llz_wrapped(llz_sample(p, i, r) - llz_sample(p, i - r->channels, r), r->width);
}

/* How much slopes differ from those d samples before, in 1/1024 of what they are themselves. Where it is flat
 * everything is alike, which tells nothing. */
static uint64_t unlike(const uint8_t *p, size_t samples, const struct llz_reading *r, size_t d)
{
    const size_t from = d + r->channels, apart = (samples - from - WINDOW) / WINDOWS;
    uint64_t differ = 0, all = 1;
    for (size_t k = 0; k < WINDOWS; k++) {
        const size_t at = from + k * apart;
        for (size_t i = at; i < at + WINDOW; i++) {
            const int32_t here = slope(p, i, r);
            differ += (uint32_t)abs(here - slope(p, i - d, r));
            all += (uint32_t)abs(here);
        }
    }
    return all < WINDOWS * WINDOW / 4 ? 1024 : differ * 1024 / all;
}

/* What an image costs with planes at that distance, in 1/1024 of what it costs without. */
static uint64_t share(const uint8_t *p, size_t n, const struct llz_reading *r, size_t row, size_t plane)
{
    const struct llz_fit with = { .row = row, .plane = plane };
    const struct llz_fit without = { .row = row, .start = llz_fit_reach(r, &with) };
    const uint64_t a = llz_fit_bits(p, n, r, &with), b = llz_fit_bits(p, n, r, &without);
    return a == UINT64_MAX ? UINT64_MAX : a * 1024 / (b + 1);
}

/* Of all distances of first to 2 first rows the one at which slopes are most alike; 0: there is none. */
static size_t most_alike(const uint8_t *p, size_t samples, const struct llz_reading *r, size_t row,
                         size_t first)
{
    size_t best = 0;
    uint64_t least = UINT64_MAX;
    for (size_t d = first * row; d < 2 * first * row; d += row) {
        if (d + d / 4 + r->channels + (size_t)WINDOWS * WINDOW > samples)
            break;
        const uint64_t u = unlike(p, samples, r, d);
        if (u < least) {
            least = u;
            best = d;
        }
    }
    return best;
}

size_t llz_detect_planes(const uint8_t *p, size_t n, const struct llz_reading *r, size_t row)
{
    const size_t samples = (n - r->phase) / r->width;
    size_t best = 0;
    uint64_t least = UINT64_MAX;
    /* By octaves, since similarity by chance grows with how many distances are tried. */
    for (size_t first = LOW_PLANE; first < MOST_ROWS; first *= 2) {
        const size_t d = most_alike(p, samples, r, row, first);
        const uint64_t s = d ? share(p, n, r, row, d) : UINT64_MAX;
        if (s < least && (s < USEFUL || (s <= 1024 && unlike(p, samples, r, d) < SIMILAR))) {
            least = s;
            best = d;
        }
    }
    return best;
}
