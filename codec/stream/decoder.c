/* decoder.c - archive in, content out. encoder.c is its mirror image. */
#include <string.h>

#include "codec/group/group_decode.h"
#include "codec/group/group_jobs.h"
#include "model/arithmetic/kernels.h"

/* The content in member.raw against the check in the frame's head. */
static enum llz_error check_content(struct llz_stream *s, const struct llz_frame *f)
{
    const struct llz_progress progress = llz_stream_progress(s);
    uint8_t check[LLZ_CHECK_BYTES_WIDE];
    /* The link is laid over the check already, so one comparison tells damage of content and of place. */
    const size_t n = llz_frame_check_bytes(f->last, s->member.header.wide);
    enum llz_error err = llz_member_check(&s->member, f, s->reader.link, &progress, check);

    if (err)
        return err;
    return memcmp(check, f->check, n) == 0 ? LLZ_OK : LLZ_ERR_CORRUPT;
}

static enum llz_error decode_coded(struct llz_stream *s, const struct llz_frame *f)
{
    struct llz_member *m = &s->member;
    struct llz_progress progress = llz_stream_progress(s);
    struct llz_coder coder;
    enum llz_error err;

    /* Progress in the archive is then what has been used, not what lies in the buffer. */
    progress.packed -= f->payload; /* it has been read, but not yet used */
    err = llz_member_begin(m, f, s->more || s->options.context);
    if (err)
        return err;
    llz_coder_decode(&coder, m->payload, f->payload);
    err = llz_loop(m->learner, &coder, m->raw, &f->table, m->coded, &progress);
    if (err)
        return err;
    /* One archive for one content: a payload with another tail is damage even if the content is right. */
    if (!llz_coder_exact(&coder))
        return LLZ_ERR_CORRUPT;
    llz_member_filter(m, &f->table, true);
    return check_content(s, f);
}

/* Here the check comes first: what is damaged need not be learned. Nor need the last frame, for nothing
 * follows. What is learned has the form in which it would have been coded. */
static enum llz_error decode_stored(struct llz_stream *s, const struct llz_frame *f)
{
    struct llz_member *m = &s->member;
    struct llz_progress progress = llz_stream_progress(s);
    struct llz_coder coder;
    enum llz_error err = check_content(s, f);

    if (err || f->last)
        return err;
    err = llz_member_begin(m, f, s->more || s->options.context);
    if (err)
        return err;
    llz_coder_teach(&coder);
    llz_member_filter(m, &f->table, false);
    err = llz_loop(m->learner, &coder, m->raw, &f->table, m->coded, &progress);
    llz_member_filter(m, &f->table, true);
    return err;
}

static enum llz_error decode_frame(struct llz_stream *s, const struct llz_frame *f)
{
    enum llz_error err;

    /* Earned before it is decoded: what has been read so far pays for the primer that may be due now. */
    llz_priming_cost_earn(s->member.priming_cost, &s->member.settings, s->info.packed - s->earned, f->raw);
    s->earned = s->info.packed;
    err = f->stored ? decode_stored(s, f) : decode_coded(s, f);
    if (err)
        return err;
    llz_flow_begin(&s->flow, s->member.raw, f->raw, &f->table.repeats, s->member.content);
    s->filled = 0;
    /* Up to here all is proved by hashes; recovery starts from it. */
    s->sound = s->info.packed;
    llz_stream_count(s, f);
    return LLZ_OK;
}

/* Payloads are collected whole, since a frame is handed out only when its check has matched. */
static void keep_piece(struct llz_stream *s, const uint8_t *p, size_t n)
{
    struct llz_member *m = &s->member;
    uint8_t *to = s->reader.frame.stored ? m->raw : m->payload;

    memcpy(to + s->filled, p, n);
    s->filled += n;
}

static bool is_named(const struct llz_prior *p, const struct llz_header *h)
{
    return p && (uint32_t)llz_prior_id(p) == h->prior;
}

