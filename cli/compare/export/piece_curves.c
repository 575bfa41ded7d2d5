/* piece_curves.c - the costs of pieces as lines of a chart. */
#include "cli/compare/export/piece_curves.h"

/* Pieces in one step, rounded up: there is room for CURVE_STEPS of them. */
static size_t step_length(const struct cell *cell)
{
    return (cell->pieces + CURVE_STEPS - 1) / CURVE_STEPS;
}

/* Bytes of content before piece k. */
static double place(const struct cell *cell, size_t k)
{
    double at = (double)k * PIECE_BYTES;

    return at < cell->size ? at : cell->size;
}

/* As stairs, of two points each: a mean holds for the whole step, and not for its middle. */
size_t curve_bits(struct point points[CURVE_POINTS], const struct cell *cell, double unit)
{
    size_t length = step_length(cell), n = 0;

    for (size_t k = 0; k < cell->pieces; k += length) {
        size_t end = k + length < cell->pieces ? k + length : cell->pieces;
        double from = place(cell, k), to = place(cell, end),
               bits = 8 * analysis_cost(cell, k, end) / (to - from);

        points[n++] = (struct point){ from / unit, bits };
        points[n++] = (struct point){ to / unit, bits };
    }
    return n;
}

size_t curve_difference(struct point points[CURVE_POINTS], const struct cell *ours, const struct cell *theirs,
                        double unit)
{
    size_t length = step_length(ours), n = 0;
    double sum = 0;

    /* Summed up, so that the end of the line is the difference of the archives. */
    points[n++] = (struct point){ 0, 0 };
    for (size_t k = 0; k < ours->pieces; k += length) {
        size_t end = k + length < ours->pieces ? k + length : ours->pieces;

        sum += analysis_cost(ours, k, end) - analysis_cost(theirs, k, end);
        points[n++] = (struct point){ place(ours, end) / unit, sum };
    }
    return n;
}
