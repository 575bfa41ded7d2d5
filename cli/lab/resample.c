/* resample.c - which pieces of a file a resample consists of. */
#include "cli/lab/resample.h"

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
