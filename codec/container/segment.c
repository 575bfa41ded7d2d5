/* segment.c - the segments of a frame: kind, form and length of each, in as few bytes as they need.
 *
 * Valid means: some encoder writes it. A decoder refuses everything else, so no combination reaches the
 * model that was not thought of, and unpacking followed by packing has to give the same byte. */
#include "codec/container/segment.h"

#include "model/primer/primer.h"

/* The first byte of a segment: its kind and what is packed beside it. Bits that the kind does not use are 0. */
#define KIND_MASK 3
#define FLAG_STRIDE 4   /* BINARY, SAMPLES: a stride follows */
#define FLAG_FILTERED 4 /* X86 */
#define FLAG_WIDE 8     /* SAMPLES: width 2, else 1 */
#define FLAG_BIG 16     /* SAMPLES of width 2 */
#define PIXEL_SHIFT 5   /* SAMPLES: pixel - 1 in the upper three bits */
#define SECTION_SHIFT 4 /* TEXT: section of the primer in the upper four bits */

void llz_segments_text(struct llz_segments *s, size_t raw, unsigned section)
{
    s->n = 1;
    s->at[0] = (struct llz_segment){ .profile = { .kind = LLZ_KIND_TEXT, .section = (uint8_t)section },
                                     .length = raw };
}

void llz_segments_default(struct llz_segments *s, size_t raw)
{
    llz_segments_text(s, raw, 0);
}

bool llz_segments_are_text(const struct llz_segments *s, unsigned *section)
{
    *section = s->at[0].profile.section;
    return s->n == 1 && s->at[0].profile.kind == LLZ_KIND_TEXT;
}

bool llz_segments_are_default(const struct llz_segments *s)
{
    unsigned section;

    return llz_segments_are_text(s, &section) && section == 0;
}

bool llz_segment_alike(const struct llz_segment *a, const struct llz_segment *b)
{
    const struct llz_profile *p = &a->profile, *q = &b->profile;

    return p->kind == q->kind && p->width == q->width && p->big == q->big && p->pixel == q->pixel &&
           p->stride == q->stride && p->planes == q->planes && p->plane == q->plane &&
           a->filtered == b->filtered;
}

/* Planes are whole rows and more, so that a stride is known. */
static bool planes_valid(const struct llz_profile *p)
{
    if (p->planes == 0)
        return p->plane == 0;
    return p->planes <= LLZ_PLANES_MAX && p->stride != 0 && p->plane >= p->stride &&
           p->plane <= LLZ_PLANE_MAX && p->plane % p->width == 0;
}

static bool samples_valid(const struct llz_profile *p)
{
    if (p->width < 1 || p->width > 2 || p->big > p->width - 1)
        return false;
    if (p->pixel < 1 || p->pixel > 8 || p->pixel % p->width != 0)
        return false;
    if (p->stride != 0 && (p->stride < p->pixel || p->stride > LLZ_STRIDE_MAX || p->stride % p->width != 0))
        return false;
    return planes_valid(p);
}

bool llz_segment_valid(const struct llz_segment *s)
{
    const struct llz_profile *p = &s->profile;

    if (p->kind == LLZ_KIND_SAMPLES)
        return !s->filtered && p->section == 0 && samples_valid(p);
    if (p->kind >= LLZ_KINDS || p->width != 0 || p->big != 0 || p->pixel != 0 || p->planes != 0 ||
        p->plane != 0)
        return false;
    if (p->section > (p->kind == LLZ_KIND_TEXT ? LLZ_PRIMER_SECTIONS : 0))
        return false;
    if (p->stride != 0 && (p->kind != LLZ_KIND_BINARY || p->stride < 2 || p->stride > LLZ_STRIDE_MAX))
        return false;
    return !s->filtered || p->kind == LLZ_KIND_X86;
}

static uint8_t pack(const struct llz_segment *s)
{
    const struct llz_profile *p = &s->profile;
    unsigned byte = p->kind;

    if (p->kind == LLZ_KIND_TEXT)
        byte |= (unsigned)p->section << SECTION_SHIFT;
    if (p->stride != 0)
        byte |= FLAG_STRIDE;
    if (s->filtered)
        byte |= FLAG_FILTERED;
    if (p->kind == LLZ_KIND_SAMPLES)
        byte |= (p->width == 2 ? FLAG_WIDE : 0) | (p->big ? FLAG_BIG : 0) | (p->pixel - 1U) << PIXEL_SHIFT;
    return (uint8_t)byte;
}

