/* bytetree.h - a distribution over bytes as a binary tree, so that a coder can walk it bit by bit.
 *
 * Node 1 is the root, node i has the children 2i (bit 0) and 2i + 1 (bit 1), leaf 256 + b is
 * byte b: eight bits, most significant first. A node's value is the weight of all bytes
 * below it; weights need not sum to one. */
#ifndef LLZ_BYTETREE_H
#define LLZ_BYTETREE_H

#include <stdint.h>

/* How many bits are known at a node, 0 at the root; node is 1 to 255. */
static inline unsigned llz_node_level(unsigned node)
{
    return 31u - (unsigned)__builtin_clz(node);
}

/* tree: [512]; the leaves tree[256..511] are given and positive, the rest is computed:
 * each node the sum of its children. */
void llz_bytetree_build(float *tree);

/* P(bit = 1) at a node in units of 2^-bits, kept in [floor, 2^bits - floor]. bits <= 22. */
uint32_t llz_bytetree_bit(const float *tree, unsigned node, int bits, uint32_t floor);

#endif
