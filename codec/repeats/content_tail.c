/* content_tail.c - the last bytes of content, which repeats are copied from. They are the content's, not
 * the coded bytes': a repeat may repeat what another one has put there. */
#include "codec/repeats/content_tail.h"

#include <string.h>

#define MASK (LLZ_TAIL_BYTES - 1) /* a power of 2 less 1 */

void llz_tail_add(struct llz_tail *t, const uint8_t *p, size_t n)
{
    /* What would be overwritten is only counted: places in the ring follow from n alone. */
    if (n > LLZ_TAIL_BYTES) {
        t->n += n - LLZ_TAIL_BYTES;
        p += n - LLZ_TAIL_BYTES;
        n = LLZ_TAIL_BYTES;
    }
    while (n > 0) {
        const size_t at = t->n & MASK, room = LLZ_TAIL_BYTES - at, piece = n < room ? n : room;

        memcpy(t->bytes + at, p, piece);
        t->n += piece;
        p += piece;
        n -= piece;
    }
}

/* Copied out, for the bytes themselves are about to be overwritten by what repeats them. */
size_t llz_tail_period(struct llz_tail *t, uint32_t distance)
{
    if (distance == 0) {
        t->period[0] = 0;
        return 1;
    }
    for (size_t i = 0; i < distance; i++)
        t->period[i] = t->bytes[(t->n - distance + i) & MASK];
    return distance;
}

/* Byte by byte, not by memcpy(): a repeat longer than its distance repeats what it has just put there. */
static uint8_t next(struct llz_tail *t, uint32_t distance)
{
    const uint8_t byte = t->bytes[(t->n - distance) & MASK];

    return t->bytes[t->n++ & MASK] = byte;
}

static void pass_zeros(struct llz_tail *t, uint64_t n)
{
    /* Pieces of it, as the ring holds 16 of them and the stack need not. */
    static const uint8_t zeros[4096];

    if (n > LLZ_TAIL_BYTES) {
        t->n += n - LLZ_TAIL_BYTES;
        n = LLZ_TAIL_BYTES;
    }
    for (size_t piece; n > 0; n -= piece) {
        piece = n < sizeof zeros ? (size_t)n : sizeof zeros;
        llz_tail_add(t, zeros, piece);
    }
}

void llz_tail_repeat(struct llz_tail *t, uint8_t *out, size_t n, uint32_t distance)
{
    if (distance == 0) {
        memset(out, 0, n);
        pass_zeros(t, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = next(t, distance);
}

void llz_tail_pass(struct llz_tail *t, uint64_t n, uint32_t distance)
{
    if (distance == 0) {
        pass_zeros(t, n);
        return;
    }
    if (n > LLZ_TAIL_BYTES) {
        const uint64_t skipped = n - LLZ_TAIL_BYTES;

        /* The last `distance` bytes as they are when so many have passed. */
        llz_tail_period(t, distance);
        t->n += skipped;
        for (size_t i = 0; i < distance; i++)
            t->bytes[(t->n - distance + i) & MASK] = t->period[(skipped + i) % distance];
        n = LLZ_TAIL_BYTES;
    }
    for (; n > 0; n--)
        (void)next(t, distance);
}
