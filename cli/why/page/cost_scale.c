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
