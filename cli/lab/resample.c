/* resample.c - which pieces of a file a resample consists of.
 *
 * Costs of neighbouring pieces are alike, for both depend on what stood before. Drawing pieces one by one
 * would take them for independent, and give intervals that are too narrow; so pieces are drawn in runs,
 * round the end (a circular block bootstrap: Politis and Romano 1992). */
#include "cli/lab/resample.h"

/* splitmix64 (Steele, Lea and Flood 2014).
 *
 * An own generator, seeded alike each time: a table that is made again is the same. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* Pieces drawn in one go: the cube root of their number, the order that suits the variance of a mean (Hall,
 * Horowitz and Jing 1995), and never one alone where there are enough. */
static size_t run_length(size_t n)
{
    size_t length = 1;

    while (length * length * length < n)
        length++;
    return length;
}

struct draw draw_begin(size_t n, uint64_t *random)
{
    return (struct draw){ .random = random, .n = n, .length = run_length(n) };
}

size_t draw_next(struct draw *d)
{
    if (d->left == 0) {
        d->at = (size_t)(next_random(d->random) % d->n);
        d->left = d->length;
    } else {
        d->at = d->at + 1 == d->n ? 0 : d->at + 1;
    }
    d->left--;
    return d->at;
}

int compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}
