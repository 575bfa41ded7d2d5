/* discard.h - an encoder whose archive nobody wants: what it tells while it works is what counts. */
#ifndef LLZ_DISCARD_H
#define LLZ_DISCARD_H

#include "codec/llz.h"

/* All n bytes through the stream, up to its end. LLZ_OK, or what llz_feed() or llz_end() said. */
enum llz_error discard_all(struct llz_stream *stream, const unsigned char *data, size_t n);

#endif
