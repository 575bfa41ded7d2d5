/* cover.c - which passages of the samples a prior keeps for matching: greedy cover of 12-byte strings that
 * many samples share.
 *
 * Each passage is worth the strings in it that come again elsewhere; once taken, its strings are worth
 * nothing more. Taking the best of each stretch in turn, four rounds, comes near to always taking the best
 * of all, in one pass over the text. */
#include "learner/prior/cover.h"

#include <stdlib.h>
#include <string.h>

#include "model/memory/hash.h"

#define GRAM 12     /* bytes that count as one thing that comes again */
#define PASSAGE 256 /* bytes taken at a time */
#define UNIT 4096   /* bytes of one sample in which a gram counts once */
#define TABLE_BITS 24
#define PROBES_SHARE 4            /* all probes together count as much as one part in so many of the text */
#define WORTH_LEAST (2 * PASSAGE) /* of a passage: each of its grams is in two other places */

struct table {
    uint16_t *times; /* [1 << TABLE_BITS] units that have a gram; 0 again once it is covered */
    uint32_t *unit;  /* the last one of them, + 1 */
};

/* Collisions only blur worths; 2^24 entries are enough for some 30 MB of samples. */
static size_t slot_of(const uint8_t *p)
{
    uint64_t a;
    uint32_t b;
    memcpy(&a, p, sizeof a);
    memcpy(&b, p + sizeof a, sizeof b);
    return (size_t)(llz_mix(a * LLZ_GOLDEN + b) >> (64 - TABLE_BITS));
}

static void add(struct table *t, const uint8_t *gram, uint32_t unit, uint32_t times)
{
    const size_t s = slot_of(gram);
    if (t->unit[s] == unit)
        return;
    t->unit[s] = unit;
    t->times[s] = (uint16_t)(t->times[s] + times < UINT16_MAX ? t->times[s] + times : UINT16_MAX);
}

/* What probes have too is worth more, a quarter as much in all as what the text has. unit: the last one of the text. */
static void count_probes(struct table *t, const struct llz_pieces *text, uint32_t unit)
{
    size_t total = 0;
    for (size_t k = 0; k < text->probe_count; k++)
        total += text->probes[k].n;
    const size_t times = text->counted_bytes / (PROBES_SHARE * (total + 1)) + 1;
    for (size_t k = 0; k < text->probe_count; k++)
        for (size_t i = 0; i + GRAM <= text->probes[k].n; i++) {
            unit += i % UNIT == 0;
            add(t, text->probes[k].bytes + i, unit, times < UINT16_MAX ? (uint32_t)times : UINT16_MAX);
        }
}

static void count(struct table *t, const struct llz_pieces *text)
{
    size_t i = 0;
    uint32_t unit = 0;
    for (size_t k = 0; k < text->ends; k++) {
        for (const size_t first = i; i + GRAM <= text->end[k]; i++) {
            /* Counted by stretches of 4 KB, so that a string repeated within one page is not taken for
             * a common one. */
            unit += i == first || (i - first) % UNIT == 0;
            add(t, text->counted + i, unit, 1);
        }
        i = text->end[k];
    }
    count_probes(t, text, unit);
}

static uint32_t worth_of(const struct table *t, const uint8_t *gram)
{
    const uint32_t times = t->times[slot_of(gram)];
    return times > 1 ? times - 1 : 0;
}

/* The passage between two places that covers most; its worth. */
static uint64_t best_between(const struct table *t, const uint8_t *p, size_t from, size_t to, size_t *best)
{
    uint64_t worth = 0, most = 0;
    for (size_t i = from; i + GRAM <= to; i++) {
        worth += worth_of(t, p + i);
        if (i >= from + PASSAGE - GRAM + 1)
            worth -= worth_of(t, p + i - (PASSAGE - GRAM + 1));
        if (i + GRAM >= from + PASSAGE && worth > most) {
            most = worth;
            *best = i + GRAM - PASSAGE;
        }
    }
    return most;
}

static void cover(struct table *t, const uint8_t *passage)
{
    for (size_t i = 0; i + GRAM <= PASSAGE; i++)
        t->times[slot_of(passage + i)] = 0;
}

/* From the end of the room to its beginning: the first ones found are worth most. */
static size_t choose(struct table *t, const struct llz_pieces *text, uint8_t *out, size_t room)
{
    const size_t passages = room / PASSAGE, total = text->counted_bytes;
    const size_t stride = passages > 0 ? total / passages : 0;
    size_t left = room;
    if (stride < PASSAGE)
        return 0;
    for (int round = 0; round < 4 && left >= PASSAGE; round++) {
        const size_t before = left;
        for (size_t from = 0; from + PASSAGE <= total && left >= PASSAGE; from += 4 * stride) {
            const size_t begin = from + (size_t)round * stride, end = begin + 4 * stride;
            size_t best = 0;
            if (begin + PASSAGE > total ||
                best_between(t, text->counted, begin, end < total ? end : total, &best) < WORTH_LEAST)
                continue;
            left -= PASSAGE;
            memcpy(out + left, text->counted + best, PASSAGE);
            cover(t, text->counted + best);
        }
        if (left == before)
            break;
    }
    memmove(out, out + left, room - left);
    return room - left;
}

bool llz_cover(const struct llz_pieces *text, uint8_t *out, size_t room, size_t *n)
{
    const size_t slots = (size_t)1 << TABLE_BITS;
    struct table t = { calloc(slots, sizeof *t.times), calloc(slots, sizeof *t.unit) };
    const bool ok = t.times && t.unit;
    *n = 0;
    if (ok) {
        count(&t, text);
        *n = choose(&t, text, out, room);
    }
    free(t.times);
    free(t.unit);
    return ok;
}
