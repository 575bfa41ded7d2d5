#include "learner/identity.h"

/* Written by tests/identity.sh. */
static const uint32_t identities[] = {
    0x3fba7109, /* 0 */
    0x20e5f58c, /* 1 */
    0x47fdde68, /* 2 */
    0x84e570be, /* 3 */
    0xa485f8ca, /* 4 */
    0x7e25f726, /* 5 */
    0x437f30db, /* 6 */
    0x00f8d4e9, /* 7 */
    0x4847fc4d, /* 8 */
    0x3373217b, /* 9 */
};

uint32_t llz_level_identity(int level)
{
    return identities[level];
}
