/* byte_ring.c - Long repeats are not written out byte by byte: what would be overwritten again
 * is counted only. */
#include "model/memory/byte_ring.h"

#include <string.h>

void llz_byte_ring_pass(struct llz_byte_ring *p, const uint8_t *period, size_t n, uint64_t bytes)
{
    const uint64_t size = (uint64_t)p->mask + 1;
    size_t phase = 0;

    if (bytes > size) {
        phase = (size_t)((bytes - size) % n);
        p->n += bytes - size;
        bytes = size;
    }
    while (bytes > 0) {
        const size_t at = p->n & p->mask, room = (size_t)size - at;
        size_t piece = bytes < room ? (size_t)bytes : room;

        if (n == 1) {
            /* A row of one byte, which repeats of zeros are, in one call for all of the ring. */
            memset(p->bytes + at, *period, piece);
        } else {
            /* To the end of the ring or of the period, whichever comes first. */
            piece = piece < n - phase ? piece : n - phase;
            memcpy(p->bytes + at, period + phase, piece);
        }
        llz_mark_bytes(p->mark, at, piece);
        phase = (phase + piece) % n;
        p->n += piece;
        bytes -= piece;
    }
}
