/* record.h - contexts for tables: records of one length, whose fields stand under each other.
 *
 * The length is told by the profile, or found while coding: bytes that come back twice at the same distance
 * vote for that distance. The runner-up is looked at too: tables often have two lengths, or a field repeats
 * within a record. */
#ifndef LLZ_RECORD_H
#define LLZ_RECORD_H

#include <stdint.h>

#include "model/memory/byte_ring.h"
#include "model/profile.h"

#define LLZ_RECORD_KEYS 18      /* keys that llz_record_keys makes */
#define LLZ_RECORD_LONGEST 4096 /* lengths below this one are found; longer ones must be told */

struct llz_record {
    uint32_t told;      /* stride of the profile, 0: none */
    uint32_t best;      /* stride in use: given, or with most votes */
    uint32_t second;    /* the runner-up */
    uint32_t column;    /* bytes since the start of a record (of the segment, as far as known), below best */
    uint32_t same;      /* bit k: the byte k back equalled the one above it */
    uint32_t zero;      /* bytes since the last zero, at most 255 */
    uint32_t slow;      /* share of recent bytes that equalled the one above, 0..65535 */
    uint32_t fading;    /* next vote counter to fade */
    uint32_t last[256]; /* position after each byte's last occurrence; 0: none */
    uint32_t gap[256];  /* distance of its last two occurrences */
    uint16_t votes[LLZ_RECORD_LONGEST];
};

void llz_record_init(struct llz_record *r);
void llz_record_profile(struct llz_record *r, const struct llz_profile *p);

/* After each byte, which is in the ring already. */
void llz_record_add(struct llz_record *r, const struct llz_byte_ring *ring);
/* So many bytes pass that it does not see. */
void llz_record_pass(struct llz_record *r, uint64_t bytes);

/* Contexts of the next byte. keys: [LLZ_RECORD_KEYS]. */
void llz_record_keys(const struct llz_record *r, const struct llz_byte_ring *ring, uint64_t *keys);

/* which: 0..2, results below 256. */
unsigned llz_record_select(const struct llz_record *r, const struct llz_byte_ring *ring, int which);

#endif
