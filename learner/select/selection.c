/* selection.c - ranks the pieces of the samples by likeness to the probes, and chooses among the likest what is learned
 * in full: always the piece that brings most beyond what was chosen before (Nemhauser, Wolsey, Fisher 1978: such a greedy
 * choice reaches 63 % of what the best could). Gains only fall, so a piece is looked at again only when it seems to be
 * the best (Minoux 1978). */
#include "learner/select/selection.h"

#include <stdlib.h>

struct llz_unit {
    const uint8_t *bytes;
    size_t n, number;
    uint64_t likeness, gain;
    bool begins, ends; /* its sample */
    bool kept;
    enum llz_piece_use use;
};

static bool cut(struct llz_selection *s)
{
    size_t units = 0;
    for (size_t i = 0; i < s->sample_count; i++)
        units += s->samples[i].n / LLZ_PIECE_BYTES + 1;
    s->unit = calloc(units + 1, sizeof *s->unit);
    s->ranked = calloc(units + 1, sizeof(struct llz_unit *));
    if (!s->unit || !s->ranked)
        return false;
    for (size_t i = 0; i < s->sample_count; i++)
        for (size_t at = 0; at < s->samples[i].n; at += LLZ_PIECE_BYTES) {
            const size_t left = s->samples[i].n - at, n = left < LLZ_PIECE_BYTES ? left : LLZ_PIECE_BYTES;
            s->unit[s->units] = (struct llz_unit){ .bytes = s->samples[i].bytes + at,
                                                   .n = n,
                                                   .number = s->units,
                                                   .begins = at == 0,
                                                   .ends = n == left };
            s->ranked[s->units] = &s->unit[s->units];
            s->units++;
            s->bytes += n;
        }
    return true;
}

static int likest_first(const void *a, const void *b)
{
    const struct llz_unit *x = *(struct llz_unit *const *)a, *y = *(struct llz_unit *const *)b;
    if (x->likeness != y->likeness)
        return x->likeness > y->likeness ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

bool llz_selection_new(struct llz_selection *s, const struct llz_text_bytes *samples, size_t n,
                       const struct llz_text_bytes *probes, size_t probe_count)
{
    *s = (struct llz_selection){
        .samples = samples, .probes = probes, .sample_count = n, .probe_count = probe_count
    };
    if (!llz_sketch_new(&s->sketch, probes, probe_count) || !cut(s)) {
        llz_selection_free(s);
        return false;
    }
    for (size_t i = 0; i < s->units; i++)
        llz_sketch_count(&s->sketch, s->unit[i].bytes, s->unit[i].n);
    for (size_t i = 0; i < s->units; i++)
        s->unit[i].likeness = llz_sketch_likeness(&s->sketch, s->unit[i].bytes, s->unit[i].n);
    qsort(s->ranked, s->units, sizeof(struct llz_unit *), likest_first);
    return true;
}

void llz_selection_free(struct llz_selection *s)
{
    llz_sketch_free(&s->sketch);
    free(s->unit);
    free(s->ranked);
    free(s->chosen);
    s->unit = NULL;
    s->ranked = s->chosen = NULL;
}

/* The likest; those held out are spread evenly over them. */
static void keep_likest(struct llz_selection *s, size_t bytes)
{
    size_t k = 0;
    s->kept = s->kept_bytes = 0;
    for (size_t i = 0; i < s->units; i++)
        s->unit[i].kept = false;
    while (s->kept < s->units && s->kept_bytes < bytes) {
        s->ranked[s->kept]->kept = true;
        s->kept_bytes += s->ranked[s->kept++]->n;
    }
    for (size_t i = 0; i < s->units; i++)
        if (s->unit[i].kept)
            s->unit[i].use = k++ % s->period == s->period / 2 ? LLZ_PIECE_HELD_OUT : LLZ_PIECE_COUNTED;
}

static struct llz_unit *most_promising(const struct llz_selection *s)
{
    struct llz_unit *best = NULL;
    for (size_t i = 0; i < s->kept; i++)
        if (s->ranked[i]->use == LLZ_PIECE_COUNTED && (!best || s->ranked[i]->gain > best->gain))
            best = s->ranked[i];
    return best;
}

/* The piece that brings most, or NULL; gains of all are what they were once, so never too small. */
static struct llz_unit *next_best(struct llz_selection *s)
{
    struct llz_unit *best;
    while ((best = most_promising(s))) {
        const uint64_t seemed = best->gain;
        best->gain = llz_sketch_gain(&s->sketch, best->bytes, best->n);
        if (best->gain == seemed || most_promising(s) == best)
            break;
    }
    return best;
}

/* Fills chosen[most], the best first, with so many bytes. */
static void choose(struct llz_selection *s, size_t most, size_t bytes)
{
    size_t got = 0;
    llz_sketch_forget(&s->sketch);
    for (size_t i = 0; i < s->kept; i++)
        s->ranked[i]->gain = llz_sketch_gain(&s->sketch, s->ranked[i]->bytes, s->ranked[i]->n);
    for (s->learned = 0; s->learned < most && got < bytes; s->learned++) {
        struct llz_unit *u = next_best(s);
        if (!u)
            break;
        u->use = LLZ_PIECE_SAMPLE;
        llz_sketch_take(&s->sketch, u->bytes, u->n);
        s->chosen[s->learned] = u;
        got += u->n;
    }
}

static bool keep(struct llz_selection *s, size_t bytes, const struct llz_pieces_shares *shares)
{
    s->period = llz_pieces_period(bytes, shares->held_out);
    keep_likest(s, bytes);
    /* As many as llz_pieces_cut() takes of as much text. */
    const bool told = shares->sample > 0;
    const size_t most = told ? s->kept : s->kept / s->period + 1;
    free(s->chosen);
    s->chosen = calloc(most + 1, sizeof(struct llz_unit *));
    if (s->chosen)
        choose(s, most, told ? llz_pieces_sample(s->kept_bytes, shares) : SIZE_MAX);
    return s->chosen != NULL;
}

bool llz_selection_cut(struct llz_selection *s, struct llz_pieces *p, size_t bytes,
                       const struct llz_pieces_shares *shares)
{
    if (!keep(s, bytes, shares) || !llz_pieces_new(p, s->kept_bytes, s->kept))
        return false;
    for (size_t i = 0; i < s->units; i++) {
        const struct llz_unit *u = &s->unit[i];
        if (u->kept && u->use != LLZ_PIECE_SAMPLE)
            llz_pieces_add(p, u->use, u->bytes, u->n, u->begins);
        else
            llz_pieces_end(p);
        if (u->ends)
            llz_pieces_end(p);
    }
    for (size_t i = s->learned; i-- > 0;)
        llz_pieces_add(p, LLZ_PIECE_SAMPLE, s->chosen[i]->bytes, s->chosen[i]->n, s->chosen[i]->begins);
    llz_pieces_close(p);
    p->probes = s->probes;
    p->probe_count = s->probe_count;
    return true;
}
