/* pieces.c - samples cut into what is counted, what is learned in full, and what is held out to try the
 * prior on. Pieces of 4 KB, evenly spread, so that each part sees all of the samples. */
#include <stdlib.h>
#include <string.h>

#include "learner/prior/pretrain.h"

/* Every so many pieces one is a part of the sample, and one in the middle between two is held out. At least 8,
 * so that three quarters of a small text are still counted. */
static size_t period_of(size_t total, size_t each)
{
    const size_t period = each > 0 ? total / each : 0;
    return period > 8 ? period : 8;
}

static void put(uint8_t *to, size_t *at, const uint8_t *p, size_t n)
{
    memcpy(to + *at, p, n);
    *at += n;
}

/* What stood on both sides of a piece that was taken out are no neighbours: no n-gram reaches over it. */
static void end_here(struct llz_pieces *p)
{
    if (p->ends == 0 || p->end[p->ends - 1] != p->counted_bytes)
        p->end[p->ends++] = p->counted_bytes;
}

/* Where a sample begins, LLZ_PIECE_START zeros stand: so beginnings can be told from the rest. */
static void begin_sample(uint8_t *to, size_t *at)
{
    memset(to + *at, 0, LLZ_PIECE_START);
    *at += LLZ_PIECE_START;
}

bool llz_pieces_cut(struct llz_pieces *p, const struct llz_text_bytes *samples, size_t n, size_t each)
{
    size_t total = 0, pieces = 0, k = 0;
    for (size_t i = 0; i < n; i++) {
        total += samples[i].n;
        pieces += samples[i].n / LLZ_PIECE_BYTES + 1;
    }
    /* Room is for one piece more than there can be, each with a beginning. */
    const size_t period = period_of(total, each),
                 few = (pieces / period + 2) * (LLZ_PIECE_BYTES + LLZ_PIECE_START);
    *p = (struct llz_pieces){ .counted = malloc(total + n * LLZ_PIECE_START + 1),
                              .end = malloc((pieces + 1) * sizeof *p->end),
                              .sample = malloc(few),
                              .held_out = malloc(few) };
    if (!p->counted || !p->end || !p->sample || !p->held_out) {
        llz_pieces_free(p);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t at = 0; at < samples[i].n; at += LLZ_PIECE_BYTES, k++) {
            const uint8_t *piece = samples[i].bytes + at;
            const size_t left = samples[i].n - at, bytes = left < LLZ_PIECE_BYTES ? left : LLZ_PIECE_BYTES;
            if (k % period == period / 2) {
                put(p->held_out, &p->held_out_bytes, piece, bytes);
            } else {
                uint8_t *to = k % period == 0 ? p->sample : p->counted;
                size_t *end = k % period == 0 ? &p->sample_bytes : &p->counted_bytes;
                if (at == 0)
                    begin_sample(to, end);
                put(to, end, piece, bytes);
            }
            if (k % period == 0 || k % period == period / 2)
                end_here(p);
        }
        end_here(p);
    }
    /* What comes after it is the member itself, which begins as samples do. */
    begin_sample(p->sample, &p->sample_bytes);
    return true;
}

void llz_pieces_free(struct llz_pieces *p)
{
    free(p->counted);
    free(p->end);
    free(p->sample);
    free(p->held_out);
    *p = (struct llz_pieces){ 0 };
}
