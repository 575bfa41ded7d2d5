/* one_call.c - a whole archive between two buffers, over a stream. */
#include "codec/container/frame.h"
#include "codec/container/header.h"
#include "codec/stream/stream.h"
#include "learner/learner.h"

struct pump {
    struct llz_stream *stream;
    uint8_t *to;
    size_t room, done; /* bytes of `to`, and of what has come out */
};

/* What waits; LLZ_ERR_OUTPUT: more than there is room for. */
static enum llz_error drain(struct pump *p)
{
    uint8_t more;

    while (p->done < p->room) {
        const size_t n = llz_drain(p->stream, p->to + p->done, p->room - p->done);

        if (n == 0)
            return LLZ_OK;
        p->done += n;
    }
    return llz_drain(p->stream, &more, 1) > 0 ? LLZ_ERR_OUTPUT : LLZ_OK;
}

static enum llz_error feed(struct pump *p, const uint8_t *from, size_t n)
{
    enum llz_error err = LLZ_OK, full = LLZ_OK;

    while (n > 0 && !full) {
        size_t took = 0;

        err = llz_feed(p->stream, from, n, &took);
        from += took;
        n -= took;
        full = drain(p);
        if (err != LLZ_OK && err != LLZ_AGAIN)
            return err;
    }
    do {
        err = full ? full : llz_end(p->stream);
        full = drain(p);
    } while (err == LLZ_AGAIN);
    return err ? err : full;
}

/* All of n bytes through a stream that there may not be. *size: room before, what came out after. */
static enum llz_error run(struct llz_stream *s, enum llz_error err, const void *from, size_t n, void *to,
                          size_t *size)
{
    struct pump p = { s, to, *size, 0 };

    if (s)
        err = feed(&p, from, n);
    llz_free(s);
    *size = p.done;
    return err;
}

size_t llz_compress_bound(size_t n)
{
    /* Level 0 has the shortest frames. */
    const uint64_t frames = n / llz_row_frame_bytes(0) + 1, groups = n / LLZ_SPLIT_MIN + 1;
    const uint64_t heads = (frames + groups) * LLZ_FRAME_HEAD_MAX + groups * LLZ_HEADER_MAX;

    return n <= SIZE_MAX / 2 && heads <= SIZE_MAX / 2 ? n + (size_t)heads : 0;
}

enum llz_error llz_compress(const void *data, size_t n, void *archive, size_t *size,
                            const struct llz_options *opt)
{
    enum llz_error err = LLZ_OK;
    struct llz_stream *s = llz_encoder_new(opt, &err);

    return run(s, err, data, n, archive, size);
}

enum llz_error llz_decompress(const void *archive, size_t n, void *data, size_t *size,
                              const struct llz_options *opt)
{
    enum llz_error err = LLZ_OK;
    struct llz_stream *s = llz_decoder_new(opt, &err);

    return run(s, err, archive, n, data, size);
}

enum llz_error llz_decompressed_size(const void *archive, size_t n, uint64_t *size)
{
    struct llz_info info = LLZ_INFO_INIT;
    enum llz_error err = LLZ_OK;
    struct llz_stream *s = llz_lister_new(&err);
    struct pump p = { s, NULL, 0, 0 };

    *size = 0;
    if (s)
        err = feed(&p, archive, n);
    if (s && !err) {
        llz_get_info(s, &info);
        *size = info.raw;
    }
    llz_free(s);
    return err;
}
