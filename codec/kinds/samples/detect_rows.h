/* detect_rows.h - images among samples: how far it is from one row to the next. For the encoder only. */
#ifndef LLZ_DETECT_ROWS_H
#define LLZ_DETECT_ROWS_H

#include "codec/kinds/samples/sample_reading.h"

#define LLZ_ROW_MAX 65535u /* bytes */

/* The length of a row in samples if the n bytes, which cost so many 1/65536 bits each without rows, seem to be
 * an image; else 0. */
size_t llz_detect_row(const uint8_t *p, size_t n, const struct llz_reading *r, uint64_t bits);

/* Of lengths but for noise the same as row, the right one: judged by all n bytes, which may be many. 0: none of
 * them helps. */
size_t llz_settle_row(const uint8_t *p, size_t n, const struct llz_reading *r, size_t row);

#endif
