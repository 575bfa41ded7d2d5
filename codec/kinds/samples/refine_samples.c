/* refine_samples.c - Blocks are too coarse for forms: where samples begin, how long rows are and how many
 * channels there are is found out again over whole segments, which may span hundreds of blocks. Order
 * matters: rows before channels, both before onsets, planes last. */
#include "codec/kinds/samples/refine_samples.h"

#include <string.h>

#include "codec/kinds/detect_text.h"
#include "codec/kinds/samples/detect_channels.h"
#include "codec/kinds/samples/detect_onset.h"
#include "codec/kinds/samples/detect_planes.h"
#include "codec/kinds/samples/detect_rows.h"
#include "codec/kinds/samples/linear_fit.h"

#define NEARBY 3  /* pixels */
#define EACH 256  /* samples in each place where it is tried whether rows suit */
#define TEXT 1024 /* bytes: fewer than that before samples are a header */

/* A frame whose segments are looked at. */
struct frame {
    const uint8_t *p;
    size_t n, block;
    const struct llz_segment *before;
    struct llz_segments *s;
};

static bool is_samples(const struct llz_segment *s)
{
    return s->profile.kind == LLZ_KIND_SAMPLES;
}

static struct llz_reading reading_of(const struct llz_segment *s)
{
    const struct llz_profile *p = &s->profile;

    return (struct llz_reading){ p->width, p->big, p->width ? p->pixel / p->width : 0, 0 };
}

/* First byte of segment i. */
static size_t start_of(const struct frame *f, unsigned i)
{
    size_t at = 0;

    for (unsigned k = 0; k < i; k++)
        at += f->s->at[k].length;
    return at;
}

/* Do they differ in nothing but their planes and lengths? */
static bool same_rows(const struct llz_segment *a, const struct llz_segment *b)
{
    struct llz_segment other = *b;

    other.profile.planes = a->profile.planes;
    other.profile.plane = a->profile.plane;
    return llz_segment_alike(a, &other);
}

static bool same_but_stride(const struct llz_segment *a, const struct llz_segment *b)
{
    struct llz_segment other = *b;

    other.profile.stride = a->profile.stride;
    return llz_segment_alike(a, &other);
}

static void remove_segment(struct llz_segments *s, unsigned i)
{
    s->n--;
    memmove(&s->at[i], &s->at[i + 1], (s->n - i) * sizeof s->at[0]);
}

/* Puts a copy of segment i before it; false if there is no room. */
static bool insert_segment(struct llz_segments *s, unsigned i)
{
    if (s->n == LLZ_SEGMENTS_MAX)
        return false;
    memmove(&s->at[i + 1], &s->at[i], (s->n - i) * sizeof s->at[0]);
    s->n++;
    return true;
}

static void join_alike(struct llz_segments *s)
{
    for (unsigned i = 1; i < s->n;) {
        if (llz_segment_alike(&s->at[i - 1], &s->at[i])) {
            s->at[i - 1].length += s->at[i].length;
            remove_segment(s, i);
        } else {
            i++;
        }
    }
}

/* Rows that are nearly as long as those of a longer neighbour are as long: it is known better there. */
static void join_near(struct llz_segments *s)
{
    for (unsigned i = 1; i < s->n; i++) {
        struct llz_segment *a = &s->at[i - 1], *b = &s->at[i];
        const uint32_t p = a->profile.stride, q = b->profile.stride;

        if (!is_samples(a) || p == 0 || q == 0 || (p > q ? p - q : q - p) > NEARBY * a->profile.pixel ||
            !same_but_stride(a, b))
            continue;
        if (a->length < b->length)
            a->profile.stride = q;
        else
            b->profile.stride = p;
    }
    join_alike(s);
}

