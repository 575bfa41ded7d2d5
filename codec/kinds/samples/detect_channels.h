/* detect_channels.h - how many channels sound has. For the encoder only. */
#ifndef LLZ_DETECT_CHANNELS_H
#define LLZ_DETECT_CHANNELS_H

#include "codec/kinds/samples/sample_reading.h"

/* At most 4. n: bytes of sound; the more, the surer. */
unsigned llz_detect_channels(const uint8_t *p, size_t n, const struct llz_reading *r);

#endif
