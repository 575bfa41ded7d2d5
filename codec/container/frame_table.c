/* frame_table.c - what kinds a frame's bytes are, and which of its content is repeats: nothing at all for
 * text without any. */
#include "codec/container/frame_table.h"

#include "model/primer/primer.h"

/* Added to the number of segments: repeats follow them (FORMAT.md, "Segments": s + 49). */
#define REPEATS (LLZ_SEGMENTS_MAX + 1)
/* Text alone, without repeats, after section k: this and k, in one byte. */
#define SECTIONS (2 * LLZ_SEGMENTS_MAX + 1)
_Static_assert(SECTIONS + LLZ_PRIMER_SECTIONS < 128, "a varint of one byte");

bool llz_table_is_default(const struct llz_table *t)
{
    return t->repeats.n == 0 && llz_segments_are_default(&t->segments);
}

size_t llz_table_put(uint8_t *out, const struct llz_table *t)
{
    const bool text = llz_segments_are_default(&t->segments);
    unsigned section;
    size_t n;

    if (t->repeats.n == 0 && llz_segments_are_text(&t->segments, &section))
        return llz_varint_put(out, SECTIONS + section);
    n = llz_varint_put(out, (text ? 0 : t->segments.n) + (t->repeats.n > 0 ? REPEATS : 0));
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

/* A section is primed before the first text of a member, and in its first frame. */
static bool sections_valid(const struct llz_segments *s, uint64_t before)
{
    bool text = before > 0;

    for (unsigned i = 0; i < s->n; i++) {
        if (text && s->at[i].profile.section != 0)
            return false;
        text |= s->at[i].profile.kind == LLZ_KIND_TEXT;
    }
    return true;
}

/* Those of a table that begins so; *used is moved after them. */
static enum llz_error get_segments(const uint8_t *p, size_t n, size_t raw, uint64_t count, struct llz_table *t,
                                   size_t *used)
{
    const uint64_t segments = count % REPEATS;
    unsigned section;
    enum llz_error err;

    llz_segments_default(&t->segments, raw);
    if (count > SECTIONS) {
        llz_segments_text(&t->segments, raw, (unsigned)(count - SECTIONS));
        return raw > 0 ? LLZ_OK : LLZ_ERR_HEADER;
    }
    if (segments == 0)
        return LLZ_OK;
    err = llz_segments_get(p, n, used, segments, raw, &t->segments);
    /* That has a shorter form. */
    return !err && count < REPEATS && llz_segments_are_text(&t->segments, &section) ? LLZ_ERR_HEADER : err;
}

enum llz_error llz_table_get(const uint8_t *p, size_t n, size_t raw, uint64_t before, struct llz_table *t,
                             size_t *used)
{
    uint64_t count;
    const int got = llz_varint_get(p, n, &count);
    enum llz_error err;

    /* LLZ_AGAIN is not an error: the table may go on in bytes that have not come yet. */
    *used = got > 0 ? (size_t)got : 0;
    if (got == 0)
        return LLZ_AGAIN;
    if (got < 0 || count == 0 || count > SECTIONS + LLZ_PRIMER_SECTIONS)
        return LLZ_ERR_HEADER;
    t->repeats.n = 0;
    err = get_segments(p, n, raw, count, t, used);
    if (!err && !sections_valid(&t->segments, before))
        return LLZ_ERR_HEADER;
    if (!err && count >= REPEATS && count <= SECTIONS)
        err = llz_repeats_get(p, n, used, raw, before, &t->repeats);
    return err;
}
