/* probe_sketch.c - a table that has each string of the probes exactly. What stands in it does not depend on the order
 * of its entries, and all is counted in integers: every machine chooses alike. */
#include "learner/select/probe_sketch.h"

#include <stdlib.h>
#include <string.h>

#include "model/memory/hash.h"

#define STRING 6               /* bytes */
#define PROBES_MOST (1u << 20) /* bytes that are looked at; 48 to 96 of memory for each */
#define TAKEN_SHIFT 2          /* each piece that has a string leaves a quarter of its worth */
#define TAKEN_MOST 15

/* Never 0, which is an empty place. */
static uint64_t string_at(const uint8_t *p)
{
    uint64_t string = 0;
    memcpy(&string, p, STRING);
    return string + 1;
}

/* Where it is, or would be put. */
static struct llz_sketch_entry *place(const struct llz_probe_sketch *s, uint64_t string)
{
    const size_t mask = ((size_t)1 << s->bits) - 1;
    size_t at = (size_t)(llz_mix(string) >> (64 - s->bits));
    while (s->entry[at].string && s->entry[at].string != string)
        at = (at + 1) & mask;
    return &s->entry[at];
}

/* The string at a place of the unit at hand, if the probes have it and it was not met in the unit; else NULL. */
static struct llz_sketch_entry *met(struct llz_probe_sketch *s, const uint8_t *p)
{
    struct llz_sketch_entry *e = place(s, string_at(p));
    if (!e->string || e->unit == s->unit)
        return NULL;
    e->unit = s->unit;
    return e;
}

static void count_probe(struct llz_probe_sketch *s, const uint8_t *unit, size_t n)
{
    s->unit++;
    s->probe_units++;
    for (size_t i = 0; i + STRING <= n; i++) {
        struct llz_sketch_entry *e = place(s, string_at(unit + i));
        e->string = string_at(unit + i);
        if (e->unit != s->unit && e->probes < UINT16_MAX)
            e->probes++;
        e->unit = s->unit;
    }
}

static void count_probes(struct llz_probe_sketch *s, const struct llz_text_bytes *probes, size_t n,
                         size_t period)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t at = 0; at < probes[i].n; at += LLZ_PIECE_BYTES, k++) {
            const size_t left = probes[i].n - at;
            if (k % period == 0)
                count_probe(s, probes[i].bytes + at, left < LLZ_PIECE_BYTES ? left : LLZ_PIECE_BYTES);
        }
}

bool llz_sketch_new(struct llz_probe_sketch *s, const struct llz_text_bytes *probes, size_t n)
{
    size_t total = 0;
    *s = (struct llz_probe_sketch){ .bits = 10 };
    for (size_t i = 0; i < n; i++)
        total += probes[i].n;
    const size_t period = total / PROBES_MOST + 1;
    /* At most half full. */
    while ((size_t)1 << s->bits < 2 * (total / period + LLZ_PIECE_BYTES))
        s->bits++;
    s->entry = calloc((size_t)1 << s->bits, sizeof *s->entry);
    if (s->entry)
        count_probes(s, probes, n, period);
    return s->entry != NULL;
}

void llz_sketch_free(struct llz_probe_sketch *s)
{
    free(s->entry);
    s->entry = NULL;
}

void llz_sketch_count(struct llz_probe_sketch *s, const uint8_t *unit, size_t n)
{
    s->unit++;
    s->sample_units++;
    for (size_t i = 0; i + STRING <= n; i++) {
        struct llz_sketch_entry *e = met(s, unit + i);
        if (e && e->samples < UINT16_MAX)
            e->samples++;
    }
}

/* How much oftener probes have a string than samples: twice the binary logarithm, at least 0. */
static unsigned telling(const struct llz_probe_sketch *s, const struct llz_sketch_entry *e)
{
    const uint64_t samples = e->samples > 0 ? e->samples : 1;
    return llz_gram_class((uint64_t)e->probes * s->sample_units / (samples * s->probe_units) + 1);
}

uint64_t llz_sketch_likeness(struct llz_probe_sketch *s, const uint8_t *unit, size_t n)
{
    uint64_t sum = 0;
    s->unit++;
    for (size_t i = 0; i + STRING <= n; i++) {
        const struct llz_sketch_entry *e = met(s, unit + i);
        sum += e ? telling(s, e) : 0;
    }
    return sum * LLZ_PIECE_BYTES / (n + 1);
}

uint64_t llz_sketch_gain(struct llz_probe_sketch *s, const uint8_t *piece, size_t n)
{
    uint64_t sum = 0;
    s->unit++;
    for (size_t i = 0; i + STRING <= n; i++) {
        const struct llz_sketch_entry *e = met(s, piece + i);
        sum += e ? (uint64_t)e->probes << 16 >> (TAKEN_SHIFT * e->taken) : 0;
    }
    return sum;
}

void llz_sketch_take(struct llz_probe_sketch *s, const uint8_t *piece, size_t n)
{
    s->unit++;
    for (size_t i = 0; i + STRING <= n; i++) {
        struct llz_sketch_entry *e = met(s, piece + i);
        if (e && e->taken < TAKEN_MOST)
            e->taken++;
    }
}

void llz_sketch_forget(struct llz_probe_sketch *s)
{
    for (size_t i = 0; i < (size_t)1 << s->bits; i++)
        s->entry[i].taken = 0;
}
