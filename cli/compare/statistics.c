/* statistics.c - a paired block bootstrap.
 *
 * The costs of neighbouring pieces are alike (the same chapter, the same stage of learning), so runs of several
 * consecutive pieces are drawn, not single ones (Kuensch 1989, moving blocks). The file is closed to a ring
 * (Politis and Romano 1992): else the pieces at its ends, where learning begins, would be drawn too seldom. */
#include "cli/compare/statistics.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define RESAMPLES 2000
#define TAIL (RESAMPLES / 40) /* 2.5 % on each side */
#define PIECES_MIN 8          /* below, resampling says more about the draw than about the file */
#define SEED 0x6c6c7a         /* any number; fixed, so that a table can be made again */

/* splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* Pieces drawn in one go: the cube root of their number, the order that suits the variance of a mean (Hall,
 * Horowitz and Jing 1995), and never one alone where there are enough. */
static size_t block_length(size_t n)
{
    size_t length = 1;

    while (length * length * length < n)
        length++;
    return length;
}

/* ours / theirs of one resample of a file. */
static double resampled_ratio(const struct pairs *file, uint64_t *random)
{
    size_t length = block_length(file->n), drawn = 0;
    double ours = 0, theirs = 0;

    while (drawn < file->n) {
        size_t at = (size_t)(next_random(random) % file->n);

        for (size_t k = 0; k < length && drawn < file->n; k++, drawn++) {
            ours += file->ours[at];
            theirs += file->theirs[at];
            at = at + 1 == file->n ? 0 : at + 1;
        }
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
    uint64_t random = SEED;
    size_t pieces = 0;

    for (size_t i = 0; i < count; i++)
        pieces += files[i].n;
    if (pieces < PIECES_MIN)
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
