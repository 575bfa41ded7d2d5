/* stream.h - runs a whole input through one stream; for the fuzzers. */
#ifndef LLZ_TESTS_FUZZ_STREAM_H
#define LLZ_TESTS_FUZZ_STREAM_H

#include <stdlib.h>

#include "codec/llz.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

struct bytes {
    uint8_t *data;
    size_t size;
};

static void drain(struct llz_stream *s, struct bytes *out)
{
    uint8_t part[1000];
    size_t n;

    while ((n = llz_drain(s, part, sizeof part)) > 0) {
        out->data = realloc(out->data, out->size + n);
        MUST(out->data != NULL);
        for (size_t i = 0; i < n; i++)
            out->data[out->size++] = part[i];
    }
}

/* Feeds data in pieces of at most cut bytes, collects the output, frees s. Returns the stream's last word. */
static enum llz_error run_stream(struct llz_stream *s, const uint8_t *data, size_t size, size_t cut,
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
