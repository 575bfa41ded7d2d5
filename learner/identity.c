#include "learner/identity.h"

/* Written by tests/identity.sh. */
static const uint32_t identities[] = {
    0xa65958d2, /* 0 */
    0xbf6b756a, /* 1 */
    0xf870b552, /* 2 */
    0xf5ecab71, /* 3 */
    0x8cae4ff4, /* 4 */
    0xfb7a1b84, /* 5 */
    0xfd92ac6d, /* 6 */
    0xbff015e4, /* 7 */
    0x455b14f9, /* 8 */
    0x94a418e0, /* 9 */
};

uint32_t llz_level_identity(int level)
{
    return identities[level];
}
