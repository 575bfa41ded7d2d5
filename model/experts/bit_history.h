/* bit_history.h - what a context has seen of one bit, in one byte.
 *
 * A state is a pair of counts (n0, n1) and the last bit, bounded so that few states serve: the more often the
 * rarer bit was seen, the smaller the other count may grow. Seeing a bit discounts a large count of the other
 * one, because data change. The idea is that of Mahoney, "Adaptive Weighing of Context Models for Lossless Data
 * Compression" (2005, section 3.1); the states and the discount are our own. State 0: nothing seen. */
#ifndef LLZ_BIT_HISTORY_H
#define LLZ_BIT_HISTORY_H

#include <stdint.h>

struct llz_bit_history {
    uint8_t next[256][2]; /* state after a bit */
    uint8_t total[256];   /* n0 + n1 */
    uint32_t start[256];  /* what a state means before experience tells, as an adaptive probability */
    uint8_t states;       /* how many are in use */
};

/* forget: what a bit leaves of a larger count of the other one. 0: half of it and 1, from 3 on; 1: 2; 2: 1. */
void llz_bit_history_init(struct llz_bit_history *h, int forget);

#endif
