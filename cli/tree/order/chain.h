/* chain.h - an order of units in which each finds before it what it has strings in common with. */
#ifndef LLZ_CHAIN_H
#define LLZ_CHAIN_H

#include "cli/tree/order/sketch.h"

/* order has room for s->units. 0, or -1 without memory. */
int chain_make(const struct sketch *s, uint32_t *order);

/* What the units find before them in that order, in bytes of content that was seen before: *value. 0, or -1 without
 * memory. */
int chain_value(const struct sketch *s, const uint32_t *order, uint64_t *value);

#endif
