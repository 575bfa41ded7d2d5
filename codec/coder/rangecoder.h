/* rangecoder.h - what stands at the end of the loop: an encoder, a decoder, or one who only listens.
 *
 * Arithmetic coding of bits. The payload is a number v, read as a fraction in base 256; the coder keeps the
 * interval [low, low + range) of all v that mean the bits so far and cuts it at every bit:
 *
 *      bound = range * p >> LLZ_PROB_BITS
 *
 * A one keeps the lower bound values, a zero the rest. The range has 32 bits and is kept at 2^24
 * or more by moving a byte of low out. */
#ifndef LLZ_RANGECODER_H
#define LLZ_RANGECODER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "learner/learner.h" /* LLZ_PROB_BITS, LLZ_PROB_MIN */

struct llz_coder {
    /* Codes one bit whose probability of being a one is p in units of 2^-LLZ_PROB_BITS, and returns it. A
     * decoder ignores the bit that it is offered. */
    int (*code)(struct llz_coder *c, int bit, uint32_t p);
    uint32_t range;
    uint64_t low;      /* encoder: below 2^32 between calls; bit 32 is a carry into the bytes already out */
    uint32_t value;    /* decoder: v - low, always below range */
    uint8_t *out;      /* encoder */
    const uint8_t *in; /* decoder */
    size_t pos, size;  /* bytes written or read; bytes there are */
    bool broken;       /* decoder: starts with a number outside the first interval */
};

/* Encoder into size bytes at out. It goes on counting when they are full,
 * for the learner has to see every bit. */
void llz_coder_encode(struct llz_coder *c, uint8_t *out, size_t size);
/* Ends the payload; returns its length, at least 1, or 0 when it did not fit. */
size_t llz_coder_finish(struct llz_coder *c);

/* Decoder of the size bytes at in. Behind them it reads zeros. */
void llz_coder_decode(struct llz_coder *c, const uint8_t *in, size_t size);
/* Has it read more than any encoder's payload lacks? Then the rest of the frame is noise. */
bool llz_coder_overrun(const struct llz_coder *c);
/* After the last bit: was that exactly what the encoder writes, no byte more or less? */
bool llz_coder_exact(const struct llz_coder *c);

/* Returns every bit as it is: a frame that is stored still teaches the learner. */
void llz_coder_teach(struct llz_coder *c);

/* Payload bytes passed so far, for progress. */
size_t llz_coder_position(const struct llz_coder *c);

/* No payload of n bytes holds more than n times this many bytes of content.
 * The cheapest bit is a zero with p = LLZ_PROB_MIN = 2^-18: it leaves 1 - floor(r / 2^18) / r of the range r,
 * at most 1 - 64 / (65 * 2^18) (r just below 65 * 2^18), so it costs 5.41878e-6 bits or more. m bits move s >=
 * m * 5.41878e-6 / 8 - 1 bytes out, and the payload has s + 1 bytes: n >= content * 5.41878e-6. */
#define LLZ_CODER_CONTENT_PER_BYTE 184544

#endif
