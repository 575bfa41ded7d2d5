/* minimum.h - the least value of a smooth function: limited-memory BFGS (Nocedal 1980) with a diagonal to begin with. */
#ifndef LLZ_LAB_MINIMUM_H
#define LLZ_LAB_MINIMUM_H

#include <stdbool.h>
#include <stddef.h>

#include "model/arithmetic/real.h"

struct llz_lab_function {
    size_t n;
    /* The value at x, and the gradient there. */
    double (*value)(void *user, const llz_real *x, llz_real *gradient);
    /* direction[i] *= inverse of the curvature along i, roughly; NULL: 1. Asked at the last x that was accepted. */
    void (*scale)(void *user, llz_real *direction);
    /* Asked after each step that was accepted. NULL: never. */
    bool (*enough)(void *user, double value);
    void *user;
    int memory; /* pairs of steps and changes of the gradient that are kept, LLZ_LAB_MEMORY_MAX at most */
    int passes; /* values asked for at most */
};
#define LLZ_LAB_MEMORY_MAX 32

/* x becomes the best that was found. Returns how many values were asked for, the last one at x; 0 for want of memory. */
int llz_lab_minimum(const struct llz_lab_function *f, llz_real *x, double *least);

#endif
