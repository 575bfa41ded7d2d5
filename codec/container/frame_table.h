/* frame_table.h - the table in a frame's head: of what kinds its bytes are, and what is not coded at all. */
#ifndef LLZ_FRAME_TABLE_H
#define LLZ_FRAME_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/container/segment.h"
#include "codec/repeats/repeat.h"

#define LLZ_TABLE_MAX (2 + LLZ_SEGMENTS_BYTES + LLZ_REPEATS_BYTES) /* bytes */

struct llz_table {
    struct llz_segments segments; /* segments of the coded bytes, in order */
    struct llz_repeats repeats;   /* repeats between coded bytes */
};

/* Is it what a frame without a table has: text alone? */
bool llz_table_is_default(const struct llz_table *t);

/* Writes it to out (LLZ_TABLE_MAX bytes); returns its length. */
size_t llz_table_put(uint8_t *out, const struct llz_table *t);

/* Bytes that it takes in a head; none if it is the default. */
size_t llz_table_size(const struct llz_table *t);

/* Reads the table of a frame of raw coded bytes from n bytes at p; *used is its length. before: content bytes
 * of the member before the frame. LLZ_AGAIN when it goes on after them, LLZ_ERR_HEADER for anything that no
 * encoder writes. */
enum llz_error llz_table_get(const uint8_t *p, size_t n, size_t raw, uint64_t before, struct llz_table *t,
                             size_t *used);

#endif
