#include "learner/identity.h"

/* Written by tests/identity.sh. */
static const uint32_t identities[] = {
    0xdae41f44, /* 0 */
    0x45fe3e0b, /* 1 */
    0x86fe54cd, /* 2 */
    0x97287b40, /* 3 */
    0xebd71db5, /* 4 */
    0xd2e54dbc, /* 5 */
    0xc9a5d644, /* 6 */
    0xc6f4c4fe, /* 7 */
    0xf016148d, /* 8 */
    0x5f099e46, /* 9 */
};

uint32_t llz_level_identity(int level)
{
    return identities[level];
}
