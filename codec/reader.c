#include "codec/reader.h"

#include <string.h>

#include "learner/learner.h"

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
    /* Behind a member, what does not start like one is not called a foreign file. */
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

/* An archive is streams in a row, or the index of a tree and its files. */
static bool may_follow(const struct llz_reader *r, enum llz_content content)
{
    if (r->members == 0)
        return content != LLZ_CONTENT_FILES;
    if (r->content == LLZ_CONTENT_STREAM)
        return content == LLZ_CONTENT_STREAM;
    return r->content == LLZ_CONTENT_INDEX && content == LLZ_CONTENT_FILES;
}

static enum llz_error next_heading(struct llz_reader *r, const uint8_t *p, size_t n, size_t *took,
                                   enum llz_event *event)
{
    bool complete;
    enum llz_error err = gather(r, p, n, took, &complete);

    if (err || !complete)
        return err;
    r->have = 0;
    if (r->place == LLZ_IN_HEADER) {
        if (!may_follow(r, r->header.content))
            return LLZ_ERR_HEADER;
        r->content = r->header.content;
        r->members++;
        r->rules = (struct llz_frame_rules){ llz_level_frame_bytes(r->header.level), true };
        r->place = LLZ_IN_HEAD;
        *event = LLZ_READ_MEMBER;
    } else {
        r->left = r->frame.payload;
        r->place = LLZ_IN_PAYLOAD;
        *event = LLZ_READ_HEAD;
    }
    return LLZ_OK;
}

enum llz_error llz_reader_next(struct llz_reader *r, const uint8_t *p, size_t n, size_t *took,
                               enum llz_event *event)
{
    *took = 0;
    *event = LLZ_READ_MORE;
    if (r->place != LLZ_IN_PAYLOAD)
        return next_heading(r, p, n, took, event);
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
    if (r->place != LLZ_IN_HEADER || r->have > 0 || r->content == LLZ_CONTENT_INDEX)
        return LLZ_ERR_TRUNCATED;
    return r->members > 0 ? LLZ_OK : LLZ_ERR_NOT_LLZ;
}
