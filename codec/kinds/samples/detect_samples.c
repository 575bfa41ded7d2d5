/* detect_samples.c - whether a block is numbers that follow their neighbours, and in which reading: 8 or
 * 16 bits, byte order, channels, phase.
 *
 * Every reading is priced: what would its samples cost by simple predictions from neighbours, against
 * a sample far away, and against the distribution of bytes alone? Noise loses the first comparison,
 * text the second. */
#include "codec/kinds/samples/detect_samples.h"

#include <string.h>

#include "codec/kinds/samples/detect_rows.h"
#include "codec/kinds/samples/linear_fit.h"

#define SMALLEST 2048
#define PER_CHUNK 64    /* samples at each of the places that are looked at, while readings are compared */
#define STEP_LESS 19660 /* 1/65536 bits: how much smaller steps to neighbours are than steps at random */

/* What it would cost to code samples by simple predictions, in 1/65536 bits a byte. */
struct cost {
    uint64_t near; /* cost if foretold from the neighbours */
    /* cost if foretold from one sample far away, which knows the distribution but not the place */
    uint64_t far;
    uint64_t step; /* mean size of residuals other than 0: 1/65536 bits of their magnitude */
    uint64_t jump; /* the same for far ones */
};

static uint64_t mean_size(const uint32_t *count)
{
    uint64_t sum = 0;
    uint64_t n = 1;
    for (unsigned c = 0; c < LLZ_RESIDUAL_CLASSES; c++) {
        const unsigned magnitude = llz_magnitude(c);
        sum += (uint64_t)count[c] * magnitude;
        n += magnitude ? count[c] : 0;
    }
    return (sum << 16) / n;
}

static struct cost measure(const uint8_t *p, size_t n, const struct llz_reading *f)
{
    uint32_t w[LLZ_RESIDUAL_CLASSES] = { 0 };
    uint32_t line[LLZ_RESIDUAL_CLASSES] = { 0 };
    uint32_t cross[LLZ_RESIDUAL_CLASSES] = { 0 };
    uint32_t far[LLZ_RESIDUAL_CLASSES] = { 0 };
    const size_t samples = (n - f->phase) / f->width;
    const size_t c = f->channels;
    const size_t away = c * 61;
    const size_t each = samples / 64 < PER_CHUNK ? samples / 64 : PER_CHUNK;
    for (unsigned k = 0; k < LLZ_CHUNKS; k++) {
        const size_t from = llz_chunk(samples, away, each, k);
        for (size_t i = from; i < from + each; i++) {
            const int32_t v = llz_sample(p, i, f);
            const int32_t before = llz_sample(p, i - c, f);
            const int32_t x = c > 1 ? llz_sample(p, i - 1, f) - llz_sample(p, i - 1 - c, f) : 0;
            w[llz_residual_class(v - before, f->width)]++;
            line[llz_residual_class(v - 2 * before + llz_sample(p, i - 2 * c, f), f->width)]++;
            cross[llz_residual_class(v - before - x, f->width)]++;
            far[llz_residual_class(v - llz_sample(p, i - away, f), f->width)]++;
        }
    }
    const uint32_t total = (uint32_t)each * LLZ_CHUNKS;
    const uint64_t a = llz_class_bits(w, total);
    const uint64_t b = llz_class_bits(line, total);
    const uint64_t d = llz_class_bits(cross, total);
    const uint64_t least = a < b ? a : b;
    const struct cost cost = { (least < d ? least : d) / ((uint64_t)total * f->width),
                               llz_class_bits(far, total) / ((uint64_t)total * f->width),
                               mean_size(a <= b && a <= d ? w
                                         : b <= d         ? line
                                                          : cross),
                               mean_size(far) };
    return cost;
}

/* Keeps the cheaper reading. Of two that cost the same the first one stands: 16 bits before 8.
 *
 * A reading has to be better by 1/256: noise decides between equal ones otherwise, from block
 * to block differently. */
static void consider(const uint8_t *p, size_t n, struct llz_reading r, struct llz_reading *best,
                     struct cost *cost)
{
    const struct cost c = measure(p, n, &r);
    if (cost->near && c.near + c.near / 256 >= cost->near)
        return;
    *best = r;
    *cost = c;
}

static struct llz_reading best_reading(const uint8_t *p, size_t n, struct cost *cost)
{
    struct llz_reading best = { 1, 0, 1, 0 };
    for (unsigned big = 0; big < 2; big++) {
        for (unsigned channels = 1; channels <= 4; channels++)
            consider(p, n, (struct llz_reading){ 2, big, channels, 0 }, &best, cost);
    }
    /* Out of step, an order looks like the other one, not quite as good. */
    const unsigned channels = best.channels;
    for (unsigned big = 0; big < 2; big++)
        consider(p, n, (struct llz_reading){ 2, big, channels, 1 }, &best, cost);
    for (unsigned k = 1; best.phase && k <= 4; k++)
        consider(p, n, (struct llz_reading){ 2, best.big, k, 1 }, &best, cost);
    for (unsigned k = 1; k <= 4; k++)
        consider(p, n, (struct llz_reading){ 1, 0, k, 0 }, &best, cost);
    return best;
}

bool llz_detect_samples(const uint8_t *p, size_t n, struct llz_profile *out)
{
    if (n < SMALLEST)
        return false;
    struct cost cost = { 0, 0, 0, 0 };
    struct llz_reading r = best_reading(p, n, &cost);
    const uint64_t columns = llz_column_bits(p, n, (size_t)r.channels * r.width);
    /* Most text and code ends here. */
    if (cost.near * 100 > columns * 115 || cost.step + STEP_LESS > cost.jump)
        return false;
    const uint64_t line = llz_fit_bits(p, n, &r, &(struct llz_fit){ 0 });
    const uint64_t bits = line < cost.near ? line : cost.near;
    /* Neighbours must tell more than the distribution does, and more than a sample far away. */
    if (bits * 100 > columns * 97 || bits * 100 > cost.far * 92)
        return false;
    const size_t row = llz_detect_row(p, n, &r, bits);
    out->kind = LLZ_KIND_SAMPLES;
    out->width = (uint8_t)r.width;
    out->big = (uint8_t)r.big;
    out->pixel = (uint8_t)(r.channels * r.width);
    out->stride = (uint32_t)(row * r.width);
    return true;
}
