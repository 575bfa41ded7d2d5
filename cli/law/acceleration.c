/* acceleration.c - how much less data a policy needs than the reference: a moving-block bootstrap over the
 * stretches of the probe. It tells how far the ratio depends on what the probe happens to hold; that on the
 * seed and on the file it does not. */
#include "cli/law/acceleration.h"

#include <stdlib.h>
#include <string.h>

#include "cli/lab/resample.h"

#define RESAMPLES 1000
#define TAIL (RESAMPLES / 40) /* 2.5 % on each side */

struct curve {
    double data[CHECKPOINTS], loss[CHECKPOINTS];
};

/* times[k]: how often stretch k of the probe counts; NULL: each once. */
static void curve_make(struct curve *curve, const struct course *c, const double *times)
{
    const size_t stretches = c->split->stretches;

    for (size_t i = 0; i < CHECKPOINTS; i++) {
        double bits = 0;

        for (size_t k = 0; k < stretches; k++)
            /* Weights instead of copies: a resample is counted, so the probe is read once. */
            bits += c->piece[i * stretches + k] * (times ? times[k] : 1);
        curve->data[i] = c->at[i].learned;
        curve->loss[i] = bits / (double)c->split->probe_bytes;
    }
}

struct fit acceleration_fit(const struct course *c)
{
    struct curve curve;

    curve_make(&curve, c, NULL);
    return fit_make(curve.data, curve.loss, CHECKPOINTS);
}

static void ratios(const struct course *ours, const struct course *theirs, const double *times, double *fitted,
                   double *read)
{
    struct curve a, b;
    struct fit fa, fb;

    curve_make(&a, ours, times);
    curve_make(&b, theirs, times);
    fa = fit_make(a.data, a.loss, CHECKPOINTS);
    fb = fit_make(b.data, b.loss, CHECKPOINTS);
    *fitted = fit_acceleration(&fa, &fb, b.data[0], b.data[CHECKPOINTS - 1]);
    *read = fit_acceleration_read(a.data, a.loss, b.data, b.loss, CHECKPOINTS);
}

/* Resamples that have no ratio have 0 and would stand at the lower end: with one among those that the interval
 * holds, nothing is said. */
static struct interval interval_of(double *values)
{
    qsort(values, RESAMPLES, sizeof *values, compare_doubles);
    return (struct interval){ values[TAIL - 1], values[RESAMPLES - TAIL], values[TAIL - 1] > 0 };
}

static void resample(const struct course *ours, const struct course *theirs, double *times,
                     struct acceleration *a)
{
    const size_t stretches = ours->split->stretches;
    double fitted[RESAMPLES], read[RESAMPLES];
    uint64_t random = DRAW_SEED;

    for (int r = 0; r < RESAMPLES; r++) {
        struct draw draw = draw_begin(stretches, &random);

        for (size_t k = 0; k < stretches; k++)
            times[k] = 0;
        for (size_t k = 0; k < stretches; k++)
            times[draw_next(&draw)] += 1;
        ratios(ours, theirs, times, &fitted[r], &read[r]);
    }
    a->fitted_interval = interval_of(fitted);
    a->read_interval = interval_of(read);
}

/* Without memory the intervals are not known. */
struct acceleration acceleration_make(const struct course *ours, const struct course *theirs)
{
    const size_t stretches = ours->split->stretches;
    double *times = stretches < DRAW_PIECES_MIN ? NULL : calloc(stretches, sizeof *times);
    struct acceleration a = { 0 };

    /* Equal to the last bit: the policy did nothing, and a ratio of 1 with an interval of 0
     * would look measured. */
    if (memcmp(ours->piece, theirs->piece, CHECKPOINTS * stretches * sizeof *ours->piece) == 0) {
        free(times);
        return (struct acceleration){ .same = 1 };
    }
    ratios(ours, theirs, NULL, &a.fitted, &a.read);
    if (times)
        resample(ours, theirs, times, &a);
    free(times);
    return a;
}
