#include "codec/coder/varint.h"

/* Small numbers are common in headers and tables: below 128 they take one byte. */
size_t llz_varint_put(uint8_t *out, uint64_t v)
{
    size_t n = 0;

    while (v >= 0x80) {
        out[n++] = (uint8_t)(v | 0x80);
        v >>= 7;
    }
    out[n++] = (uint8_t)v;
    return n;
}

size_t llz_varint_size(uint64_t v)
{
    size_t n = 1;

    while (v >>= 7)
        n++;
    return n;
}

int llz_varint_get(const uint8_t *p, size_t n, uint64_t *v)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < n && i < LLZ_VARINT_MAX; i++) {
        uint64_t bits = p[i] & 0x7f;

        /* The tenth byte has room for one bit. */
        if (i == LLZ_VARINT_MAX - 1 && p[i] > 1)
            return -1;
        sum |= bits << (7 * i);
        if (p[i] < 0x80) {
            /* A last byte of 0 adds nothing: one number, one form. */
            if (i > 0 && bits == 0)
                return -1;
            *v = sum;
            return (int)i + 1;
        }
    }
    return 0;
}

enum llz_error llz_varint_next(const uint8_t *p, size_t n, size_t *at, uint64_t *v)
{
    const int used = llz_varint_get(p + *at, n - *at, v);

    if (used <= 0)
        return used < 0 ? LLZ_ERR_HEADER : LLZ_AGAIN;
    *at += (size_t)used;
    return LLZ_OK;
}
