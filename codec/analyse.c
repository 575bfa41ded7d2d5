#include "codec/analyse.h"

#include "codec/detect_samples.h"
#include "codec/detect_text.h"
#include "codec/detect_x86.h"

#define BLOCK ((size_t)32 << 10) /* bytes judged as one: enough to judge by, and short beside a frame */
#define SMALL ((size_t)4 << 10)  /* below this, detectors guess */
#define TINY ((size_t)512)       /* below this, a table costs more than it brings */
#define VOTERS 4                 /* blocks before and behind one that are asked for its stride */

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
    if (llz_detect_x86(p, n)) {
        *s = (struct llz_segment){ .profile = { .kind = LLZ_KIND_X86 }, .filtered = true, .length = n };
        return;
    }
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
    size_t length = BLOCK, count;

    while (n / length > LLZ_SEGMENTS_MAX)
        length *= 2;
    count = n < length ? 1 : n / length;
    for (size_t i = 0; i < count; i++)
        classify(p + i * length, i + 1 < count ? length : n - i * length, &blocks[i]);
    return (unsigned)count;
}

/* Are these the same but for the stride? */
static bool same_form(const struct llz_segment *a, const struct llz_segment *b)
{
    struct llz_segment other = *b;

    other.profile.stride = a->profile.stride;
    return llz_segment_alike(a, &other);
}

/* A lone block between two that agree is probably like them. But text is told from other kinds with certainty.
 */
static void join_lone(struct llz_segment *blocks, unsigned n)
{
    for (unsigned i = 1; i + 1 < n; i++) {
        struct llz_segment *block = &blocks[i];
        const struct llz_segment *before = block - 1, *after = block + 1;
        bool text = before->profile.kind == LLZ_KIND_TEXT || block->profile.kind == LLZ_KIND_TEXT;

        if (!text && same_form(before, after) && !same_form(before, block))
            *block = (struct llz_segment){ before->profile, before->filtered, block->length };
    }
}

static unsigned count_stride(const struct llz_segment *blocks, unsigned from, unsigned to, uint32_t stride)
{
    unsigned count = 0;

    for (unsigned i = from; i < to; i++)
        count += blocks[i].profile.stride == stride;
    return count;
}

/* The stride that most blocks around block i have, as far as they are of its form. */
static uint32_t vote(const struct llz_segment *blocks, unsigned n, unsigned i)
{
    unsigned from = i, to = i + 1, most;
    uint32_t best = blocks[i].profile.stride;

    while (from > 0 && i - from < VOTERS && same_form(&blocks[from - 1], &blocks[i]))
        from--;
    while (to < n && to - i <= VOTERS && same_form(&blocks[to], &blocks[i]))
        to++;
    most = count_stride(blocks, from, to, best);
    for (unsigned k = from; k < to; k++) {
        unsigned count = count_stride(blocks, from, to, blocks[k].profile.stride);

        if (count > most) {
            most = count;
            best = blocks[k].profile.stride;
        }
    }
    return best;
}

/* Images and tables are long, so a stride that changes from block to block was not found out well. */
static void steady_strides(struct llz_segment *blocks, unsigned n)
{
    uint32_t stride[LLZ_SEGMENTS_MAX];

    for (unsigned i = 0; i < n; i++)
        stride[i] = vote(blocks, n, i);
    for (unsigned i = 0; i < n; i++)
        blocks[i].profile.stride = stride[i];
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
    join_lone(blocks, count);
    steady_strides(blocks, count);
    merge(blocks, count, out);
}
