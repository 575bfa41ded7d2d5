#include "codec/member.h"

/* No backend but the canonical one yet. */
const char *llz_math_fingerprint(void)
{
    return NULL;
}
