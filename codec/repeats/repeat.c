/* repeat.c - the repeats of a frame as they stand in its head (codec/FORMAT.md, "Repeats"). An archive may
 * claim any length, so sums are checked against 2^63 before they are made. */
#include "codec/repeats/repeat.h"

uint64_t llz_repeats_bytes(const struct llz_repeats *r)
{
    uint64_t sum = 0;

    for (unsigned i = 0; i < r->n; i++)
        sum += r->at[i].length;
    return sum;
}

size_t llz_repeats_put(uint8_t *out, const struct llz_repeats *r)
{
    size_t n = llz_varint_put(out, r->n), place = 0;

    for (unsigned i = 0; i < r->n; i++) {
        const struct llz_repeat *x = &r->at[i];

        n += llz_varint_put(out + n, x->at - place);
        /* No length is beyond 2^63, so twice as much still is a varint. */
        n += llz_varint_put(out + n, 2 * x->length + (x->distance > 0));
        if (x->distance > 0)
            n += llz_varint_put(out + n, x->distance);
        place = x->at;
    }
    return n;
}

/* The varint at *at, which is at most max, moving *at past it. */
static enum llz_error get_number(const uint8_t *p, size_t n, size_t *at, uint64_t max, uint64_t *v)
{
    const enum llz_error err = llz_varint_next(p, n, at, v);

    if (err)
        return err;
    return *v <= max ? LLZ_OK : LLZ_ERR_HEADER;
}

/* The next one, after `place` coded bytes and so many bytes of content. */
static enum llz_error get_repeat(const uint8_t *p, size_t n, size_t *at, size_t left, uint64_t content,
                                 struct llz_repeat *x)
{
    uint64_t gap, length, distance = 0;
    enum llz_error err = get_number(p, n, at, left, &gap);

    if (!err)
        err = get_number(p, n, at, UINT64_MAX, &length);
    if (err)
        return err;
    content += gap; /* both below 2^63 */
    if (length / 2 == 0 || length / 2 > LLZ_CONTENT_BYTES - content)
        return LLZ_ERR_HEADER;
    /* The lowest bit tells whether a distance follows; without it the repeat is of zeros. */
    if (length & 1) {
        err = get_number(p, n, at, content < LLZ_REPEAT_DISTANCE ? content : LLZ_REPEAT_DISTANCE, &distance);
        if (err)
            return err;
        if (distance == 0)
            return LLZ_ERR_HEADER;
    }
    *x = (struct llz_repeat){ (size_t)gap, (uint32_t)distance, length / 2 };
    return LLZ_OK;
}

enum llz_error llz_repeats_get(const uint8_t *p, size_t n, size_t *at, size_t coded, uint64_t before,
                               struct llz_repeats *r)
{
    uint64_t count, content = before;
    size_t place = 0;
    enum llz_error err = get_number(p, n, at, LLZ_REPEATS_MAX, &count);

    if (!err && (count == 0 || before > LLZ_CONTENT_BYTES - (uint64_t)coded))
        err = LLZ_ERR_HEADER;
    for (r->n = 0; !err && r->n < count; r->n++) {
        struct llz_repeat *x = &r->at[r->n];

        /* x->at is the gap here, as it is written; below it becomes the place. */
        err = get_repeat(p, n, at, coded - place, content, x);
        if (err)
            return err;
        if (r->n > 0 && x->at == 0 && x->distance == x[-1].distance)
            /* One content has one list. */
            return LLZ_ERR_HEADER; /* the two are one */
        content += x->at + x->length;
        place += x->at;
        x->at = place;
        /* The coded bytes after this repeat are content too. */
        if (content > LLZ_CONTENT_BYTES - (uint64_t)(coded - place))
            return LLZ_ERR_HEADER;
    }
    return err;
}