/* Bytes before the first whole sample: read out of step, samples cost more. */
static unsigned phase_of(const uint8_t *p, const struct llz_segment *s)
{
    struct llz_reading r = reading_of(s);
    uint64_t bits[2];

    if (r.width < 2)
        return 0;
    const struct llz_fit fit = { .start = s->profile.stride / r.width };
    for (r.phase = 0; r.phase < 2; r.phase++)
        bits[r.phase] = llz_fit_bits(p, s->length, &r, &fit);
    return bits[1] < bits[0];
}

static struct llz_reading in_step(const uint8_t *p, const struct llz_segment *s)
{
    struct llz_reading r = reading_of(s);

    r.phase = phase_of(p, s);
    return r;
}

/* Does segment b, from byte p on, cost no more with rows as long as those of a? */
static bool rows_suit(const uint8_t *p, const struct llz_segment *a, const struct llz_segment *b)
{
    const struct llz_reading r = in_step(p, b);
    const size_t own = b->profile.stride / r.width;
    const struct llz_fit like = { .row = a->profile.stride / r.width, .each = EACH };
    const size_t reach = llz_fit_reach(&r, &like);
    const struct llz_fit now = { .row = own, .start = reach, .each = EACH, .longer = own == 0 };
    const uint64_t bits = llz_fit_bits(p, b->length, &r, &like);

    return bits != UINT64_MAX && bits <= llz_fit_bits(p, b->length, &r, &now);
}

/* Images go on from frame to frame and over places where their rows are hard to see: dark ones, edges of a
 * series. To change the rows would cost what has been learned of them, too. */
static void take_rows(const struct frame *f, const struct llz_segment *from, unsigned i)
{
    struct llz_segment *to = &f->s->at[i];

    if (from->length && is_samples(from) && is_samples(to) && from->profile.stride != 0 &&
        from->profile.stride != to->profile.stride && same_but_stride(from, to) &&
        rows_suit(f->p + start_of(f, i), from, to))
        to->profile.stride = from->profile.stride;
}

static void carry_rows(const struct frame *f)
{
    struct llz_segment before = *f->before;

    before.profile.planes = 0;
    before.profile.plane = 0;
    for (unsigned i = 0; i < f->s->n; i++)
        take_rows(f, i > 0 ? &f->s->at[i - 1] : &before, i);
    for (unsigned i = f->s->n; i-- > 1;)
        take_rows(f, &f->s->at[i], i - 1);
    join_alike(f->s);
}

/* Sound beside sound is all of it: how many channels it has is found out over the whole. */
static void join_sound(const struct frame *f)
{
    for (unsigned i = 1; i < f->s->n; i++) {
        struct llz_segment *a = &f->s->at[i - 1], *b = &f->s->at[i];

        if (is_samples(a) && is_samples(b) && a->profile.stride == 0 && b->profile.stride == 0 &&
            a->profile.width == b->profile.width && a->profile.big == b->profile.big)
            b->profile.pixel = a->profile.pixel;
    }
    join_alike(f->s);
    for (unsigned i = 0; i < f->s->n; i++) {
        struct llz_segment *s = &f->s->at[i];
        const uint8_t *p = f->p + start_of(f, i);

        if (!is_samples(s) || s->profile.stride != 0)
            continue;
        struct llz_reading r = in_step(p, s);
        r.channels = llz_detect_channels(p, s->length, &r);
        s->profile.pixel = (uint8_t)(r.channels * r.width);
    }
    join_alike(f->s);
}

static void settle_rows(const struct frame *f)
{
    join_near(f->s);
    for (unsigned i = 0; i < f->s->n; i++) {
        struct llz_segment *s = &f->s->at[i];

        if (!is_samples(s) || s->profile.stride == 0)
            continue;
        const uint8_t *p = f->p + start_of(f, i);
        const struct llz_reading r = in_step(p, s);

        s->profile.stride = (uint32_t)(r.width * llz_settle_row(p, s->length, &r, s->profile.stride / r.width));
    }
    join_alike(f->s);
}

