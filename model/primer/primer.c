#include "model/primer/primer.h"

#include <string.h>

size_t llz_primer_bytes(void)
{
    return llz_primer_text_bytes;
}

const uint8_t *llz_primer_section(unsigned k, size_t *n)
{
    const size_t from = k > 1 ? llz_primer_section_ends[k - 2] : 0;
    *n = llz_primer_section_ends[k - 1] - from;
    return llz_primer_sections + from;
}

size_t llz_primer_tail(uint8_t *out, size_t n)
{
    if (n > llz_primer_text_bytes)
        n = llz_primer_text_bytes;
    memcpy(out, llz_primer_text + llz_primer_text_bytes - n, n);
    return n;
}

size_t llz_primer_with(uint8_t *out, size_t n, unsigned k)
{
    size_t length = 0, general;
    const uint8_t *section = k > 0 ? llz_primer_section(k, &length) : NULL;
    if (n > llz_primer_text_bytes)
        n = llz_primer_text_bytes;
    if (length > n) {
        section += length - n;
        length = n;
    }
    general = llz_primer_tail(out, n - length);
    if (length > 0)
        memcpy(out + general, section, length);
    return general + length;
}
