/* detect_onset.h - where samples begin after something else, to the byte. For the encoder only. */
#ifndef LLZ_DETECT_ONSET_H
#define LLZ_DETECT_ONSET_H

#include "codec/kinds/samples/sample_reading.h"

/* Samples are known to fill p [sure..n), and p [..from) is something else; where between the two do they begin?
 * r->phase is that of p. */
size_t llz_detect_onset(const uint8_t *p, size_t from, size_t sure, size_t n, const struct llz_reading *r);

#endif
