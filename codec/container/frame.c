/* frame.c - A frame is a stretch of content and its payload, coded or stored, after a head: flags,
 * lengths, a table of what kinds its bytes are, and a check. Most frames have the usual length, so that
 * takes no byte; the last one's is packed into the flags and one or two bytes more. Whatever could be
 * written in two ways is refused in all but one: there is one archive for a content. */
#include "codec/container/frame.h"

#include <string.h>

#include "codec/coder/bytes.h"
#include "codec/coder/rangecoder.h"
#include "codec/repeats/zeros.h"

#define FLAG_LAST 1
#define FLAG_STORED 2
#define FLAG_TABLE 4
#define LENGTH_SHIFT 3 /* what stands above the flags begins the length R: */
#define FULL 0         /* in a frame that is not the last: it is as long as they are; */
/* As v: R is shorter than F, and a varint says how long; in the last frame, if notes follow it, any length. */
#define LONG 31
/* In the last frame: from this v on one more byte follows; below it v has four high bits of R - SHORT_MOST, and
 * two more bytes follow. */
#define SHORT_FROM 16
#define SHORT_MOST 3840 /* from it on high bits of R, which is less than this, and one more byte */

/* An upper bound, for buffers: rows of zeros may end frames early. */
uint64_t llz_frames_most(int model, uint64_t content)
{
    return content / llz_row_frame_bytes(model) + content / (LLZ_FRAME_ZEROS * LLZ_ZEROS_LEAST) + 1;
}

size_t llz_frame_check_bytes(bool last, bool wide)
{
    return last && wide ? LLZ_CHECK_BYTES_WIDE : LLZ_CHECK_BYTES;
}

/* What the head says: nobody learns from a stored frame at the end of its member. */
static struct llz_table told(const struct llz_frame *f)
{
    struct llz_table t = f->table;

    if (f->last && f->stored)
        llz_segments_default(&t.segments, f->raw);
    return t;
}

/* Measured against a stored frame with all that it would need, since random data must not grow by more
 * than the header. */
bool llz_frame_shrinks(const struct llz_frame *f)
{
    struct llz_frame stored = *f;
    size_t cost = f->payload + llz_varint_size(f->payload) + llz_table_size(&f->table);

    stored.stored = true;
    stored.table = told(&stored);
    return cost < f->raw + llz_table_size(&stored.table);
}

/* The length, of which the byte of flags tells the beginning. */
static size_t put_raw(uint8_t *out, const struct llz_frame *f, size_t full)
{
    if (!f->last && f->raw == full)
        return 1;
    if (!f->last || f->notes_follow) {
        out[0] |= LONG << LENGTH_SHIFT;
        return 1 + llz_varint_put(out + 1, f->raw);
    }
    if (f->raw < SHORT_MOST) {
        out[0] |= (uint8_t)((SHORT_FROM + (f->raw >> 8)) << LENGTH_SHIFT);
        out[1] = (uint8_t)f->raw;
        return 2;
    }
    out[0] |= (uint8_t)((f->raw - SHORT_MOST) >> 16 << LENGTH_SHIFT);
    llz_store16(out + 1, (uint16_t)(f->raw - SHORT_MOST));
    return 3;
}

size_t llz_frame_put(uint8_t *out, const struct llz_frame *f, size_t full)
{
    const struct llz_table t = told(f);
    const bool table = !llz_table_is_default(&t);
    size_t n;

    out[0] = (uint8_t)((f->last ? FLAG_LAST : 0) | (f->stored ? FLAG_STORED : 0) | (table ? FLAG_TABLE : 0));
    n = put_raw(out, f, full);
    if (!f->stored)
        n += llz_varint_put(out + n, f->payload);
    if (table)
        n += llz_table_put(out + n, &t);
    return n;
}

/* As far as it can be told before the table has been read. */
static bool raw_allowed(uint64_t raw, bool last, const struct llz_frame_rules *rules, bool table)
{
    return raw <= rules->full && (table || (last ? raw > 0 || rules->first : raw == rules->full));
}

/* A coded payload saves at least a byte, its own length included, and cannot hold more than the cheapest coding
 * of every bit allows (none can be empty): an absurd length is refused before anything is done about it. */
static bool payload_allowed(uint64_t payload, uint64_t raw)
{
    if (payload >= raw || payload + llz_varint_size(payload) >= raw)
        return false;
    return raw <= payload * LLZ_CODER_CONTENT_PER_BYTE;
}

