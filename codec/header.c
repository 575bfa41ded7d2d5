#include "codec/header.h"

#include <string.h>
#include <xxhash.h>

#include "codec/bytes.h"
#include "codec/varint.h"

/* 0xF5 occurs in no UTF-8 text. */
static const uint8_t magic[4] = { 0xF5, 'l', 'l', 'z' };

#define VERSION_AT 4 /* offset of the version */
#define LENGTH_AT 5  /* offset of the options' length */
#define CHECK_BYTES 4

static uint32_t check_of(const uint8_t *p, size_t n)
{
    return (uint32_t)XXH3_64bits(p, n);
}

size_t llz_header_put(uint8_t *out, const struct llz_header *h)
{
    uint8_t options[LLZ_OPTIONS_MAX];
    size_t length = llz_options_put(options, h);
    size_t n = LENGTH_AT;

    memcpy(out, magic, sizeof magic);
    out[VERSION_AT] = LLZ_FORMAT_VERSION;
    n += llz_varint_put(out + n, length);
    memcpy(out + n, options, length);
    n += length;
    llz_store32(out + n, check_of(out, n));
    return n + CHECK_BYTES;
}

enum llz_error llz_header_get(const uint8_t *p, size_t n, struct llz_header *h, size_t *need)
{
    uint64_t length;
    int used;

    if (memcmp(p, magic, n < sizeof magic ? n : sizeof magic) != 0)
        return LLZ_ERR_NOT_LLZ;
    if (n > VERSION_AT && p[VERSION_AT] != LLZ_FORMAT_VERSION)
        return LLZ_ERR_VERSION;
    if (n <= LENGTH_AT) {
        *need = LENGTH_AT + 1;
        return LLZ_OK;
    }
    used = llz_varint_get(p + LENGTH_AT, n - LENGTH_AT, &length);
    if (used == 0) {
        *need = n + 1;
        return LLZ_OK;
    }
    if (used < 0 || length > LLZ_OPTIONS_MAX)
        return LLZ_ERR_HEADER;

    size_t options_at = LENGTH_AT + (size_t)used, check_at = options_at + (size_t)length;
    *need = check_at + CHECK_BYTES;
    if (n < *need)
        return LLZ_OK;
    /* Nothing in the options is believed before the check has matched. */
    if (llz_load32(p + check_at) != check_of(p, check_at))
        return LLZ_ERR_CORRUPT;
    return llz_options_get(p + options_at, (size_t)length, h);
}