const struct llz_prior *llz_decoder_prior(const struct llz_options *o, const struct llz_header *h)
{
    const struct llz_prior *p = o->prior;

    if (!h->has_prior)
        return NULL;
    if (!is_named(p, h) && o->find_prior) {
        p = o->find_prior(o->find_prior_user, h->prior);
        /* The callback is the caller's code, and may have changed the rounding mode. */
        llz_fpenv_again();
    }
    return is_named(p, h) ? p : NULL;
}

/* Where no limit is set, an archive takes no more than its model does as usual because its header says so: that is
 * for the caller to allow. */
static enum llz_error check_memory(const struct llz_stream *s)
{
    const struct llz_options *o = &s->options;
    const struct llz_member none = { 0 };
    struct llz_header usual = s->reader.header;
    uint64_t most;

    if (o->memory_limit > 0 || usual.memory == 0)
        return LLZ_OK;
    usual.memory = 0;
    most = llz_member_needs(&none, &usual, NULL, false);
    if (most < o->memory)
        most = o->memory;
    /* Priors, which nobody can raise, are left out of all of them. */
    return llz_member_needs(&none, &s->reader.header, NULL, false) <= most ? LLZ_OK : LLZ_ERR_MEMLIMIT;
}

static enum llz_error open_member(struct llz_stream *s)
{
    const struct llz_header *h = &s->reader.header;
    const struct llz_options *o = &s->options;
    const struct llz_prior *prior = llz_decoder_prior(o, h);

    if (h->has_prior && !prior)
        return LLZ_ERR_PRIOR;
    llz_stream_share(s);
    s->member.priming_cost->any = o->any_cost != 0;
    return llz_member_open(&s->member, h, prior, o->threads, o->memory_limit, false);
}

/* Where notes alone are asked for. */
static bool is_no_note(const struct llz_stream *s)
{
    return s->options.content == LLZ_CONTENT_NOTES && s->reader.header.content != LLZ_CONTENT_NOTES;
}

/* As a lister does, which decodes nothing. */
static bool passes_over(const struct llz_stream *s)
{
    return s->unwanted || is_no_note(s);
}

/* A group says how long it is before it is decoded. */
static bool is_wanted(const struct llz_stream *s)
{
    const struct llz_header *h = &s->reader.header;
    bool wanted;

    if (!s->options.wants || s->reader.alone || h->group.length == 0)
        return true;
    wanted = s->options.wants(s->options.wants_user, h->content, h->group.at, h->group.length) != 0;
    llz_fpenv_again();
    return wanted;
}

static enum llz_error begin_member(struct llz_stream *s)
{
    bool gathers;
    enum llz_error err = llz_header_has_model(&s->reader.header) ? LLZ_OK : LLZ_ERR_MODEL;

    s->unwanted = !is_no_note(s) && !is_wanted(s);
    if (s->unwanted) /* what stands in its place comes after the groups before it */
        s->header_waits = s->jobs && s->jobs->busy > 0;
    if (passes_over(s))
        return LLZ_OK;
    if (!err)
        err = check_memory(s);
    if (!err)
        err = llz_group_decode_member(s, &gathers);
    if (err || gathers || s->header_waits)
        return err;
    return open_member(s);
}

/* An index is kept in memory by whoever reads it, so that even a caller who sets no limit gets no more than a
 * tree can need. */
static enum llz_error check_index(const struct llz_stream *s)
{
    const struct llz_frame *f = &s->reader.frame;
    const uint64_t packed = s->info.packed + f->payload, content = s->walked + f->content;

    if (s->reader.header.content != LLZ_CONTENT_INDEX || s->options.output_limit > 0)
        return LLZ_OK;
    /* Small indexes are always allowed; beyond, one must be no larger than so many times its archive. */
    return content <= LLZ_INDEX_FREE || (content - LLZ_INDEX_FREE) / LLZ_INDEX_RATIO < packed ? LLZ_OK
                                                                                              : LLZ_ERR_OUTPUT;
}