/* Where the samples of segment i, which begins at byte `at`, begin in fact. */
static size_t onset_of(const struct frame *f, unsigned i, size_t at)
{
    const struct llz_segment *s = &f->s->at[i];
    const unsigned phase = phase_of(f->p + at, s);
    const size_t half = s->length / 2, sure = half < f->block ? half : f->block;
    size_t from = at;

    if (i == 0 && f->before->length && same_rows(f->before, s)) {
        /* They go on. Out of step, something has to come between. */
        const size_t rest = (s->profile.width - f->before->length % s->profile.width) % s->profile.width;
        return rest == phase ? at : at + (phase ? phase : s->profile.width);
    }
    if (i > 0 && is_samples(s - 1))
        return at + phase;
    if (i > 0)
        from = at - (s[-1].length - 1 < f->block ? s[-1].length - 1 : f->block);
    const size_t first = i == 0 || from < f->block ? 0 : from - f->block;
    struct llz_reading r = reading_of(s);
    r.phase = (unsigned)((at + phase - first) % r.width);
    return first + llz_detect_onset(f->p + first, from - first, at + sure - first, at + s->length - first, &r);
}

/* Gives what stands before the samples of segment i to the one before it, or to one of its own. */
static void move_onset(const struct frame *f, unsigned i, size_t at, size_t onset)
{
    struct llz_segments *s = f->s;

    if (onset == at || onset >= at + s->at[i].length)
        return;
    s->at[i].length += at - onset;
    if (i > 0 && !is_samples(&s->at[i - 1])) {
        s->at[i - 1].length -= at - onset;
        return;
    }
    const bool text = onset - at >= TEXT && llz_detect_text(f->p + at, onset - at);
    const uint8_t kind = text ? LLZ_KIND_TEXT : LLZ_KIND_BINARY;

    if (insert_segment(s, i))
        s->at[i] = (struct llz_segment){ .profile = { .kind = kind }, .length = onset - at };
    else
        s->at[i].length += onset - at;
}

static void find_onsets(const struct frame *f)
{
    for (unsigned i = 0; i < f->s->n; i++) {
        if (!is_samples(&f->s->at[i]))
            continue;
        const size_t at = start_of(f, i);
        const unsigned n = f->s->n;

        move_onset(f, i, at, onset_of(f, i, at));
        i += f->s->n - n;
    }
}

/* Splits segment i into the first plane, the second and the others, which look back to as many planes. Returns
 * how many segments there are in its place. */
static unsigned split_planes(struct llz_segments *s, unsigned i, uint32_t plane)
{
    for (unsigned planes = 0; planes < LLZ_PLANES_MAX; planes++, i++) {
        if (s->at[i].length <= plane || !insert_segment(s, i))
            return planes + 1;
        s->at[i].length = plane;
        s->at[i + 1].length -= plane;
        s->at[i + 1].profile.planes = (uint8_t)(planes + 1);
        s->at[i + 1].profile.plane = plane;
    }
    return LLZ_PLANES_MAX + 1;
}

static void find_planes(const struct frame *f)
{
    for (unsigned i = 0; i < f->s->n; i++) {
        struct llz_segment *s = &f->s->at[i];

        if (!is_samples(s) || s->profile.stride == 0)
            continue;
        if (i == 0 && f->before->profile.planes && same_rows(f->before, s)) {
            s->profile.planes = f->before->profile.planes;
            s->profile.plane = f->before->profile.plane;
            continue;
        }
        const uint8_t *p = f->p + start_of(f, i);
        const struct llz_reading r = in_step(p, s);
        const size_t plane = llz_detect_planes(p, s->length, &r, s->profile.stride / r.width);

        if (plane)
            i += split_planes(f->s, i, (uint32_t)(plane * r.width)) - 1;
    }
}

void llz_refine_samples(const uint8_t *p, size_t n, size_t block, const struct llz_segment *before,
                        struct llz_segments *s)
{
    const struct frame f = { p, n, block, before, s };

    settle_rows(&f);
    carry_rows(&f);
    join_sound(&f);
    find_onsets(&f);
    find_planes(&f);
}
