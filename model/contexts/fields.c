/* fields.c - fields of binary data, byte by byte. */
#include "model/contexts/fields.h"

#include <stdbool.h>

/* A record has at least so many bytes, and not so many. */
#define SHORTEST 8
#define LONGEST 4096
#define REGULAR 4      /* what an expected distance adds to the score */
#define MOST 1000      /* score */
#define MARGIN 40      /* by which another pair must lead, so that records keep their beginnings */
#define FEW 8          /* score of a pair that serves where the marker has not come for LONGEST bytes */
#define TEXT_TOKEN 128 /* and the length of the text, TEXT_LONGEST at most */
#define TEXT_LONGEST 15
#define SORT_MORE 7 /* bytes after the first one of a run that are counted, and the bits of the count */

static bool is_text(uint8_t byte)
{
    return byte >= 32 && byte < 127;
}

/* Sorts of bytes that are no text, 0 to 8. Zero and 255 fill; small numbers are lengths and kinds; what begins with the
 * same bits is often the upper half of numbers of one field. */
static unsigned sort_of(uint8_t byte)
{
    static const uint8_t first[] = { 1, 4, 16, 127, 192, 224, 248, 255 };
    unsigned sort = 0;

    while (sort < sizeof first && byte >= first[sort])
        sort++;
    return sort;
}

static void add_text(struct llz_fields *f, uint8_t before)
{
    if (f->run == 0)
        f->length = before;
    f->run++;
    if (f->run == f->length)
        f->left = LLZ_FIELDS_FAR;
    else
        f->left = f->run < f->length ? (uint8_t)(f->length - f->run) : 0;
}

static void add_other(struct llz_fields *f, uint8_t byte)
{
    const uint64_t sort = sort_of(byte), last = f->tokens & 0xff;

    if (f->run > 0)
        f->tokens = f->tokens << 8 | TEXT_TOKEN | (f->run < TEXT_LONGEST ? f->run : TEXT_LONGEST);
    if (f->run > 0 || last >> 3 != sort)
        f->tokens = f->tokens << 8 | sort << 3;
    else if ((last & SORT_MORE) < SORT_MORE)
        f->tokens++;
    f->run = 0;
    f->left = byte;
}

static void add_distances(struct llz_fields *f, const struct llz_byte_ring *ring, uint8_t byte)
{
    const uint32_t now = (uint32_t)ring->n;

    if (byte == 0) {
        f->zeros = llz_fields_since(ring, f->zero_at + 1);
        f->zero_at = now;
    } else if (byte < 32) {
        f->control = byte;
        f->control_at = now;
    }
}

/* Notes that the pair has come; returns the distance to the time before. */
static uint32_t note(struct llz_field_pair *p, uint32_t now)
{
    const uint32_t gap = now - p->at;
    const bool fits = gap >= SHORTEST && gap < LONGEST;

    p->at = now;
    if (!fits || gap * 2 < p->gap || gap > p->gap * 2u)
        p->score /= 2;
    else if (p->score < MOST)
        p->score += REGULAR;
    if (fits)
        p->gap = (uint16_t)(p->gap == 0 ? gap : (3u * p->gap + gap) / 4);
    return gap;
}

/* The marker is the pair that comes most regularly: once in each record, where a record has about the length of the one
 * before. */
static void find_marker(struct llz_fields *f, uint32_t pair, uint32_t now)
{
    struct llz_field_pair *p = &f->pair[pair];
    const uint32_t gap = note(p, now), lost = now - f->marker_at;
    const bool better = p->score > f->pair[f->marker].score + MARGIN || (lost >= LONGEST && p->score > FEW);

    if (pair != f->marker && !better)
        return;
    f->marker = pair;
    f->marker_at = now;
    f->period = gap < LONGEST ? gap : LONGEST;
    if (f->period < SHORTEST)
        f->period = SHORTEST;
}

void llz_fields_add(struct llz_fields *f, const struct llz_byte_ring *ring)
{
    const uint8_t byte = llz_byte_ring_get(ring, 1), before = llz_byte_ring_get(ring, 2);

    if (is_text(byte))
        add_text(f, before);
    else
        add_other(f, byte);
    add_distances(f, ring, byte);
    find_marker(f, (uint32_t)before << 8 | byte, (uint32_t)ring->n);
}
