/* bytes.h - integers of several bytes, little-endian; nothing else in codec/ touches their raw form. */
#ifndef LLZ_BYTES_H
#define LLZ_BYTES_H

#include <stdint.h>

static inline uint16_t llz_load16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static inline void llz_store16(uint8_t *p, uint16_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
}

static inline uint32_t llz_load32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t llz_load48(const uint8_t *p)
{
    return (uint64_t)llz_load32(p) | (uint64_t)llz_load16(p + 4) << 32;
}

static inline void llz_store32(uint8_t *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (uint8_t)(v >> (8 * i));
}

static inline uint64_t llz_load64(const uint8_t *p)
{
    return (uint64_t)llz_load32(p) | (uint64_t)llz_load32(p + 4) << 32;
}

static inline void llz_store64(uint8_t *p, uint64_t v)
{
    llz_store32(p, (uint32_t)v);
    llz_store32(p + 4, (uint32_t)(v >> 32));
}

#endif
