/* fields.h - what binary data look like where records have no fixed length: texts that stand after their lengths, runs
 * of bytes of one sort, the distances of zeros and control characters, and markers, which begin records.
 *
 * Databases, object files, compiled programs and tables of fonts are made of such fields: a column of records (record.h)
 * is not found there, and what the last bytes were says little of what comes after them. */
#ifndef LLZ_FIELDS_H
#define LLZ_FIELDS_H

#include <stdint.h>

#include "model/memory/byte_ring.h"

#define LLZ_FIELDS_FAR 255         /* bytes: distances beyond are not told apart */
#define LLZ_FIELDS_PAIRS (1 << 16) /* of bytes */

/* Two bytes that have come: when last, and how regularly. */
struct llz_field_pair {
    uint32_t at;    /* position after them */
    uint16_t gap;   /* mean distance, bytes; 0: none has been that of a record */
    uint16_t score; /* grows where the distance was about that, and is halved where it was not */
};

struct llz_fields {
    uint32_t zero_at;    /* position after the last zero */
    uint32_t zeros;      /* bytes between the last two, LLZ_FIELDS_FAR at most */
    uint32_t control_at; /* position after the last control character but zero */
    uint8_t control;     /* this character */
    uint8_t length;      /* the byte before the text that is being read: its length, if lengths stand there */
    uint8_t left;        /* bytes that the text has still to come by that; see llz_fields_add */
    uint32_t run;        /* bytes of this text so far, 0: none is being read */
    /* The last eight texts (128 + length) and runs of bytes of one sort (sort << 3 | bytes after the first), 8 bits
     * each, the last one lowest. */
    uint64_t tokens;
    uint32_t marker;    /* the pair that begins records, as far as is known */
    uint32_t marker_at; /* position after its last occurrence */
    uint32_t period;    /* bytes between the last two of them, as a record may have; 0: no marker yet */
    struct llz_field_pair *pair; /* [LLZ_FIELDS_PAIRS] */
};

/* After each byte of binary data, which is in the ring already.
 *
 * left: 0 once more has come than was due, LLZ_FIELDS_FAR just when all has; between texts it is the last byte, which
 * may be a length. */
void llz_fields_add(struct llz_fields *f, const struct llz_byte_ring *ring);

/* Bytes since the position, LLZ_FIELDS_FAR at most. */
static inline uint32_t llz_fields_since(const struct llz_byte_ring *ring, uint32_t position)
{
    const uint32_t bytes = (uint32_t)ring->n - position;
    return bytes < LLZ_FIELDS_FAR ? bytes : LLZ_FIELDS_FAR;
}

/* The byte that stood so far after the marker in the record before; before there is a marker the oldest of the ring. */
static inline uint8_t llz_fields_above(const struct llz_fields *f, const struct llz_byte_ring *ring)
{
    return llz_byte_ring_get(ring, f->period);
}

#endif
