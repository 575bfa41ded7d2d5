/* byte_ring.h - the bytes coded so far: a ring that match models and record contexts look back into. */
#ifndef LLZ_BYTE_RING_H
#define LLZ_BYTE_RING_H

#include <stddef.h>
#include <stdint.h>

#include "model/memory/arena.h"

struct llz_byte_ring {
    uint8_t *bytes;  /* [mask + 1], zero before the first byte */
    uint32_t mask;   /* size - 1, the size a power of two */
    uint64_t n;      /* bytes coded so far, and those of the primer */
    uint64_t primed; /* bytes of the primer */
    uint64_t *mark;  /* of bytes that were written (arena.h), or NULL */
};

static inline void llz_byte_ring_add(struct llz_byte_ring *p, uint8_t byte)
{
    llz_mark(p->mark, (p->n & p->mask) / LLZ_ALIGN);
    p->bytes[p->n++ & p->mask] = byte;
}

/* Puts the next byte in its place before it is added. From then on look back `mask` bytes at most: the one before them
 * was there. */
static inline void llz_byte_ring_put(struct llz_byte_ring *p, uint8_t byte)
{
    llz_mark(p->mark, (p->n & p->mask) / LLZ_ALIGN);
    p->bytes[p->n & p->mask] = byte;
}

/* So many bytes, those at `period` (of length n) again and again, in no more time than the ring takes. */
void llz_byte_ring_pass(struct llz_byte_ring *p, const uint8_t *period, size_t n, uint64_t bytes);

/* Position of the next byte in its segment, or in what is taught. */
static inline uint64_t llz_byte_ring_position(const struct llz_byte_ring *p)
{
    return p->n - p->primed;
}

/* The byte that came `back` bytes ago; 1: the last one. At most mask + 1; 0 where nothing had come. */
static inline uint8_t llz_byte_ring_get(const struct llz_byte_ring *p, uint64_t back)
{
    return p->bytes[(p->n - back) & p->mask];
}

/* The byte that came after so many others, of the last mask + 1. */
static inline uint8_t llz_byte_ring_at(const struct llz_byte_ring *p, uint64_t at)
{
    return p->bytes[at & p->mask];
}

#endif
