/* sketch.c - strings of six bytes, as many as there is memory for.
 *
 * Which strings count is decided by their hashes, so that of what two files share both have the same. Of a folder of any
 * size there are about PAIRS_USUAL of them or less, and PAIRS_MAX at most, of 24 bytes each, order_chain.c's among these: 50 MB,
 * and 100 MB at most. Beside that a unit takes 300 bytes, and an entry 16: 2.2 MB for 100,000 files. */
#include "cli/tree/order/sketch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/signals.h"
#include "cli/tree/pack/entry_content.h"
#include "codec/coder/bytes.h"
#include "model/memory/hash.h"

#define STRING 6               /* bytes: as in choose_section.c */
#define PIECES 4               /* of a longer file: at its beginning, at its end, and between */
#define SAMPLE 16384           /* bytes of a file that are looked at */
#define RATE_BITS 1            /* of so many strings (a power of two) one counts, */
#define PAIRS_USUAL (1u << 21) /* or fewer, so that there are about so many, */
#define PAIRS_MAX (1u << 22)   /* and never more than this, whatever the files hold */
#define COMMON 64              /* units: what more of them have tells nothing about any, and takes time */

/* A sample of a file, and its strings. */
struct sampler {
    unsigned rate_bits;
    unsigned char bytes[SAMPLE];
    uint32_t strings[SAMPLE];
    size_t n;
    uint32_t has[256]; /* how often its unit has each byte so far */
};

static void add_strings(struct sampler *p, size_t bytes)
{
    const uint32_t mask = (1u << p->rate_bits) - 1;

    for (size_t i = 0; i < bytes; i++)
        p->has[p->bytes[i]]++;
    for (size_t i = 0; i + STRING <= bytes; i++) {
        const uint32_t hash = (uint32_t)(llz_load48(p->bytes + i) * LLZ_GOLDEN >> 32);

        if ((hash & mask) == 0)
            p->strings[p->n++] = hash;
    }
}

/* 0, or an error of the system. */
static int look(struct sampler *p, const struct tree *t, const struct tree_entry *e)
{
    const size_t pieces = e->size > SAMPLE ? PIECES : 1;
    const size_t n = pieces > 1 ? SAMPLE / PIECES : (size_t)e->size;
    const uint64_t apart = pieces > 1 ? (e->size - n) / (PIECES - 1) : 0;
    const int fd = content_open(t, e);
    int error = fd >= 0 ? 0 : errno;

    p->n = 0;
    for (uint64_t i = 0; i < pieces && error == 0; i++) {
        const size_t got = content_read(fd, e, apart * i, p->bytes, n);

        error = got < n ? errno : 0;
        add_strings(p, got);
    }
    content_close(e, fd);
    return error;
}

/* A file that went away meanwhile is told of when it is packed; what may not be read may be allowed by then, and its place
 * would be another. With any other error it could not be packed either. */
static enum status look_at(struct sampler *p, const struct tree *t, const struct tree_entry *e)
{
    const int error = look(p, t, e);
    const char *name = e->origin.spooled ? e->path : e->origin.path;
    char text[128];

    if (error == 0 || content_is_gone(error))
        return STATUS_OK;
    if (!content_is_withdrawn(error))
        return report_errno(name, error);
    snprintf(text, sizeof text, "stands where it may serve less, as it could not be looked at: %s",
             strerror(error));
    return report_loss(name, text);
}

