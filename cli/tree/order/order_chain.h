/* order_chain.h - an order of units in which each is like the one before it. */
#ifndef LLZ_ORDER_CHAIN_H
#define LLZ_ORDER_CHAIN_H

#include "cli/tree/order/sketch.h"

/* order has room for s->units. 0, or -1 without memory. */
int chain_make(const struct sketch *s, uint32_t *order);

/* *value: how much of their content finds its like before it in that order, in bytes. 0, or -1 without memory. */
int chain_value(const struct sketch *s, const uint32_t *order, uint64_t *value);

#endif
