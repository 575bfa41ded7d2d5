/* sample_reading.h - bytes read as samples, and what it costs to code what a prediction leaves of them.
 *
 * For the encoder only. Integers and doubles in a fixed order, no libm: every machine finds the same. */
#ifndef LLZ_SAMPLE_READING_H
#define LLZ_SAMPLE_READING_H

#include <stddef.h>
#include <stdint.h>

#define LLZ_RESIDUAL_CLASSES 34 /* sizes of residuals: 0, and for each sign the bits of their magnitude */
#define LLZ_CHUNKS 32           /* places in a block that are looked at */

/* One way to read bytes as samples; phase: bytes before the first sample. */
struct llz_reading {
    unsigned width, big, channels, phase;
};

static inline int32_t llz_sample(const uint8_t *p, size_t i, const struct llz_reading *r)
{
    const uint8_t *q = p + r->phase + i * r->width;
    if (r->width == 1)
        return q[0];
    return r->big ? q[0] << 8 | q[1] : q[1] << 8 | q[0];
}

/* Modulo 2^bits: sound crosses zero, and an unsigned reading of it must not suffer. */
static inline int32_t llz_wrapped(int32_t e, unsigned width)
{
    return width == 1 ? (int8_t)(uint8_t)e : (int16_t)(uint16_t)e;
}

/* 65536 * log2(v), rounded down; v > 0. */
uint32_t llz_log2_16(uint32_t v);

/* Bits of n symbols with these counts, in 1/65536, when each is coded by its share. */
uint64_t llz_entropy(const uint32_t *count, size_t symbols, uint32_t n);

/* The class of a residual of samples of so many bytes. */
unsigned llz_residual_class(int32_t e, unsigned width);
/* How many bits magnitudes of a class have; those below the leading one are coded as they are. */
unsigned llz_magnitude(unsigned class);
/* Bits, in 1/65536, of n residuals of these classes: the classes' entropy
 * and the bits below the leading one. */
uint64_t llz_class_bits(const uint32_t *count, uint32_t n);

/* First sample of chunk k when a block of n samples is spread over
 * LLZ_CHUNKS; `before` samples precede each. */
size_t llz_chunk(size_t n, size_t before, size_t each, unsigned k);

/* Order-0 entropy of bytes, each of at most 8 columns counted alone, in 1/65536 bits a byte. */
uint64_t llz_column_bits(const uint8_t *p, size_t n, size_t columns);

#endif
