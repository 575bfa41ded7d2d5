/* rangecoder.c - a binary range coder with carry (Martin 1979, as in LZMA): 32 bits of range,
 * probabilities of 22 bits.
 *
 * The cheapest bit costs 2^-18 bits, which is why probabilities are so fine: data that are foreseen for
 * megabytes would otherwise pay for every bit. Encoder, decoder and teacher share one interface, so that
 * one loop (loop.c) is all three, and cannot drift apart. */
#include "codec/coder/rangecoder.h"

#define RANGE_MIN (UINT32_C(1) << 24)
#define MISSING 3 /* an encoder leaves out the last 3 bytes of v: they are 0 */

_Static_assert((RANGE_MIN >> LLZ_PROB_BITS) * LLZ_PROB_MIN >= 1, "no bit may leave an empty range");
_Static_assert(LLZ_PROB_BITS == 22 && LLZ_PROB_MIN == 16, "LLZ_CODER_CONTENT_PER_BYTE was computed for these");

/* Multiplied before it is shifted: shifting the range first would lose up to ten bits of it. */
static uint32_t bound_of(const struct llz_coder *c, uint32_t p)
{
    return (uint32_t)((uint64_t)c->range * p >> LLZ_PROB_BITS);
}

/* Encoder */

static void put_byte(struct llz_coder *c)
{
    if (c->pos < c->size)
        c->out[c->pos] = (uint8_t)(c->low >> 24);
    c->pos++;
    c->low = (c->low << 8) & UINT32_MAX;
}

/* Adds the carry in bit 32 of low to the bytes already out. v < 1, so it
 * never runs out of the first of them. */
static void carry(struct llz_coder *c)
{
    c->low &= UINT32_MAX;
    if (c->pos > c->size)
        return; /* the payload is lost anyway */
    for (size_t i = c->pos; i > 0 && ++c->out[i - 1] == 0;)
        i--;
}

/* A 1 takes the lower part of the interval, so that a likely 1 leaves `low` alone. */
static int encode_bit(struct llz_coder *c, int bit, uint32_t p)
{
    uint32_t bound = bound_of(c, p);

    if (bit) {
        c->range = bound;
    } else {
        c->low += bound;
        c->range -= bound;
        if (c->low > UINT32_MAX)
            carry(c);
    }
    while (c->range < RANGE_MIN) {
        c->range <<= 8;
        put_byte(c);
    }
    return bit;
}

void llz_coder_encode(struct llz_coder *c, uint8_t *out, size_t size)
{
    *c = (struct llz_coder){ .code = encode_bit, .range = UINT32_MAX, .out = out, .size = size };
}

/* The interval is at least 2^24 wide, so it contains a multiple of 2^24. The smallest one ends the payload with
 * a single byte, and its three zeros need not be written. */
size_t llz_coder_finish(struct llz_coder *c)
{
    c->low += RANGE_MIN - 1;
    if (c->low > UINT32_MAX)
        carry(c);
    put_byte(c);
    return c->pos <= c->size ? c->pos : 0;
}

/* Decoder */

static void get_byte(struct llz_coder *c)
{
    uint8_t byte = c->pos < c->size ? c->in[c->pos] : 0;

    c->pos++;
    c->value = c->value << 8 | byte;
}

static int decode_bit(struct llz_coder *c, int bit, uint32_t p)
{
    uint32_t bound = bound_of(c, p);

    bit = c->value < bound;
    if (bit) {
        c->range = bound;
    } else {
        c->value -= bound;
        c->range -= bound;
    }
    while (c->range < RANGE_MIN) {
        c->range <<= 8;
        get_byte(c);
    }
    return bit;
}

void llz_coder_decode(struct llz_coder *c, const uint8_t *in, size_t size)
{
    *c = (struct llz_coder){ .code = decode_bit, .range = UINT32_MAX, .in = in, .size = size };
    for (int i = 0; i < 4; i++)
        get_byte(c);
    /* 2^32 - 1 is the range, so one first value of four bytes is impossible. */
    c->broken = c->value >= c->range;
}

/* Bytes after the end read as zeros, three of which an encoder leaves out; a decoder that wants more
 * is reading damage. */
bool llz_coder_overrun(const struct llz_coder *c)
{
    return c->in && (c->broken || c->pos > c->size + MISSING);
}

/* v - low below 2^24 says that v is the smallest multiple of 2^24 in the interval, the encoder's choice. */
bool llz_coder_exact(const struct llz_coder *c)
{
    return !c->broken && c->pos == c->size + MISSING && c->value < RANGE_MIN;
}

/* Teacher */

static int teach_bit(struct llz_coder *c, int bit, uint32_t p)
{
    (void)c;
    (void)p;
    return bit;
}

void llz_coder_teach(struct llz_coder *c)
{
    *c = (struct llz_coder){ .code = teach_bit };
}

size_t llz_coder_position(const struct llz_coder *c)
{
    return c->pos < c->size ? c->pos : c->size;
}
