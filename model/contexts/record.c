/* record.c - data in records of one length: which length that is, and contexts from what stands above.
 *
 * The length is found by votes. Each byte value remembers where it came last and how far that was from the
 * time before; two equal gaps in a row are a vote for that length. Records repeat bytes at their own
 * length more than at any other, and the votes need no transform and no second look at the data. */
#include "model/contexts/record.h"

#include <string.h>

#include "model/memory/hash.h"

#define SHORTEST 2
#define FIRST_GUESS 4 /* bytes: what is as good as any before the first vote */
#define VOTE 64
#define MARGIN 256 /* votes by which a new length must lead, so that columns keep their numbers */

void llz_record_init(struct llz_record *r)
{
    memset(r, 0, sizeof *r);
    r->best = FIRST_GUESS;
    r->second = 2 * FIRST_GUESS;
}

void llz_record_profile(struct llz_record *r, const struct llz_profile *p)
{
    r->told = p->stride >= SHORTEST ? p->stride : 0;
    if (r->told && r->told != r->best) {
        if (r->second == r->told)
            r->second = r->best;
        r->best = r->told;
    }
    r->column = 0;
}

/* One vote for d; the two best are kept up to date. */
static void vote(struct llz_record *r, uint32_t d)
{
    if (r->votes[d] < UINT16_MAX - VOTE)
        r->votes[d] = (uint16_t)(r->votes[d] + VOTE);
    if (d == r->best)
        return;
    const uint32_t best = r->best < LLZ_RECORD_LONGEST ? r->votes[r->best] : 0;
    const uint32_t second = r->second < LLZ_RECORD_LONGEST ? r->votes[r->second] : 0;
    if (!r->told && r->votes[d] > best + MARGIN + best / 4) {
        r->second = r->best;
        r->best = d;
        r->column = 0;
    } else if (d != r->second && r->votes[d] > second + MARGIN + second / 4) {
        r->second = d;
    }
}

/* Every counter loses an eighth once in LLZ_RECORD_LONGEST bytes.
 *
 * One counter a byte, in turn, instead of all of them at intervals: the work for each byte stays the same. */
static void fade(struct llz_record *r)
{
    r->fading = (r->fading + 1) % LLZ_RECORD_LONGEST;
    r->votes[r->fading] = (uint16_t)(r->votes[r->fading] - r->votes[r->fading] / 8);
}

void llz_record_add(struct llz_record *r, const struct llz_byte_ring *ring)
{
    const uint8_t byte = llz_byte_ring_get(ring, 1);
    const uint32_t now = (uint32_t)ring->n;
    const uint32_t gap = now - r->last[byte];
    if (gap == r->gap[byte] && gap >= SHORTEST && gap < LLZ_RECORD_LONGEST)
        vote(r, gap);
    r->gap[byte] = gap;
    r->last[byte] = now;
    fade(r);
    const uint32_t equal = byte == llz_byte_ring_get(ring, 1 + (uint64_t)r->best);
    r->same = r->same << 1 | equal;
    r->slow = r->slow - r->slow / 64 + (equal ? 1023 : 0);
    r->zero = byte == 0 ? 0 : r->zero + (r->zero < 255);
    r->column = r->column + 1 >= r->best ? 0 : r->column + 1;
}

void llz_record_pass(struct llz_record *r, uint64_t bytes)
{
    r->column = (uint32_t)((r->column + bytes) % r->best);
}

void llz_record_keys(const struct llz_record *r, const struct llz_byte_ring *ring, uint64_t *keys)
{
    const uint64_t d = r->best;
    const uint64_t e = r->second;
    const uint64_t col = r->column;
    const uint64_t w = llz_byte_ring_get(ring, 1);
    const uint64_t ww = llz_byte_ring_get(ring, 2);
    const uint64_t up = llz_byte_ring_get(ring, d);
    const uint64_t up2 = llz_byte_ring_get(ring, 2 * d);
    const uint64_t up3 = llz_byte_ring_get(ring, 3 * d);
    const uint64_t left = llz_byte_ring_get(ring, d + 1); /* above the last byte */
    const uint64_t left2 = llz_byte_ring_get(ring, d + 2);
    const uint64_t right = llz_byte_ring_get(ring, d - 1); /* above the byte after the next */
    const uint64_t other = llz_byte_ring_get(ring, e);
    const uint64_t back4 = llz_byte_ring_get(ring, 4);
    const uint64_t back8 = llz_byte_ring_get(ring, 8);
    const uint64_t phase = llz_byte_ring_position(ring) & 3;
    /* `up` is the byte above, in the record before. */
    const uint64_t contexts[LLZ_RECORD_KEYS] = {
        up | w << 8 | left << 16,
        up | col << 8,
        up | w << 8 | right << 16 | left << 24,
        up | up2 << 8 | up3 << 16,
        w | ww << 8 | col << 16,
        up | w << 8 | ww << 16,
        w | col << 8,
        up | up2 << 8 | col << 16,
        ((up + w - left) & 255) | col << 8,                        /* fields that move together */
        ((2 * up - up2) & 255) | ((up - up2) & 255) << 8,          /* what counts up from record to record */
        ((w - left) & 255) | ((ww - left2) & 255) << 8 | up << 16, /* how far the field has moved so far */
        up | right << 8 | llz_byte_ring_get(ring, d - 2) << 16 | up2 << 24 | w << 32 | left << 40,
        other | w << 8 | (e < d) << 16,
        other | up << 8,
        r->zero | w << 8 | (r->same & 15) << 16,
        (r->same & 255) | up << 8 | (r->slow >> 12) << 16,
        phase | back4 << 8 | w << 16,
        phase | back4 << 8 | back8 << 16,
    };
    /* Contexts of another record length must not meet those of this one. The last two do not depend
     * on the length. */
    const uint64_t salt = llz_fold(UINT64_C(0x7ec0), d);
    for (size_t k = 0; k < LLZ_RECORD_KEYS; k++)
        keys[k] = llz_fold(llz_fold(k < LLZ_RECORD_KEYS - 2 ? salt : 0, k), contexts[k]);
}

unsigned llz_record_select(const struct llz_record *r, const struct llz_byte_ring *ring, int which)
{
    switch (which) {
    case 0:
        return r->column < 256 ? r->column : 128 + r->column % 128;
    case 1:
        return (r->same & 31) | (r->slow >> 13) << 5;
    default:
        return llz_byte_ring_get(ring, r->best);
    }
}
