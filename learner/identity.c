#include "learner/identity.h"

/* Written by tests/identity.sh. */
static const uint32_t identities[] = {
    0x6c60116c, /* 0 */
    0x1920a138, /* 1 */
    0x81486055, /* 2 */
    0x6231b634, /* 3 */
    0x4534d54e, /* 4 */
    0x323bc40c, /* 5 */
    0xa15a0fc0, /* 6 */
    0x35d3b353, /* 7 */
    0x7df75062, /* 8 */
    0x093ceb7f, /* 9 */
};

uint32_t llz_level_identity(int level)
{
    return identities[level];
}