static int compare_pairs(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static int compare_strings(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Each once, or a file of zeros would leave no room for others. 0, or -1 without memory. */
static int keep(struct sketch *s, size_t *pairs, size_t *room, struct sampler *p, size_t unit)
{
    qsort(p->strings, p->n, sizeof *p->strings, compare_strings);
    for (size_t i = 0; i < p->n && *pairs < PAIRS_MAX; i++) {
        uint64_t *grown;

        if (i > 0 && p->strings[i] == p->strings[i - 1])
            continue;
        grown = array_grow(s->pairs, *pairs, room, sizeof *grown);
        if (!grown)
            return -1;
        s->pairs = grown;
        grown[(*pairs)++] = (uint64_t)p->strings[i] << 32 | unit;
    }
    return 0;
}

/* Counts and lists of strings, from the pairs, which are sorted. */
static int number_strings(struct sketch *s, size_t pairs)
{
    size_t kept = 0;

    s->units_of = calloc(pairs / 2 + 2, sizeof *s->units_of);
    s->list_of = calloc(s->units + 2, sizeof *s->list_of);
    if (!s->units_of || !s->list_of)
        return -1;
    for (size_t i = 0, end; i < pairs; i = end) {
        for (end = i + 1; end < pairs && s->pairs[end] >> 32 == s->pairs[i] >> 32; end++)
            ;
        for (size_t k = i; k < end && end - i <= COMMON; k++)
            s->count[(uint32_t)s->pairs[k]]++;
        if (end - i < 2 || end - i > COMMON)
            continue;
        for (size_t k = i; k < end; k++) {
            s->list_of[(uint32_t)s->pairs[k] + 2]++;
            s->pairs[kept++] = s->pairs[k];
        }
        s->units_of[++s->strings] = (uint32_t)kept;
    }
    return 0;
}

/* list_of counts one place further on while the lists are filled, which moves every beginning to where it belongs. */
static int list_strings(struct sketch *s)
{
    s->list = calloc(s->units_of[s->strings] + 1, sizeof *s->list);
    if (!s->list)
        return -1;
    for (size_t u = 1; u <= s->units; u++)
        s->list_of[u + 1] += s->list_of[u];
    for (size_t k = 0; k < s->strings; k++)
        for (size_t i = s->units_of[k]; i < s->units_of[k + 1]; i++)
            s->list[s->list_of[(uint32_t)s->pairs[i] + 1]++] = (uint32_t)k;
    return 0;
}

/* Pairs of files of one unit may be there twice. */
static size_t sort_pairs(struct sketch *s, size_t pairs)
{
    size_t kept = 0;

    if (pairs > 0)
        qsort(s->pairs, pairs, sizeof *s->pairs, compare_pairs);
    for (size_t i = 0; i < pairs; i++)
        if (i == 0 || s->pairs[i] != s->pairs[i - 1])
            s->pairs[kept++] = s->pairs[i];
    return kept;
}

static unsigned rate_for(const struct tree *t)
{
    uint64_t bytes = 0;
    unsigned bits = RATE_BITS;

    for (size_t i = 0; i < t->files; i++) {
        const uint64_t size = t->entries[t->order[i]].size;

        bytes += size < SAMPLE ? size : SAMPLE;
    }
    while (bytes >> bits > PAIRS_USUAL)
        bits++;
    return bits;
}

static void end_unit(struct sampler *p, unsigned char *parts)
{
    uint64_t sum = 0;

    for (int i = 0; i < 256; i++)
        sum += p->has[i];
    for (int i = 0; i < 256 && sum > 0; i++)
        parts[i] = (unsigned char)((p->has[i] * UINT64_C(255) + sum / 2) / sum);
    memset(p->has, 0, sizeof p->has);
}

static int gather(struct sketch *s, const struct tree *t, struct sampler *p, size_t *pairs, enum status *status)
{
    size_t room = 0;

    for (size_t i = 0; i < t->files && *status != STATUS_ERROR && !signals_caught(); i++) {
        const struct tree_entry *e = &t->entries[t->order[i]];

        *status = status_worse(look_at(p, t, e), *status);
        s->bytes[i / s->each] += e->size;
        if (keep(s, pairs, &room, p, i / s->each) != 0)
            return -1;
        if ((i + 1) % s->each == 0 || i + 1 == t->files)
            end_unit(p, s->parts[i / s->each]);
    }
    return 0;
}

static int make(struct sketch *s, const struct tree *t, struct sampler *p, enum status *status)
{
    size_t pairs = 0;

    s->each = t->files / SKETCH_UNITS + 1;
    s->units = (t->files + s->each - 1) / s->each;
    s->bytes = calloc(s->units + 1, sizeof *s->bytes);
    s->count = calloc(s->units + 1, sizeof *s->count);
    s->parts = calloc(s->units + 1, sizeof *s->parts);
    if (!s->bytes || !s->count || !s->parts || gather(s, t, p, &pairs, status) != 0)
        return -1;
    return number_strings(s, sort_pairs(s, pairs)) != 0 || list_strings(s) != 0 ? -1 : 0;
}

enum status sketch_make(struct sketch *s, const struct tree *t)
{
    struct sampler *p = calloc(1, sizeof *p);
    enum status status = STATUS_OK;
    int failed = 1;

    *s = (struct sketch){ 0 };
    if (p) {
        p->rate_bits = rate_for(t);
        failed = make(s, t, p, &status) != 0;
    }
    free(p);
    if (failed)
        return report_errno(t->entries[t->order[0]].path, ENOMEM);
    return signals_caught() ? STATUS_ERROR : status;
}

void sketch_free(struct sketch *s)
{
    free(s->bytes);
    free(s->count);
    free(s->parts);
    free(s->pairs);
    free(s->units_of);
    free(s->list);
    free(s->list_of);
    *s = (struct sketch){ 0 };
}
