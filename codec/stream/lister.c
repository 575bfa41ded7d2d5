/* lister.c - archive in, nothing out: walks heads and passes over payloads. It needs neither the model nor the
 * prior, and does not see damage in a payload. */
#include "codec/stream/stream.h"

static enum llz_error feed(struct llz_stream *s, const uint8_t *p, size_t n, size_t *took)
{
    enum llz_event event;

    do {
        size_t piece;
        enum llz_error err = llz_reader_next(&s->reader, p + *took, n - *took, &piece, &event);

        *took += piece;
        s->info.packed += piece;
        if (err)
            return err;
        if (event == LLZ_READ_FRAME)
            llz_stream_count(s, &s->reader.frame);
    } while (event != LLZ_READ_MORE);
    return LLZ_OK;
}

static enum llz_error end(struct llz_stream *s)
{
    return llz_reader_end(&s->reader);
}

static bool passes_over(const struct llz_stream *s)
{
    /* So llz_skip() may seek over payloads, which makes a list of a large archive quick. */
    (void)s;
    return true;
}

const struct llz_stream_ops llz_lister_ops = { feed, end, NULL, passes_over };
