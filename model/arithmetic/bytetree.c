/* bytetree.c - a distribution over bytes as a binary tree, so that eight binary decisions code a byte.
 *
 * The parents' sums are formed in one fixed order, from the last node to the first: the quotients that the
 * coder sees are part of the format, so no other order of additions would do. */
#include "model/arithmetic/bytetree.h"

void llz_bytetree_build(float *tree)
{
    for (unsigned i = 256; i-- > 1;)
        tree[i] = tree[2 * i] + tree[2 * i + 1];
}

uint32_t llz_bytetree_bit(const float *tree, unsigned node, int bits, uint32_t floor)
{
    /* The quotient is at most 1, the product exact but for its rounding to 24 bits: the conversion is safe. */
    const float scaled = tree[2 * node + 1] / tree[node] * (float)(1u << bits);
    const uint32_t p = (uint32_t)scaled, top = (1u << bits) - floor;
    return p < floor ? floor : p > top ? top : p;
}
