/* content_tail.h - the last bytes of a member's content, as far as repeats (repeat.h) reach back. */
#ifndef LLZ_CONTENT_TAIL_H
#define LLZ_CONTENT_TAIL_H

#include <stddef.h>
#include <stdint.h>

#define LLZ_TAIL_BYTES 65536 /* more than the longest distance */

/* All zero: before the first byte. */
struct llz_tail {
    uint8_t bytes[LLZ_TAIL_BYTES];  /* a ring */
    uint64_t n;                     /* number of bytes that have passed */
    uint8_t period[LLZ_TAIL_BYTES]; /* scratch: what a repeat repeats */
};

void llz_tail_add(struct llz_tail *t, const uint8_t *p, size_t n);

/* Writes what a repeat of that distance repeats to t->period; returns how many bytes that are. */
size_t llz_tail_period(struct llz_tail *t, uint32_t distance);

/* The next n bytes of a repeat of that distance (0: zeros), which are written to out and pass. */
void llz_tail_repeat(struct llz_tail *t, uint8_t *out, size_t n, uint32_t distance);

/* So many bytes of one pass, in no more time than the ring takes. */
void llz_tail_pass(struct llz_tail *t, uint64_t n, uint32_t distance);

#endif
