/* detect_onset.c - where samples begin, to the byte: headers of sound and pictures should not be coded as
 * waves, nor the first samples as bytes. */
#include "codec/kinds/samples/detect_onset.h"

#include <string.h>

#define KNOWN ((size_t)1 << 15) /* samples that tell what residuals are usual */
#define GUESSES 3
#define ENOUGH 1024     /* bytes */
#define WORTH (8 << 16) /* 1/65536 bits: what a segment more costs */

/* What is left of sample i by one of three simple guesses: the one before, the line through two, the one before
 * and the step that the channel before took. */
static int32_t residual(const uint8_t *p, size_t i, const struct llz_reading *r, int guess)
{
    const size_t c = r->channels;
    const int32_t e = llz_sample(p, i, r) - llz_sample(p, i - c, r);
    if (guess == 0 || i < 2 * c)
        return e;
    const size_t d = guess == 1 ? c : 1;
    return e - (llz_sample(p, i - d, r) - llz_sample(p, i - d - c, r));
}

/* 1/65536 bits of a sample whose residual has a class, by guess. */
struct costs {
    uint64_t bits[LLZ_RESIDUAL_CLASSES];
    int guess;
};

/* The cheapest guess for the samples from first on. */
static void learn_costs(const uint8_t *p, size_t first, size_t last, const struct llz_reading *r,
                        struct costs *costs)
{
    uint64_t least = UINT64_MAX;
    for (int guess = 0; guess < GUESSES; guess++) {
        uint32_t count[LLZ_RESIDUAL_CLASSES] = { 0 };
        for (size_t i = first; i < last; i++)
            count[llz_residual_class(residual(p, i, r, guess), r->width)]++;
        const uint64_t bits = llz_class_bits(count, (uint32_t)(last - first));
        if (bits >= least)
            continue;
        least = bits;
        costs->guess = guess;
        for (unsigned c = 0; c < LLZ_RESIDUAL_CLASSES; c++) {
            const unsigned m = llz_magnitude(c);
            const uint32_t all = (uint32_t)(last - first) + LLZ_RESIDUAL_CLASSES;
            costs->bits[c] =
                llz_log2_16(all) - llz_log2_16(count[c] + 1) + ((uint64_t)(m > 1 ? m - 1 : 0) << 16);
        }
    }
}

/* 1/65536 bits of byte values before the samples: by how often they were seen there, if enough was. */
static void learn_bytes(const uint8_t *p, size_t n, uint64_t *bits)
{
    uint32_t count[256] = { 0 };

    if (n < ENOUGH)
        n = 0;
    for (size_t i = 0; i < n; i++)
        count[p[i]]++;
    for (size_t b = 0; b < 256; b++)
        bits[b] = llz_log2_16((uint32_t)n + 256) - llz_log2_16(count[b] + 1);
}

static uint64_t as_bytes(const uint8_t *p, const struct llz_reading *r, size_t i, const uint64_t *bits)
{
    const uint8_t *at = p + r->phase + i * r->width;

    return bits[at[0]] + (r->width == 2 ? bits[at[1]] : 0);
}

/* Back from where they are sure: the place from which on all samples together save most against their bytes
 * coded like those before. */
size_t llz_detect_onset(const uint8_t *p, size_t from, size_t sure, size_t n, const struct llz_reading *r)
{
    const size_t first = from > r->phase ? (from - r->phase + r->width - 1) / r->width : 0;
    const size_t known = (sure - r->phase) / r->width, all = (n - r->phase) / r->width;
    uint64_t bits[256];
    struct costs costs = { .guess = 0 };
    int64_t sum = 0, most = 0;
    size_t best = known;

    if (known <= first)
        return r->phase + first * r->width;

    learn_bytes(p, from, bits);
    learn_costs(p, known, all - known < KNOWN ? all : known + KNOWN, r, &costs);
    for (size_t i = known; i-- > first;) {
        if (i >= r->channels)
            sum += (int64_t)as_bytes(p, r, i, bits) -
                   (int64_t)costs.bits[llz_residual_class(residual(p, i, r, costs.guess), r->width)];
        if (sum >= most) {
            most = sum;
            best = i;
        }
    }
    /* What stands before must cost more as samples than it would alone. The first samples go with it where what
     * stands before them does not foretell them: that costs less than to mislead those that follow.
     *
     * A table entry costs eight bits; a gain below that is none. */
    if (most < sum + WORTH)
        best = first;
    return r->phase + best * r->width;
}
