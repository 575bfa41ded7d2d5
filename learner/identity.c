#include "learner/identity.h"

static const uint32_t identities[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };

uint32_t llz_level_identity(int level)
{
    return identities[level];
}
