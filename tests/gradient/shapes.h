/* shapes.h - models that are small enough to be checked number by number. */
#ifndef LLZ_GRADIENT_SHAPES_H
#define LLZ_GRADIENT_SHAPES_H

#include "model/network/shape.h"

/* Few rows and slots, so that several steps of a window share them; hidden layers with padding; all layers,
 * then each of the optional ones left out. */
/* clang-format off */
static const struct llz_shape shapes[] = {
    { .contexts = 8, .embed_dim = 4, .embed_bits = 4, .slot_bits = 4, .slot_most = 9,
      .hidden1 = 24, .hidden2 = 40, .relu = 32, .window = 32, .block = 512, .delay = 1 },
    { .contexts = 8, .embed_dim = 4, .embed_bits = 4, .slot_bits = 4, .slot_most = 9,
      .hidden1 = 16, .hidden2 = 0, .relu = 32, .window = 32, .block = 512, .delay = 1 },
    { .contexts = 8, .embed_dim = 4, .embed_bits = 4, .slot_bits = 4, .slot_most = 9,
      .hidden1 = 24, .hidden2 = 40, .relu = 0, .window = 16, .block = 512, .delay = 0 },
    { .contexts = 2, .embed_dim = 4, .embed_bits = 3, .slot_bits = 2, .slot_most = 6,
      .hidden1 = 8, .hidden2 = 0, .relu = 0, .window = 16, .block = 512, .delay = 0 },
};
/* clang-format on */
enum { SHAPES = sizeof shapes / sizeof shapes[0], MOST_T = 32 };

#endif
