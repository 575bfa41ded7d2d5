/* group_relink.h - names the group before it to one that was coded beside that. */
#ifndef LLZ_GROUP_RELINK_H
#define LLZ_GROUP_RELINK_H

#include <stddef.h>
#include <stdint.h>

/* The n bytes at p are a member that is a group, not the first one. `before`: the value (chain.h) after the
 * group before it; seed: what its own chain begins with. Writes that group's name into the header and every
 * check anew. Returns the value after its last frame. */
uint64_t llz_relink(uint8_t *p, size_t n, uint64_t before, uint64_t seed);

#endif
