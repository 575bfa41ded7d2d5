/* far_matches.h - where the last 32 bytes and more stood before, up to 20000.
 *
 * The heads of a match model know where its few bytes came last; which of many such places is the right one is
 * told by longer contexts. Each has a rolling hash, a polynomial modulo the prime 2^31 - 1: modulo a power of
 * two, sequences that double (Thue-Morse) would have equal ones. */
#ifndef LLZ_FAR_MATCHES_H
#define LLZ_FAR_MATCHES_H

#include <stdbool.h>
#include <stdint.h>

#include "model/experts/heads.h"
#include "model/memory/arena.h"
#include "model/memory/byte_ring.h"

#define LLZ_FAR_LENGTHS 5

struct llz_far {
    struct llz_heads heads;
    bool stale;                      /* whether bytes have come that the hashes do not know */
    uint32_t hash[LLZ_FAR_LENGTHS];  /* hashes of the last so many bytes */
    uint32_t leave[LLZ_FAR_LENGTHS]; /* contribution of a byte that leaves the context, negated */
    uint32_t *now[LLZ_FAR_LENGTHS];  /* heads of these contexts, NULL: they are not noted */
};

void llz_far_lay(struct llz_far *f, struct llz_arena *a, int bits);
void llz_far_init(struct llz_far *f);

/* For each byte, as llz_match_aim(): finds the heads and asks for their memory. */
void llz_far_aim(struct llz_far *f, const struct llz_byte_ring *ring, uint64_t n);
/* Bytes have come that were not added. */
void llz_far_restart(struct llz_far *f);
/* Notes that these contexts came here. */
void llz_far_note(struct llz_far *f, const struct llz_byte_ring *ring);

/* The length of context k, and the position + 1 noted for it, 0: none.
 * Longer ones first: k = 0 is the longest. */
unsigned llz_far_length(unsigned k);
uint32_t llz_far_place(const struct llz_far *f, unsigned k);

#endif