/* Reads the varint at *at; moves *at past it, or sets *need when its end is not known yet. */
static enum llz_error get_length(const uint8_t *p, size_t n, size_t *at, uint64_t *v, size_t *need)
{
    const enum llz_error err = llz_varint_next(p, n, at, v);

    if (err == LLZ_AGAIN)
        *need = n + 1;
    return err;
}

/* What put_raw() writes; each length has one form. */
static enum llz_error get_raw(const uint8_t *p, size_t n, const struct llz_frame_rules *rules,
                              struct llz_frame *f, size_t *at, uint64_t *raw, size_t *need)
{
    const unsigned v = p[0] >> LENGTH_SHIFT;
    const size_t more = v < SHORT_FROM ? 2 : 1;

    f->notes_follow = f->last && v == LONG;
    if (f->notes_follow && !rules->files)
        return LLZ_ERR_HEADER;
    if (v == LONG) {
        enum llz_error err = get_length(p, n, at, raw, need);

        return !err && !f->last && *raw >= rules->full ? LLZ_ERR_HEADER : err;
    }
    if (!f->last) {
        *raw = rules->full;
        return v == FULL ? LLZ_OK : LLZ_ERR_HEADER;
    }
    *need = 1 + more;
    if (n < *need)
        return LLZ_AGAIN;
    *raw = v < SHORT_FROM ? SHORT_MOST + ((uint64_t)v << 16 | llz_load16(p + 1))
                          : (uint64_t)(v - SHORT_FROM) << 8 | p[1];
    *at += more;
    return LLZ_OK;
}

/* LLZ_AGAIN: more bytes are needed to know the lengths. */
static enum llz_error get_lengths(const uint8_t *p, size_t n, const struct llz_frame_rules *rules,
                                  struct llz_frame *f, size_t *at, size_t *need)
{
    uint64_t raw = 0, payload;
    enum llz_error err = get_raw(p, n, rules, f, at, &raw, need);

    if (err)
        return err;
    if (!raw_allowed(raw, f->last, rules, p[0] & FLAG_TABLE))
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

/* The table, if the flags announce one. Without repeats a frame is as long as raw_allowed() wants it without a
 * table; segments of a stored last frame would be told in vain. */
static enum llz_error get_table(const uint8_t *p, size_t n, const struct llz_frame_rules *rules,
                                struct llz_frame *f, size_t *at, size_t *need)
{
    size_t used;
    enum llz_error err;

    f->content = f->raw;
    f->table.repeats.n = 0;
    llz_segments_default(&f->table.segments, f->raw);
    if (!(p[0] & FLAG_TABLE))
        return LLZ_OK;
    err = llz_table_get(p + *at, n - *at, f->raw, rules->before, &f->table, &used);
    if (err == LLZ_AGAIN)
        *need = n + 1;
    if (err)
        return err;
    *at += used;
    f->content += llz_repeats_bytes(&f->table.repeats);
    if (f->table.repeats.n == 0 && !raw_allowed(f->raw, f->last, rules, false))
        return LLZ_ERR_HEADER;
    if (f->last && f->stored)
        return llz_segments_are_default(&f->table.segments) ? LLZ_OK : LLZ_ERR_HEADER;
    return llz_frame_shrinks(f) || f->stored ? LLZ_OK : LLZ_ERR_HEADER;
}

enum llz_error llz_frame_get(const uint8_t *p, size_t n, const struct llz_frame_rules *rules,
                             struct llz_frame *f, size_t *need)
{
    size_t at = 1;
    enum llz_error err;

    *need = 1;
    if (n == 0)
        return LLZ_OK;
    /* The first byte tells how many more are needed; *need grows as they come, so that a reader asks for
     * no byte too many and can judge each as soon as it is there. */
    f->last = p[0] & FLAG_LAST;
    f->stored = p[0] & FLAG_STORED;
    err = get_lengths(p, n, rules, f, &at, need);
    if (!err)
        err = get_table(p, n, rules, f, &at, need);
    if (err)
        return err == LLZ_AGAIN ? LLZ_OK : err;

    size_t check = llz_frame_check_bytes(f->last, rules->wide);
    *need = at + check;
    if (n == *need)
        memcpy(f->check, p + at, check);
    return LLZ_OK;
}
