/* detect_samples.h - finds numbers that vary smoothly, and records of one length, in a block of bytes.
 *
 * For the encoder only. Integers and doubles in a fixed order, no libm: every machine finds the same. */
#ifndef LLZ_DETECT_SAMPLES_H
#define LLZ_DETECT_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/profile.h"

/* Images and sound without compression: fills in kind, width, big, pixel and stride, and returns true. Blocks
 * of 32 to 256 KiB say most; below 2 KiB nothing is found. */
bool llz_detect_samples(const uint8_t *p, size_t n, struct llz_profile *out);

/* The length of the records that the block consists of. */
bool llz_detect_records(const uint8_t *p, size_t n, uint32_t *stride);

#endif
