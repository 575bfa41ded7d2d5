/* sample_reading.c - entropies in integers, so that what an encoder finds does not depend on the machine's
 * floating point. A decoder does not care, but two machines should make the same archive. */
#include "codec/kinds/samples/sample_reading.h"

#include <stdlib.h>
#include <string.h>

uint32_t llz_log2_16(uint32_t v)
{
    uint32_t whole = 0;
    while (v >> whole > 1)
        whole++;
    /* The fraction bit by bit: squaring the mantissa doubles its logarithm. */
    uint64_t m = ((uint64_t)v << 31) >> whole;
    uint32_t fraction = 0;
    for (int i = 0; i < 16; i++) {
        m = m * m >> 31;
        fraction <<= 1;
        if (m >> 32) {
            fraction |= 1;
            m >>= 1;
        }
    }
    return whole << 16 | fraction;
}

uint64_t llz_entropy(const uint32_t *count, size_t symbols, uint32_t n)
{
    uint64_t bits = 0;
    const uint64_t all = n ? llz_log2_16(n) : 0;
    for (size_t i = 0; i < symbols; i++) {
        if (count[i])
            bits += count[i] * (all - llz_log2_16(count[i]));
    }
    return bits;
}

/* Sign and number of bits; what is below the top bit costs as many bits as it has,
 * which llz_class_bits() adds. */
unsigned llz_residual_class(int32_t e, unsigned width)
{
    e = llz_wrapped(e, width);
    const uint32_t m = (uint32_t)abs(e);
    const unsigned bits = m ? 32 - (unsigned)__builtin_clz(m) : 0;
    return e < 0 ? LLZ_RESIDUAL_CLASSES / 2 + bits : bits;
}

unsigned llz_magnitude(unsigned class)
{
    return class % (LLZ_RESIDUAL_CLASSES / 2);
}

uint64_t llz_class_bits(const uint32_t *count, uint32_t n)
{
    uint64_t bits = llz_entropy(count, LLZ_RESIDUAL_CLASSES, n);
    for (unsigned c = 0; c < LLZ_RESIDUAL_CLASSES; c++) {
        const unsigned magnitude = llz_magnitude(c);
        bits += (uint64_t)count[c] * (magnitude > 1 ? magnitude - 1 : 0) << 16;
    }
    return bits;
}

/* Somewhere in its share of the block: even steps could meet every row of an image at the same column. */
size_t llz_chunk(size_t n, size_t before, size_t each, unsigned k)
{
    const size_t share = (n - before - each) / LLZ_CHUNKS;
    const size_t jitter = (k * 40503u) & 0xffff;
    return before + share * k + (share * jitter >> 16);
}

uint64_t llz_column_bits(const uint8_t *p, size_t n, size_t columns)
{
    uint32_t count[8][256];
    uint32_t total[8] = { 0 };
    uint64_t bits = 0;
    uint64_t all = 0;
    memset(count, 0, sizeof count);
    const size_t each = n / 64 < 512 ? n / 64 : 512;
    for (unsigned k = 0; k < LLZ_CHUNKS; k++) {
        const size_t from = llz_chunk(n, 0, each, k) / columns * columns;
        for (size_t i = 0; i < each; i++) {
            count[i % columns][p[from + i]]++;
            total[i % columns]++;
        }
    }
    for (size_t c = 0; c < columns; c++) {
        bits += llz_entropy(count[c], 256, total[c]);
        all += total[c];
    }
    return bits / all;
}
