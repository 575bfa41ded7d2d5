/* probe_overlap.c - a table of the probes' runs, and a hash that rolls over the samples (Karp, Rabin 1987). */
#include "learner/select/probe_overlap.h"

#include <stdlib.h>
#include <string.h>

#include "model/memory/hash.h"

#define STRING LLZ_OVERLAP_STRING

struct run {
    const uint8_t *bytes; /* NULL: the entry is empty */
    uint64_t hash;
    size_t times; /* in the probes; 0 once it was found */
};

/* Open addressing. */
struct table {
    struct run *run; /* [1 << bits] */
    int bits;
};

static uint64_t hash_of(const uint8_t *p)
{
    uint64_t hash = 0;
    for (int i = 0; i < STRING; i++)
        hash = hash * LLZ_GOLDEN + p[i];
    return hash;
}

/* Where it is, or would be put. */
static struct run *place(const struct table *t, const uint8_t *p, uint64_t hash)
{
    const size_t mask = ((size_t)1 << t->bits) - 1;
    size_t at = (size_t)(llz_mix(hash) >> (64 - t->bits));
    while (t->run[at].bytes && (t->run[at].hash != hash || memcmp(t->run[at].bytes, p, STRING) != 0))
        at = (at + 1) & mask;
    return &t->run[at];
}

static bool enter_all(struct table *t, const struct llz_text_bytes *probes, size_t n)
{
    size_t runs = 0;
    for (size_t i = 0; i < n; i++)
        runs += probes[i].n / STRING;
    /* At most half full. */
    while ((size_t)1 << t->bits < 2 * runs)
        t->bits++;
    t->run = calloc((size_t)1 << t->bits, sizeof *t->run);
    for (size_t i = 0; t->run && i < n; i++)
        for (size_t at = 0; at + STRING <= probes[i].n; at += STRING) {
            const uint8_t *p = probes[i].bytes + at;
            struct run *r = place(t, p, hash_of(p));
            *r = (struct run){ p, hash_of(p), r->times + 1 };
        }
    return t->run != NULL;
}

static uint64_t find_all(const struct table *t, const uint8_t *p, size_t n, uint64_t leaves)
{
    uint64_t found = 0, hash = n >= STRING ? hash_of(p) : 0;
    for (size_t i = 0; i + STRING <= n; i++) {
        struct run *r = place(t, p + i, hash);
        found += r->times;
        r->times = 0;
        if (i + STRING < n)
            hash = (hash - leaves * p[i]) * LLZ_GOLDEN + p[i + STRING];
    }
    return found;
}

bool llz_probe_overlap(const struct llz_text_bytes *probes, size_t n, const struct llz_text_bytes *samples,
                       size_t sample_count, uint64_t *bytes)
{
    struct table t = { NULL, 10 };
    const bool ok = enter_all(&t, probes, n);
    uint64_t leaves = 1; /* by what a byte counts when it is about to leave the hash */
    for (int i = 1; i < STRING; i++)
        leaves *= LLZ_GOLDEN;
    *bytes = 0;
    for (size_t i = 0; ok && i < sample_count; i++)
        *bytes += STRING * find_all(&t, samples[i].bytes, samples[i].n, leaves);
    free(t.run);
    return ok;
}