/* Sets everything but the stride; true if one follows. */
static bool unpack(uint8_t byte, struct llz_segment *s)
{
    uint8_t kind = byte & KIND_MASK;

    *s = (struct llz_segment){ .profile = { .kind = kind } };
    if (kind == LLZ_KIND_SAMPLES) {
        s->profile.width = byte & FLAG_WIDE ? 2 : 1;
        s->profile.big = byte & FLAG_BIG ? 1 : 0;
        s->profile.pixel = (uint8_t)((byte >> PIXEL_SHIFT) + 1);
    }
    if (kind == LLZ_KIND_TEXT)
        s->profile.section = byte >> SECTION_SHIFT;
    s->filtered = kind == LLZ_KIND_X86 && byte & FLAG_FILTERED;
    return (kind == LLZ_KIND_BINARY || kind == LLZ_KIND_SAMPLES) && byte & FLAG_STRIDE;
}

/* Rows of samples say with their stride how many planes there are before them. */
static size_t put_stride(uint8_t *out, const struct llz_profile *p)
{
    size_t n;

    if (p->stride == 0)
        return 0;
    if (p->kind != LLZ_KIND_SAMPLES)
        return llz_varint_put(out, p->stride);
    /* FORMAT.md, "Segments": 3 times the stride, and the number of planes. */
    n = llz_varint_put(out, (uint64_t)p->stride * (LLZ_PLANES_MAX + 1) + p->planes);
    return p->planes ? n + llz_varint_put(out + n, p->plane) : n;
}

size_t llz_segments_put(uint8_t *out, const struct llz_segments *s)
{
    size_t n = 0;

    for (unsigned i = 0; i < s->n; i++) {
        const struct llz_segment *seg = &s->at[i];

        out[n++] = pack(seg);
        n += put_stride(out + n, &seg->profile);
        if (i + 1 < s->n)
            n += llz_varint_put(out + n, seg->length);
    }
    return n;
}

/* The varint at *at, which is 1 to max, moving *at past it. */
static enum llz_error get_number(const uint8_t *p, size_t n, size_t *at, uint64_t max, uint64_t *v)
{
    const enum llz_error err = llz_varint_next(p, n, at, v);

    if (err)
        return err;
    return *v >= 1 && *v <= max ? LLZ_OK : LLZ_ERR_HEADER;
}

/* What put_stride wrote. */
static enum llz_error get_stride(const uint8_t *p, size_t n, size_t *at, struct llz_profile *profile)
{
    const bool samples = profile->kind == LLZ_KIND_SAMPLES;
    const unsigned times = samples ? LLZ_PLANES_MAX + 1 : 1;
    uint64_t v = 0;
    enum llz_error err = get_number(p, n, at, LLZ_STRIDE_MAX * (uint64_t)times + times - 1, &v);

    if (err)
        return err;
    profile->stride = (uint32_t)(v / times);
    profile->planes = (uint8_t)(v % times);
    if (profile->stride == 0)
        return LLZ_ERR_HEADER;
    if (profile->planes) {
        err = get_number(p, n, at, LLZ_PLANE_MAX, &v);
        profile->plane = (uint32_t)v;
    }
    return err;
}

/* Everything but the length. Packing it again shows bits that say nothing. */
static enum llz_error get_profile(const uint8_t *p, size_t n, size_t *at, struct llz_segment *seg)
{
    uint8_t byte;
    enum llz_error err;

    if (*at == n)
        return LLZ_AGAIN;
    byte = p[(*at)++];
    if (unpack(byte, seg)) {
        err = get_stride(p, n, at, &seg->profile);
        if (err)
            return err;
    }
    return llz_segment_valid(seg) && pack(seg) == byte ? LLZ_OK : LLZ_ERR_HEADER;
}

enum llz_error llz_segments_get(const uint8_t *p, size_t n, size_t *at, uint64_t count, size_t raw,
                                struct llz_segments *s)
{
    size_t left = raw;
    uint64_t length;
    enum llz_error err;

    for (s->n = 0; s->n < count; s->n++) {
        struct llz_segment *seg = &s->at[s->n];

        err = get_profile(p, n, at, seg);
        if (err)
            return err;
        /* Two that are alike are one: a content has one table for each way to cut it. */
        if (s->n > 0 && llz_segment_alike(seg - 1, seg))
            return LLZ_ERR_HEADER;
        /* Something is left for the segments after this one: the last gets it without saying so. */
        length = left;
        if (s->n + 1 < count && (err = get_number(p, n, at, left > 0 ? left - 1 : 0, &length)))
            return err;
        seg->length = (size_t)length;
        left -= seg->length;
    }
    /* The default is said by having no table. */
    return left == 0 && raw > 0 && !llz_segments_are_default(s) ? LLZ_OK : LLZ_ERR_HEADER;
}
