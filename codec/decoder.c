/* decoder.c - archive in, content out. encoder.c is its mirror image. */
#include <string.h>

#include "codec/stream.h"

/* The hash of the content in member.raw against the one in the frame's head. */
static enum llz_error check_hash(struct llz_stream *s, const struct llz_frame *f)
{
    uint8_t hash[16];

    llz_member_hash(&s->member, f->raw, f->last, hash);
    return memcmp(hash, f->hash, llz_frame_hash_bytes(f->last)) == 0 ? LLZ_OK : LLZ_ERR_CORRUPT;
}

static enum llz_error decode_coded(struct llz_stream *s, const struct llz_frame *f)
{
    struct llz_member *m = &s->member;
    struct llz_progress progress = llz_stream_progress(s);
    struct llz_coder coder;
    enum llz_error err;

    progress.packed -= f->payload; /* it has been read, but not yet used */
    llz_coder_decode(&coder, m->payload, f->payload);
    err = llz_loop(m->learner, &coder, m->raw, &f->segments, &progress);
    if (err)
        return err;
    if (!llz_coder_exact(&coder))
        return LLZ_ERR_CORRUPT;
    llz_member_filter(m, &f->segments, true);
    return check_hash(s, f);
}

/* Here the hash comes first: what is damaged need not be learned. Nor need the last frame, for nothing follows.
 * What is learned has the form in which it would have been coded. */
static enum llz_error decode_stored(struct llz_stream *s, const struct llz_frame *f)
{
    struct llz_member *m = &s->member;
    struct llz_progress progress = llz_stream_progress(s);
    struct llz_coder coder;
    enum llz_error err = check_hash(s, f);

    if (err || f->last)
        return err;
    llz_coder_teach(&coder);
    llz_member_filter(m, &f->segments, false);
    err = llz_loop(m->learner, &coder, m->raw, &f->segments, &progress);
    llz_member_filter(m, &f->segments, true);
    return err;
}

static enum llz_error decode_frame(struct llz_stream *s, const struct llz_frame *f)
{
    enum llz_error err = f->stored ? decode_stored(s, f) : decode_coded(s, f);

    if (err)
        return err;
    s->out = s->member.raw;
    s->out_left = f->raw;
    s->filled = 0;
    llz_stream_count(s, f);
    return LLZ_OK;
}

static void keep_piece(struct llz_stream *s, const uint8_t *p, size_t n)
{
    struct llz_member *m = &s->member;
    uint8_t *to = s->reader.frame.stored ? m->raw : m->payload;

    memcpy(to + s->filled, p, n);
    s->filled += n;
}

/* NULL: it is not here. */
static const struct llz_prior *prior_of(const struct llz_options *o, uint64_t id)
{
    const struct llz_prior *p = o->prior;

    if ((!p || llz_prior_id(p) != id) && o->find_prior)
        p = o->find_prior(o->find_prior_user, id);
    return p && llz_prior_id(p) == id ? p : NULL;
}

static enum llz_error open_member(struct llz_stream *s, const struct llz_header *h)
{
    const struct llz_options *o = &s->options;
    const struct llz_prior *prior = h->has_prior ? prior_of(o, h->prior) : NULL;

    if (h->has_prior && !prior)
        return LLZ_ERR_PRIOR;
    return llz_member_open(&s->member, h, prior, o->threads, o->memory_limit, false, false);
}

/* Nothing is taken while output waits: it lies in the buffer that the next frame needs. */
static enum llz_error feed(struct llz_stream *s, const uint8_t *p, size_t n, size_t *took)
{
    struct llz_reader *r = &s->reader;
    enum llz_event event;

    do {
        size_t piece;
        enum llz_error err;

        if (s->out_left > 0)
            return *took < n ? LLZ_AGAIN : LLZ_OK;
        err = llz_reader_next(r, p + *took, n - *took, &piece, &event);
        s->info.packed += piece;
        if (!err && event == LLZ_READ_MEMBER)
            err = open_member(s, &r->header);
        else if (!err && event == LLZ_READ_HEAD)
            err = llz_stream_room(s, s->info.raw, r->frame.raw);
        else if (!err && event == LLZ_READ_PIECE)
            keep_piece(s, p + *took, piece);
        else if (!err && event == LLZ_READ_FRAME)
            err = decode_frame(s, &r->frame);
        *took += piece;
        if (err)
            return err;
    } while (event != LLZ_READ_MORE);
    return LLZ_OK;
}

static enum llz_error end(struct llz_stream *s)
{
    return llz_reader_end(&s->reader);
}

const struct llz_stream_ops llz_decoder_ops = { feed, end };
