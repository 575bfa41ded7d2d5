/* flow.c - A decoder's output, of which repeats exist only as lengths. It is made up as it is drained, in
 * whatever pieces the caller asks for: a terabyte of zeros takes no memory. */
#include "codec/repeats/flow.h"

#include <string.h>

void llz_flow_begin(struct llz_flow *f, const uint8_t *raw, size_t n, const struct llz_repeats *repeats,
                    struct llz_tail *tail)
{
    *f = (struct llz_flow){ .raw = raw, .n = n, .repeats = repeats, .tail = tail };
}

/* All of it goes into the tail at once, though it is drained in pieces: no repeat comes before all has gone. */
static void begin_literal(struct llz_flow *f, size_t end)
{
    f->literal = f->raw + f->at;
    f->literal_left = end - f->at;
    llz_tail_add(f->tail, f->literal, f->literal_left);
    f->at = end;
}

bool llz_flow_waits(struct llz_flow *f)
{
    const struct llz_repeats *r = f->repeats;

    if (f->literal_left > 0 || f->repeat_left > 0)
        return true;
    /* Before the bytes at this place. Another repeat may stand at the same place, of another distance. */
    if (r && f->next < r->n && r->at[f->next].at == f->at) {
        f->repeat_left = r->at[f->next].length;
        f->distance = r->at[f->next].distance;
        f->next++;
        return true;
    }
    if (f->at == f->n)
        return false;
    begin_literal(f, r && f->next < r->n ? r->at[f->next].at : f->n);
    return true;
}

size_t llz_flow_take(struct llz_flow *f, uint8_t *out, size_t cap)
{
    size_t n = cap;

    if (!llz_flow_waits(f))
        return 0;
    if (f->literal_left > 0) {
        n = n < f->literal_left ? n : f->literal_left;
        memcpy(out, f->literal, n);
        f->literal += n;
        f->literal_left -= n;
    } else {
        /* Only as many as are asked for: the whole repeat may be larger than any memory. */
        n = n < f->repeat_left ? n : (size_t)f->repeat_left;
        llz_tail_repeat(f->tail, out, n, f->distance);
        f->repeat_left -= n;
    }
    return n;
}

static void skip_repeat(struct llz_flow *f)
{
    llz_tail_pass(f->tail, f->repeat_left, f->distance);
    f->repeat_left = 0;
}

uint64_t llz_flow_zeros(struct llz_flow *f)
{
    /* While bytes wait there is no repeat_left, and n is 0 whatever the distance was. */
    const uint64_t n = llz_flow_waits(f) && f->distance == 0 ? f->repeat_left : 0;

    if (n > 0)
        skip_repeat(f);
    return n;
}

void llz_flow_skip(struct llz_flow *f)
{
    while (llz_flow_waits(f)) {
        /* They are in the tail already. */
        f->literal_left = 0;
        if (f->repeat_left > 0)
            skip_repeat(f);
    }
}
