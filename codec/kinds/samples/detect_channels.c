/* detect_channels.c - how many channels sound has, by what each number would cost under linear predictions
 * of its own. */
#include "codec/kinds/samples/detect_channels.h"

#include "codec/kinds/samples/linear_fit.h"

#define MOST 4
#define EACH 512   /* samples at each place that is looked at */
#define OWN 998    /* of 1000: what channels may cost with weights of their own */
#define NEARER 970 /* of 1000: what steps within channels may cost against those from one to the next */
#define APART 985  /* of 1000: what more channels than two may cost against fewer */

static uint64_t bits_of(const uint8_t *p, size_t n, const struct llz_reading *like, unsigned channels,
                        struct llz_fit fit)
{
    const struct llz_reading r = { like->width, like->big, channels, like->phase };
    fit.start = 64;
    fit.each = EACH;
    fit.apart = true;
    return llz_fit_bits(p, n, &r, &fit);
}

/* Smooth sound looks as if it had several channels, whose differences foretell the next; and channels that are
 * nearly alike pass for one. What tells: each wants weights of its own, or is nearer to itself than to what
 * comes in between. */
static bool are_apart(const uint8_t *p, size_t n, const struct llz_reading *r, unsigned channels)
{
    const struct llz_fit own = { .longer = true }, shared = { .longer = true, .shared = true };
    const struct llz_fit steps = { .steps = true };
    return bits_of(p, n, r, channels, own) * 1000 < bits_of(p, n, r, channels, shared) * OWN ||
           bits_of(p, n, r, channels, steps) * 1000 < bits_of(p, n, r, 1, steps) * NEARER;
}

unsigned llz_detect_channels(const uint8_t *p, size_t n, const struct llz_reading *r)
{
    const struct llz_fit fit = { .longer = true };
    unsigned best = 1;
    uint64_t least = bits_of(p, n, r, 1, fit);
    if (least == UINT64_MAX)
        return r->channels;
    for (unsigned k = 2; k <= MOST; k++) {
        const uint64_t bits = bits_of(p, n, r, k, fit);
        if (bits * 1000 <= least * (k == 2 ? 1002 : APART) && are_apart(p, n, r, k)) {
            least = bits;
            best = k;
        }
    }
    return best;
}
