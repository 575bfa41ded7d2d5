/* shapes.h - models that are small enough to be checked number by number. */
#ifndef LLZ_GRADIENT_SHAPES_H
#define LLZ_GRADIENT_SHAPES_H

#include "model/network/shape.h"

/* Few rows and slots, so that several steps of a window share them; hidden layers with padding; all layers,
 * then each of the optional ones left out. Columns as in learner/rows.c. */
static const struct llz_shape shapes[] = {
    { 8, 4, 4, 6, 24, 40, 32, 32, 512, 1 },
    { 8, 4, 4, 6, 16, 0, 32, 32, 512, 1 },
    { 8, 4, 4, 6, 24, 40, 0, 16, 512, 0 },
    { 2, 4, 3, 5, 8, 0, 0, 16, 512, 0 },
};
enum { SHAPES = sizeof shapes / sizeof shapes[0], MOST_T = 32 };

#endif
