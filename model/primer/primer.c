#include "model/primer/primer.h"

#include <string.h>

size_t llz_primer_bytes(void)
{
    return llz_primer_text_bytes;
}

size_t llz_primer_tail(uint8_t *out, size_t n)
{
    if (n > llz_primer_text_bytes)
        n = llz_primer_text_bytes;
    memcpy(out, llz_primer_text + llz_primer_text_bytes - n, n);
    return n;
}
