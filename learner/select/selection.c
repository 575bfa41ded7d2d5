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
            s->unit[s->units] = (struct llz_unit){
                .bytes = s->samples[i].bytes + at, .n = n, .number = s->units, .begins = at == 0, .ends = n == left
            };
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
    s->unit = NULL;
    s->ranked = NULL;
}

/* The likest; those held out are spread evenly over them. Returns how many are kept. */
static size_t keep(struct llz_selection *s, size_t bytes, size_t period)
{
    size_t kept = 0, taken = 0;
    for (size_t i = 0; i < s->units; i++)
        s->unit[i].kept = false;
    while (kept < s->units && taken < bytes) {
        s->ranked[kept]->kept = true;
        taken += s->ranked[kept++]->n;
    }
    for (size_t i = 0, k = 0; i < s->units; i++)
        if (s->unit[i].kept)
            s->unit[i].use = k++ % period == period / 2 ? LLZ_PIECE_HELD_OUT : LLZ_PIECE_COUNTED;
    return kept;
}

static struct llz_unit *most_promising(struct llz_selection *s, size_t kept)
{
    struct llz_unit *best = NULL;
    for (size_t i = 0; i < kept; i++)
        if (s->ranked[i]->use == LLZ_PIECE_COUNTED && (!best || s->ranked[i]->gain > best->gain))
            best = s->ranked[i];
    return best;
}

/* The piece that brings most, or NULL; gains of all are what they were once, so never too small. */
static struct llz_unit *next_best(struct llz_selection *s, size_t kept)
{
    struct llz_unit *best;
    while ((best = most_promising(s, kept))) {
        const uint64_t seemed = best->gain;
        best->gain = llz_sketch_gain(&s->sketch, best->bytes, best->n);
        if (best->gain == seemed || most_promising(s, kept) == best)
            break;
    }
    return best;
}

/* Fills chosen[most], the best first; returns how many. */
static size_t choose(struct llz_selection *s, size_t kept, struct llz_unit **chosen, size_t most)
{
    size_t n = 0;
    llz_sketch_forget(&s->sketch);
    for (size_t i = 0; i < kept; i++)
        s->ranked[i]->gain = UINT64_MAX;
    while (n < most && (chosen[n] = next_best(s, kept))) {
        chosen[n]->use = LLZ_PIECE_SAMPLE;
        llz_sketch_take(&s->sketch, chosen[n]->bytes, chosen[n]->n);
        n++;
    }
    return n;
}

static void add_all(const struct llz_selection *s, struct llz_pieces *p, struct llz_unit **chosen, size_t n)
{
    for (size_t i = 0; i < s->units; i++) {
        const struct llz_unit *u = &s->unit[i];
        if (!u->kept || u->use == LLZ_PIECE_SAMPLE)
            llz_pieces_end(p);
        else
            llz_pieces_add(p, u->use, u->bytes, u->n, u->begins);
        if (u->ends)
            llz_pieces_end(p);
    }
    while (n-- > 0)
        llz_pieces_add(p, LLZ_PIECE_SAMPLE, chosen[n]->bytes, chosen[n]->n, chosen[n]->begins);
    llz_pieces_close(p);
}

bool llz_selection_cut(struct llz_selection *s, struct llz_pieces *p, size_t bytes, size_t each)
{
    const size_t period = llz_pieces_period(bytes, each), most = each / LLZ_PIECE_BYTES + 1,
                 kept = keep(s, bytes, period), few = kept / period + most + 2;
    struct llz_unit **chosen = calloc(most, sizeof(struct llz_unit *));
    const bool ok = chosen && llz_pieces_new(p, bytes + LLZ_PIECE_BYTES, kept, few);
    if (ok) {
        add_all(s, p, chosen, choose(s, kept, chosen, most < kept / 8 ? most : kept / 8));
        p->probes = s->probes;
        p->probe_count = s->probe_count;
    }
    free(chosen);
    return ok;
}
