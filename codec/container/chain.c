/* chain.c - each header and head is hashed with the value so far as its seed, so that every check covers
 * all that came before it in the member, and parts of different archives cannot be put together. */
#include "codec/container/chain.h"

#include <xxhash.h>

uint64_t llz_chain_begin(const uint8_t *header, size_t n, uint64_t seed)
{
    return XXH3_64bits_withSeed(header, n, seed);
}

uint64_t llz_chain_link(const uint8_t *head, size_t n, uint64_t value)
{
    return XXH3_64bits_withSeed(head, n, value);
}
