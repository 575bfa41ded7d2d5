#include "learner/identity.h"

/* Written by tests/identity.sh. */
static const uint32_t identities[] = {
    0x6c60116c, /* 0 */
    0x1920a138, /* 1 */
    0x81486055, /* 2 */
    0x6231b634, /* 3 */
    0x4534d54e, /* 4 */
    0x323bc40c, /* 5 */
    0x330bb13d, /* 6 */
    0xd54b0615, /* 7 */
    0x0d2f794b, /* 8 */
    0xd5821a00, /* 9 */
};

uint32_t llz_level_identity(int level)
{
    return identities[level];
}
