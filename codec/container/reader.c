/* reader.c - A state machine over pieces of any size: it gathers one header or head in a small buffer, and
 * passes payloads by in place. Encoder-side relinking, the lister, recovery and the decoder all walk
 * archives by it. */
#include "codec/container/reader.h"

#include <string.h>

#include "codec/container/chain.h"
#include "learner/learner.h"

/* Pieces end where the input does or where the heading is complete, whichever comes first. */
static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static enum llz_error parse(struct llz_reader *r, size_t *need)
{
    enum llz_error err;

    if (r->place == LLZ_IN_HEAD)
        return llz_frame_get(r->buf, r->have, &r->rules, &r->frame, need);
    err = llz_header_get(r->buf, r->have, &r->header, need);
    if (!err && *need == r->have && llz_header_is_control(&r->header)) {
        if (!r->controls || (r->header.policy == LLZ_OWN && !r->own))
            return LLZ_ERR_POLICY;
        r->header.own = r->own;
    }
    /* After a member, what does not start like one is not called a foreign file.
     *
     * "Not an llz archive" would be wrong for a file that began as one. */
    return err == LLZ_ERR_NOT_LLZ && r->members > 0 ? LLZ_ERR_TRAILING : err;
}

/* Gathers a header or a head. Every byte is judged as soon as it can be. */
static enum llz_error gather(struct llz_reader *r, const uint8_t *p, size_t n, size_t *took, bool *complete)
{
    *complete = false;
    for (;;) {
        size_t need, piece;
        enum llz_error err = parse(r, &need);

        if (err)
            return err;
        *complete = r->have == need;
        piece = smaller(need - r->have, n - *took);
        if (piece == 0)
            return LLZ_OK;
        memcpy(r->buf + r->have, p + *took, piece);
        r->have += piece;
        *took += piece;
    }
}

/* The next group of a content of which some have passed. */
static bool is_next_group(const struct llz_reader *r, const struct llz_header *h)
{
    return h->content == r->content && h->group.length > 0 && h->group.at == r->position &&
           h->group.previous == llz_group_name(r->value);
}

/* An archive is streams in a row, or the index of a tree, its files and, if these announce them, its notes;
 * streams and files may be in groups. */
static bool may_follow(const struct llz_reader *r, const struct llz_header *h)
{
    if (r->alone)
        return true;
    if (r->more)
        return is_next_group(r, h);
    if (h->group.at > 0)
        return false;
    if (r->members == 0)
        return !llz_content_is_bound(h->content);
    if (r->content == LLZ_CONTENT_STREAM)
        return h->content == LLZ_CONTENT_STREAM;
    if (r->content == LLZ_CONTENT_FILES)
        return h->content == LLZ_CONTENT_NOTES && r->frame.notes_follow;
    return r->content == LLZ_CONTENT_INDEX && h->content == LLZ_CONTENT_FILES;
}

/* Where a whole archive has ended and another begins, nothing is wrong with either of them. */
static enum llz_error refuse(struct llz_reader *r)
{
    const bool begins = r->header.group.at == 0 && !llz_content_is_bound(r->header.content);

    if (r->members == 0)
        return LLZ_ERR_HEADER;
    /* llz_info tells what the archive is, and what has been refused is no part of it. */
    r->header.content = r->content;
    return begins && llz_reader_end(r) == LLZ_OK ? LLZ_ERR_JOINED : LLZ_ERR_HEADER;
}

/* Files are bound to the index before them, in whatever group they are, and notes to the files. */
static void begin_member(struct llz_reader *r)
{
    const struct llz_header *h = &r->header;

    if (!r->alone && h->content != r->content)
        r->index = r->value;
    r->value = llz_chain_begin(r->buf, r->heading, llz_content_is_bound(h->content) ? r->index : 0);
    if (h->content != LLZ_CONTENT_NOTES)
        r->main = *h;
    r->content = h->content;
    r->position = h->group.at;
    r->more = h->group.more;
    r->members++;
    r->rules = (struct llz_frame_rules){ .full = llz_row_frame_bytes(h->model),
                                         .first = true,
                                         .wide = h->wide,
                                         .files = h->content == LLZ_CONTENT_FILES && !h->group.more };
    r->place = LLZ_IN_HEAD;
}

/* A group is as long as its header says. Notes that say nothing are none.
 *
 * Sums are checked before they are made: an archive may claim any length. */
static enum llz_error begin_frame(struct llz_reader *r)
{
    const struct llz_group *g = &r->header.group;
    const struct llz_frame *f = &r->frame;
    const size_t check = llz_frame_check_bytes(f->last, r->rules.wide);

    /* Of all but the check itself, which is laid over it. */
    r->link = llz_chain_link(r->buf, r->heading - check, r->value);
    r->value = llz_chain_value(f->check, check);
    if (f->content > LLZ_CONTENT_BYTES - r->total)
        return LLZ_ERR_HEADER;
    r->total += f->content;
    r->rules.before += f->content;
    r->position += f->content;
    r->left = f->payload;
    r->place = LLZ_IN_PAYLOAD;
    if (f->last && r->position == 0 && r->content == LLZ_CONTENT_NOTES)
        return LLZ_ERR_HEADER;
    if (g->length == 0)
        return LLZ_OK;
    return (f->last ? r->position == g->at + g->length : r->position < g->at + g->length) ? LLZ_OK
                                                                                          : LLZ_ERR_HEADER;
}

static enum llz_error next_heading(struct llz_reader *r, const uint8_t *p, size_t n, size_t *took,
                                   enum llz_event *event)
{
    bool complete;
    enum llz_error err = gather(r, p, n, took, &complete);

    if (err || !complete)
        return err;
    r->heading = r->have;
    /* The bytes stay in buf until the next heading, for who copies them (group_decode.c). */
    r->have = 0;
    if (r->place == LLZ_IN_HEADER) {
        if (!may_follow(r, &r->header))
            return refuse(r);
        begin_member(r);
        *event = LLZ_READ_MEMBER;
        return LLZ_OK;
    }
    *event = LLZ_READ_HEAD;
    return begin_frame(r);
}

enum llz_error llz_reader_next(struct llz_reader *r, const uint8_t *p, size_t n, size_t *took,
                               enum llz_event *event)
{
    *took = 0;
    *event = LLZ_READ_MORE;
    if (r->alone && r->members > 0 && r->place == LLZ_IN_HEADER)
        return LLZ_OK;
    if (r->place != LLZ_IN_PAYLOAD)
        return next_heading(r, p, n, took, event);
    /* An event of its own, without a byte: an empty payload has one too. */
    if (r->left == 0) {
        r->rules.first = false;
        r->place = r->frame.last ? LLZ_IN_HEADER : LLZ_IN_HEAD;
        *event = LLZ_READ_FRAME;
    } else if (n > 0) {
        *took = smaller(n, r->left);
        r->left -= *took;
        *event = LLZ_READ_PIECE;
    }
    return LLZ_OK;
}

enum llz_error llz_reader_end(const struct llz_reader *r)
{
    if (r->place != LLZ_IN_HEADER || r->have > 0)
        return LLZ_ERR_TRUNCATED;
    if (!r->alone && (r->more || r->content == LLZ_CONTENT_INDEX ||
                      (r->content == LLZ_CONTENT_FILES && r->frame.notes_follow)))
        return LLZ_ERR_TRUNCATED;
    return r->members > 0 ? LLZ_OK : LLZ_ERR_NOT_LLZ;
}
