/* lab_random.h - numbers drawn from a seed, the same on every machine. */
#ifndef LLZ_LAB_RANDOM_H
#define LLZ_LAB_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "model/arithmetic/real.h"

struct llz_lab_random {
    uint64_t state;
    float spare; /* the second of a pair of normal numbers */
    int has_spare;
};

/* Streams of one seed do not meet: what one draws more leaves the others as they are. */
struct llz_lab_random llz_lab_random_begin(uint64_t seed, uint64_t stream);

uint64_t llz_lab_random_next(struct llz_lab_random *r);
float llz_lab_random_uniform(struct llz_lab_random *r); /* within (-1, 1) */
float llz_lab_random_normal(struct llz_lab_random *r);  /* mean 0, deviation 1 */

/* The numbers 0 to n - 1 in an order that is drawn: all orders are equally likely. */
void llz_lab_random_order(struct llz_lab_random *r, uint32_t *order, size_t n);

#endif
