/* fuzz_stream.h - runs a whole input through one stream; for the fuzzers. */
#ifndef LLZ_FUZZ_STREAM_H
#define LLZ_FUZZ_STREAM_H

#include <stdlib.h>
#include <string.h>

#include "codec/llz.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

struct bytes {
    uint8_t *data;
    size_t size;
};

static inline void append(struct bytes *b, const void *p, size_t n)
{
    if (n == 0)
        return;
    b->data = realloc(b->data, b->size + n);
    MUST(b->data != NULL);
    memcpy(b->data + b->size, p, n);
    b->size += n;
}

/* In memory of exactly that size, so that a sanitizer sees what reads on. */
static inline uint8_t *copy_of(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);

    MUST(copy != NULL);
    if (size > 0)
        memcpy(copy, data, size);
    return copy;
}

static inline void drain(struct llz_stream *s, struct bytes *out)
{
    uint8_t part[1000];
    size_t n;

    while ((n = llz_drain(s, part, sizeof part)) > 0)
        append(out, part, n);
}

/* Feeds data in pieces of at most cut bytes, collects the output, frees s. Returns the stream's last word. */
static inline enum llz_error run_stream(struct llz_stream *s, const uint8_t *data, size_t size, size_t cut,
                                        struct bytes *out)
{
    enum llz_error err = LLZ_OK;

    MUST(s != NULL);
    for (size_t at = 0; at < size && err <= LLZ_AGAIN;) {
        size_t n = size - at < cut ? size - at : cut, took = 0;
        err = llz_feed(s, data + at, n, &took);
        MUST(took <= n);
        at += took;
        drain(s, out);
    }
    if (err <= LLZ_AGAIN)
        while ((err = llz_end(s)) == LLZ_AGAIN)
            drain(s, out);
    drain(s, out);
    llz_free(s);
    return err;
}

#endif
