/* frame_table.c - what kinds a frame's bytes are, and which of its content is repeats: nothing at all for
 * text without any. */
#include "codec/container/frame_table.h"

/* Added to the number of segments: repeats follow them (FORMAT.md, "Segments": s + 65). */
#define REPEATS (LLZ_SEGMENTS_MAX + 1)

bool llz_table_is_default(const struct llz_table *t)
{
    return t->repeats.n == 0 && llz_segments_are_default(&t->segments);
}

size_t llz_table_put(uint8_t *out, const struct llz_table *t)
{
    const bool text = llz_segments_are_default(&t->segments);
    size_t n = llz_varint_put(out, (text ? 0 : t->segments.n) + (t->repeats.n > 0 ? REPEATS : 0));

    if (!text)
        n += llz_segments_put(out + n, &t->segments);
    if (t->repeats.n > 0)
        n += llz_repeats_put(out + n, &t->repeats);
    return n;
}

/* By writing it, so that what is counted and what is written cannot differ. */
size_t llz_table_size(const struct llz_table *t)
{
    uint8_t out[LLZ_TABLE_MAX];

    return llz_table_is_default(t) ? 0 : llz_table_put(out, t);
}

enum llz_error llz_table_get(const uint8_t *p, size_t n, size_t raw, uint64_t before, struct llz_table *t,
                             size_t *used)
{
    uint64_t count;
    const int got = llz_varint_get(p, n, &count);
    enum llz_error err = LLZ_OK;

    /* LLZ_AGAIN is not an error: the table may go on in bytes that have not come yet. */
    *used = got > 0 ? (size_t)got : 0;
    if (got == 0)
        return LLZ_AGAIN;
    if (got < 0 || count == 0 || count > LLZ_SEGMENTS_MAX + REPEATS)
        return LLZ_ERR_HEADER;
    t->repeats.n = 0;
    llz_segments_default(&t->segments, raw);
    if (count % REPEATS > 0)
        err = llz_segments_get(p, n, used, count % REPEATS, raw, &t->segments);
    if (!err && count >= REPEATS)
        err = llz_repeats_get(p, n, used, raw, before, &t->repeats);
    return err;
}
