#include "cli/lab/discard.h"

static void discard(struct llz_stream *stream)
{
    unsigned char out[65536];

    while (llz_drain(stream, out, sizeof out) > 0)
        continue;
}

enum llz_error discard_all(struct llz_stream *stream, const unsigned char *data, size_t n)
{
    enum llz_error code = LLZ_OK;

    while (n > 0 && (code == LLZ_OK || code == LLZ_AGAIN)) {
        size_t took;

        code = llz_feed(stream, data, n, &took);
        data += took;
        n -= took;
        discard(stream);
    }
    if (code != LLZ_OK && code != LLZ_AGAIN)
        return code;
    while ((code = llz_end(stream)) == LLZ_AGAIN)
        discard(stream);
    return code;
}
