/* closing.h - the name of the tag that is being closed: where it was opened it stands already.
 *
 * Contexts learn the end of every name by itself, and that of a new one not before it has come twice. */
#ifndef LLZ_CLOSING_H
#define LLZ_CLOSING_H

#include <stdbool.h>
#include <stdint.h>

#include "model/contexts/text.h"
#include "model/memory/byte_ring.h"

struct llz_closing {
    uint64_t name;              /* where the name read last begins, in the ring; */
    uint64_t at[LLZ_TEXT_TAGS]; /* those of the tags that are open; */
    uint64_t next;              /* and the byte that is due now */
    uint32_t depth;             /* of the text, and whether a tag is being closed, before the last byte */
    bool closes;
    bool sure;        /* a byte is expected: the first of a name, or the one after those that were right */
    uint8_t expected; /* this one */
    uint8_t misses;   /* one bit for each of the last eight expectations, 1: wrong */
};

/* After each byte, which is in text and ring already. */
void llz_closing_add(struct llz_closing *x, const struct llz_text *t, const struct llz_byte_ring *ring);

#endif
