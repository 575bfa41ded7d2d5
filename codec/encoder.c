/* encoder.c - content in, archive out. decoder.c is its mirror image. */
#include <string.h>

#include "codec/analyse.h"
#include "codec/stream.h"

/* The number of a name in a table of names; NULL is the first one. */
static enum llz_error find_name(const char *(*names)(int i), const char *name, int *number)
{
    *number = 0;
    while (name && names(*number) && strcmp(names(*number), name) != 0)
        ++*number;
    return names(*number) ? LLZ_OK : LLZ_ERR_ARGUMENT;
}

static enum llz_error make_header(struct llz_header *h, const struct llz_options *opt)
{
    if (opt->level < LLZ_LEVEL_MIN || opt->level > LLZ_LEVEL_MAX)
        return LLZ_ERR_ARGUMENT;
    if (opt->math != LLZ_MATH_CANONICAL && opt->math != LLZ_MATH_OPENBLAS)
        return LLZ_ERR_ARGUMENT;
    *h = (struct llz_header){ .level = opt->level, .seed = opt->seed, .tuning = h->tuning };
    h->parts = llz_level_parts(opt->level, opt->without);
    if (h->parts == 0)
        return LLZ_ERR_ARGUMENT;
    if (opt->math == LLZ_MATH_OPENBLAS && !llz_math_fingerprint(h->math))
        return LLZ_ERR_MATH;
    if (find_name(llz_optimizer_name, opt->optimizer, &h->optimizer))
        return LLZ_ERR_ARGUMENT;
    return find_name(llz_policy_name, opt->policy, &h->policy);
}

static void put_out(struct llz_stream *s, const uint8_t *p, size_t n)
{
    s->out = p;
    s->out_left = n;
    s->info.packed += n;
}

enum llz_error llz_encoder_start(struct llz_stream *s)
{
    struct llz_header *h = &s->reader.header;
    enum llz_error err = make_header(h, &s->options);

    if (!err)
        err = llz_member_open(&s->member, h, s->options.threads, s->slopes);
    if (!err)
        put_out(s, s->reader.buf, llz_header_put(s->reader.buf, h));
    return err;
}

/* Codes the frame; its payload replaces the content only if that saves a byte, its own length included. */
static enum llz_error code_payload(struct llz_stream *s, struct llz_frame *f)
{
    struct llz_member *m = &s->member;
    struct llz_progress progress = llz_stream_progress(s);
    struct llz_coder coder;
    enum llz_error err;

    llz_member_filter(m, &f->segments, false);
    llz_coder_encode(&coder, m->payload, f->raw);
    err = llz_loop(m->learner, &coder, m->raw, &f->segments, &progress);
    if (err)
        return err;
    f->payload = llz_coder_finish(&coder);
    f->stored = f->payload == 0 || !llz_frame_shrinks(f);
    if (f->stored) {
        llz_member_filter(m, &f->segments, true);
        memcpy(m->payload, m->raw, f->raw);
        f->payload = f->raw;
    }
    return LLZ_OK;
}

/* The output has been drained, so that both buffers are free for this frame. The hash is that of the content as
 * it came, so it is taken before anything is filtered. */
static enum llz_error encode_frame(struct llz_stream *s, bool last)
{
    struct llz_frame f = { .last = last, .raw = s->filled };
    uint8_t head[LLZ_FRAME_HEAD_MAX];
    enum llz_error err;
    size_t n;

    llz_member_hash(&s->member, f.raw, last, f.hash);
    llz_analyse(s->member.raw, f.raw, &f.segments);
    err = code_payload(s, &f);
    if (err)
        return err;
    n = llz_frame_put(head, &f);
    memcpy(s->member.payload - n, head, n);
    put_out(s, s->member.payload - n, n + f.payload);
    llz_stream_count(s, &f);
    s->filled = 0;
    return LLZ_OK;
}

/* A full frame is held back until a byte follows it: only then is it known not to be the last. So the archive
 * does not depend on whether the end of the input came with its last byte or later. */
static enum llz_error feed(struct llz_stream *s, const uint8_t *p, size_t n, size_t *took)
{
    struct llz_member *m = &s->member;

    while (*took < n) {
        size_t piece = n - *took;

        if (s->filled == m->frame_bytes) {
            if (s->out_left > 0)
                return LLZ_AGAIN;
            enum llz_error err = encode_frame(s, false);
            if (err)
                return err;
        }
        if (piece > m->frame_bytes - s->filled)
            piece = m->frame_bytes - s->filled;
        memcpy(m->raw + s->filled, p + *took, piece);
        s->filled += piece;
        *took += piece;
    }
    return LLZ_OK;
}

static enum llz_error end(struct llz_stream *s)
{
    return s->out_left > 0 ? LLZ_AGAIN : encode_frame(s, true);
}

const struct llz_stream_ops llz_encoder_ops = { feed, end };
