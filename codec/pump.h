/* pump.h - bytes through a stream, and what comes out of it to whoever wants it, at once: the loop around
 * llz_feed(), llz_drain() and llz_end(). */
#ifndef LLZ_PUMP_H
#define LLZ_PUMP_H

#include "codec/llz.h"

struct llz_pump {
    struct llz_stream *stream;
    /* Takes n bytes of output. An error ends the call and comes back from it. NULL: output is thrown away. */
    enum llz_error (*put)(void *user, const uint8_t *p, size_t n);
    /* Takes n zeros of a decoder's output. NULL: they come as bytes like all others. */
    enum llz_error (*zeros)(void *user, uint64_t n);
    void *user;
};

/* All n bytes, or n zeros. What was ready before an error has been put out by the time that it comes back. */
enum llz_error llz_pump_feed(const struct llz_pump *p, const void *data, size_t n);
enum llz_error llz_pump_feed_zeros(const struct llz_pump *p, uint64_t n);

/* The end of the input, and all that is left of the output. */
enum llz_error llz_pump_end(const struct llz_pump *p);

/* Both. */
enum llz_error llz_pump_all(const struct llz_pump *p, const void *data, size_t n);

#endif
