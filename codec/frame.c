#include "codec/frame.h"

#include <string.h>

#include "codec/rangecoder.h"

#define FLAG_LAST 1
#define FLAG_STORED 2
#define FLAG_SEGMENTS 4

size_t llz_frame_hash_bytes(bool last)
{
    return last ? 16 : 8;
}

/* Does the head carry a table? Nobody learns from a stored frame at the end of its member. */
static bool has_table(const struct llz_frame *f)
{
    return !(f->last && f->stored) && !llz_segments_are_default(&f->segments);
}

bool llz_frame_shrinks(const struct llz_frame *f)
{
    uint8_t table[LLZ_SEGMENT_TABLE_MAX];
    size_t cost = f->payload + llz_varint_size(f->payload);

    if (f->last && !llz_segments_are_default(&f->segments))
        cost += llz_segments_put(table, &f->segments);
    return cost < f->raw;
}

size_t llz_frame_put(uint8_t *out, const struct llz_frame *f)
{
    size_t n = 0, hash = llz_frame_hash_bytes(f->last);
    bool table = has_table(f);

    out[n++] =
        (uint8_t)((f->last ? FLAG_LAST : 0) | (f->stored ? FLAG_STORED : 0) | (table ? FLAG_SEGMENTS : 0));
    n += llz_varint_put(out + n, f->raw);
    if (!f->stored)
        n += llz_varint_put(out + n, f->payload);
    if (table)
        n += llz_segments_put(out + n, &f->segments);
    memcpy(out + n, f->hash, hash);
    return n + hash;
}

static bool raw_allowed(uint64_t raw, bool last, const struct llz_frame_rules *rules)
{
    if (!last)
        return raw == rules->full;
    return raw <= rules->full && (raw > 0 || rules->first);
}

/* A coded payload saves at least a byte, its own length included, and cannot hold more than the cheapest coding
 * of every bit allows (none can be empty): an absurd length is refused before anything is done about it. */
static bool payload_allowed(uint64_t payload, uint64_t raw)
{
    if (payload >= raw || payload + llz_varint_size(payload) >= raw)
        return false;
    return raw <= payload * LLZ_CODER_CONTENT_PER_BYTE;
}

/* Reads the varint at *at; moves *at behind it, or sets *need when its end is not known yet. */
static enum llz_error get_length(const uint8_t *p, size_t n, size_t *at, uint64_t *v, size_t *need)
{
    int used = llz_varint_get(p + *at, n - *at, v);

    if (used < 0)
        return LLZ_ERR_HEADER;
    if (used == 0)
        *need = n + 1;
    *at += (size_t)used;
    return used > 0 ? LLZ_OK : LLZ_AGAIN;
}

/* LLZ_AGAIN: more bytes are needed to know the lengths. */
static enum llz_error get_lengths(const uint8_t *p, size_t n, const struct llz_frame_rules *rules,
                                  struct llz_frame *f, size_t *at, size_t *need)
{
    uint64_t raw, payload;
    enum llz_error err = get_length(p, n, at, &raw, need);

    if (err)
        return err;
    if (!raw_allowed(raw, f->last, rules))
        return LLZ_ERR_HEADER;
    payload = raw;
    if (!f->stored) {
        err = get_length(p, n, at, &payload, need);
        if (err)
            return err;
        if (!payload_allowed(payload, raw))
            return LLZ_ERR_HEADER;
    }
    f->raw = (size_t)raw;
    f->payload = (size_t)payload;
    return LLZ_OK;
}

/* The table, if the flags announce one. */
static enum llz_error get_segments(const uint8_t *p, size_t n, struct llz_frame *f, size_t *at, size_t *need)
{
    size_t used;
    enum llz_error err;

    llz_segments_default(&f->segments, f->raw);
    if (!(p[0] & FLAG_SEGMENTS))
        return LLZ_OK;
    if (f->last && f->stored)
        return LLZ_ERR_HEADER;
    err = llz_segments_get(p + *at, n - *at, f->raw, &f->segments, &used);
    if (err == LLZ_AGAIN)
        *need = n + 1;
    if (err)
        return err;
    *at += used;
    return llz_frame_shrinks(f) || f->stored ? LLZ_OK : LLZ_ERR_HEADER;
}

enum llz_error llz_frame_get(const uint8_t *p, size_t n, const struct llz_frame_rules *rules,
                             struct llz_frame *f, size_t *need)
{
    size_t at = 1;
    enum llz_error err;

    *need = 2;
    if (n == 0)
        return LLZ_OK;
    if (p[0] & ~(FLAG_LAST | FLAG_STORED | FLAG_SEGMENTS))
        return LLZ_ERR_HEADER;
    f->last = p[0] & FLAG_LAST;
    f->stored = p[0] & FLAG_STORED;
    err = get_lengths(p, n, rules, f, &at, need);
    if (!err)
        err = get_segments(p, n, f, &at, need);
    if (err)
        return err == LLZ_AGAIN ? LLZ_OK : err;

    size_t hash = llz_frame_hash_bytes(f->last);
    *need = at + hash;
    if (n == *need)
        memcpy(f->hash, p + at, hash);
    return LLZ_OK;
}
