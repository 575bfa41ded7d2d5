#include <string.h>

#include "codec/member.h"
#include "model/blas.h"

static bool printable(const char *text)
{
    for (; *text; text++) {
        if (*text < 0x20 || *text > 0x7e)
            return false;
    }
    return true;
}

bool llz_math_fingerprint(char *text)
{
    const struct llz_blas *blas = llz_blas_load();
    size_t n = blas ? blas->fingerprint(text, LLZ_FINGERPRINT_MAX + 1) : 0;

    /* A fingerprint cut short would take two backends for one. */
    return n > 0 && n <= LLZ_FINGERPRINT_MAX && printable(text);
}
