/* statistics.c - a paired block bootstrap. */
#include "cli/compare/statistics.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "cli/compare/draw.h"

#define RESAMPLES 2000
#define TAIL (RESAMPLES / 40) /* 2.5 % on each side */

/* ours / theirs of one resample of a file. */
static double resampled_ratio(const struct pairs *file, uint64_t *random)
{
    struct draw draw = draw_begin(file->n, random);
    double ours = 0, theirs = 0;

    for (size_t k = 0; k < file->n; k++) {
        size_t at = draw_next(&draw);

        ours += file->ours[at];
        theirs += file->theirs[at];
    }
    return ours / theirs;
}

static double sum(const double *costs, size_t n)
{
    double total = 0;

    for (size_t k = 0; k < n; k++)
        total += costs[k];
    return total;
}

double statistics_ratio(const struct pairs *files, size_t count)
{
    double logs = 0;

    for (size_t i = 0; i < count; i++)
        logs += log(sum(files[i].ours, files[i].n) / sum(files[i].theirs, files[i].n));
    return exp(logs / (double)count);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

struct interval statistics_interval(const struct pairs *files, size_t count)
{
    double ratios[RESAMPLES];
    uint64_t random = DRAW_SEED;
    size_t pieces = 0;

    for (size_t i = 0; i < count; i++)
        pieces += files[i].n;
    if (pieces < DRAW_PIECES_MIN)
        return (struct interval){ 0 };
    for (int r = 0; r < RESAMPLES; r++) {
        double logs = 0;

        for (size_t i = 0; i < count; i++)
            logs += log(resampled_ratio(&files[i], &random));
        ratios[r] = exp(logs / (double)count);
    }
    qsort(ratios, RESAMPLES, sizeof ratios[0], ascending);
    return (struct interval){ ratios[TAIL - 1], ratios[RESAMPLES - TAIL], 1 };
}
