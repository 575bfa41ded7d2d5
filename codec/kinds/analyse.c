/* analyse.c - which kind of data each stretch of a frame is: text, code, samples, records,
 * or anything else.
 *
 * Blocks of 32 KiB are judged one by one, then neighbours correct each other: images, sound and tables are
 * long, so a lone block of another kind is more likely a mistake. A wrong kind costs bytes, never
 * correctness. */
#include "codec/kinds/analyse.h"

#include "codec/kinds/detect_text.h"
#include "codec/kinds/detect_x86.h"
#include "codec/kinds/samples/detect_samples.h"
#include "codec/kinds/samples/linear_fit.h"
#include "codec/kinds/samples/refine_samples.h"

#define BLOCK ((size_t)32 << 10) /* bytes judged as one: enough to judge by, and short beside a frame */
#define SMALL ((size_t)4 << 10)  /* below this, detectors guess */
#define TINY ((size_t)512)       /* below this, a table costs more than it brings */
#define VOTERS 4                 /* blocks before and after one that are asked for its stride */

/* Takes what a detector has found if the table can say it. */
static bool take(struct llz_segment *s, const struct llz_profile *found)
{
    struct llz_segment candidate = { .profile = *found, .length = s->length };

    if (llz_segment_valid(&candidate))
        *s = candidate;
    return llz_segment_valid(&candidate);
}

/* From the surest test to the least sure one: code is hardly ever taken for anything else, records are
 * what is left. */
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

    /* A table has room for so many segments, even if every block were another kind. */
    while (n / length > LLZ_SEGMENTS_MAX)
        length *= 2;
    count = n < length ? 1 : n / length;
    for (size_t i = 0; i < count; i++)
        classify(p + i * length, i + 1 < count ? length : n - i * length, &blocks[i]);
    return (unsigned)count;
}

/* Are these the same but for the stride and, in samples, the number of channels? */
static bool same_form(const struct llz_segment *a, const struct llz_segment *b)
{
    struct llz_segment other = *b;

    other.profile.stride = a->profile.stride;
    other.profile.pixel = a->profile.pixel;
    return llz_segment_alike(a, &other);
}

/* A lone block between two that agree is probably like them. But text is
 * told from other kinds with certainty. */
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

/* 1/65536 bits a byte that samples cost, wherever the first whole one begins: a block knows nothing of those
 * before. */
static uint64_t samples_cost(const uint8_t *p, const struct llz_segment *s)
{
    const struct llz_profile *f = &s->profile;
    const struct llz_fit fit = { .row = f->stride / f->width };
    struct llz_reading r = { f->width, f->big, f->pixel / f->width, 0 };
    uint64_t least = UINT64_MAX;

    for (; r.phase < f->width; r.phase++) {
        const uint64_t bits = llz_fit_bits(p, s->length, &r, &fit);
        least = bits < least ? bits : least;
    }
    return least;
}

/* 1/65536 bits a byte that a block costs as what it was taken for.
 *
 * 3 % off for data that are not samples: contexts do better than columns' distributions. */
static uint64_t cost_of(const uint8_t *p, const struct llz_segment *s)
{
    return s->profile.kind == LLZ_KIND_SAMPLES ? samples_cost(p, s)
                                               : llz_column_bits(p, s->length, 2) / 100 * 97;
}

/* A block of numbers beside two of samples that agree is like them, if it costs no more so. */
static void adopt(const uint8_t *p, struct llz_segment *block, const struct llz_segment *beside,
                  const struct llz_segment *next)
{
    const struct llz_segment candidate = { beside->profile, false, block->length };
    const bool numbers = block->profile.kind == LLZ_KIND_SAMPLES ||
                         (block->profile.kind == LLZ_KIND_BINARY && block->profile.stride == 0);

    if (numbers && beside->profile.kind == LLZ_KIND_SAMPLES && llz_segment_alike(beside, next) &&
        !llz_segment_alike(beside, block) && cost_of(p, &candidate) <= cost_of(p, block))
        *block = candidate;
}

static void join_numbers(const uint8_t *p, struct llz_segment *blocks, unsigned count)
{
    const size_t length = blocks[0].length;

    for (unsigned i = 2; i < count; i++)
        adopt(p + i * length, &blocks[i], &blocks[i - 1], &blocks[i - 2]);
    for (unsigned i = count; i-- > 0;) {
        if (i + 2 < count)
            adopt(p + i * length, &blocks[i], &blocks[i + 1], &blocks[i + 2]);
    }
}

static unsigned count_alike(const struct llz_segment *blocks, unsigned from, unsigned to,
                            const struct llz_segment *like)
{
    unsigned count = 0;

    for (unsigned i = from; i < to; i++)
        count += llz_segment_alike(&blocks[i], like);
    return count;
}

/* What most blocks around block i are, as far as they are of its form. Where it is in doubt how long a row is,
 * there are none: sound repeats too, now in this time and now in that. */
static struct llz_profile vote(const struct llz_segment *blocks, unsigned n, unsigned i)
{
    unsigned from = i, to = i + 1, most;
    const struct llz_segment *best = &blocks[i];
    struct llz_profile profile;

    while (from > 0 && i - from < VOTERS && same_form(&blocks[from - 1], &blocks[i]))
        from--;
    while (to < n && to - i <= VOTERS && same_form(&blocks[to], &blocks[i]))
        to++;
    most = count_alike(blocks, from, to, best);
    for (unsigned k = from; k < to; k++) {
        unsigned count = count_alike(blocks, from, to, &blocks[k]);

        if (count > most) {
            most = count;
            best = &blocks[k];
        }
    }
    profile = best->profile;
    if (profile.kind == LLZ_KIND_SAMPLES && most == 1 && to - from > 2)
        profile.stride = 0;
    return profile;
}

/* Images, sound and tables are long, so what changes from block to block was not found out well. */
static void steady_forms(struct llz_segment *blocks, unsigned n)
{
    struct llz_profile profile[LLZ_SEGMENTS_MAX];

    for (unsigned i = 0; i < n; i++)
        profile[i] = vote(blocks, n, i);
    for (unsigned i = 0; i < n; i++)
        blocks[i].profile = profile[i];
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

/* The segment that ends where the next frame begins. */
static void remember(const struct llz_segments *s, struct llz_segment *last)
{
    const size_t before = s->n == 1 && llz_segment_alike(last, &s->at[0]) ? last->length : 0;

    *last = s->at[s->n - 1];
    last->length += before;
}

void llz_analyse(const uint8_t *p, size_t n, struct llz_segment *last, struct llz_segments *out)
{
    struct llz_segment blocks[LLZ_SEGMENTS_MAX];
    unsigned count;

    llz_segments_default(out, n);
    if (n < TINY) {
        remember(out, last);
        return;
    }
    count = cut(p, n, blocks);
    join_lone(blocks, count);
    steady_forms(blocks, count);
    join_numbers(p, blocks, count);
    merge(blocks, count, out);
    llz_refine_samples(p, n, BLOCK, last, out);
    remember(out, last);
}