static enum llz_error begin_frame(struct llz_stream *s)
{
    const struct llz_reader *r = &s->reader;
    enum llz_error err;

    if (is_no_note(s))
        return LLZ_OK;
    err = llz_stream_room(s, s->walked, r->frame.content);
    if (!err)
        err = check_index(s);
    s->walked += r->frame.content;
    if (s->unwanted)
        return err;
    return err || !llz_group_decode_gathers(s) ? err : llz_group_decode_gather(s, r->buf, r->heading);
}

static enum llz_error end_frame(struct llz_stream *s)
{
    if (passes_over(s)) {
        s->passed = s->unwanted ? s->reader.frame.content : 0;
        s->earned = s->info.packed;
        llz_stream_count(s, &s->reader.frame);
        return LLZ_OK;
    }
    if (!llz_group_decode_gathers(s))
        return decode_frame(s, &s->reader.frame);
    if (s->reader.frame.last)
        llz_group_decode_start(s, true);
    return LLZ_OK;
}

/* What the reader has found, with the n bytes at p. */
static enum llz_error on_event(struct llz_stream *s, enum llz_event event, const uint8_t *p, size_t n)
{
    switch (event) {
    case LLZ_READ_MEMBER:
        return begin_member(s);
    case LLZ_READ_HEAD:
        return begin_frame(s);
    case LLZ_READ_PIECE:
        if (llz_group_decode_gathers(s))
            return llz_group_decode_gather(s, p, n);
        if (!passes_over(s))
            keep_piece(s, p, n);
        return LLZ_OK;
    case LLZ_READ_FRAME:
        return end_frame(s);
    default:
        return LLZ_OK;
    }
}

/* What has to be done before anything else is read: groups that are through are waited for by what follows. */
static enum llz_error catch_up(struct llz_stream *s)
{
    enum llz_error err = LLZ_OK;

    while (!err && !llz_stream_waits(s) && llz_group_decode_due(s))
        err = llz_group_decode_take(s);
    if (err || llz_stream_waits(s))
        return err;
    if (s->pending_error)
        return s->pending_error;
    return s->header_waits ? begin_member(s) : LLZ_OK;
}

/* Nothing is taken while output waits: it lies in the buffer that the next frame needs. What
 * an error was found in is not taken either while groups before it are decoded: so it is
 * offered again, until that error is due. */
static enum llz_error feed(struct llz_stream *s, const uint8_t *p, size_t n, size_t *took)
{
    enum llz_event event = LLZ_READ_PIECE;

    do {
        size_t piece = 0;
        enum llz_error err = *took < n && !llz_stream_waits(s) ? catch_up(s) : LLZ_OK;

        if (err)
            return err;
        if (llz_stream_waits(s))
            return *took < n ? LLZ_AGAIN : LLZ_OK;
        err = llz_reader_next(&s->reader, p + *took, n - *took, &piece, &event);
        s->info.packed += piece;
        /* More members may follow, so a learner is worth keeping. */
        s->more = n - *took > piece;
        if (!err)
            err = on_event(s, event, p + *took, piece);
        /* An error that lies after groups still being decoded is not yet due: their content comes first,
         * as with one thread. */
        if (err && s->jobs) {
            err = llz_group_decode_error(s, err);
            if (!err) {
                event = LLZ_READ_PIECE;
                continue;
            }
        }
        *took += piece;
        if (err)
            return err;
    } while (event != LLZ_READ_MORE);
    return LLZ_OK;
}

static enum llz_error end(struct llz_stream *s)
{
    enum llz_error err = s->jobs ? llz_group_decode_end(s) : LLZ_OK;

    if (err)
        return err;
    /* The first thing wrong in the archive, not the first that was found. */
    return s->pending_error ? s->pending_error : llz_reader_end(&s->reader);
}

const struct llz_stream_ops llz_decoder_ops = { feed, end, NULL, passes_over };
