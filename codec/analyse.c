#include "codec/analyse.h"

#include "codec/detect_samples.h"
#include "codec/detect_text.h"

#define BLOCK ((size_t)32 << 10) /* bytes judged as one: enough to judge by, and short beside a frame */
#define SMALL ((size_t)4 << 10)  /* below this, detectors guess */
#define TINY ((size_t)512)       /* below this, a table costs more than it brings */

/* Takes what a detector has found if the table can say it. */
static bool take(struct llz_segment *s, const struct llz_profile *found)
{
    struct llz_segment candidate = { .profile = *found, .length = s->length };

    if (llz_segment_valid(&candidate))
        *s = candidate;
    return llz_segment_valid(&candidate);
}

static void classify(const uint8_t *p, size_t n, struct llz_segment *s)
{
    struct llz_profile samples = { 0 }, records = { .kind = LLZ_KIND_BINARY };

    *s = (struct llz_segment){ .profile = { .kind = LLZ_KIND_TEXT }, .length = n };
    if (n < SMALL && !llz_detect_no_text(p, n))
        return;
    if (llz_detect_samples(p, n, &samples) && take(s, &samples))
        return;
    if (n >= SMALL && llz_detect_text(p, n))
        return;
    if (llz_detect_records(p, n, &records.stride) && take(s, &records))
        return;
    s->profile.kind = LLZ_KIND_BINARY;
}

/* Blocks of one length; the last has the rest as well. Returns how many there are. */
static unsigned cut(const uint8_t *p, size_t n, struct llz_segment *blocks)
{
    size_t length = n / LLZ_SEGMENTS_MAX > BLOCK ? n / LLZ_SEGMENTS_MAX : BLOCK;
    size_t count = n / length > 0 ? n / length : 1;

    if (count > LLZ_SEGMENTS_MAX)
        count = LLZ_SEGMENTS_MAX;
    for (size_t i = 0; i < count; i++)
        classify(p + i * length, i + 1 < count ? length : n - i * length, &blocks[i]);
    return (unsigned)count;
}

static void take_profile(struct llz_segment *to, const struct llz_segment *from)
{
    to->profile = from->profile;
    to->filtered = from->filtered;
}

/* Text is told from other kinds with certainty, the others from each other are not. */
static bool certain(const struct llz_segment *a, const struct llz_segment *b)
{
    return (a->profile.kind == LLZ_KIND_TEXT) != (b->profile.kind == LLZ_KIND_TEXT);
}

/* A lone block between two of one profile is like them; and of blocks of one kind whose parameters (strides,
 * mostly) change from each to the next, none has been found out well: they keep those of the first. */
static void smooth(struct llz_segment *blocks, unsigned n)
{
    for (unsigned i = 1; i + 1 < n; i++) {
        const struct llz_segment *before = &blocks[i - 1], *after = &blocks[i + 1];

        if (llz_segment_alike(before, after) && !certain(before, &blocks[i]))
            take_profile(&blocks[i], before);
        else if (blocks[i].profile.kind == before->profile.kind && !llz_segment_alike(&blocks[i], after))
            take_profile(&blocks[i], before);
    }
}

static void merge(const struct llz_segment *blocks, unsigned n, struct llz_segments *out)
{
    out->n = 0;
    for (unsigned i = 0; i < n; i++) {
        if (out->n > 0 && llz_segment_alike(&out->at[out->n - 1], &blocks[i]))
            out->at[out->n - 1].length += blocks[i].length;
        else
            out->at[out->n++] = blocks[i];
    }
}

void llz_analyse(const uint8_t *p, size_t n, struct llz_segments *out)
{
    struct llz_segment blocks[LLZ_SEGMENTS_MAX];
    unsigned count;

    llz_segments_default(out, n);
    if (n < TINY)
        return;
    count = cut(p, n, blocks);
    smooth(blocks, count);
    merge(blocks, count, out);
}
