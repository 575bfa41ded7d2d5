/* pieces.c - samples cut into what is counted, what is learned in full, and what is held out to try the
 * prior on. Pieces of 4 KB, evenly spread, so that each part sees all of the samples. */
#include <stdlib.h>
#include <string.h>

#include "learner/prior/pretrain.h"

/* At least 8, so that three quarters of a small text are still counted. */
size_t llz_pieces_period(size_t total, size_t held_out)
{
    const size_t period = held_out > 0 ? total / held_out : 0;
    return period > 8 ? period : 8;
}

size_t llz_pieces_sample(size_t total, const struct llz_pieces_shares *shares)
{
    return shares->sample < total / 2 ? shares->sample : total / 2;
}

static void put(uint8_t *to, size_t *at, const uint8_t *p, size_t n)
{
    memcpy(to + *at, p, n);
    *at += n;
}

/* What stood on both sides of a piece that was taken out are no neighbours: no n-gram reaches over it. */
void llz_pieces_end(struct llz_pieces *p)
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

bool llz_pieces_new(struct llz_pieces *p, size_t bytes, size_t pieces)
{
    /* Each may have a beginning; there is an end after all, too. */
    const size_t room = bytes + (pieces + 1) * LLZ_PIECE_START;
    *p = (struct llz_pieces){ .counted = malloc(room),
                              .end = malloc((pieces + 1) * sizeof *p->end),
                              .sample = malloc(room),
                              .held_out = malloc(room) };
    if (p->counted && p->end && p->sample && p->held_out)
        return true;
    llz_pieces_free(p);
    return false;
}

void llz_pieces_add(struct llz_pieces *p, enum llz_piece_use use, const uint8_t *piece, size_t n, bool begins)
{
    if (use == LLZ_PIECE_HELD_OUT) {
        put(p->held_out, &p->held_out_bytes, piece, n);
    } else {
        uint8_t *to = use == LLZ_PIECE_SAMPLE ? p->sample : p->counted;
        size_t *end = use == LLZ_PIECE_SAMPLE ? &p->sample_bytes : &p->counted_bytes;
        if (begins)
            begin_sample(to, end);
        put(to, end, piece, n);
    }
    if (use != LLZ_PIECE_COUNTED)
        llz_pieces_end(p);
}

void llz_pieces_close(struct llz_pieces *p)
{
    /* What comes after it is the member itself, which begins as samples do. */
    begin_sample(p->sample, &p->sample_bytes);
}

/* What is learned in full is spread evenly over all: a piece of it comes where there is less of it than its share of the
 * bytes so far; or where nothing is said, in the middle between two pieces that are held out. */
static enum llz_piece_use use_of(const struct llz_pieces *p, size_t k, size_t period, size_t so_far,
                                 size_t sample, size_t total)
{
    if (k % period == period / 2)
        return LLZ_PIECE_HELD_OUT;
    /* At most 2^24 and 2^29 bytes, in products. */
    const bool due =
        sample > 0 ? (uint64_t)p->sample_bytes * total <= (uint64_t)sample * so_far : k % period == 0;
    return due ? LLZ_PIECE_SAMPLE : LLZ_PIECE_COUNTED;
}

bool llz_pieces_cut(struct llz_pieces *p, const struct llz_text_bytes *samples, size_t n,
                    const struct llz_pieces_shares *shares)
{
    size_t total = 0, pieces = 0, so_far = 0, k = 0;
    for (size_t i = 0; i < n; i++) {
        total += samples[i].n;
        pieces += samples[i].n / LLZ_PIECE_BYTES + 1;
    }
    const size_t period = llz_pieces_period(total, shares->held_out);
    const size_t sample = llz_pieces_sample(total, shares);
    if (!llz_pieces_new(p, total, pieces))
        return false;
    for (size_t i = 0; i < n; i++) {
        for (size_t at = 0; at < samples[i].n; at += LLZ_PIECE_BYTES, k++) {
            const size_t left = samples[i].n - at, bytes = left < LLZ_PIECE_BYTES ? left : LLZ_PIECE_BYTES;
            llz_pieces_add(p, use_of(p, k, period, so_far, sample, total), samples[i].bytes + at, bytes,
                           at == 0);
            so_far += bytes;
        }
        llz_pieces_end(p);
    }
    llz_pieces_close(p);
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
