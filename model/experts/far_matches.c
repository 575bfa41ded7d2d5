/* far_matches.c - long contexts by rolling hashes, for data that repeat over thousands of bytes.
 *
 * Words over two letters (Thue-Morse, Fibonacci) have every short context in common; only contexts of
 * hundreds of bytes and more tell where they are. The hash is a polynomial modulo the prime 2^31 - 1:
 * modulo 2^64, which would be cheaper, exactly the Thue-Morse words collide for every factor. */
#include "model/experts/far_matches.h"

#include "model/memory/hash.h"

#define PRIME UINT32_C(0x7fffffff)
#define SPARSE 4 /* contexts of which one is noted: memory is slow, and the next one comes soon */
#define FACTOR UINT32_C(1234567891)

/* Each is five times the next. Each costs a product and a store for every byte. */
static const unsigned lengths[LLZ_FAR_LENGTHS] = { 20000, 4000, 800, 160, 32 };

/* x modulo the prime; x < 2^63.
 *
 * 2^31 is 1 modulo the prime, so the upper bits are added to the lower ones. */
static uint32_t reduced(uint64_t x)
{
    x = (x & PRIME) + (x >> 31);
    x = (x & PRIME) + (x >> 31);
    return (uint32_t)(x >= PRIME ? x - PRIME : x);
}

void llz_far_lay(struct llz_far *f, struct llz_arena *a, int bits)
{
    llz_heads_lay(&f->heads, a, bits);
}

void llz_far_init(struct llz_far *f)
{
    f->stale = false;
    llz_heads_init(&f->heads);
    for (unsigned k = 0; k < LLZ_FAR_LENGTHS; k++) {
        uint32_t power = 1;
        for (unsigned i = 0; i < lengths[k]; i++)
            power = reduced((uint64_t)power * FACTOR);
        f->hash[k] = 0;
        /* What the byte that leaves a context of this length has been multiplied by meanwhile, negated so
         * that it is added. */
        f->leave[k] = PRIME - power;
        f->now[k] = NULL;
    }
}

/* Bytes have passed that were not hashed. They are, when the next one comes; often that is never. */
void llz_far_restart(struct llz_far *f)
{
    f->stale = true;
}

/* The hashes after so many bytes, made anew. */
static void hash_anew(struct llz_far *f, const struct llz_byte_ring *ring, uint64_t known)
{
    for (unsigned k = 0; k < LLZ_FAR_LENGTHS; k++) {
        f->hash[k] = 0;
        for (uint64_t i = known < lengths[k] ? 0 : known - lengths[k]; i < known; i++)
            f->hash[k] = reduced((uint64_t)f->hash[k] * FACTOR + llz_byte_ring_at(ring, i) + 1);
    }
}

void llz_far_aim(struct llz_far *f, const struct llz_byte_ring *ring, uint64_t n)
{
    const uint64_t byte = llz_byte_ring_at(ring, n - 1) + UINT64_C(1);
    if (f->stale)
        hash_anew(f, ring, n - 1);
    f->stale = false;
    llz_heads_grow(&f->heads); /* five lengths, of which one in four is noted: a little more than one */
    for (unsigned k = 0; k < LLZ_FAR_LENGTHS; k++) {
        uint64_t h = (uint64_t)f->hash[k] * FACTOR + byte;
        if (n > lengths[k])
            h += (llz_byte_ring_at(ring, n - 1 - lengths[k]) + UINT64_C(1)) * f->leave[k];
        f->hash[k] = reduced(h);
        /* Which contexts are noted depends on their hash, not on their place: the same one is noted
         * wherever it comes again. */
        f->now[k] =
            f->hash[k] % SPARSE ? NULL : llz_heads_at(&f->heads, ((uint64_t)k << 31 | f->hash[k]) * LLZ_GOLDEN);
        if (f->now[k])
            __builtin_prefetch(f->now[k], 1);
    }
}

void llz_far_note(struct llz_far *f, const struct llz_byte_ring *ring)
{
    for (unsigned k = 0; k < LLZ_FAR_LENGTHS; k++) {
        if (f->now[k])
            *f->now[k] = (uint32_t)ring->n + 1;
    }
}

unsigned llz_far_length(unsigned k)
{
    return lengths[k];
}

uint32_t llz_far_place(const struct llz_far *f, unsigned k)
{
    return f->now[k] ? *f->now[k] : 0;
}
