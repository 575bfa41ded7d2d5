/* cost_scale.c - Absolute costs of single bytes have fixed classes, so that colours mean the same
 * on every page. */
#include "cli/why/page/cost_scale.h"

/* Even steps would not do: most bytes of a text cost less than half a bit,
 * and a new word's first letter twelve. */
static const double begin[SCALE_CLASSES] = { 0, 0.05, 0.2, 0.5, 1, 2, 3, 4.5, 6, 8 };

int scale_class(double bits)
{
    int class = 0;

    while (class + 1 < SCALE_CLASSES && bits >= begin[class + 1])
        class ++;
    return class;
}

/* Bits that a single byte costs less, or more. Most differ by hundredths. */
static const double gain_begin[GAIN_CLASSES] = { 0.02, 0.1, 0.3, 1 };

int scale_gain_class(double bits)
{
    const double size = bits < 0 ? -bits : bits;
    int step = -1;

    while (step + 1 < GAIN_CLASSES && size >= gain_begin[step + 1])
        step++;
    return step < 0 ? 0 : bits < 0 ? LOSS_FIRST + step : GAIN_FIRST + step;
}

double scale_gain_begin(int step)
{
    return gain_begin[step];
}

const char *scale_class_name(int class)
{
    static const char *const costs[SCALE_CLASSES] = {
        "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"
    };
    static const char *const gains[GAIN_CLASSES] = { "g0", "g1", "g2", "g3" };
    static const char *const losses[GAIN_CLASSES] = { "h0", "h1", "h2", "h3" };

    return class >= LOSS_FIRST   ? losses[class - LOSS_FIRST]
           : class >= GAIN_FIRST ? gains[class - GAIN_FIRST]
                                 : costs[class];
}

double scale_begin(int class)
{
    return begin[class];
}

int scale_shade(double value, double least, double most)
{
    const int shades = SCALE_CLASSES - 1;
    /* The middle one where all cost the same. The most lies just beyond the last shade, and is put into it. */
    const int shade = most > least ? 1 + (int)(shades * (value - least) / (most - least)) : (shades + 1) / 2;

    return shade < 1 ? 1 : shade > shades ? shades : shade;
}
