/* one_call.c - a whole archive between two buffers, over a stream, so that its bytes are those of a stream. */
#include <string.h>

#include "codec/container/frame.h"
#include "codec/container/header.h"
#include "codec/pump.h"
#include "codec/stream/stream.h"
#include "learner/learner.h"

struct buffer {
    uint8_t *to;
    size_t room, done; /* bytes of `to`, and of what has come out */
};

/* LLZ_ERR_OUTPUT: there is more than room; what fits is there. */
static enum llz_error put(void *user, const uint8_t *p, size_t n)
{
    struct buffer *b = user;
    const size_t fits = n < b->room - b->done ? n : b->room - b->done;

    /* `to` may be NULL where there is no room. */
    if (fits > 0)
        memcpy(b->to + b->done, p, fits);
    b->done += fits;
    return fits < n ? LLZ_ERR_OUTPUT : LLZ_OK;
}

/* All of n bytes through a stream that there may not be. *size: room before, what came out after. */
static enum llz_error run(struct llz_stream *s, enum llz_error err, const void *from, size_t n, void *to,
                          size_t *size)
{
    struct buffer b = { to, *size, 0 };

    if (s)
        err = llz_pump_all(&(struct llz_pump){ .stream = s, .put = put, .user = &b }, from, n);
    llz_free(s);
    *size = b.done;
    return err;
}

size_t llz_compress_bound(size_t n)
{
    /* Level 0 has the shortest frames. */
    const uint64_t frames = n / llz_row_frame_bytes(0) + 1, groups = n / LLZ_SPLIT_MIN + 1;
    /* A frame that would grow is stored, so its head is all that is added. */
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

    *size = 0;
    if (s)
        /* Lengths stand in heads: no model is needed, and nothing is decoded. */
        err = llz_pump_all(&(struct llz_pump){ .stream = s }, archive, n);
    if (s && !err) {
        llz_get_info(s, &info);
        *size = info.raw;
    }
    llz_free(s);
    return err;
}
